"""Every write of a meeting: plan, move, invite, start, record, close, cancel."""

from jtai.apps.meetings.actions.holding import (
    cancel,
    close,
    is_feedback,
    record_attendance,
    record_outcomes,
    start,
)
from jtai.apps.meetings.actions.planning import (
    add_attendee,
    add_meeting,
    invite,
    move,
    plan_meetings,
    remove_attendee,
)

__all__ = [
    "add_attendee",
    "add_meeting",
    "cancel",
    "close",
    "invite",
    "is_feedback",
    "move",
    "plan_meetings",
    "record_attendance",
    "record_outcomes",
    "remove_attendee",
    "start",
]
