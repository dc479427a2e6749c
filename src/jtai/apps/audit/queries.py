"""Checks a chain: every hash, every place, every content that can be found, and the heads noted outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jtai.apps.audit.contents import fetcher
from jtai.apps.audit.hashing import GENESIS, instant, sha256
from jtai.apps.audit.models import Event, Head


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong in a chain, in a sentence."""

    chain: str
    sequence: int
    message: str


def chains() -> list[str]:
    """Every chain there is a head, an event or an outside note of."""
    named = set(Head.objects.values_list("chain", flat=True)) | set(
        Event.objects.order_by().values_list("chain", flat=True).distinct()
    )
    return sorted(named | set(_noted()))


def verify(chain: str) -> Fault | None:
    """The first broken link of `chain`, or None when it holds."""
    expected, previous = 1, GENESIS
    noted = _noted().get(chain, {})
    for event in Event.objects.in_chain(chain).iterator(chunk_size=1000):
        fault = _fault_of(event, expected, previous, noted)
        if fault:
            return fault
        expected, previous = event.sequence + 1, event.hash
    return _fault_of_end(chain, expected - 1, previous, noted)


def _fault_of(event: Event, expected: int, previous: str, noted: dict[int, str]) -> Fault | None:
    def fault(message: str) -> Fault:
        return Fault(event.chain, expected, message)

    if event.sequence != expected:
        return fault(f"Event {expected} is missing: the next one is {event.sequence}.")
    if event.previous != previous:
        return fault(f"Event {event.sequence} does not follow the one before it.")
    if sha256(event.previous + event.canonical) != event.hash:
        return fault(f"Event {event.sequence} was changed after it was written.")
    if not _columns_agree(event):
        return fault(f"The columns of event {event.sequence} differ from the text that was hashed.")
    if event.sequence in noted and noted[event.sequence] != event.hash:
        return fault(f"Event {event.sequence} differs from the head noted outside the database.")
    return _fault_of_content(event)


def _columns_agree(event: Event) -> bool:
    told = json.loads(event.canonical)
    return (
        told["action"] == event.action
        and told["actor"] == event.actor
        and told["at"] == instant(event.at)
        and told["clock_at"] == instant(event.clock_at)
        and told["content"] == event.content_hash
        and told["object"] == [event.object_kind, event.object_id]
        and told["chain"] == event.chain
        and told["sequence"] == event.sequence
    )


def _fault_of_content(event: Event) -> Fault | None:
    fetch = fetcher(event.object_kind)
    if not (event.content_hash and fetch):
        return None
    content = fetch(event.object_id)
    if content is None:
        return Fault(
            event.chain, event.sequence, f"What event {event.sequence} tells of is not there any more."
        )
    if sha256(content) != event.content_hash:
        return Fault(event.chain, event.sequence, f"What event {event.sequence} tells of was changed since.")
    return None


def _fault_of_end(chain: str, last: int, digest: str, noted: dict[int, str]) -> Fault | None:
    head = Head.objects.filter(chain=chain).first()
    furthest = max(noted, default=0)
    if furthest > last:
        return Fault(
            chain,
            last + 1,
            f"The trail ends at event {last}, but event {furthest} was noted outside: its tail was cut.",
        )
    if head is None and last:
        return Fault(chain, last, "The head of the trail is missing.")
    if head and (head.sequence != last or (last and head.hash != digest)):
        return Fault(chain, last + 1, f"The head says {head.sequence} events, the trail has {last}.")
    return None


def _noted() -> dict[str, dict[int, str]]:
    heads: dict[str, dict[int, str]] = {}
    for note in _lines():
        heads.setdefault(note["chain"], {})[note["sequence"]] = note["hash"]
    return heads


def _lines() -> Iterator[dict]:
    folder = Path(settings.JTAI_HEADS_DIR)
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("heads-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                # A half-written last line after a power cut is no proof of anything.
                continue


def events_of(chain: str, *, object_kind: str = "", object_id: str = "") -> list[Event]:
    """Newest first, for a page of history."""
    found = Event.objects.filter(chain=chain)
    if object_kind:
        found = found.filter(object_kind=object_kind, object_id=object_id)
    return list(found.order_by("-sequence")[:500])
