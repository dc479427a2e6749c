"""The dates of an inspection: its edition, day 0, pinned calendar, closures, holds and facts put together."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from jtai.apps.inspections.models import Inspection
from jtai.apps.library import queries as library
from jtai.core.framework.model import Milestone, Theme
from jtai.core.results import Problem, blocks
from jtai.core.working_days import Calendar, at


def calendar_of(inspection: Inspection) -> Calendar:
    """The pinned calendar with the inspection's own closure days."""
    closures = inspection.closure_days.order_by("on").values_list("on", "reason")
    return library.calendar_at(inspection.calendar_version).with_closures(dict(closures))


def theme_of(inspection: Inspection) -> Theme | None:
    """The pinned revision of the theme, or None while none is chosen."""
    return (
        library.theme_at(inspection.theme_code, inspection.theme_revision) if inspection.theme_code else None
    )


def day(inspection: Inspection, number: int) -> date:
    """The date of a day number; ValueError with a sentence while day 0 is not set."""
    if inspection.day_zero is None:
        raise ValueError("Day 0 is not set yet.")
    return calendar_of(inspection).add(inspection.day_zero, number - inspection.edition.day_origin)


def day_number(inspection: Inspection, on: date) -> int | None:
    """The number of a date, counted back or forward; None while day 0 is not set."""
    if inspection.day_zero is None:
        return None
    return calendar_of(inspection).count(inspection.day_zero, on) + inspection.edition.day_origin


def due_on(inspection: Inspection, code: str, track: str = "inspection") -> date | None:
    """The last day of a milestone by the plan."""
    last = inspection.edition.milestone(code, track).last_day
    return day(inspection, last) if last is not None and inspection.day_zero else None


def first_on(inspection: Inspection, code: str, track: str = "inspection") -> date | None:
    """The first day of a milestone by the plan."""
    first = inspection.edition.milestone(code, track).first_day
    return day(inspection, first) if first is not None and inspection.day_zero else None


def due_at(inspection: Inspection, code: str, track: str = "inspection") -> datetime | None:
    """The instant a milestone is due; the end of the day where the guidance prints no time."""
    milestone = inspection.edition.milestone(code, track)
    on = due_on(inspection, code, track)
    return at(on, _clock(inspection, milestone)) if on else None


def _clock(inspection: Inspection, milestone: Milestone) -> time:
    words = inspection.edition.clock_words
    printed = milestone.time or "end-of-day"
    text = words[printed].time if printed in words else printed
    try:
        return time.fromisoformat(text)
    except ValueError:
        return time.fromisoformat(words["end-of-day"].time)


def late_by(
    inspection: Inspection, code: str, happened: datetime, track: str = "inspection"
) -> timedelta | None:
    """By how much something came after it was due; None when it was in time."""
    due = due_at(inspection, code, track)
    return happened - due if due and happened > due else None


def problems_of_day_zero(inspection: Inspection, day_zero: date) -> list[Problem]:
    """What speaks against this day 0."""
    why_not = calendar_of(inspection).why_not(day_zero)
    if why_not:
        return [
            blocks(
                "day-zero-closed", f"{day_zero:%A %-d %B %Y} is no working day: {why_not}.", "", "day_zero"
            )
        ]
    return []


def fieldwork_days(inspection: Inspection) -> list[tuple[str, date, str]]:
    """The days on site."""
    week = inspection.edition.fieldwork
    if inspection.day_zero is None:
        return []
    return [(f"Day {n}", day(inspection, n), "") for n in range(week.first_day, week.last_day + 1)]


def clock_stops(inspection: Inspection) -> list[tuple[str, date, str]]:
    """The days of the inspection with what falls on them, to move a practice clock to."""
    if inspection.day_zero is None:
        return []
    on: dict[int, list[str]] = {}
    for milestone in inspection.edition.tracks["inspection"].milestones:
        if milestone.last_day is not None:
            on.setdefault(milestone.last_day, []).append(milestone.title)
    return [(f"Day {n}", day(inspection, n), "; ".join(titles)) for n, titles in sorted(on.items())]


def moved_by_closure(inspection: Inspection, on: date, reason: str) -> list[tuple[str, date, date]]:
    """What a closure day would move: title, date now, date then."""
    if inspection.day_zero is None:
        return []
    now, zero = calendar_of(inspection), inspection.day_zero
    then = now.with_closures({on: reason})
    moved = []
    for milestone in inspection.edition.tracks["inspection"].milestones:
        if milestone.last_day is not None:
            steps = milestone.last_day - inspection.edition.day_origin
            before, after = now.add(zero, steps), then.add(zero, steps)
            if before != after:
                moved.append((milestone.title, before, after))
    return moved


def is_day_shown(inspection: Inspection, number: int) -> bool:
    """Day numbers are shown from the day before notification to the last numbered day of the timetable."""
    numbered = [
        m.last_day for m in inspection.edition.tracks["inspection"].milestones if m.last_day is not None
    ]
    return inspection.edition.day_origin - 1 <= number <= max(numbered)
