"""From day 0 to the planned dates of the inspection (paragraph 9, timetable)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jtai.core.framework.model import Edition, Milestone
from jtai.core.results import Problem, blocks, require_none
from jtai.core.timeline.clocks import instant, read_clock
from jtai.core.timeline.dates import INSPECTION, Derivation, Hold, MilestoneDates, Timeline
from jtai.core.working_days import Calendar
from jtai.words import weekday

_PUBLISH = "publish"


def plan(
    edition: Edition,
    day_zero: date,
    calendar: Calendar,
    *,
    holds: Iterable[Hold] = (),
    readings: Mapping[str, str] | None = None,
) -> Timeline:
    """Every planned date of the inspection track.

    Raises `ProblemsFound` when day 0 is no working day or a reading is unknown, `BeyondHorizon` when a
    date falls outside the calendar.
    """
    chosen = readings or {}
    require_none([*refuse_day_zero(day_zero, calendar), *check_readings(edition, chosen)])
    in_force = {setting: reading.default for setting, reading in edition.readings.items()} | dict(chosen)
    planner = Planner(edition, day_zero, calendar, tuple(holds), in_force)
    rows = tuple(planner.row(milestone) for milestone in edition.tracks[INSPECTION].milestones)
    return Timeline(edition, day_zero, calendar, planner.holds, in_force, rows)


def refuse_day_zero(day_zero: date, calendar: Calendar) -> list[Problem]:
    """The problem of a day 0 that is no working day (paragraph 9; clash C20)."""
    if not calendar.why_not(day_zero):
        return []
    return [
        blocks(
            "day-zero-not-working-day",
            f"{calendar.why_not_words(day_zero)}. Choose a working day for notification.",
            "Guidance, paragraph 9",
            "day_zero",
        )
    ]


def check_readings(edition: Edition, chosen: Mapping[str, str]) -> list[Problem]:
    """Settings the edition does not know, and values that are not among the options of one."""
    problems = []
    for setting, value in chosen.items():
        reading = edition.readings.get(setting)
        if reading is None:
            message = f"The edition {edition.id} has no setting “{setting}”. Take it out."
        elif reading.options and value not in reading.options:
            message = (
                f"“{value}” is not a reading of “{setting}”. Choose one of: {', '.join(reading.options)}."
            )
        else:
            continue
        problems.append(blocks("unknown-reading", message, field=setting))
    return problems


def effective(milestone: Milestone, readings: Mapping[str, str]) -> tuple[Milestone, bool]:
    """The milestone under the readings in force, and whether its printed weekday governs."""
    governs = False
    for change in milestone.when:
        if readings.get(change.reading) != change.value:
            continue
        governs = governs or change.printed_weekday_governs
        milestone = replace(
            milestone,
            first_day=milestone.first_day if change.first_day is None else change.first_day,
            last_day=milestone.last_day if change.last_day is None else change.last_day,
            offset=milestone.offset if change.offset is None else change.offset,
            anchor=change.anchor or milestone.anchor,
            count=change.count or milestone.count,
            time=change.time or milestone.time,
        )
    return milestone, governs


@dataclass(frozen=True, slots=True)
class Planner:
    """Counts milestones from day 0 under one edition, calendar, set of holds and readings."""

    edition: Edition
    day_zero: date
    calendar: Calendar
    holds: tuple[Hold, ...]
    readings: Mapping[str, str]

    def row(self, original: Milestone) -> MilestoneDates:
        """The planned dates of a milestone that has day numbers."""
        milestone, governs = effective(original, self.readings)
        if milestone.first_day is None or milestone.last_day is None:
            raise ValueError(f"The milestone “{milestone.code}” has no day number to plan from.")
        first_on, counted_on = self._day(milestone.first_day), self._day(milestone.last_day)
        due_on = self._printed_weekday(counted_on, milestone) if governs else counted_on
        due_on, hold = self._after_holds(due_on, milestone)
        clock = read_clock(self.edition, milestone.time, self.readings)
        return MilestoneDates(
            milestone=milestone,
            owner_title=self.edition.owner_title(milestone.owner),
            first_on=due_on if milestone.first_day == milestone.last_day else first_on,
            due_on=due_on,
            due_at=instant(clock, due_on),
            starts_at=instant(read_clock(self.edition, milestone.starts, self.readings), due_on),
            clock=clock.shown if clock else "",
            time_label=clock.label if clock else "",
            drift=bool(milestone.usual_weekday) and weekday(counted_on) != milestone.usual_weekday,
            derivation=self._derivation(milestone, counted_on, due_on, governs, hold),
        )

    def _day(self, number: int) -> date:
        return self.calendar.add(self.day_zero, number - self.edition.day_origin)

    def _printed_weekday(self, on: date, milestone: Milestone) -> date:
        """The first working day on the printed weekday, on or after `on` (clashes C01, C02)."""
        while weekday(on) != milestone.printed_weekday or not self.calendar.is_working_day(on):
            on += timedelta(days=1)
        return on

    def _after_holds(self, on: date, milestone: Milestone) -> tuple[date, Hold | None]:
        """The first working day outside every hold, for what is published; and the hold that moved it."""
        moved_by = None
        if milestone.code not in publishing_milestones(self.edition):
            return on, None
        while hold := next((each for each in self.holds if each.covers(on)), None):
            on, moved_by = self.calendar.add(hold.last_on, 1), hold
        return on, moved_by

    def _derivation(
        self, milestone: Milestone, counted_on: date, due_on: date, governs: bool, hold: Hold | None
    ) -> Derivation:
        day = milestone.last_day if milestone.last_day is not None else self.edition.day_origin
        disagrees = bool(milestone.printed_weekday) and milestone.printed_weekday != milestone.usual_weekday
        return Derivation(
            on=due_on,
            start=self.day_zero,
            start_title=f"day {self.edition.day_origin}",
            offset=day - self.edition.day_origin,
            day=day,
            skipped=self.calendar.skipped(self.day_zero, counted_on),
            printed_weekday=milestone.printed_weekday if disagrees else "",
            counted_on=counted_on if counted_on != due_on else None,
            weekday_governs=governs,
            hold=hold,
            clashes=milestone.clashes,
            provisional=self.calendar.is_provisional(due_on),
        )


def publishing_milestones(edition: Edition) -> frozenset[str]:
    """Codes of the milestones that a publication hold moves."""
    return frozenset(step.milestone for step in edition.letter.sign_off_chain if step.kind == _PUBLISH)
