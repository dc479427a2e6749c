"""Derivations and due times in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from jtai.core.timeline.dates import Derivation, MilestoneDates, Timeline
from jtai.core.working_days import Calendar, Skipped
from jtai.words import counted, duration, local, short_date


def day_label(timeline: Timeline, on: date) -> str:
    """As "Thu 22 Sep 2016, day 12"; without a number outside the timetable or on a day not counted."""
    number = timeline.day_number(on)
    if number is None or number > timeline.last_day_number():
        return short_date(on)
    return f"{short_date(on)}, day {number}"


def explain(derivation: Derivation) -> str:
    """How a date came about, in one line.

    As "day 43 = Fri 4 Nov 2016: 43 working days after Tue 6 Sep 2016; no bank holiday or closure in
    between; the table prints “Tuesday”, see C02".
    """
    d = derivation
    head = f"day {d.day} = " if d.day is not None else ""
    parts = [f"{head}{short_date(d.on)}: {_count(d)}"]
    if d.basis == "working-days" and d.offset:
        parts.append(_skipped(d.skipped))
    parts += _weekday(d)
    if d.hold:
        parts.append(
            f"publication is on hold from {short_date(d.hold.first_on)} to {short_date(d.hold.last_on)} "
            f"({d.hold.reason}), so it moves to the first working day after"
        )
    if d.capped_by:
        parts.append(f"not later than {d.capped_by}")
    if d.provisional:
        parts.append("bank holidays of that year are provisional")
    return "; ".join(parts)


def lateness(deadline: datetime, now: datetime, calendar: Calendar) -> str:
    """How late something is, as people count: "1 hour 50 minutes" on its day, then "1 working day".

    Nobody works on a Saturday, so what was due on Friday is counted by the clock until Monday. Raises
    `BeyondHorizon` outside the calendar.
    """
    # The end of a day is the midnight after it.
    last_in_time = local(deadline - timedelta(microseconds=1)).date()
    days = calendar.count(last_in_time, local(now).date())
    return counted(days, "working day") if days > 0 else duration(now - deadline)


def due_words(row: MilestoneDates) -> str:
    """When it is due, as "by 15:00, Thu 22 Sep 2016" or "by the end of the day, Fri 23 Sep 2016"."""
    if row.clock:
        return f"by {row.time_label}, {short_date(row.due_on)}"
    if row.time_label:
        return f"by the {row.time_label}, {short_date(row.due_on)}"
    if row.first_on != row.due_on:
        return f"{short_date(row.first_on)} to {short_date(row.due_on)}"
    return f"on {short_date(row.due_on)}"


def _count(d: Derivation) -> str:
    unit = "elapsed hour" if d.basis == "elapsed-hours" else "working day"
    if d.offset == 0:
        return f"the day of {d.start_title}" if d.day is None else "the day of notification"
    direction = "after" if d.offset > 0 else "before"
    # Counted from notification the title would only repeat itself.
    named = f" ({d.start_title})" if d.day is None and d.start_title else ""
    words = f"{counted(abs(d.offset), unit)} {direction} {short_date(d.start)}{named}"
    return words if d.counted_on is None else f"{words} is {short_date(d.counted_on)}"


def _skipped(skipped: tuple[Skipped, ...]) -> str:
    if not skipped:
        return "no bank holiday or closure in between"
    by_why = [(why, [row.on for row in rows]) for why, rows in groupby(skipped, key=lambda each: each.why)]
    named = (f"{', '.join(short_date(on) for on in days)} ({why})" for why, days in by_why)
    return f"not counted: {', '.join(named)}"


def _weekday(d: Derivation) -> list[str]:
    if not d.printed_weekday:
        return []
    see = f", see {d.clashes[0]}" if d.clashes else ""
    if d.weekday_governs:
        return [f"the printed weekday “{d.printed_weekday}” governs by choice{see}"]
    return [f"the table prints “{d.printed_weekday}”{see}"]
