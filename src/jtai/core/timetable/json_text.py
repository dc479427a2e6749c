"""JSON read strictly: bounded in size, no key twice, and every place has its line.

Python's own reader takes the last of two equal keys, `NaN` and endless digits. A week is written by people,
so each of these is a fault with a line here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from jtai.words import file_size

MOST_BYTES = 5_000_000
_SPACE = re.compile(r"[ \t\n\r]*")
_LONG_NUMBER = re.compile(r"\d{16,}")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: the line (0 when there is none), the field as a path, and a sentence."""

    line: int
    field: str
    message: str

    @property
    def place(self) -> str:
        """Line and field in words, as far as they are known."""
        return ", ".join(part for part in (f"line {self.line}" if self.line else "", self.field) if part)


class Faulty(Exception):
    """The input cannot be used. Carries every fault found, at least one."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.place}: {f.message}" for f in self.faults))


def refuse(message: str, line: int = 0, field: str = "") -> NoReturn:
    """Raise `Faulty` with one fault."""
    raise Faulty([Fault(line, field, message)])


def parse(content: bytes) -> tuple[Any, str]:
    """The value and the text it was read from. Raises `Faulty` when it is not JSON we can use."""
    if len(content) > MOST_BYTES:
        refuse(f"The file is larger than {file_size(MOST_BYTES)}; no week of an inspection needs that.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse("The text is not UTF-8. Save the file as UTF-8 and try again.", line)
    if long := _LONG_NUMBER.search(text):
        refuse("A number has more than 15 digits.", _line(text, long.start()))
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant), text
    except json.JSONDecodeError as error:
        refuse(f"This is not JSON: {error.msg.lower()} (column {error.colno}).", error.lineno)
    except RecursionError:
        refuse("The lists are nested too deeply.")
    except _Twice as error:
        refuse(f"The key “{error}” appears twice in one object.", _line_of_second(text, str(error)))


class _Twice(Exception):
    """A key that stands twice in one object."""


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    refuse(f"{name} is not a number.")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _line_of_second(text: str, key: str) -> int:
    written = json.dumps(key, ensure_ascii=False)
    first = text.find(written)
    second = text.find(written, first + 1)
    return _line(text, second if second >= 0 else max(first, 0))


def line_of(text: str, path: Path) -> int:
    """The line on which the value at `path` begins; the nearest enclosing value where it is missing."""
    at = _skip(text, 0)
    for step in path:
        inner = _child(text, at, step)
        if inner is None:
            break
        at = inner
    return _line(text, at)


def in_words(path: Path) -> str:
    """A path as people write it: activities[3].windows[0]."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def _child(text: str, at: int, step: str | int) -> int | None:
    decoder = json.JSONDecoder()
    is_object = text[at] == "{"
    if text[at] not in "[{" or is_object != isinstance(step, str):
        return None
    number, at = 0, _skip(text, at + 1)
    while text[at] not in "]}":
        key: str | int = number
        if is_object:
            key, at = scanstring(text, at + 1)
            at = _skip(text, _skip(text, at) + 1)  # past the colon
        if key == step:
            return at
        _, at = decoder.raw_decode(text, at)
        number, at = number + 1, _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
