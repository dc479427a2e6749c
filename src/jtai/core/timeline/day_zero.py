"""What to say about a proposed day 0 before it is set (paragraphs 9, 12; clashes C18, C19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from jtai.core.framework.model import Edition, Theme
from jtai.core.results import Problem, blocks, warns
from jtai.core.timeline.dates import Timeline
from jtai.core.timeline.planning import plan, refuse_day_zero
from jtai.core.working_days import Calendar
from jtai.words import day_date, short_date, weekday

_TIMETABLE = "Guidance, paragraph 9"


def check_day_zero(
    edition: Edition,
    day_zero: date,
    calendar: Calendar,
    *,
    theme: Theme | None = None,
    split_reason: str = "",
    readings: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Every problem of a day 0.

    A non-working day blocks, and so does fieldwork that is not one Monday-to-Friday week, unless
    `split_reason` gives the recorded reason for it. Another weekday than usual, a theme outside its
    period and an edition not yet published warn.
    """
    refused = refuse_day_zero(day_zero, calendar)
    if refused:
        return refused
    timeline = plan(edition, day_zero, calendar, readings=readings)
    problems = _weekday(timeline)
    if not split_reason.strip():
        problems += check_fieldwork(timeline)
    problems += _published(edition, day_zero)
    return problems + (check_theme_period(timeline, theme) if theme else [])


def check_fieldwork(timeline: Timeline) -> list[Problem]:
    """Fieldwork that is not one Monday-to-Friday week (R-009-4; clash C18)."""
    days = timeline.fieldwork()
    one_week = days[0].weekday() == 0 and days[-1] - days[0] == timedelta(days=len(days) - 1)
    if one_week or not timeline.edition.fieldwork.one_week:
        return []
    only_warns = timeline.reading_for("split-fieldwork") == "warn"
    severity = warns if only_warns else blocks
    advice = "if you can" if only_warns else "or record why it must be this one"
    first, last = timeline.edition.fieldwork.first_day, timeline.edition.fieldwork.last_day
    return [
        severity(
            "fieldwork-split",
            f"Fieldwork, days {first} to {last}, would run from {short_date(days[0])} to "
            f"{short_date(days[-1])} and is not one Monday-to-Friday week{_because(timeline)}. "
            f"Choose another day, {advice}.",
            _TIMETABLE,
            "day_zero",
        )
    ]


def check_theme_period(timeline: Timeline, theme: Theme) -> list[Problem]:
    """A theme outside its printed period (Annex A; ADR 0308)."""
    first, last = timeline.fieldwork()[0], timeline.fieldwork()[-1]
    if theme.valid_from <= first and last <= theme.valid_to:
        return []
    return [
        warns(
            "theme-outside-period",
            f"Fieldwork from {short_date(first)} to {short_date(last)} is outside the period of the theme "
            f"“{theme.short_title}”, {short_date(theme.valid_from)} to {short_date(theme.valid_to)}. "
            "Choose another theme or day, or record why.",
            "Guidance, Annex A",
            "theme",
        )
    ]


def _weekday(timeline: Timeline) -> list[Problem]:
    usual = timeline.edition.fieldwork.usual_notification_weekday
    silent = timeline.reading_for("other-weekday") == "ignore"
    if silent or weekday(timeline.day_zero) == usual:
        return []
    return [
        warns(
            "day-zero-unusual-weekday",
            f"{day_date(timeline.day_zero)} is not a {usual}; notification is usually on a {usual}. "
            "Choose another day, or record why.",
            _TIMETABLE,
            "day_zero",
        )
    ]


def _published(edition: Edition, day_zero: date) -> list[Problem]:
    if edition.published_on is None or day_zero >= edition.published_on:
        return []
    return [
        warns(
            "edition-not-published",
            f"This edition was published on {day_date(edition.published_on)}, after {day_date(day_zero)}. "
            "Choose another day or edition, or record why.",
            "Guidance, front page",
            "day_zero",
        )
    ]


def _because(timeline: Timeline) -> str:
    days = timeline.fieldwork()
    monday = days[0] - timedelta(days=days[0].weekday())
    skipped = timeline.calendar.skipped(timeline.day_zero, max(days[-1], monday + timedelta(days=4)))
    if not skipped:
        return ""
    return f" ({', '.join(f'{row.why}, {short_date(row.on)}' for row in skipped)})"
