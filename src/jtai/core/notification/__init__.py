"""The rules of day 0: gate, call, written confirmation, set-up (paragraphs 12 to 15, Annex B).

check_gate(facts)                       -> list[Problem]  what stands before the call to the director
check_call(edition, call, ...)          -> list[Problem]
fill(notice, values)                    -> Letter          Annex B as the leader receives it
check_letter(notice, values, letter...) -> list[Problem]
check_offer / check_closing / check_link_person / check_incident
"""

from jtai.core.notification.annex_b import (
    Letter,
    Spoken,
    check_fieldwork_start,
    check_letter,
    check_moment,
    fill,
    spoken_words,
)
from jtai.core.notification.call import Call, check_call, check_leader_call, minutes_late
from jtai.core.notification.gate import GateFacts, check_gate
from jtai.core.notification.setup import (
    AgendaState,
    check_arrangement,
    check_closing,
    check_confirmation,
    check_incident,
    check_link_person,
    check_offer,
)

__all__ = [
    "AgendaState",
    "Call",
    "GateFacts",
    "Letter",
    "Spoken",
    "check_arrangement",
    "check_call",
    "check_closing",
    "check_confirmation",
    "check_fieldwork_start",
    "check_gate",
    "check_incident",
    "check_leader_call",
    "check_letter",
    "check_link_person",
    "check_moment",
    "check_offer",
    "fill",
    "minutes_late",
    "spoken_words",
]
