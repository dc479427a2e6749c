"""The words around a meeting: when it is, where it stands, whose turn it is, who reads its notes."""

from __future__ import annotations

from typing import Any

from jtai.apps.meetings import queries
from jtai.apps.meetings.models import Meeting
from jtai.core.moments import Moment
from jtai.core.workflows.meeting import MEETING
from jtai.words import clock, day_date


def when_words(meeting: Meeting) -> str:
    """ "Thursday 22 September 2016, day 12, 15:30 to 17:00", as far as it is known."""
    day = queries.day_words(meeting)
    starts = meeting.started_at or meeting.scheduled_start
    ends = meeting.ended_at or meeting.scheduled_end
    span = " to ".join(clock(instant) for instant in (starts, ends) if instant) if starts else ""
    return ", ".join(filter(None, [day_date(meeting.on), day, span or "no time set"]))


def state_words(meeting: Meeting, at: Moment) -> str:
    """One of the ten words of the design where one fits, otherwise plain words."""
    if meeting.state == Meeting.State.PLANNED:
        if meeting.on < at.today:
            return "Late"
        return "Due today" if meeting.on == at.today else "To do"
    return MEETING.titles[meeting.state]


def turn_line(meeting: Meeting, at: Moment) -> str:
    """Whose turn it is, in one line."""
    if meeting.state == Meeting.State.CLOSED:
        return ""
    if meeting.state == Meeting.State.HELD:
        return "In progress. The lead inspector closes it when every point has its outcome."
    if queries.is_for_leaders(meeting) and meeting.kind and meeting.invited_at is None:
        return "The lead inspector sends the invitations, then starts the meeting."
    return "The lead inspector starts the meeting on its day."


def readers_of(meeting: Meeting) -> str:
    """Who reads what is written here."""
    if meeting.kind is None:
        return "the inspectors; the agency does not see the notes"
    return "the inspectors of this inspection; local people see the agenda only"


# What somebody else kept of day, time and place meanwhile: label to a field, or to a function of the meeting.
SLOT_WORDS: dict[str, Any] = {"When": when_words, "Place": "place", "Dial-in": "dial_in"}
