"""Values that components take, for pages that build their tables and lists in Python.

    Cell("Northmere", href="/i/JTAI-1/", hint="practice")
    Row([Cell("C-0412", header=True), "Waiting for the police"])
    Fact("Day 0", "Tuesday 6 September 2016", change_href="/i/JTAI-1/plan")
    Task("Call sheet", href="…", status="Due today", due="by 09:30")
    Event("Draft letter sent", by="Lead inspector", at=moment, text="Version 4")

Plain dictionaries with the same keys do as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from jtai.words import clock, clock_and_date, local

# The ten status words and their colours; "Completed", "Signed" and "Accepted" are plain text.
STATUSES = {
    "Cannot start yet": "",
    "To do": "blue",
    "In progress": "teal",
    "Received": "teal",
    "Query": "yellow",
    "Due today": "orange",
    "Late": "red",
    "Category 1": "red",
    "On hold": "purple",
    "Not available": "grey",
}


def saved_at(instant: dt.datetime, now: dt.datetime) -> str:
    """Saved at 14:02; with the day when it was not today."""
    is_today = local(instant).date() == local(now).date()
    return f"Saved at {clock(instant) if is_today else clock_and_date(instant)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: Any = ""
    href: str = ""
    hint: Any = ""
    status: str = ""
    numeric: bool = False
    header: bool = False
    visually_hidden: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `mark` is "late" or "chosen" where the row itself says something."""

    cells: Sequence[Any]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column."""

    text: str
    numeric: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary list; `body` is markup in place of a value.

    change_of: what the link to change it is about, for those who hear it alone; the key where it is None.
    """

    key: str
    value: Any = ""
    href: str = ""
    change_href: str = ""
    change_text: str = "Change"
    hint: Any = ""
    body: str = ""
    change_of: str | None = None

    @property
    def change_hidden(self) -> str:
        """What is said after the words of the link and not shown."""
        return self.key if self.change_of is None else self.change_of


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list; without `href` it is closed and `hint` says what opens it."""

    title: str
    href: str = ""
    status: str = ""
    hint: Any = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A heading with its tasks."""

    title: str
    tasks: Sequence[Any] = field(default_factory=tuple)
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    title: str
    by: str = ""
    at: dt.datetime | None = None
    text: Any = ""
    href: str = ""


T = TypeVar("T")


def as_(cls: type[T], value: Any, *lead: str) -> T:
    """`value` as a `cls`: already one, a dictionary, a tuple in the order of `lead`, or any object."""
    if isinstance(value, cls):
        return value
    names = [f.name for f in fields(cls)]  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        return cls(**{name: value[name] for name in names if name in value})
    if isinstance(value, tuple | list):
        return cls(**dict(zip(lead or names, value, strict=False)))
    if isinstance(value, str) or not any(hasattr(value, name) for name in names):
        return cls(**{names[0]: value})
    return cls(**{name: getattr(value, name) for name in names if hasattr(value, name)})


def headings_of(value: str | Iterable[Any]) -> list[Heading]:
    """ "Child|Age#|Due" or a list; a trailing # makes a column of figures, a leading - hides its title."""
    if isinstance(value, str):
        value = value.split("|")
    found = []
    for entry in value:
        if isinstance(entry, str):
            text = entry.strip()
            found.append(
                Heading(text.strip("#-").strip(), numeric=text.endswith("#"), hidden=text.startswith("-"))
            )
        else:
            found.append(as_(Heading, entry))
    return found


def row_of(value: Any, headings: Sequence[Heading], first_is_header: bool) -> dict[str, Any]:
    """A row as its template takes it: every cell with the label of its column."""
    row = (
        value
        if isinstance(value, Row)
        else Row(value["cells"], value.get("mark", ""))
        if isinstance(value, Mapping)
        else Row(list(value))
    )
    cells = []
    for index, raw in enumerate(row.cells):
        cell = as_(Cell, raw, "text", "href")
        heading = headings[index] if index < len(headings) else Heading("")
        cells.append(
            {
                "cell": cell,
                "label": heading.text,
                "numeric": cell.numeric or heading.numeric,
                "header": cell.header or (first_is_header and index == 0),
            }
        )
    return {"cells": cells, "mark": row.mark}
