"""Planned, forecast and actual dates of an inspection, under its pinned edition and calendar.

    from jtai.core.timeline import Hold, check_day_zero, forecast, plan, plan_track, state

    problems = check_day_zero(edition, day_zero, calendar, theme=theme, split_reason="")
    timeline = plan(edition, day_zero, calendar, holds=[Hold(first_on, last_on, "General election")],
                    readings={"anchor.publish": "printed_weekday"})
    row = timeline.row("publish")          # .first_on .due_on .due_at .time_label .owner_title .source
    explain(row.derivation)                # "day 43 = Fri 4 Nov 2016: 43 working days after ..."
    timeline.day_number(on), timeline.day(12), timeline.stage(on), timeline.fieldwork()

    ahead = forecast(timeline, {"draft-sent": instant})     # .row("fa-due").planned / .forecast / .actual_at
    state(row, now, actual_at).words                        # "late by 1 minute"

    plan_track(timeline, "complaint", {"complaint-received": instant}).row("acknowledge").due_on
    statement_due(timeline, {"prepub": sent_at})            # every reading, the default first
    sea_entry_due(timeline, observed_at).due_at             # and sea_locks_at(timeline)

    what_moves(old, new)                                    # list of Move
    affected_by_holiday([PinnedDates(ref, edition, day_zero, calendar)], on, "title")

    calendar_file(timeline.rows, reference="j3k4", made_at=now)   # bytes of an .ics file

All instants are aware; the clock is never read here.
"""

from jtai.core.timeline.calendar_file import calendar_file
from jtai.core.timeline.clocks import Clock, read_clock
from jtai.core.timeline.dates import (
    Derivation,
    Hold,
    MilestoneDates,
    Timeline,
    TrackDates,
)
from jtai.core.timeline.day_zero import check_day_zero, check_fieldwork, check_theme_period
from jtai.core.timeline.deadlines import (
    EntryDue,
    StatementDue,
    sea_entry_due,
    sea_locks_at,
    statement_due,
)
from jtai.core.timeline.forecasting import Forecast, ForecastDates, forecast
from jtai.core.timeline.planning import check_readings, plan
from jtai.core.timeline.states import (
    Affected,
    Move,
    PinnedDates,
    State,
    affected_by_holiday,
    state,
    what_moves,
)
from jtai.core.timeline.tracks import plan_track
from jtai.core.timeline.wording import (
    day_label,
    due_words,
    explain,
    lateness,
)

__all__ = [
    "Affected",
    "Clock",
    "Derivation",
    "EntryDue",
    "Forecast",
    "ForecastDates",
    "Hold",
    "MilestoneDates",
    "Move",
    "PinnedDates",
    "State",
    "StatementDue",
    "Timeline",
    "TrackDates",
    "affected_by_holiday",
    "calendar_file",
    "check_day_zero",
    "check_fieldwork",
    "check_readings",
    "check_theme_period",
    "day_label",
    "due_words",
    "explain",
    "forecast",
    "lateness",
    "plan",
    "plan_track",
    "read_clock",
    "sea_entry_due",
    "sea_locks_at",
    "state",
    "statement_due",
    "what_moves",
]
