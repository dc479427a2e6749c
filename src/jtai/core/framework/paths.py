"""Finds values in raw tables by a pattern: "agencies[].inspectorate", "tracks.*.milestones[].owner"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# A name, or the number of a row.
_PARTS = re.compile(r"\[(?P<number>\d+)\]|(?P<name>[^.\[\]]+)")


def values_at(table: object, pattern: str) -> Iterator[tuple[str, object]]:
    """Every (key path, value) that the pattern reaches; a list of texts gives each text.

    `name[]` goes into each row of a list, `*` into each entry of a table. What is missing or of another
    type is passed over: the reader has named it already.
    """
    yield from _walk(table, pattern.split("."), "")


def texts_at(table: object, pattern: str) -> Iterator[tuple[str, str]]:
    """Every (key path, text) that the pattern reaches; empty texts are left out."""
    for path, value in values_at(table, pattern):
        if isinstance(value, str) and value:
            yield path, value
        elif isinstance(value, list):
            yield from ((f"{path}[{i}]", each) for i, each in enumerate(value) if isinstance(each, str))


def lists_of_tables(table: object, at: str = "") -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Every list of tables below `table`, with its key path."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from lists_of_tables(value, f"{at}.{key}" if at else key)
    elif isinstance(table, list) and all(isinstance(row, dict) for row in table):
        yield at, table
        for number, row in enumerate(table):
            yield from lists_of_tables(row, f"{at}[{number}]")


def by_code(table: object, path: str) -> str:
    """The path with rows named by their code where it is theirs alone: "milestones[publish].week"."""
    named, value = path, table
    for part in _PARTS.finditer(path):
        name, number = part["name"], part["number"]
        if number is None:
            value = value.get(name) if isinstance(value, Mapping) else None
            continue
        rows = value if isinstance(value, list) else []
        value = rows[int(number)] if int(number) < len(rows) else None
        code = value.get("code") if isinstance(value, Mapping) else None
        alone = sum(isinstance(row, Mapping) and row.get("code") == code for row in rows) == 1
        if isinstance(code, str) and code and alone:
            # From the end of what is named already: the same number may stand in the path twice.
            at = part.start() + len(named) - len(path)
            named = f"{named[:at]}[{code}]{named[at + len(part[0]) :]}"
    return named


def _walk(value: object, parts: list[str], at: str) -> Iterator[tuple[str, object]]:
    if not parts:
        yield at, value
        return
    if not isinstance(value, Mapping):
        return
    part, rest = parts[0], parts[1:]
    if part == "*":
        for key, each in value.items():
            yield from _walk(each, rest, f"{at}.{key}" if at else key)
        return
    name = part.removesuffix("[]")
    if name not in value:
        return
    path = f"{at}.{name}" if at else name
    if part == name:
        yield from _walk(value[name], rest, path)
    elif isinstance(rows := value[name], list):
        for number, row in enumerate(rows):
            yield from _walk(row, rest, f"{path}[{number}]")
