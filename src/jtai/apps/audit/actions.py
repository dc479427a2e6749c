"""Writes the audit trail.

`record` is the last step of an action, inside its transaction: it locks the head of the chain, so two
actions of one inspection are put in order and neither can be lost. An action that carries out others, each
with an event of its own, is decorated `@events_last`: their events are written when all else is (ADR 0250).

    @transaction.atomic
    @events_last
    def close_call(…): …
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial, wraps
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from jtai.apps.audit import outside
from jtai.apps.audit.hashing import GENESIS, SERVICE, instant, sha256
from jtai.apps.audit.models import Event, Head
from jtai.apps.database.after import after_commit
from jtai.apps.database.locking import check_keys_now, lock

__all__ = ["GENESIS", "SERVICE", "events_last", "instant", "record", "sha256"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that has no place in its chain yet."""

    chain: str
    at: datetime
    clock_at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    content_hash: str
    codes: Mapping[str, object]


_gathered: ContextVar[list[_Told] | None] = ContextVar("gathered", default=None)


def record(
    chain: str,
    action: str,
    *,
    actor: str,
    at: datetime,
    clock_at: datetime,
    object_kind: str = "",
    object_id: str = "",
    codes: Mapping[str, object] | None = None,
    content: str | None = None,
) -> Event | None:
    """Add one event to `chain`; None when `events_last` will write it. Must run in a transaction.

    codes are ids, codes and offsets only; content is hashed, never stored.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of what it tells of.")
    told = _Told(
        chain,
        at,
        clock_at,
        actor,
        action,
        object_kind,
        object_id,
        "" if content is None else sha256(content),
        dict(codes or {}),
    )
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(told)
        return None
    return _write([told])[-1]


def events_last(act: Callable[P, R]) -> Callable[P, R]:
    """Write the events of this action, and of every action it calls, after everything else it writes."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _gathered.get()
        if outer is not None:
            return _within(outer, partial(act, *args, **kwargs))
        gathered: list[_Told] = []
        token = _gathered.set(gathered)
        try:
            result = act(*args, **kwargs)
        finally:
            _gathered.reset(token)
        _write(gathered)
        return result

    return acting


def _within(gathered: list[_Told], act: Callable[[], R]) -> R:
    """One action inside another: what it told is forgotten if it is refused."""
    before = len(gathered)
    try:
        return act()
    except BaseException:
        del gathered[before:]
        raise


def _write(told: list[_Told]) -> list[Event]:
    """The heads are the last locks of a transaction; those of two chains in the order of their names."""
    if not told:
        return []
    check_keys_now()
    events: list[Event] = []
    for chain in sorted({one.chain for one in told}):
        head = _locked_head(chain)
        for one in told:
            if one.chain == chain:
                events.append(_append(head, one))
        head.save(update_fields=["sequence", "hash"])
        note = partial(outside.note, [event for event in events if event.chain == chain])
        after_commit(note, name=f"noting the head of {chain}", caught_up_by="the worker, every minute")
    return sorted(events, key=attrgetter("chain", "sequence"))


def _locked_head(chain: str) -> Head:
    rows = lock(Head.objects.filter(chain=chain))
    head = rows.first()
    if head is None:
        Head.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
        head = rows.get()
    return head


def _append(head: Head, told: _Told) -> Event:
    sequence, previous = head.sequence + 1, head.hash
    canonical = _canonical(told, sequence)
    values: dict[str, Any] = {name: value for name, value in asdict(told).items() if name != "codes"}
    event = Event.objects.create(
        **values,
        sequence=sequence,
        canonical=canonical,
        previous=previous,
        hash=sha256(previous + canonical),
    )
    head.sequence, head.hash = sequence, event.hash
    return event


def _canonical(told: _Told, sequence: int) -> str:
    """What is hashed: sorted keys, instants in UTC (ADR 0006)."""
    return json.dumps(
        {
            "action": told.action,
            "actor": told.actor,
            "at": instant(told.at),
            "chain": told.chain,
            "clock_at": instant(told.clock_at),
            "codes": told.codes,
            "content": told.content_hash,
            "object": [told.object_kind, told.object_id],
            "sequence": sequence,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=str,
    )
