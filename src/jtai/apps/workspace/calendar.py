"""The timeline of an inspection as rows, as a picture, and as the sum behind one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.core.framework.model import Edition
from jtai.core.timeline import Forecast, MilestoneDates, State, day_label, lateness, state
from jtai.core.working_days import Calendar
from jtai.ui.svg import Picture
from jtai.words import counted, day_month, long_date

ROW, LEFT, DAY = 26, 470, 18
# Characters that fit left of the bars; the table after the picture has the whole title.
LABEL = 62
TAGS = {
    "not-yet": "",
    "due-today": "Due today",
    "late": "Late",
    "met": "Completed",
    "met-late": "Completed late",
}


@dataclass(frozen=True, slots=True)
class DateRow:
    """A milestone as a line of the timeline page."""

    code: str
    title: str
    owner: str
    planned: str
    forecast: str
    actual_at: datetime | None
    status: str
    late: str
    href: str
    first_on: date
    due_on: date
    discrepancy: str
    standing: State


def rows_for(viewer: Viewer) -> list[DateRow]:
    """The milestones this person is shown: all for the inspectorates, their own for local people."""
    inspection = viewer.inspection
    ahead = dates.forecast_of(inspection)
    codes = own_codes(inspection.edition) if viewer.is_local else None
    return [
        _row(inspection, ahead, row.code, viewer.at.now)
        for row in ahead.rows
        if codes is None or row.code in codes
    ]


def own_codes(edition: Edition) -> frozenset[str]:
    """Milestones that a local role owns or takes part in."""
    local = {role.code for role in edition.roles if role.side == "local"}
    bodies = {body.code for body in edition.bodies if set(body.roles) & local}
    return frozenset(
        m.code
        for m in edition.tracks["inspection"].milestones
        if {m.owner, *m.with_owners} & (local | bodies)
    )


def _row(inspection: Inspection, ahead: Forecast, code: str, now: datetime) -> DateRow:
    row = ahead.row(code)
    standing = state(row.forecast, now, row.actual_at)
    planned = day_label(ahead.timeline, row.planned.due_on)
    label = row.planned.time_label
    return DateRow(
        code=code,
        title=row.planned.title,
        owner=row.planned.owner_title,
        planned=f"{planned}, {label}" if label else planned,
        forecast=day_label(ahead.timeline, row.forecast.due_on) if row.moved else "",
        actual_at=row.actual_at,
        status=TAGS[standing.standing],
        late=_late_words(row.forecast, standing, row.actual_at or now, ahead.timeline.calendar),
        href=reverse("why-date", args=[inspection.ref, code]),
        first_on=row.forecast.first_on,
        due_on=row.forecast.due_on,
        discrepancy=row.planned.discrepancy,
        standing=standing,
    )


def _late_words(row: MilestoneDates, standing: State, until: datetime, calendar: Calendar) -> str:
    """ "2 working days late"; the tag beside it says whether it is still late or was done late."""
    return f"{lateness(row.late_after, until, calendar)} late" if standing.is_late else ""


def picture(viewer: Viewer, rows: list[DateRow]) -> Picture | None:
    """Bars by calendar day; the line is today. The table after it says the same."""
    if not rows:
        return None
    first, last = min(row.first_on for row in rows), max(row.due_on for row in rows)
    span = (last - first).days + 1
    width, height = LEFT + span * DAY / 2 + 20, (len(rows) + 2) * ROW
    late = sum(1 for row in rows if row.standing.standing == "late")
    done = sum(1 for row in rows if row.actual_at)
    days = f"{long_date(first)} to {long_date(last)}"
    sentence = f"{counted(len(rows), 'date')} from {days}: {done} done, {late} late."
    drawn = Picture(width, height, "Dates of the inspection", sentence)
    _draw_mondays(drawn, first, last, height)
    for number, row in enumerate(rows, start=1):
        y = number * ROW
        label = shorten(row.title, LABEL, placeholder=" …", break_on_hyphens=False)
        drawn.text(LEFT - 10, y + 17, label, anchor="end")
        x = LEFT + (row.first_on - first).days * DAY / 2
        length = max(((row.due_on - row.first_on).days + 1) * DAY / 2, 6)
        drawn.rect(x, y + 4, length, ROW - 9, cls=_style(row), about=f"{row.title}: {row.planned}")
    today = viewer.at.today
    if first <= today <= last:
        x = LEFT + (today - first).days * DAY / 2
        drawn.line(x, ROW - 6, x, height, cls="now")
    return drawn


def _draw_mondays(drawn: Picture, first: date, last: date, height: float) -> None:
    for n in range((last - first).days + 1):
        on = date.fromordinal(first.toordinal() + n)
        if on.weekday() == 0:
            x = LEFT + n * DAY / 2
            drawn.line(x, ROW - 6, x, height)
            drawn.text(x + 3, 16, day_month(on), cls="soft")


def _style(row: DateRow) -> str:
    if row.actual_at:
        return "bar-done"
    return "bar-late" if row.standing.standing == "late" else "bar"


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stretch of the stage bar (paragraph 9)."""

    title: str
    first_on: date
    last_on: date | None
    weeks: str
    note: str
    now: bool


def stages_of(inspection: Inspection, today: date) -> list[StageRow]:
    """The stage bar: each stage of the overview with its dates, the one that runs now marked."""
    timeline = dates.timeline_of(inspection)
    current = timeline.stage(today)
    return [
        StageRow(
            stage.title,
            timeline.day(stage.first_day),
            timeline.day(stage.last_day) if stage.last_day is not None else None,
            stage.weeks_printed,
            stage.note,
            current is not None and current.code == stage.code,
        )
        for stage in inspection.edition.stages
    ]
