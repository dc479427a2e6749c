"""Reads of a person's own unsent words."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import QueryDict

from jtai.apps.accounts.models import User
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import QUERY
from jtai.ui.typed import uuid_of


def drafts_of(user: User) -> QuerySet[Draft]:
    """Everything this person typed and has not sent, the newest first."""
    return Draft.objects.filter(user=user).order_by("-saved_at", "pk")


def draft_for(user: User, address: str) -> Draft | None:
    """The newest draft of this page."""
    return drafts_of(user).filter(address=address).first()


def waits_at(user: User, address: str) -> bool:
    """Does a draft of this person wait at the address that opens its page with it?"""
    form_id = uuid_of(QueryDict(address.partition("?")[2]).get(QUERY, ""))
    return form_id is not None and draft(user, form_id) is not None


def draft(user: User, form_id: uuid.UUID) -> Draft | None:
    """This draft, if it is theirs."""
    return drafts_of(user).filter(pk=form_id).first()
