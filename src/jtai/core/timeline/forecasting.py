"""Planned, forecast and actual: what is counted from an event moves with the event (ADR 0105)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jtai.core.framework.model import Milestone
from jtai.core.timeline.dates import MilestoneDates, Timeline
from jtai.core.timeline.planning import effective
from jtai.core.timeline.tracks import Base, anchor_title, count_from
from jtai.words import local


@dataclass(frozen=True, slots=True)
class ForecastDates:
    """One milestone with its three dates: `planned` never changes, `forecast` moves, `actual_at` happened."""

    planned: MilestoneDates
    forecast: MilestoneDates
    actual_at: datetime | None

    @property
    def code(self) -> str:
        """Code of the milestone."""
        return self.planned.code

    @property
    def moved(self) -> bool:
        """Whether the forecast is another date than the plan."""
        return self.forecast.due_on != self.planned.due_on


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A timeline with what has happened so far."""

    timeline: Timeline
    facts: Mapping[str, datetime]
    rows: tuple[ForecastDates, ...]

    def row(self, code: str) -> ForecastDates:
        """The three dates of a milestone; KeyError with a sentence when there is none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(f"The timeline has no milestone “{code}”.")


def forecast(timeline: Timeline, facts: Mapping[str, datetime]) -> Forecast:
    """The timeline with its facts: aware instants by milestone or event code (R-009-5).

    Only milestones that the edition counts from an event move; the others keep their day number.
    """
    rows: list[ForecastDates] = []
    for planned in timeline.rows:
        rows.append(
            ForecastDates(planned, _forecast(timeline, planned, facts, rows), facts.get(planned.code))
        )
    return Forecast(timeline, facts, tuple(rows))


def _forecast(
    timeline: Timeline, planned: MilestoneDates, facts: Mapping[str, datetime], before: list[ForecastDates]
) -> MilestoneDates:
    milestone, _ = effective(planned.milestone, timeline.readings)
    anchor = next((row for row in before if row.code == milestone.anchor), None)
    if anchor is None or milestone.offset is None:
        return planned
    base = _moved_base(milestone, anchor, facts)
    if base is None:
        return planned
    named = Base(base, anchor_title(timeline, milestone.anchor), facts.get(milestone.anchor))
    return count_from(timeline, milestone, named)


def _moved_base(milestone: Milestone, anchor: ForecastDates, facts: Mapping[str, datetime]) -> date | None:
    """The day to count from, or None where the plan stands."""
    due_on = anchor.forecast.due_on
    done_on = local(facts[anchor.code]).date() if anchor.code in facts else None
    base = done_on or due_on
    if milestone.anchor_when == "later-of-due-and-done":
        base = max(base, due_on)
    return base if base != anchor.planned.due_on else None
