"""Writes to accounts."""

from jtai.apps.accounts.actions.administering import (
    add_person,
    change_person,
    close_account,
    make_administrator,
    open_again,
    send_link,
)
from jtai.apps.accounts.actions.creating import create_account, open_accounts
from jtai.apps.accounts.actions.passwords import (
    accept_invitation,
    answer_link_requests,
    ask_for_link,
    change_password,
    end_other_sessions,
    end_session,
)
from jtai.apps.accounts.tokens import end_links, invitation_link

__all__ = [
    "accept_invitation",
    "add_person",
    "answer_link_requests",
    "ask_for_link",
    "change_password",
    "change_person",
    "close_account",
    "create_account",
    "end_links",
    "end_other_sessions",
    "end_session",
    "invitation_link",
    "make_administrator",
    "open_accounts",
    "open_again",
    "send_link",
]
