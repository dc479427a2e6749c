"""How a milestone stands at an instant, what moves when a date moves, and what a new holiday would move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from jtai.core.framework.model import Edition
from jtai.core.timeline.dates import Hold, MilestoneDates, Timeline
from jtai.core.timeline.planning import plan
from jtai.core.working_days import Calendar
from jtai.words import duration, local

Standing = Literal["not-yet", "due-today", "late", "met", "met-late"]
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class State:
    """How a milestone stands. `late_by` is zero unless it is late or was met late."""

    standing: Standing
    late_by: timedelta = _NO_TIME

    @property
    def is_late(self) -> bool:
        """Late now, or met late."""
        return self.standing in ("late", "met-late")

    @property
    def words(self) -> str:
        """As "late by 1 hour 50 minutes", "due today"."""
        plain = {"not-yet": "not yet due", "due-today": "due today", "met": "met"}
        if self.standing in plain:
            return plain[self.standing]
        return f"{'met late' if self.standing == 'met-late' else 'late'} by {duration(self.late_by)}"


def state(row: MilestoneDates, at: datetime, actual_at: datetime | None = None) -> State:
    """How a milestone stands at `at`, given when it was done, if it was.

    On the dot is in time. A milestone without a time is late when its day is over. A deadline never
    blocks anything by itself (ADR 0300).
    """
    deadline = row.late_after
    if actual_at is not None:
        return State("met-late", actual_at - deadline) if actual_at > deadline else State("met")
    if at > deadline:
        return State("late", at - deadline)
    return State("due-today" if local(at).date() == row.due_on else "not-yet")


@dataclass(frozen=True, slots=True)
class Move:
    """A milestone whose date differs between two timelines."""

    code: str
    title: str
    old_on: date
    new_on: date
    old_first_on: date
    new_first_on: date


def what_moves(old: Timeline, new: Timeline) -> list[Move]:
    """The milestones whose dates differ, in the order of the timetable."""
    moves = []
    for row in new.rows:
        before = next((each for each in old.rows if each.code == row.code), None)
        if before and (before.due_on, before.first_on) != (row.due_on, row.first_on):
            moves.append(Move(row.code, row.title, before.due_on, row.due_on, before.first_on, row.first_on))
    return moves


@dataclass(frozen=True, slots=True)
class PinnedDates:
    """What an inspection has pinned, as far as its dates depend on it. `reference` is the caller's own."""

    reference: str
    edition: Edition
    day_zero: date
    calendar: Calendar
    holds: tuple[Hold, ...] = ()
    readings: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """An inspection that a new holiday would move, with its old and new dates; nothing has moved yet."""

    reference: str
    moves: tuple[Move, ...]
    day_zero_lost: bool = False


def affected_by_holiday(inspections: Iterable[PinnedDates], on: date, title: str) -> list[Affected]:
    """The inspections whose dates a bank holiday on `on` would move (R-SE-5); none is moved by this.

    `day_zero_lost`: notification itself falls on the new holiday, so a person must choose another day.
    """
    found = []
    for pinned in inspections:
        if on == pinned.day_zero:
            found.append(Affected(pinned.reference, (), day_zero_lost=True))
            continue
        new_calendar = pinned.calendar.with_bank_holidays(f"{pinned.calendar.version}+{on}", {on: title})
        moves = what_moves(_planned(pinned, pinned.calendar), _planned(pinned, new_calendar))
        if moves:
            found.append(Affected(pinned.reference, tuple(moves)))
    return found


def _planned(pinned: PinnedDates, calendar: Calendar) -> Timeline:
    return plan(pinned.edition, pinned.day_zero, calendar, holds=pinned.holds, readings=pinned.readings)
