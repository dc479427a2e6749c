"""One JSON object read field by field: each fault is noted with its place and reading goes on.

A reader that stopped at the first fault would have somebody correct a file of a hundred activities in a
hundred rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jtai.core.timetable.json_text import Fault, Faulty, Path, in_words, line_of
from jtai.words import counted

MOST = 1_000_000
_MISSING = object()


class Notes:
    """The faults of one file, gathered while it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []

    def add(self, path: Path, message: str) -> None:
        """Note one fault at a place."""
        self.faults.append(Fault(line_of(self.text, path), in_words(path), message))

    def raise_any(self) -> None:
        """Raise `Faulty` when anything was noted."""
        if self.faults:
            raise Faulty(self.faults)


class Fields:
    """An object of the file and the path to it."""

    def __init__(self, value: Any, path: Path, notes: Notes) -> None:
        self.path, self.notes = path, notes
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            notes.add(path, "An object in braces is expected here.")

    def fault(self, key: str, message: str) -> None:
        """Note a fault at one field."""
        self.notes.add((*self.path, key), message)

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self.value.get(key) is not None

    def whole(self, key: str, default: int | None = None, least: int = 0, most: int = MOST) -> int:
        """A whole number between two bounds."""
        value = self.value.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(key, f"“{key}” must be a whole number.")
        elif not least <= value <= most:
            self.fault(key, f"“{key}” is {value}; it must lie between {least} and {most}.")
        else:
            return value
        return least

    def whole_or_none(self, key: str, least: int = 0) -> int | None:
        """A whole number, or null."""
        return self.whole(key, least=least) if self.has(key) else None

    def text(self, key: str, default: str | None = None) -> str:
        """Words that are not empty."""
        value = self.value.get(key, default)
        if isinstance(value, str) and (value.strip() or value == default) and len(value) <= 200:
            return value
        self.fault(key, f"“{key}” must be text of 1 to 200 characters.")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Words, or null."""
        return self.text(key) if self.has(key) else None

    def yes(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self.value.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault(key, f"“{key}” must be true or false.")
        return False

    def hours(self, key: str) -> tuple[float, float]:
        """Earliest start and latest end, as hours of the clock."""
        value = self.value.get(key)
        if isinstance(value, list) and len(value) == 2 and all(_is_hour(each) for each in value):
            if value[0] < value[1]:
                return float(value[0]), float(value[1])
            self.fault(key, f"“{key}” ends before it begins.")
        else:
            self.fault(key, f"“{key}” must be two hours of the clock, as in [11.5, 14.5].")
        return 0.0, 24.0

    def items(self, key: str, default: Any = _MISSING, least: int = 0, most: int = 5000) -> list[Any]:
        """A list of a bounded length."""
        value = self.value.get(key, default)
        if value is default and default is not _MISSING:
            return list(default)
        if not isinstance(value, list):
            self.fault(key, f"“{key}” must be a list.")
        elif not least <= len(value) <= most:
            self.fault(key, f"“{key}” has {counted(len(value), 'member')}; it must have {least} to {most}.")
        else:
            return value
        return []

    def objects(self, key: str, default: Any = _MISSING, least: int = 0, most: int = 5000) -> list[Fields]:
        """A list of objects."""
        return [
            Fields(each, (*self.path, key, number), self.notes)
            for number, each in enumerate(self.items(key, default, least, most))
        ]

    def texts(self, key: str, default: Any = _MISSING, least: int = 0) -> tuple[str, ...]:
        """A list of words, none of them twice."""
        value = self.items(key, default, least)
        if not all(isinstance(each, str) and each for each in value):
            self.fault(key, f"“{key}” must be a list of text.")
            return ()
        if len(set(value)) != len(value):
            twice = next(each for each in value if value.count(each) > 1)
            self.fault(key, f"“{twice}” appears twice in “{key}”.")
        return tuple(value)

    def wholes(self, key: str, default: Any = _MISSING, least: int = 0) -> tuple[int, ...]:
        """A list of whole numbers, none of them twice."""
        value = self.items(key, default, least)
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in value):
            self.fault(key, f"“{key}” must be a list of whole numbers.")
            return ()
        if len(set(value)) != len(value):
            self.fault(key, f"A number appears twice in “{key}”.")
        return tuple(value)

    def intervals(self, key: str, least: int = 0) -> tuple[tuple[int, int], ...]:
        """A list of [start, end) intervals, each ending after it begins."""
        found = []
        for number, each in enumerate(self.items(key, least=least, most=500)):
            problem = _interval_problem(each)
            if problem:
                self.notes.add((*self.path, key, number), problem)
            else:
                found.append((each[0], each[1]))
        return tuple(found)


def unique(rows: Sequence[Fields], ids: Sequence[str], what: str) -> None:
    """Note each id that stands twice."""
    seen: set[str] = set()
    for row, name in zip(rows, ids, strict=True):
        if name and name in seen:
            row.fault("id", f"The {what} “{name}” appears twice; an id is given once.")
        seen.add(name)


def _is_hour(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 24


def _interval_problem(value: Any) -> str:
    whole = isinstance(value, list) and len(value) == 2
    if not whole or not all(isinstance(t, int) and not isinstance(t, bool) for t in value):
        return "An interval is two whole numbers, as in [12, 38]."
    start, end = value
    if not 0 <= start <= MOST or not 0 <= end <= MOST:
        return f"The interval {value} lies outside the week."
    if end <= start:
        return f"The interval {value} ends before it starts."
    return ""
