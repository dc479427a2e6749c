"""Pages of day 0: calls, confirmations, the LSCB task, the set-up discussion and what it agrees."""

from jtai.apps.notification.views.calls import call_list, call_made, call_sheet, leader_call, lscb
from jtai.apps.notification.views.notices import message, messages_sent, notice, notice_again
from jtai.apps.notification.views.people import incident_new, incidents, link_person
from jtai.apps.notification.views.setup import (
    agenda_point,
    arrangement,
    arrangement_confirm,
    arrangements,
    attendance,
    close,
    closed,
    front_door,
    offer,
    reply,
    set_up,
)
from jtai.apps.notification.views.sheets import (
    contact_sheet,
    contact_sheet_share,
    staff_information,
    staff_information_change,
    staff_information_share,
)

__all__ = [
    "agenda_point",
    "arrangement",
    "arrangement_confirm",
    "arrangements",
    "attendance",
    "call_list",
    "call_made",
    "call_sheet",
    "close",
    "closed",
    "contact_sheet",
    "contact_sheet_share",
    "front_door",
    "incident_new",
    "incidents",
    "leader_call",
    "link_person",
    "lscb",
    "message",
    "messages_sent",
    "notice",
    "notice_again",
    "offer",
    "reply",
    "set_up",
    "staff_information",
    "staff_information_change",
    "staff_information_share",
]
