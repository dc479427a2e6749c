"""Every write of findings, of messages for one agency, of the outline and of key findings."""

from jtai.apps.findings.actions.agencies import (
    answer_offer,
    drop_offer,
    make_offer,
    share_message,
    write_message,
)
from jtai.apps.findings.actions.deciding import decide_priority, make_key, make_provisional, step_back
from jtai.apps.findings.actions.key_findings import keep_key_findings, send_key_findings
from jtai.apps.findings.actions.letter import finalise, mark_in_letter, omit_from_letter, reinstate
from jtai.apps.findings.actions.presenting import add_note, add_point, present, remove_point, tell
from jtai.apps.findings.actions.writing import keep, require_withdraw, revise, submit, withdraw

__all__ = [
    "add_note",
    "add_point",
    "answer_offer",
    "decide_priority",
    "drop_offer",
    "finalise",
    "keep",
    "keep_key_findings",
    "make_key",
    "make_offer",
    "make_provisional",
    "mark_in_letter",
    "omit_from_letter",
    "present",
    "reinstate",
    "remove_point",
    "require_withdraw",
    "revise",
    "send_key_findings",
    "share_message",
    "step_back",
    "submit",
    "tell",
    "withdraw",
    "write_message",
]
