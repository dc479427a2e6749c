"""Every write of day 0 and of the set-up.

keep_call, close_call          the lead's call to the director; closing it opens everything after
log_leader_call                a call of another inspectorate
tell_lscb                      the director ticks who was told
send_notice                    the written confirmation, one for each leader
offer_set_up, …, close_set_up  the set-up discussion
"""

from jtai.apps.notification.actions.calls import close_call, keep_call, log_leader_call, tell_lscb
from jtai.apps.notification.actions.notices import send_again, send_notice
from jtai.apps.notification.actions.people import name_link_person
from jtai.apps.notification.actions.setup import (
    add_incident,
    answer_no_incidents,
    close_set_up,
    confirm_arrangement,
    keep_attendance,
    note_agenda,
    offer_set_up,
    reply_to_offer,
    write_arrangement,
)
from jtai.apps.notification.actions.sheets import (
    share_contact_sheet,
    share_staff_information,
    write_staff_information,
)

__all__ = [
    "add_incident",
    "answer_no_incidents",
    "close_call",
    "close_set_up",
    "confirm_arrangement",
    "keep_attendance",
    "keep_call",
    "log_leader_call",
    "name_link_person",
    "note_agenda",
    "offer_set_up",
    "reply_to_offer",
    "send_again",
    "send_notice",
    "share_contact_sheet",
    "share_staff_information",
    "tell_lscb",
    "write_arrangement",
    "write_staff_information",
]
