"""How long the partnership has for its one response on factual accuracy (clash C07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jtai.core.framework.model import Milestone
from jtai.core.results import Problem, warns
from jtai.core.working_days import Calendar
from jtai.words import clock, counted, local


@dataclass(frozen=True, slots=True)
class ResponseWindow:
    """A way to count. clear_days: whole working days after the day of sending, up to the last one."""

    reading: str
    due_on: date
    clear_days: int
    default: bool


def response_window(
    due: Milestone, calendar: Calendar, sent_on: date, setting: str, default: str
) -> list[ResponseWindow]:
    """The readings of the edition for a draft sent on `sent_on`, the default first.

    `due` is the milestone of the response, `setting` the reading it depends on. An edition without another
    reading gives one row.
    """
    others = {
        when.value: when.offset for when in due.when if when.reading == setting and when.offset is not None
    }
    own = due.offset if due.offset is not None else (due.last_day or 0) - (due.first_day or 0)
    base = default if default not in others else "inclusive"
    offsets = {base: own, **others}
    rows = [
        ResponseWindow(code, calendar.add(sent_on, days), days, code == default)
        for code, days in offsets.items()
    ]
    return sorted(rows, key=lambda row: not row.default)


def check_window(
    window: ResponseWindow, printed_days: int, sent_at: datetime, latest: datetime | None
) -> list[Problem]:
    """Warn where fewer days are left than the timetable itself gives; nothing on the normal plan.

    printed_days: clear days of the timetable. latest: the clock time it prints for the sending day, if any.
    """
    sent = local(sent_at)
    after_hours = latest is not None and sent.time() > local(latest).time()
    short = window.clear_days < printed_days or (window.clear_days == printed_days and after_hours)
    if not short:
        return []
    return [
        warns(
            "short-accuracy-window",
            f"Sent at {clock(sent_at)}, this leaves {counted(window.clear_days, 'clear working day')}, "
            "less than the timetable gives. Choose the longer end, or say why not.",
            "Guidance, timetable, check of factual accuracy",
        )
    ]
