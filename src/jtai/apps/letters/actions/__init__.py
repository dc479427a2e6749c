"""Every write of the letter, one function for each intent of a person."""

from jtai.apps.letters.actions.commenting import (
    comment,
    include,
    join,
    leave_out,
    offer_comment,
    send_response,
)
from jtai.apps.letters.actions.contributing import contribute, give_back, merge, offer
from jtai.apps.letters.actions.deciding import circulate, confirm_considered, decide_comment
from jtai.apps.letters.actions.editing import edit_sentence, finish_review, undo_edit
from jtai.apps.letters.actions.publishing import (
    confirm_receipt,
    publish,
    replace_published,
    send_prepublication,
    withdraw,
)
from jtai.apps.letters.actions.sending import finish_comments, open_draft, send_draft
from jtai.apps.letters.actions.separate import issue_separate, keep_separate
from jtai.apps.letters.actions.signing import refuse_to_sign, sign
from jtai.apps.letters.actions.statement import consult, decide_statement
from jtai.apps.letters.actions.submitting import submit_version
from jtai.apps.letters.actions.writing import (
    add_point,
    bring_in_findings,
    drop_point,
    move_point,
    save_front,
    save_point,
    start,
    support,
)

__all__ = [
    "add_point",
    "bring_in_findings",
    "circulate",
    "comment",
    "confirm_considered",
    "confirm_receipt",
    "consult",
    "contribute",
    "decide_comment",
    "decide_statement",
    "drop_point",
    "edit_sentence",
    "finish_comments",
    "finish_review",
    "give_back",
    "include",
    "issue_separate",
    "join",
    "keep_separate",
    "leave_out",
    "merge",
    "move_point",
    "offer",
    "offer_comment",
    "open_draft",
    "publish",
    "refuse_to_sign",
    "replace_published",
    "save_front",
    "save_point",
    "send_draft",
    "send_prepublication",
    "send_response",
    "sign",
    "start",
    "submit_version",
    "support",
    "undo_edit",
    "withdraw",
]
