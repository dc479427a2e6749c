"""The items asked for: those the framework itself names, and those of the theme (Annex A, ADR 0308)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jtai.core.framework.model import Edition, FrameworkItem, Theme, ThemeItem
from jtai.words import local


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item asked of one agency.

    inspectorate  the one that asks for it; milestone  code of the date it is due by
    kind          "document", or a word of the edition for what has a page of its own ("list", "data")
    per_child     asked once for each child evaluated, when they have been chosen
    """

    code: str
    title: str
    agency: str
    inspectorate: str
    milestone: str
    paragraph: str = ""
    kind: str = "document"
    child_level: bool = False
    per_child: bool = False
    optional: bool = False
    origin: str = "framework"


def wanted_items(edition: Edition, theme: Theme | None, agencies: Iterable[str] = ()) -> list[Wanted]:
    """Every item for an area with these kinds of agency (none named: all of the edition's), in order.

    An item of the framework that names no agency is asked of each that is there. Items of a theme are asked
    whether or not their agency is recorded: the theme wants them, and the DCS can say that there is none.
    """
    there = list(agencies) or [agency.code for agency in edition.agencies]
    found: list[Wanted] = []
    for item in edition.framework_items:
        found += _of_framework(edition, item, there)
    return found + [_of_theme(row) for row in (theme.items if theme else ())]


def _of_framework(edition: Edition, item: FrameworkItem, there: Sequence[str]) -> list[Wanted]:
    wanted = Wanted(
        code=item.code,
        title=item.title,
        agency=item.agency,
        inspectorate=item.inspectorate,
        milestone=item.milestone,
        paragraph=item.paragraph,
        kind=item.kind,
        child_level=item.child_level,
        per_child=item.per_child,
        optional=item.optional,
    )
    chosen = [item.agency] if item.agency else there
    return [
        replace(wanted, agency=code, inspectorate=item.inspectorate or edition.agency(code).inspectorate)
        for code in chosen
        if code in there
    ]


def _of_theme(row: ThemeItem) -> Wanted:
    return Wanted(
        code=row.code,
        title=row.title,
        agency=row.agency,
        inspectorate=row.inspectorate,
        milestone=row.milestone,
        paragraph="Annex A",
        child_level=row.child_level,
        origin="theme",
    )


def by_inspectorate(items: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    """One set for each inspectorate that has items, in the order they come; none is empty (table, day 0)."""
    sets: dict[str, list[Wanted]] = {}
    for item in items:
        sets.setdefault(item.inspectorate, []).append(item)
    return sets


@dataclass(frozen=True, slots=True)
class Punctuality:
    """word: "early" (on an earlier day), "on time" or "late"; by how long it was late (paragraph 16)."""

    word: str
    by: timedelta = timedelta()


def punctuality(due_at: datetime | None, came_at: datetime) -> Punctuality:
    """How something stands to its date. Early means a day before, by the date on the wall in London."""
    if due_at is None:
        return Punctuality("on time")
    if came_at > due_at:
        return Punctuality("late", came_at - due_at)
    early = local(came_at).date() < local(due_at).date()
    return Punctuality("early" if early else "on time")
