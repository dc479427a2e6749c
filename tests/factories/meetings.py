"""Meetings of the week on site, walked by the same actions a person uses."""

from __future__ import annotations

from collections.abc import Collection

from jtai.apps.meetings import actions, queries
from jtai.apps.meetings.models import Meeting
from tests.factories.world import World

REASON = "Agreed with the team; see the note of the day."


def planned_meetings(world: World) -> list[Meeting]:
    """The meetings of the week on site, put on their days on day 8."""
    world.open_to_local()
    at = world.moment(8, "10:00")
    return actions.plan_meetings(inspection=world.inspection, by=world.lead, at=at)


def meeting_of(world: World, code: str, number: int = 1) -> Meeting:
    """One meeting; the week is planned first if it is not."""
    if not world.inspection.meetings.exists():
        planned_meetings(world)
    return world.inspection.meetings.get(code=code, number=number)


def begin(world: World, meeting: Meeting, day: int, clock: str) -> Meeting:
    """Start it at this time, with a reason for whatever is unusual about it."""
    at = world.moment(day, clock)
    reasons = dict.fromkeys(("starts-early", "another-day"), REASON)
    return actions.start(meeting=meeting, started=at.now, reasons=reasons, by=world.lead, at=at)


def came(world: World, meeting: Meeting, day: int, clock: str, *, but: Collection[str] = ()) -> None:
    """Everybody invited comes, but for the inspectorates or agencies in `but`."""
    there = {row.pk: row.body not in but for row in meeting.attendance.all()}
    at = world.moment(day, clock)
    actions.record_attendance(meeting=meeting, came=there, modes={}, by=world.lead, at=at)


def outcomes(
    world: World, meeting: Meeting, day: int, clock: str, *, leave_out: str = "", most: str = ""
) -> None:
    """Something came of every point but `leave_out`."""
    agenda = queries.agenda_of(meeting)
    texts = {row.code: "" if row.code == leave_out else "Agreed." for row in agenda}
    actions.record_outcomes(
        meeting=meeting,
        outcomes=texts,
        notes="",
        most_difference=most,
        version=meeting.version,
        by=world.lead,
        at=world.moment(day, clock),
    )


def end(world: World, meeting: Meeting, day: int, clock: str, **reasons: str) -> Meeting:
    """Close it at this time."""
    at = world.moment(day, clock)
    given = {code.replace("_", "-"): text for code, text in reasons.items()}
    return actions.close(meeting=meeting, ended=at.now, reasons=given, by=world.lead, at=at)


def held(
    world: World, code: str, day: int, start: str, stop: str, *, number: int = 1, most: str = ""
) -> Meeting:
    """A meeting from start to close, with everybody there."""
    meeting = begin(world, meeting_of(world, code, number), day, start)
    came(world, meeting, day, start)
    outcomes(world, meeting, day, start, most=most)
    return end(world, meeting, day, stop)
