"""Fields for figures: a number, a day, a time, a day with a time. They say which part of an answer is wrong.

Figures of any script are read; raised and circled ones are refused in words (ADR 0240).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jtai.ui import typed
from jtai.ui.widgets import ClockInput, DateParts, MomentParts
from jtai.words import LONDON, clock, local

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
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2100


class PartError(ValidationError):
    """An error of some boxes of a composite field: `parts` are marked, the others are not."""

    def __init__(self, message: str, *parts: str) -> None:
        super().__init__(message, code="parts")
        self.parts = parts


def read_month(text: str) -> int | None:
    """9, "09", "Sep" or "September"; None when it is none of them."""
    number = typed.whole(text)
    if number is not None:
        return number if 1 <= number <= 12 else None
    word = typed.line(text).lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def read_day(day: str, month: str, year: str) -> dt.date:
    """The date of three boxes, or a `PartError` that names the box."""
    missing = [name for name, text in (("day", day), ("month", month), ("year", year)) if not text]
    if missing:
        raise PartError(f"Enter the {' and the '.join(missing)} as well.", *missing)
    on = typed.whole(day, least=1, most=31)
    if on is None:
        raise PartError(_in_plain_figures("The day must be a number from 1 to 31.", day), "day")
    number = read_month(month)
    if number is None:
        raise PartError(_in_plain_figures("The month must be a number from 1 to 12.", month), "month")
    in_year = _year(year)
    try:
        return dt.date(in_year, number, on)
    except ValueError:
        month_name = MONTHS[number - 1].capitalize()
        raise PartError(
            f"{month_name} {in_year} has no day {on}. Check the day and the month.", "day", "month"
        ) from None


def _year(text: str) -> int:
    if len(typed.figures(text)) != 4 or (year := typed.whole(text, least=0)) is None:
        raise PartError(_in_plain_figures("Write the year with four figures, such as 2016.", text), "year")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PartError(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.", "year")
    return year


def _in_plain_figures(message: str, text: str) -> str:
    """What to do about raised, circled or Roman figures, which look like an answer."""
    odd = any(char.isnumeric() and not char.isdecimal() for char in text)
    return f"{message} Use ordinary figures, such as 2." if odd else message


def read_clock(text: str) -> dt.time | None:
    """A time as people write it: 14:30, 14.30, 1430, 2.30pm, 9am; None when it is none of these."""
    found = CLOCK.fullmatch(typed.figures(text))
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


class WholeField(forms.IntegerField):
    """A whole number in figures of any script, no larger than a column holds."""

    def __init__(self, *, min_value: int = 0, max_value: int = typed.LARGEST, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        # Beyond the column it is too large or too small, not wrongly written.
        number = typed.whole(str(value), least=-(10**10), most=10**10)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class PhoneField(forms.CharField):
    """A telephone number, kept in ordinary figures; words such as “extension 12” may stand beside it."""

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        plain = typed.telephone(super().to_python(value) or "")
        if plain is None:
            raise ValidationError(
                "This telephone number mixes two kinds of figures, or has raised or circled ones. "
                "Type it again in ordinary figures, such as 01632 960321.",
                code="invalid",
            )
        return plain


class NumberField(forms.DecimalField):
    """A number with or without a decimal point, in figures of any script."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        plain = typed.figures(str(value))
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", plain):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(plain)


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
        if local(moment.astimezone(dt.UTC)).time() != at:
            raise PartError(
                f"There is no {clock(at)} on this day: the clocks go forward. Use an hour later.", "time"
            )
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        return MomentParts().split(initial) != MomentParts().split(data)
