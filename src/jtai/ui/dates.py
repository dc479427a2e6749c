"""Dates, times and durations as they are shown: one place, London time, British order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jtai.ui.widgets import LONDON

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def local(value: Any) -> Any:
    """An aware instant as London wall time; anything else unchanged."""
    return value.astimezone(LONDON) if isinstance(value, dt.datetime) and value.tzinfo else value


def day_date(value: Any) -> str:
    """Thursday 22 September 2016."""
    value = local(value)
    if not isinstance(value, dt.date):
        return ""
    # Not strftime: its names follow the machine's locale, and %-d is not everywhere.
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def short_date(value: Any) -> str:
    """Thu 22 Sep 2016."""
    value = local(value)
    if not isinstance(value, dt.date):
        return ""
    return f"{WEEKDAYS[value.weekday()][:3]} {value.day} {MONTH_NAMES[value.month - 1][:3]} {value.year}"


def public_date(value: Any) -> str:
    """22 September 2016."""
    value = local(value)
    if not isinstance(value, dt.date):
        return ""
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def clock(value: Any) -> str:
    """15:00."""
    value = local(value)
    return f"{value:%H:%M}" if isinstance(value, dt.datetime | dt.time) else ""


def at(value: Any) -> str:
    """15:00, Thursday 22 September 2016."""
    if isinstance(value, dt.datetime):
        return f"{clock(value)}, {day_date(value)}"
    return day_date(value)


def saved_at(value: dt.datetime, now: dt.datetime) -> str:
    """Saved at 14:02; with the day when it was not today."""
    is_today = local(value).date() == local(now).date()
    return f"Saved at {clock(value) if is_today else at(value)}"


def counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def elapsed(value: Any, until: Any = None) -> str:
    """1 hour 50 minutes; from a duration, a number of seconds, or two instants."""
    if isinstance(value, dt.datetime) and isinstance(until, dt.datetime):
        value = abs(until - value)
    if isinstance(value, int | float):
        value = dt.timedelta(seconds=value)
    if not isinstance(value, dt.timedelta):
        return ""
    minutes = int(abs(value).total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    words = [
        counted(number, word)
        for number, word in ((days, "day"), (hours, "hour"), (minutes, "minute"))
        if number
    ]
    # Two units say enough: nobody plans by the minutes of the third day.
    return " ".join(words[:2]) or "less than a minute"
