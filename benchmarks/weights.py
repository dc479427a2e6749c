"""What each weight of the screen for names is worth: the measured notes are read again without it.

    python -m benchmarks.weights      prints the table of docs/reference/screening-weights.md

Two sets of notes: `dev.jsonl` with the lists as they are, and the sentences of `held_out.py` with a fifth of
the names taken out of the lists, where the rules must do the work. `held_out.jsonl` is left alone:
nothing may be learnt from it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import held_out  # noqa: E402
from benchmarks.scoring import read_records, score  # noqa: E402
from jtai.core.screening import STRONG, Lexicon, Screening, screen, standard_lexicon, weights  # noqa: E402
from jtai.core.screening.data_file import unpack  # noqa: E402
from jtai.core.screening.lexicon import DATA_FILE  # noqa: E402
from jtai.core.screening.weights import Weight  # noqa: E402

DEV = ROOT / "benchmarks/data/names/dev.jsonl"


@dataclass
class Effect:
    """What changes without a weight: names no longer found, or only as a hint; alarms more (or fewer)."""

    missed: int = 0
    weaker: int = 0
    alarms: int = 0


@dataclass(frozen=True)
class Note:
    """A note as it is screened, with the weights that were read for it."""

    record: dict[str, Any]
    lexicon: Lexicon
    found: Screening
    read: frozenset[str]


class _Watched(ModuleType):
    """The module of the weights, saying which of them are read."""

    read: set[str]

    def __getattribute__(self, name: str) -> Any:
        if name.isupper():
            super().__getattribute__("read").add(name)
        return super().__getattribute__(name)


def table() -> dict[str, Weight]:
    """Every weight by name, in the order of its module."""
    return {name: value for name, value in vars(weights).items() if isinstance(value, Weight)}


@contextmanager
def without(name: str) -> Iterator[None]:
    """The screen without one weight: nought for a weight, never for a threshold."""
    weight: Weight = getattr(weights, name)
    setattr(weights, name, weight.without)
    try:
        yield
    finally:
        setattr(weights, name, weight)


def read_while_screening(text: str, lexicon: Lexicon) -> tuple[Screening, frozenset[str]]:
    """What is found in a text, and the weights that were read for it."""
    module: Any = weights
    module.read = set()
    module.__class__ = _Watched
    try:
        found = screen(text, lexicon=lexicon)
    finally:
        module.__class__ = ModuleType
    return found, frozenset(vars(module).pop("read"))


def notes() -> list[Note]:
    """The notes of both sets."""
    data = files("jtai.core.screening").joinpath(DATA_FILE).read_bytes()
    sentences, left_out = held_out.records(unseen=True, rounds=1)
    shorter = Lexicon(*unpack(data), without=left_out)
    pairs = [(record, standard_lexicon()) for record in read_records(DEV)]
    pairs += [(record, shorter) for record in sentences]
    return [Note(r, lexicon, *read_while_screening(r["text"], lexicon)) for r, lexicon in pairs]


def effects(measured: Sequence[Note]) -> dict[str, Effect]:
    """The effect of each weight. Only the notes that read it can change."""
    readers: dict[str, list[Note]] = defaultdict(list)
    for note in measured:
        for name in note.read:
            readers[name].append(note)
    return {name: _effect(name, readers[name]) for name in table()}


def _effect(name: str, readers: Sequence[Note]) -> Effect:
    effect = Effect()
    for note in readers:
        with without(name):
            found = screen(note.record["text"], lexicon=note.lexicon)
        if found != note.found:
            before, after = _counted(note, note.found), _counted(note, found)
            effect.missed += after.missed - before.missed
            effect.weaker += after.weaker - before.weaker
            effect.alarms += after.alarms - before.alarms
    return effect


def _counted(note: Note, found: Screening) -> Effect:
    result = score([note.record], lambda _: [(span.start, span.end) for span in found.spans])
    sure = score([note.record], lambda _: [(s.start, s.end) for s in found.spans if s.tier == STRONG])
    return Effect(len(result.missed), len(sure.missed) - len(result.missed), len(result.false))


def main() -> None:
    """Print the table."""
    from tools.generated.weights import make

    print(*make().values())


if __name__ == "__main__":
    main()
