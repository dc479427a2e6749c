"""The dates of an inspection: its edition, day 0, pinned calendar, closures, holds and facts put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from jtai.apps.inspections.facts import happened
from jtai.apps.inspections.memory import by_inspection, read_for_all
from jtai.apps.inspections.models import ClosureDay, Inspection, PublicationHold
from jtai.apps.library import queries as library
from jtai.core.framework import load_edition
from jtai.core.framework.model import Theme
from jtai.core.results import Problem, warns
from jtai.core.timeline import (
    Forecast,
    Hold,
    MilestoneDates,
    Timeline,
    check_day_zero,
    forecast,
    plan,
    read_clock,
    what_moves,
)
from jtai.core.working_days import Calendar, at
from jtai.words import short_date

SPLIT = "fieldwork-split"
Pairs = tuple[tuple[object, ...], ...]


class NoDayZero(ValueError):
    """Dates were asked for before day 0 was set."""

    def __init__(self, inspection: Inspection) -> None:
        super().__init__(f"{not_set(inspection)} Set it in the plan; every date follows from it.")


def not_set(inspection: Inspection) -> str:
    """ "Day 0 is not set yet.", with the number that the edition begins with."""
    return f"{inspection.edition.notification_day.capitalize()} is not set yet."


def theme_of(inspection: Inspection) -> Theme | None:
    """The pinned revision of the theme, or None while none is chosen."""
    return (
        library.theme_at(inspection.theme_code, inspection.theme_revision) if inspection.theme_code else None
    )


def reading_for(inspection: Inspection, purpose: str) -> str:
    """How this inspection reads the guidance there: its own value of the reading, or its edition's default.

    "" where the edition leaves nothing to choose.
    """
    setting = inspection.edition.setting_for(purpose)
    return (
        str(inspection.readings.get(setting) or inspection.edition.readings[setting].default)
        if setting
        else ""
    )


def calendar_of(inspection: Inspection) -> Calendar:
    """The pinned calendar with the inspection's own closure days."""
    return _calendar(inspection.calendar_version, _closures(inspection))


@read_for_all
def _closures(inspections: Sequence[int]) -> dict[int, Pairs]:
    rows = ClosureDay.objects.filter(inspection__in=inspections).order_by("on")
    found = by_inspection(inspections, rows.values_list("inspection", "on", "reason"))
    return {pk: tuple(pairs) for pk, pairs in found.items()}


@read_for_all
def _holds(inspections: Sequence[int]) -> dict[int, Pairs]:
    rows = PublicationHold.objects.filter(inspection__in=inspections, lifted_at=None).order_by(
        "first_on", "pk"
    )
    found = by_inspection(inspections, rows.values_list("inspection", "first_on", "last_on", "reason"))
    return {pk: tuple(holds) for pk, holds in found.items()}


@lru_cache(maxsize=256)
def _calendar(version: str, closures: Pairs) -> Calendar:
    return library.calendar_at(version).with_closures(dict(closures))  # type: ignore[arg-type]


def timeline_of(inspection: Inspection) -> Timeline:
    """The planned dates. Raises `NoDayZero`."""
    if inspection.day_zero is None:
        raise NoDayZero(inspection)
    return _timeline(
        inspection.edition_id,
        inspection.day_zero,
        inspection.calendar_version,
        _closures(inspection),
        _holds(inspection),
        tuple(sorted(inspection.readings.items())),
    )


@lru_cache(maxsize=256)
def _timeline(
    edition_id: str, day_zero: date, version: str, closures: Pairs, holds: Pairs, readings: Pairs
) -> Timeline:
    return plan(
        load_edition(edition_id),
        day_zero,
        _calendar(version, closures),
        holds=[Hold(*row) for row in holds],  # type: ignore[arg-type]
        readings=dict(readings),  # type: ignore[arg-type]
    )


def forecast_of(inspection: Inspection) -> Forecast:
    """Planned, forecast and actual dates (ADR 0105). Raises `NoDayZero`."""
    return _forecast(timeline_of(inspection), tuple(sorted(happened(inspection).items())))


@lru_cache(maxsize=256)
def _forecast(timeline: Timeline, facts: tuple[tuple[str, datetime], ...]) -> Forecast:
    # The same facts give the same dates: pages ask for one date after another.
    return forecast(timeline, dict(facts))


def facts_of(inspection: Inspection) -> dict[str, datetime]:
    """What has happened on the inspection track: milestone code to instant."""
    return happened(inspection)


def day(inspection: Inspection, number: int) -> date:
    """The date of a day number."""
    return timeline_of(inspection).day(number)


def day_number(inspection: Inspection, on: date) -> int | None:
    """The number of a date; None on a day that is not counted, or while day 0 is not set."""
    return timeline_of(inspection).day_number(on) if inspection.day_zero else None


def is_day_shown(inspection: Inspection, number: int) -> bool:
    """Numbers are shown from the day before notification to the last numbered day of the timetable."""
    return inspection.edition.day_origin - 1 <= number <= timeline_of(inspection).last_day_number()


def due_on(inspection: Inspection, code: str) -> date | None:
    """The day a milestone is due by the forecast; None while day 0 is not set."""
    return _forecast_row(inspection, code).due_on if inspection.day_zero else None


def first_on(inspection: Inspection, code: str) -> date | None:
    """The first day of a milestone by the forecast; None while day 0 is not set."""
    return _forecast_row(inspection, code).first_on if inspection.day_zero else None


def due_at(inspection: Inspection, code: str) -> datetime | None:
    """The instant a milestone is due by the forecast; the end of the working day where no time is printed."""
    if inspection.day_zero is None:
        return None
    row = _forecast_row(inspection, code)
    return row.due_at or end_of_day(inspection, row.due_on)


def end_of_day(inspection: Inspection, on: date) -> datetime:
    """The end of the day for what others wait for (ADR 0107), as an instant."""
    word = inspection.edition.clock_word_for("end-of-day").code
    clock = read_clock(inspection.edition, word, timeline_of(inspection).readings)
    assert clock is not None
    return at(on, clock.time)


def _forecast_row(inspection: Inspection, code: str) -> MilestoneDates:
    return forecast_of(inspection).row(code).forecast


def late_by(inspection: Inspection, code: str, happened_at: datetime) -> timedelta | None:
    """By how much something came after it was due; None when it was in time (ADR 0300: it never blocks)."""
    if inspection.day_zero is None:
        return None
    after = _forecast_row(inspection, code).late_after
    return happened_at - after if happened_at > after else None


def problems_of_day_zero(inspection: Inspection, day_zero: date) -> list[Problem]:
    """What has to be answered before this day 0 holds.

    Fieldwork that is not one week is refused unless a reason is recorded, so it asks for one. Where the
    reading of the inspection only warns of it (clash C18), it stands among the `notes_on_day_zero`.
    """
    found = _all_problems_of_day_zero(inspection, day_zero)
    return [
        warns(p.code, p.message, p.source, p.field) if p.code == SPLIT else p
        for p in found
        if p.code != SPLIT or p.blocks
    ]


def notes_on_day_zero(inspection: Inspection, day_zero: date) -> list[Problem]:
    """What is said about this day 0 without asking for a reason, by the readings of the inspection."""
    found = _all_problems_of_day_zero(inspection, day_zero)
    return [p for p in found if p.code == SPLIT and not p.blocks]


def _all_problems_of_day_zero(inspection: Inspection, day_zero: date) -> list[Problem]:
    return check_day_zero(
        inspection.edition,
        day_zero,
        calendar_of(inspection),
        theme=theme_of(inspection),
        readings=inspection.readings,
    )


def fieldwork_days(inspection: Inspection) -> list[tuple[str, str, str]]:
    """The days on site: words, date, and what is unusual about it."""
    if inspection.day_zero is None:
        return []
    first = inspection.edition.fieldwork.first_day
    days = timeline_of(inspection).fieldwork()
    usual = days[0].weekday() == 0
    return [
        (f"Day {first + n}", short_date(on), "" if usual and on.weekday() == n else "not the usual weekday")
        for n, on in enumerate(days)
    ]


def clock_stops(inspection: Inspection) -> list[tuple[str, str, str]]:
    """The days of the inspection with what falls on them, to move a practice clock to."""
    if inspection.day_zero is None:
        return []
    on: dict[date, list[str]] = {}
    for row in forecast_of(inspection).rows:
        on.setdefault(row.forecast.due_on, []).append(row.planned.title)
    return [
        (_day_words(inspection, when), short_date(when), "; ".join(titles))
        for when, titles in sorted(on.items())
    ]


def _day_words(inspection: Inspection, on: date) -> str:
    number = day_number(inspection, on)
    return f"Day {number}" if number is not None and is_day_shown(inspection, number) else ""


def moved_by_closure(inspection: Inspection, on: date, reason: str) -> list[tuple[str, str, str]]:
    """What a closure day would move: title, date now, date then (ADR 0104: shown before it is kept)."""
    if inspection.day_zero is None:
        return []
    now = timeline_of(inspection)
    then = plan(
        now.edition,
        now.day_zero,
        now.calendar.with_closures({on: reason}),
        holds=now.holds,
        readings=now.readings,
    )
    return [(move.title, short_date(move.old_on), short_date(move.new_on)) for move in what_moves(now, then)]


def moved_by_calendar(inspection: Inspection, version: str) -> list[tuple[str, str, str]]:
    """What another version of the calendar would move: title, date now, date then."""
    if inspection.day_zero is None or version == inspection.calendar_version:
        return []
    now = timeline_of(inspection)
    then = plan(
        now.edition,
        now.day_zero,
        _calendar(version, _closures(inspection)),
        holds=now.holds,
        readings=now.readings,
    )
    return [(move.title, short_date(move.old_on), short_date(move.new_on)) for move in what_moves(now, then)]
