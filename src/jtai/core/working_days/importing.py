"""Bank holidays proclaimed later, as an administrator sends them: one a line, every fault named at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from jtai.core.working_days.calendar import Calendar
from jtai.words import weekday

_HEADER = "date,title"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LineFault:
    """One line that cannot be used, and what to do about it."""

    line: int
    message: str


class HolidayFaults(ValueError):
    """The text cannot be used; `faults` holds every fault, at least one."""

    def __init__(self, faults: tuple[LineFault, ...]) -> None:
        self.faults = faults
        super().__init__(f"Line {faults[0].line}: {faults[0].message}")


def read_bank_holidays(text: str, calendar: Calendar) -> Mapping[date, str]:
    """Title by date, from lines such as "2016-10-13,Day of mourning" under the heading "date,title".

    Raises `HolidayFaults` for a line that is no date and title, a weekend, a date twice, a date that is a
    bank holiday already, and one outside the calendar.
    """
    found: dict[date, str] = {}
    faults: list[LineFault] = []
    for number, line in _lines(text):
        day, _, title = (part.strip() for part in line.partition(","))
        try:
            on = date.fromisoformat(day)
        except ValueError:
            faults.append(LineFault(number, f"“{day}” is not a date. Write it as 2016-10-13,title."))
            continue
        wrong = _wrong(on, title, calendar, found)
        if wrong:
            faults.append(LineFault(number, wrong))
        found[on] = title
    if not found and not faults:
        faults.append(LineFault(1, "There is no bank holiday here. Write one a line as 2016-10-13,title."))
    if faults:
        raise HolidayFaults(tuple(faults))
    return MappingProxyType(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#") and stripped.lower() != _HEADER:
            yield number, stripped


def _wrong(on: date, title: str, calendar: Calendar, found: Mapping[date, str]) -> str:
    if not title:
        return f"{on} has no title. Write it after a comma."
    if on in found:
        return f"{on} is here twice. Remove one."
    if not calendar.first_day <= on <= calendar.last_day:
        return f"{on} is outside the calendar, {calendar.first_day} to {calendar.last_day}. Take it out."
    if on.weekday() >= _SATURDAY:
        return f"{on} is a {weekday(on)}, which is never counted. Send the substitute day."
    if on in calendar.bank_holidays:
        return f"{on} is a bank holiday already ({calendar.bank_holidays[on]}). Take it out."
    return ""
