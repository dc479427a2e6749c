"""Checks a chain: every hash, every place, every content that can be found, and the heads noted outside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from jtai.apps.audit.contents import contents_of
from jtai.apps.audit.hashing import GENESIS, SERVICE, instant, sha256
from jtai.apps.audit.models import Event, Head
from jtai.apps.audit.outside import Notes, read_notes
from jtai.words import counted

# Kind and id of what an event speaks of, to its content.
Contents = dict[tuple[str, str], str | None]
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong in a chain, in a sentence."""

    chain: str
    sequence: int
    message: str


def chains(notes: Notes | None = None) -> list[str]:
    """Every chain there is a head, an event or an outside note of."""
    named = set(Head.objects.values_list("chain", flat=True)) | set(
        Event.objects.order_by().values_list("chain", flat=True).distinct()
    )
    return sorted(named | set((notes or read_notes()).chains))


def not_noted(chain: str, notes: Notes) -> int:
    """How many events at the end of a chain are not noted outside yet: no fault, the worker catches up."""
    last = Event.objects.in_chain(chain).values_list("sequence", flat=True).last() or 0
    return max(0, last - notes.of(chain).furthest)


def verify(chain: str, notes: Notes | None = None) -> Fault | None:
    """The first broken link of `chain`, or None when it holds. For many chains, read the notes once."""
    expected, previous = 1, GENESIS
    noted = (notes or read_notes()).of(chain).by_sequence()
    if gone := _cleared(chain):
        return _fault_of_cleared(chain, gone, noted)
    for events in _chunks(chain):
        contents = _contents_of(events)
        for event in events:
            fault = _fault_of(event, expected, previous, noted) or _fault_of_content(event, contents)
            if fault:
                return fault
            expected, previous = event.sequence + 1, event.hash
    return _fault_of_end(chain, expected - 1, previous, noted)


def _chunks(chain: str) -> Iterator[list[Event]]:
    events = Event.objects.in_chain(chain).iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(events, AT_ONCE)):
        yield chunk


def _contents_of(events: Sequence[Event]) -> Contents:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.content_hash and event.object_id:
            wanted[event.object_kind].add(event.object_id)
    found: Contents = {}
    for kind, ids in wanted.items():
        contents = contents_of(kind, ids)
        if contents is not None:
            found |= {(kind, object_id): contents.get(object_id) for object_id in ids}
    return found


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
    return None


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


def _fault_of_content(event: Event, contents: Contents) -> Fault | None:
    key = (event.object_kind, event.object_id)
    if not event.content_hash or key not in contents:
        return None
    content = contents[key]
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
            f"The audit trail ends at event {last}, but event {furthest} was noted outside. "
            "Its tail was cut off.",
        )
    if head is None and last:
        return Fault(chain, last, "The head of the audit trail is missing.")
    if head and (head.sequence != last or (last and head.hash != digest)):
        return Fault(
            chain, last + 1, f"The head says {counted(head.sequence, 'event')}, the audit trail has {last}."
        )
    return None


def _cleared(chain: str) -> tuple[int, str] | None:
    """Where the chain of a demonstration ended that was removed with it, as the service's own chain says."""
    for event in Event.objects.filter(chain=SERVICE, action="demonstration.cleared"):
        if ended := json.loads(event.canonical)["codes"].get("chains", {}).get(chain):
            return ended[0], ended[1]
    return None


def _fault_of_cleared(chain: str, ended: tuple[int, str], noted: dict[int, str]) -> Fault | None:
    """Nothing was noted outside that goes beyond what was removed, and nothing was written since."""
    sequence, digest = ended
    if max(noted, default=0) > sequence or noted.get(sequence, digest) != digest:
        return Fault(
            chain, sequence, "What was noted outside is not what was removed with the demonstration."
        )
    if Event.objects.filter(chain=chain).exists() or Head.objects.filter(chain=chain).exists():
        return Fault(chain, 1, "There are events in a chain that was removed with the demonstration.")
    return None
