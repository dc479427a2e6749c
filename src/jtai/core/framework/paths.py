"""Finds values in raw tables by a pattern: "agencies[].inspectorate", "tracks.*.milestones[].owner"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


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
