"""The notes of heads outside the database: one line for each event, in a file for each day (ADR 0006, 0251).

A note can fail: the disk is full, the folder away. What is committed stays committed. Nothing is lost by it,
for the hash of a later event covers all before it; and `catch_up`, which the worker does every minute, writes
what is missing at the end of each chain.
"""

from __future__ import annotations

import json
import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from jtai.apps.audit.models import Event, Head

_DIGEST = 32


@dataclass
class Noted:
    """What is noted of one chain, in forty bytes a note: a national service has millions."""

    sequences: array[int] = field(default_factory=lambda: array("Q"))
    digests: bytearray = field(default_factory=bytearray)

    def add(self, sequence: int, digest: bytes) -> None:
        self.sequences.append(sequence)
        self.digests += digest

    @property
    def furthest(self) -> int:
        return max(self.sequences, default=0)

    def by_sequence(self) -> dict[int, str]:
        """Sequence to hash."""
        found = (self.digests[n * _DIGEST : (n + 1) * _DIGEST].hex() for n in range(len(self.sequences)))
        return dict(zip(self.sequences, found, strict=True))


def note(events: Iterable[Event]) -> None:
    """Note these events, each in the file of its day."""
    lines: dict[str, list[str]] = defaultdict(list)
    for event in events:
        words = {"chain": event.chain, "sequence": event.sequence, "hash": event.hash}
        lines[_name(event.at)].append(json.dumps(words, sort_keys=True) + "\n")
    folder = Path(settings.JTAI_HEADS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, found in lines.items():
        _append(folder / name, "".join(found))


def _name(at: datetime) -> str:
    return f"heads-{at.astimezone(UTC):%Y-%m-%d}.jsonl"


def _append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "rb+", buffering=0) as notes:
        # A line that was cut off by a full disk must not swallow the next one.
        end = notes.seek(0, os.SEEK_END)
        whole = end == 0 or os.pread(notes.fileno(), 1, end - 1) == b"\n"
        data = (text if whole else "\n" + text).encode()
        while data:
            data = data[notes.write(data) :]


class Notes:
    """Everything noted outside, by chain. `refresh` reads only what has been added since."""

    def __init__(self) -> None:
        self.chains: defaultdict[str, Noted] = defaultdict(Noted)
        self._read_to: dict[Path, int] = {}

    def refresh(self) -> Notes:
        folder = Path(settings.JTAI_HEADS_DIR)
        for path in sorted(folder.glob("heads-*.jsonl")) if folder.is_dir() else ():
            for line in self._new_lines(path):
                self._take(line)
        return self

    def _new_lines(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as notes:
            notes.seek(self._read_to.get(path, 0))
            for line in notes:
                if line.endswith(b"\n"):
                    yield line
                    self._read_to[path] = self._read_to.get(path, 0) + len(line)

    def _take(self, line: bytes) -> None:
        try:
            words = json.loads(line)
            self.chains[words["chain"]].add(int(words["sequence"]), bytes.fromhex(words["hash"]))
        except (ValueError, KeyError, TypeError):
            # A line that was cut off is no proof of anything.
            return

    def of(self, chain: str) -> Noted:
        """What is noted of this chain; nothing, perhaps."""
        return self.chains.get(chain) or Noted()


def read_notes() -> Notes:
    """All notes, read once."""
    return Notes().refresh()


_of_folder: dict[str, Notes] = {}


def catch_up() -> int:
    """Note every event after the last one noted of its chain. Gives back how many were missing."""
    # Heads first: an event written between the two reads is noted already, or next time.
    heads = list(Head.objects.values_list("chain", "sequence"))
    notes = _of_folder.setdefault(str(settings.JTAI_HEADS_DIR), Notes()).refresh()
    missing = 0
    for chain, last in heads:
        furthest = notes.of(chain).furthest
        if furthest < last:
            events = list(Event.objects.in_chain(chain).filter(sequence__gt=furthest))
            note(events)
            missing += len(events)
    return missing
