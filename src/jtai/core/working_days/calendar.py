"""A calendar of working days: Monday to Friday, without bank holidays and closure days.

The guidance never defines a working day (clash C20). Times of day are wall time in Europe/London.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from jtai.words import LONDON, day_date, weekday

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def _no_days() -> Mapping[date, str]:
    return MappingProxyType({})


class BeyondHorizon(ValueError):
    """A date lies outside the years this calendar knows; the message says which they are."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A weekday that is not counted, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """England's working days as known at one version, with the closure days of one inspection.

    version        what an inspection pins, as "england-1"
    bank_holidays  title by date, weekdays only
    closures       reason by date: days on which the inspectorates are closed
    first_day, last_day  the horizon; nothing outside is answered
    proclaimed_to  the last year whose bank holidays are proclaimed; later ones are provisional
    """

    version: str
    bank_holidays: Mapping[date, str]
    first_day: date
    last_day: date
    proclaimed_to: int
    closures: Mapping[date, str] = field(default_factory=_no_days)

    def with_closures(self, closures: Mapping[date, str]) -> Calendar:
        """The same calendar with these closure days (reason by date) as well."""
        return replace(self, closures=MappingProxyType({**self.closures, **closures}))

    def with_bank_holidays(self, version: str, holidays: Mapping[date, str]) -> Calendar:
        """A calendar of another version, with these bank holidays (title by date) as well."""
        return replace(
            self, version=version, bank_holidays=MappingProxyType({**self.bank_holidays, **holidays})
        )

    def is_working_day(self, on: date) -> bool:
        """Whether `on` is counted."""
        self._require_known(on)
        return on.weekday() < _SATURDAY and on not in self.bank_holidays and on not in self.closures

    def why_not(self, on: date) -> str:
        """Why `on` is not a working day, as "Good Friday" or "Saturday"; "" when it is one."""
        self._require_known(on)
        if on.weekday() >= _SATURDAY:
            return weekday(on)
        if on in self.bank_holidays:
            return self.bank_holidays[on]
        return f"closed: {self.closures[on]}" if on in self.closures else ""

    def why_not_words(self, on: date) -> str:
        """ "Saturday 10 September 2016 is not a working day", or with its reason, where `on` is none."""
        why = self.why_not(on)
        reason = "" if why == weekday(on) else f": {why}"
        return f"{day_date(on)} is not a working day{reason}"

    def add(self, start: date, days: int) -> date:
        """The date `days` working days after `start`, itself not counted; before it when negative.

        0 gives `start` back. Raises `BeyondHorizon`.
        """
        step = _ONE_DAY if days >= 0 else -_ONE_DAY
        on, left = start, abs(days)
        self._require_known(on)
        while left:
            on += step
            left -= self.is_working_day(on)
        return on

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`: the inverse of `add`.

        Negative when `end` is before `start`: then `end` counts and `start` does not. Raises
        `BeyondHorizon`.
        """
        self._require_known(start)
        self._require_known(end)
        if end < start:
            return -sum(1 for on in _days(end - _ONE_DAY, start - _ONE_DAY) if self.is_working_day(on))
        return sum(1 for on in _days(start, end) if self.is_working_day(on))

    def skipped(self, start: date, end: date) -> tuple[Skipped, ...]:
        """The bank holidays and closure days (not weekends) after the earlier date, up to the later one."""
        first, last = sorted((start, end))
        return tuple(
            Skipped(on, why)
            for on in _days(first, last)
            if on.weekday() < _SATURDAY and (why := self.why_not(on))
        )

    def is_provisional(self, on: date) -> bool:
        """Whether bank holidays of that year are not proclaimed yet, so that the date may move."""
        return on.year > self.proclaimed_to

    def _require_known(self, on: date) -> None:
        if not self.first_day <= on <= self.last_day:
            raise BeyondHorizon(
                f"{on.isoformat()} is outside the calendar, which runs from {self.first_day.isoformat()} "
                f"to {self.last_day.isoformat()}. Choose a date within it."
            )


def at(on: date, clock: time) -> datetime:
    """The instant, in UTC, of a wall clock time in England.

    In the hour that the March change leaves out, the instant is an hour later by the clock; in the hour
    that the October change repeats, it is the first of the two.
    """
    return datetime.combine(on, clock, tzinfo=LONDON).astimezone(UTC)


def _days(after: date, until: date) -> Iterator[date]:
    on = after
    while on < until:
        on += _ONE_DAY
        yield on
