"""Writes the trail.

`record` is the last step of an action, inside its transaction: it locks the head of the chain, so two
actions of one inspection are put in order and neither can be lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jtai.apps.audit.hashing import GENESIS, instant, sha256
from jtai.apps.audit.models import Event, Head

__all__ = ["GENESIS", "SERVICE", "instant", "record", "sha256"]

SERVICE = "service"


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
) -> Event:
    """Add one event to `chain`.

    codes are ids, codes and offsets only; content is hashed, never stored. Must run in a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of what it tells of.")
    Head.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
    head = Head.objects.select_for_update().get(chain=chain)
    content_hash = "" if content is None else sha256(content)
    sequence = head.sequence + 1
    canonical = json.dumps(
        {
            "action": action,
            "actor": actor,
            "at": instant(at),
            "chain": chain,
            "clock_at": instant(clock_at),
            "codes": dict(codes or {}),
            "content": content_hash,
            "object": [object_kind, object_id],
            "sequence": sequence,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=str,
    )
    event = Event.objects.create(
        chain=chain,
        sequence=sequence,
        at=at,
        clock_at=clock_at,
        actor=actor,
        action=action,
        object_kind=object_kind,
        object_id=object_id,
        content_hash=content_hash,
        canonical=canonical,
        previous=head.hash,
        hash=sha256(head.hash + canonical),
    )
    Head.objects.filter(chain=chain).update(sequence=sequence, hash=event.hash)
    transaction.on_commit(lambda: _note_outside(chain, sequence, event.hash, at))
    return event


def _note_outside(chain: str, sequence: int, digest: str, at: datetime) -> None:
    """Note the head in a daily file outside the database, so that a cut tail is found (decision 20)."""
    folder = Path(settings.JTAI_HEADS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"chain": chain, "sequence": sequence, "hash": digest}, sort_keys=True)
    with (folder / f"heads-{at.astimezone(UTC):%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as notes:
        notes.write(line + "\n")
