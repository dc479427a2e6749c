"""Every write of this app: one function for each intent of a person."""

from jtai.apps.evidence.actions.agreement import agree, object_to
from jtai.apps.evidence.actions.entries import enter, keep_entry, withdraw_entry
from jtai.apps.evidence.actions.entry_words import EntryValues
from jtai.apps.evidence.actions.locking import lock_again, reopen
from jtai.apps.evidence.actions.notebook import keep_note
from jtai.apps.evidence.actions.records import (
    add_note,
    answer_note,
    keep_record,
    submit_record,
    withdraw_record,
)
from jtai.apps.evidence.actions.review import clear_flag, decide_enough, flag, mark_review, propose_enough

__all__ = [
    "EntryValues",
    "add_note",
    "agree",
    "answer_note",
    "clear_flag",
    "decide_enough",
    "enter",
    "flag",
    "keep_entry",
    "keep_note",
    "keep_record",
    "lock_again",
    "mark_review",
    "object_to",
    "propose_enough",
    "reopen",
    "submit_record",
    "withdraw_entry",
    "withdraw_record",
]
