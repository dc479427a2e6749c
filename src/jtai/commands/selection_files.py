"""What `jtai select` reads and writes, and how it asks the optimiser."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from jtai.commands.output import BadInput, Fault, as_json, bad
from jtai.core.framework import load_edition
from jtai.core.screening import name_columns
from jtai.core.selection.question import ChildList, Quota
from jtai.core.selection.reading import LARGEST, FlawsFound, read_children, read_quotas
from jtai.core.selection.running import OptimiserFailed, ask
from jtai.words import counted, file_size

_LARGEST_JSON = 200_000_000
_Read = TypeVar("_Read")


def read_list_file(path: str) -> ChildList:
    """The children of a file, none of whose columns looks like names. Raises `BadInput`."""
    pool = _without_flaws(path, lambda: read_children(_bytes(path, LARGEST)))
    columns = name_columns(pool.features, (values for _, values in pool.children))
    if columns:
        raise BadInput(
            Fault(
                f"{_named(path)}, line 1, {column.header}",
                f"{column.why}. Take it out, or write letters or numbers for its values.",
            )
            for column in columns
        )
    return pool


def read_quota_file(path: str, pool: ChildList, size: int) -> tuple[Quota, ...]:
    """The quotas of a file. Raises `BadInput`."""
    return _without_flaws(path, lambda: read_quotas(_bytes(path, LARGEST), pool, size))


def _without_flaws(path: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except FlawsFound as error:
        raise BadInput(
            Fault(", ".join(filter(None, [_named(path), _line(f.line), f.field])), f.message)
            for f in error.flaws
        ) from error


def _line(number: int) -> str:
    return f"line {number}" if number else ""


def _named(path: str) -> str:
    return "standard input" if path == "-" else path


def size_in(text: str, pool: ChildList) -> int:
    """How many are chosen, at most as many as there are. Raises `BadInput`."""
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise bad("--size", f"“{text}” is not a number of children. Write it as 20.")
    if int(text) > len(pool.children):
        raise bad(
            "--size", f"{text} are to be chosen and the list has {counted(len(pool.children), 'child')}."
        )
    return int(text)


def sizes_in(text: str | None, edition_id: str) -> range:
    """How many are tracked, as 5-7; without a text as this edition says. Raises `BadInput`."""
    if text is None:
        try:
            rules = load_edition(edition_id).selection
        except KeyError as unknown:
            raise bad("--edition", str(unknown.args[0])) from unknown
        return range(rules.tracked_min, rules.tracked_max + 1)
    least, dash, most = text.partition("-")
    if not (least.isdigit() and (most.isdigit() or not dash) and 0 < int(least) <= int(most or least) < 1000):
        raise bad("--then", f"“{text}” is not a range of sizes. Write it as 5-7.")
    return range(int(least), int(most or least) + 1)


def read_json(path: str) -> Any:
    """JSON of a file. Raises `BadInput`."""
    data = _bytes(path, _LARGEST_JSON)
    if len(data) > _LARGEST_JSON:
        raise bad(_named(path), f"The file is larger than {file_size(_LARGEST_JSON)}.")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise bad(f"{_named(path)}, line {line}", "This line is not UTF-8 text.") from fault
    except json.JSONDecodeError as fault:
        raise bad(f"{_named(path)}, line {fault.lineno}", "This line cannot be read as JSON.") from fault
    except (RecursionError, ValueError) as fault:
        raise bad(_named(path), "The file cannot be read as JSON.") from fault


def write_json(path: str, data: Any, where: str) -> None:
    """Data as JSON to a file. Raises `BadInput`."""
    try:
        Path(path).write_text(as_json(data) + "\n", encoding="utf-8")
    except OSError as fault:
        raise bad(where, f"{path} cannot be written ({fault.strerror}). Choose another file.") from fault


def _bytes(path: str, most: int) -> bytes:
    """At most one byte more than `most`: a larger file is refused by whoever reads it."""
    if path == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except OSError as fault:
        raise bad(path, f"The file cannot be read ({fault.strerror}). Check its name.") from fault


def optimised(task: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """The answer of the optimiser. Ctrl-C ends it and the command."""
    try:
        return ask(task, seconds=seconds)
    except OptimiserFailed as fault:
        raise bad("", f"{fault} Give it more with --seconds, or ask for less.") from fault
