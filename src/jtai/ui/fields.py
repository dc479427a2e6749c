"""Fields that say which part of an answer is wrong: a day, a time, a day with a time."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jtai.ui.widgets import LONDON, ClockInput, DateParts, MomentParts

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
CLOCK = re.compile(r"^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$", re.IGNORECASE)


class PartError(ValidationError):
    """An error of some boxes of a composite field: `parts` are marked, the others are not."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message, code="parts")
        self.parts = parts


def read_month(text: str) -> int | None:
    """9, "09", "Sep" or "September"; None when it is none of them."""
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    typed = text.lower().rstrip(".")
    if len(typed) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(typed)), None)


def read_day(day: str, month: str, year: str) -> dt.date:
    """The date of three boxes, or a `PartError` that names the box."""
    missing = [name for name, text in (("day", day), ("month", month), ("year", year)) if not text]
    if missing:
        raise PartError(f"Enter the {' and the '.join(missing)} as well.", *missing)
    if not day.isdigit() or not 1 <= int(day) <= 31:
        raise PartError("The day must be a number from 1 to 31.", "day")
    number = read_month(month)
    if number is None:
        raise PartError("The month must be a number from 1 to 12.", "month")
    if not re.fullmatch(r"\d{4}", year):
        raise PartError("Write the year with four figures, such as 2016.", "year")
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        month_name = MONTHS[number - 1].capitalize()
        raise PartError(
            f"{month_name} {year} has no day {day}. Check the day and the month.", "day", "month"
        ) from None


def read_clock(text: str) -> dt.time | None:
    """A time as people write it: 14:30, 14.30, 1430, 2.30pm, 9am; None when it is none of these."""
    found = CLOCK.match(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if found[2] is None and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


CLOCK_HELP = "Enter the time on the 24-hour clock, such as 14:30."


class DateField(forms.Field):
    """Three boxes, read as a `datetime.date`."""

    widget = DateParts

    def clean(self, value: Any) -> dt.date | None:
        found = self.to_python(value)
        self.validate(found)
        self.run_validators(found)
        return found

    def to_python(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        day, month, year = value
        return read_day(day, month, year) if any(value) else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DateParts().split(initial) != DateParts().split(data)


class TimeField(forms.Field):
    """One box, read as a `datetime.time`."""

    widget = ClockInput
    default_error_messages = {"invalid": CLOCK_HELP}

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values or isinstance(value, dt.time):
            return value or None
        found = read_clock(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DateTimeField(forms.Field):
    """Four boxes, read as an aware `datetime` of wall time in London."""

    widget = MomentParts

    def clean(self, value: Any) -> dt.datetime | None:
        found = self.to_python(value)
        self.validate(found)
        self.run_validators(found)
        return found

    def to_python(self, value: Any) -> dt.datetime | None:
        if value is None or isinstance(value, dt.datetime):
            return value
        day, month, year, clock = value
        if not any(value):
            return None
        on = read_day(day, month, year)
        if not clock:
            raise PartError("Enter the time as well, such as 14:30.", "time")
        at = read_clock(clock)
        if at is None:
            raise PartError(CLOCK_HELP, "time")
        return self.in_london(on, at)

    def in_london(self, on: dt.date, at: dt.time) -> dt.datetime:
        moment = dt.datetime.combine(on, at, tzinfo=LONDON)
        # The hour that the clock leaps over in March does not survive the way to UTC and back.
        if moment.astimezone(dt.UTC).astimezone(LONDON).time() != at:
            raise PartError(
                f"There is no {at:%H:%M} on this day: the clocks go forward. Use an hour later.", "time"
            )
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        return MomentParts().split(initial) != MomentParts().split(data)
