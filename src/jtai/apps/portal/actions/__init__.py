"""Every write of the portal.

For later stages:
    ask_for_each_child(inspection=, child_refs=, by=, at=)      when the children to evaluate are chosen
    note_entered(inspection=, code=, description=, by=, at=)    an item came through a page of its own
"""

from jtai.apps.portal.actions.asking import (
    ask_again,
    ask_for_each_child,
    make_requests,
    send_requests,
    tick_milestone,
)
from jtai.apps.portal.actions.beyond import decide_extra, propose_extra, require_proposer, withdraw_extra
from jtai.apps.portal.actions.contributors import (
    end_contributor,
    end_invitation,
    invite_contributor,
    renew_invitation,
)
from jtai.apps.portal.actions.documents import (
    allocate,
    finish_allocation,
    mark_reviewed,
    note_download,
    take_back,
)
from jtai.apps.portal.actions.looking import accept, answer, query
from jtai.apps.portal.actions.note import issue_note, keep_note
from jtai.apps.portal.actions.supplying import (
    decline,
    note_entered,
    offer_context,
    record_other_route,
    say_not_available,
    send_file,
)
from jtai.apps.portal.actions.systems import ask_access, grant_access, revoke_access

__all__ = [
    "accept",
    "allocate",
    "answer",
    "ask_access",
    "ask_again",
    "ask_for_each_child",
    "decide_extra",
    "decline",
    "end_contributor",
    "end_invitation",
    "finish_allocation",
    "grant_access",
    "invite_contributor",
    "issue_note",
    "keep_note",
    "make_requests",
    "mark_reviewed",
    "note_download",
    "note_entered",
    "offer_context",
    "propose_extra",
    "query",
    "record_other_route",
    "renew_invitation",
    "require_proposer",
    "revoke_access",
    "say_not_available",
    "send_file",
    "send_requests",
    "take_back",
    "tick_milestone",
    "withdraw_extra",
]
