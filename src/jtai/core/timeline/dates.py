"""The values a timeline is made of: holds, derivations, dated milestones. No arithmetic here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from jtai.core.framework.model import Edition, Milestone
from jtai.core.framework.schedule import Stage
from jtai.core.working_days import Calendar, Skipped, at

INSPECTION = "inspection"
_MIDNIGHT = datetime.min.time()

Basis = Literal["working-days", "elapsed-hours", "given"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Publication is held back from `first_on` to `last_on`, both included (pre-election periods)."""

    first_on: date
    last_on: date
    reason: str

    def covers(self, on: date) -> bool:
        """Whether nothing may be published on that day."""
        return self.first_on <= on <= self.last_on


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a date was worked out, as data; `wording.explain` puts it into words.

    on            the date that came out
    day           day number of the edition, None when counted from an event
    start, start_title  what it is counted from, and the words for it
    offset, basis how many working days or elapsed hours after it
    skipped       bank holidays and closure days in between
    printed_weekday     what the table prints, where that disagrees with the count
    counted_on    the date by count, where the printed weekday or a hold moved it
    hold          the hold that moved it
    clashes       codes of the readings at work, as "C02"
    provisional   bank holidays of that year are not proclaimed yet
    """

    on: date
    start: date
    start_title: str
    offset: int
    basis: Basis = "working-days"
    day: int | None = None
    skipped: tuple[Skipped, ...] = ()
    printed_weekday: str = ""
    counted_on: date | None = None
    weekday_governs: bool = False
    hold: Hold | None = None
    clashes: tuple[str, ...] = ()
    capped_by: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """A milestone with its dates.

    due_at      instant in UTC of the printed clock, word or setting (the end of the day too), or None
                where the guidance gives no time
    starts_at   not before this instant, or None
    clock       "15:00" where the guidance has a clock or a word for one, "" otherwise ("end of the day")
    time_label  "mid-afternoon (15:00)", "end of the day", "15:00", or ""
    drift       falls on another weekday than usual, because of a bank holiday or closure day
    """

    milestone: Milestone
    owner_title: str
    first_on: date
    due_on: date
    due_at: datetime | None
    starts_at: datetime | None
    clock: str
    time_label: str
    drift: bool
    derivation: Derivation

    @property
    def code(self) -> str:
        """Code of the milestone."""
        return self.milestone.code

    @property
    def title(self) -> str:
        """Title of the milestone."""
        return self.milestone.title

    @property
    def owner(self) -> str:
        """Code of the role or body that owns it."""
        return self.milestone.owner

    @property
    def first_day(self) -> int | None:
        """First day number, None when counted from an event."""
        return self.milestone.first_day

    @property
    def last_day(self) -> int | None:
        """Last day number, None when counted from an event."""
        return self.milestone.last_day

    @property
    def source(self) -> str:
        """The paragraph it comes from."""
        return self.milestone.source

    @property
    def discrepancy(self) -> str:
        """Where the guidance disagrees with itself about it, or ""."""
        return self.milestone.discrepancy

    @property
    def late_after(self) -> datetime:
        """The last instant in time: the clock where there is one, else the end of the day."""
        return self.due_at or at(self.due_on + timedelta(days=1), _MIDNIGHT)


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The planned dates of one inspection under its pinned edition and calendar.

    `readings` holds the value in force for every setting of the edition.
    """

    edition: Edition
    day_zero: date
    calendar: Calendar
    holds: tuple[Hold, ...]
    readings: Mapping[str, str]
    rows: tuple[MilestoneDates, ...]

    def row(self, code: str) -> MilestoneDates:
        """The dates of a milestone; KeyError with a sentence when there is none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(f"The timeline has no milestone “{code}”.")

    def reading_for(self, purpose: str) -> str:
        """The value in force of the reading with this purpose; "" where there is nothing to choose."""
        return self.readings.get(self.edition.setting_for(purpose), "")

    def day(self, number: int) -> date:
        """The date of a day number of the edition."""
        return self.calendar.add(self.day_zero, number - self.edition.day_origin)

    def day_number(self, on: date) -> int | None:
        """The day number of a date; None when it is no working day."""
        if not self.calendar.is_working_day(on):
            return None
        return self.calendar.count(self.day_zero, on) + self.edition.day_origin

    def last_day_number(self) -> int:
        """The highest day number of the timetable; later dates have none."""
        return max(row.last_day for row in self.rows if row.last_day is not None)

    def stage(self, on: date) -> Stage | None:
        """The stage of the overview a date falls in: the last one begun; None before notification."""
        begun = [stage for stage in self.edition.stages if self.day(stage.first_day) <= on]
        return begun[-1] if begun else None

    def fieldwork(self) -> tuple[date, ...]:
        """The days on site, evidence or not."""
        days = self.edition.fieldwork
        return tuple(self.day(number) for number in range(days.first_day, days.last_day + 1))


@dataclass(frozen=True, slots=True)
class TrackDates:
    """The dates of a track with a start of its own; `undated` milestones have no deadline in the guidance."""

    track: str
    rows: tuple[MilestoneDates, ...]
    undated: tuple[Milestone, ...]

    def row(self, code: str) -> MilestoneDates:
        """The dates of a milestone of this track; KeyError with a sentence when it has none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(f"The track “{self.track}” has no date for “{code}”.")
