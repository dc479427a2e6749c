"""Every write to an inspection's plan, people, dates, holds and clock."""

from jtai.apps.inspections.actions.dates import (
    add_closure_day,
    add_hold,
    lift_hold,
    move_clock,
    record_milestone,
    remove_closure_day,
    schedule,
    take_calendar,
)
from jtai.apps.inspections.actions.inviting import accept, decline, end_invitations, invite, when_accepted
from jtai.apps.inspections.actions.people import (
    add_contact,
    add_local_agency,
    add_member,
    change_contact,
    change_member,
    confirm_team,
    end_member,
)
from jtai.apps.inspections.actions.plan import (
    change_front_door_name,
    change_theme,
    pause,
    plan_inspection,
    resume,
)

__all__ = [
    "accept",
    "add_closure_day",
    "add_contact",
    "add_hold",
    "add_local_agency",
    "add_member",
    "change_contact",
    "change_front_door_name",
    "change_member",
    "change_theme",
    "confirm_team",
    "decline",
    "end_invitations",
    "end_member",
    "invite",
    "lift_hold",
    "move_clock",
    "pause",
    "plan_inspection",
    "record_milestone",
    "remove_closure_day",
    "resume",
    "schedule",
    "take_calendar",
    "when_accepted",
]
