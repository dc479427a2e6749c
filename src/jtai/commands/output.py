"""What every command shares: its answer, its faults, and how both are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jtai.words import counted

DONE, ANSWER_IS_NO, BAD_INPUT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: `data` for `--format json`, `text` for people, and the exit code.

    Without `data` nothing is printed: the command has done it itself.
    """

    data: Any
    text: str
    code: int = DONE


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: where (file, line or field) and a sentence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class BadInput(Exception):
    """The input cannot be used. Carries every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))

    @property
    def sentence(self) -> str:
        """The count and the first fault, on one line."""
        first = " ".join(str(self.faults[0]).split())
        return first if len(self.faults) == 1 else f"{counted(len(self.faults), 'fault')}. The first: {first}"


def bad(where: str, message: str) -> BadInput:
    """One fault."""
    return BadInput([Fault(where, message)])


def as_json(data: Any) -> str:
    """Data as JSON, in a stable order of keys as given."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def faults_text(faults: Sequence[Fault], output_format: str) -> str:
    """All faults, in the chosen format."""
    if output_format == "json":
        return as_json({"format": 1, "faults": [{"where": f.where, "message": f.message} for f in faults]})
    return "\n".join(map(str, faults))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns for people, headings first."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    ruler = tuple("-" * width for width in widths)
    shown = [lines[0], ruler, *lines[1:]]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in shown
    )
