"""Breaks: not written in the plan; it is enough that they fit.

A break is spent in one zone. An activity in person in another zone leaves time for the journey between the
two, before and after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jtai.core.timetable.checking.found import Looked, Violation
from jtai.core.timetable.week import Activity, Break, Placed, Week

Mine = Sequence[tuple[int, Activity, Placed]]


def breaks(looked: Looked) -> Iterator[Violation]:
    """Every inspector has every break on every day it is listed for."""
    week = looked.week
    for inspector in week.inspectors:
        attends = looked.attends(inspector.id)
        for day in inspector.days:
            mine = [row for row in attends if week.day_of(row[0]) == day]
            due = [each for each in week.breaks if day in each.days and _still_due(looked, each, day)]
            yield from _problems(looked, inspector.id, day, mine, due)


def _still_due(looked: Looked, each: Break, day: int) -> bool:
    return looked.week.start_of(day) + each.latest - each.duration >= looked.now


def _problems(looked: Looked, inspector: str, day: int, mine: Mine, due: list[Break]) -> Iterator[Violation]:
    if not mine:
        return
    fits = [[t for t in _starts(looked.week, each, day) if _fits(looked, each, t, mine)] for each in due]
    rows = list(zip(due, fits, strict=True))
    for each, starts in rows:
        if not starts:
            yield _violation(looked.week, each, inspector, day, mine, "there is no time for it")
            return
    if not _together(rows, []):
        each = rows[-1][0]
        yield _violation(
            looked.week, each, inspector, day, mine, "the breaks of the day do not fit beside each other"
        )


def _violation(week: Week, each: Break, inspector: str, day: int, mine: Mine, why: str) -> Violation:
    opens = week.start_of(day) + each.earliest
    near = [row for row in mine if row[0] + row[1].duration > opens] or list(mine)
    name = each.name.replace("_", " ")
    return Violation(each.rule, near[0][1].id, f"{inspector} has no {name} on day {day}: {why}.")


def _starts(week: Week, each: Break, day: int) -> range:
    first = week.start_of(day)
    return range(first + each.earliest, first + each.latest - each.duration + 1)


def _fits(looked: Looked, each: Break, start: int, mine: Mine) -> bool:
    end = start + each.duration
    if any(at < end and start < at + activity.duration for at, activity, _ in mine):
        return False
    zones = {site.zone for site in looked.week.sites} or {0}
    return any(_reached(looked, zone, start, end, mine) for zone in sorted(zones))


def _reached(looked: Looked, zone: int, start: int, end: int, mine: Mine) -> bool:
    week = looked.week
    inside = next((n for n, site in enumerate(week.sites) if site.zone == zone), None)
    for at, activity, placed in mine:
        site = looked.place(activity, placed)
        if site is None or inside is None or week.sites[site].zone == zone:
            continue
        if at >= end and at - end < week.travel[inside][site]:
            return False
        if at < start and start - at - activity.duration < week.travel[site][inside]:
            return False
    return True


def _together(rows: Sequence[tuple[Break, list[int]]], taken: list[tuple[int, int]]) -> bool:
    if not rows:
        return True
    each, starts = rows[0]
    for start in starts:
        end = start + each.duration
        apart = all(end <= first or last <= start for first, last in taken)
        if apart and _together(rows[1:], [*taken, (start, end)]):
            return True
    return False


RULES = (breaks,)
