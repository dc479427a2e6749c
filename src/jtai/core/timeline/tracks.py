"""Dates counted from an event: a draft sent, a letter received, a complaint, evidence collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jtai.core.framework.model import Milestone
from jtai.core.timeline.clocks import instant, read_clock
from jtai.core.timeline.dates import Derivation, MilestoneDates, Timeline, TrackDates
from jtai.core.timeline.planning import Planner, effective
from jtai.words import clock, local


@dataclass(frozen=True, slots=True)
class Base:
    """What a date is counted from: its day, its instant where known, and the words for it."""

    on: date
    title: str
    at: datetime | None = None


def plan_track(
    timeline: Timeline,
    track: str,
    events: Mapping[str, datetime] | None = None,
    *,
    dates: Mapping[str, date] | None = None,
) -> TrackDates:
    """The dates of a track of the timeline's edition.

    events  instants by event or milestone code, as {"complaint-received": ...}
    dates   the same as whole days, where only the day is known
    An anchor that has not happened stands in with the planned date of its milestone; a milestone whose
    anchor has neither, or that has no deadline in the guidance, stands in `undated`.
    """
    known = {code: Base(on, "") for code, on in (dates or {}).items()}
    known |= {code: Base(local(when).date(), "", when) for code, when in (events or {}).items()}
    rows: list[MilestoneDates] = []
    undated: list[Milestone] = []
    planner = planner_of(timeline)
    for original in timeline.edition.tracks[track].milestones:
        milestone, _ = effective(original, timeline.readings)
        base = base_of(timeline, milestone.anchor, known, rows)
        if milestone.first_day is not None:
            rows.append(planner.row(original))
        elif base is None or milestone.offset is None:
            undated.append(milestone)
        else:
            rows.append(count_from(timeline, milestone, base))
    return TrackDates(track, tuple(rows), tuple(undated))


def planner_of(timeline: Timeline) -> Planner:
    """The planner that made this timeline."""
    return Planner(timeline.edition, timeline.day_zero, timeline.calendar, timeline.holds, timeline.readings)


def base_of(
    timeline: Timeline, anchor: str, known: Mapping[str, Base], rows: list[MilestoneDates]
) -> Base | None:
    """What `anchor` stands for: what happened, else an earlier row of the track, else the plan."""
    title = anchor_title(timeline, anchor)
    if anchor in known:
        return Base(known[anchor].on, title, known[anchor].at)
    earlier = next((row for row in rows if row.code == anchor), None)
    if earlier is not None:
        return Base(earlier.due_on, title, earlier.due_at)
    planned_as = next((event.planned_as for event in timeline.edition.events if event.code == anchor), anchor)
    if planned_as != anchor and planned_as in known:
        return Base(known[planned_as].on, title, known[planned_as].at)
    planned = next((row for row in timeline.rows if row.code == planned_as), None)
    return Base(planned.due_on, f"{title} as planned", planned.due_at) if planned else None


def anchor_title(timeline: Timeline, anchor: str) -> str:
    """The words for an anchor: an event, or a milestone of any track."""
    for event in timeline.edition.events:
        if event.code == anchor:
            return event.title
    for track in timeline.edition.tracks.values():
        for milestone in track.milestones:
            if milestone.code == anchor:
                return milestone.title
    return anchor


def count_from(timeline: Timeline, milestone: Milestone, base: Base) -> MilestoneDates:
    """The dates of a milestone that is `offset` working days or elapsed hours after `base`."""
    if milestone.count == "elapsed-hours":
        return _elapsed(timeline, milestone, base)
    offset = milestone.offset or 0
    due_on = timeline.calendar.add(base.on, offset)
    clock = read_clock(timeline.edition, milestone.time, timeline.readings)
    derivation = Derivation(
        on=due_on,
        start=base.on,
        start_title=base.title,
        offset=offset,
        skipped=timeline.calendar.skipped(base.on, due_on),
        clashes=milestone.clashes,
        provisional=timeline.calendar.is_provisional(due_on),
    )
    return MilestoneDates(
        milestone=milestone,
        owner_title=timeline.edition.owner_title(milestone.owner),
        first_on=due_on,
        due_on=due_on,
        due_at=instant(clock, due_on),
        starts_at=None,
        clock=clock.shown if clock else "",
        time_label=clock.label if clock else "",
        drift=False,
        derivation=derivation,
    )


def _elapsed(timeline: Timeline, milestone: Milestone, base: Base) -> MilestoneDates:
    if base.at is None:
        raise ValueError(f"“{milestone.title}” is counted in hours. Give the time of “{base.title}”.")
    offset = milestone.offset or 0
    # Hours are added to the instant, so that 48 hours across the October change are 48 hours.
    due_at = base.at + timedelta(hours=offset)
    due_on = local(due_at).date()
    return MilestoneDates(
        milestone=milestone,
        owner_title=timeline.edition.owner_title(milestone.owner),
        first_on=due_on,
        due_on=due_on,
        due_at=due_at,
        starts_at=None,
        clock=clock(due_at),
        time_label=clock(due_at),
        drift=False,
        derivation=Derivation(
            due_on, base.on, base.title, offset, basis="elapsed-hours", clashes=milestone.clashes
        ),
    )
