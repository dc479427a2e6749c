"""Every write to lists of children and to the choices from them."""

from jtai.apps.selection.actions.choosing import amend, keep_draft, publish, receive_data
from jtai.apps.selection.actions.listing import add_context_note, check_list, discard_list, use_list

__all__ = [
    "add_context_note",
    "amend",
    "check_list",
    "discard_list",
    "keep_draft",
    "publish",
    "receive_data",
    "use_list",
]
