"""Saving, discarding and forgetting unsent words.

Unsent words are not yet material of an inspection: nobody but their author reads them, and they leave no
event in the audit trail (ADR 0230). What is sent goes through its action and is audited there.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import Resolver404, resolve

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock, put
from jtai.apps.drafts import form_ids
from jtai.apps.drafts.models import Draft, FormSave, Sending
from jtai.apps.drafts.values import QUERY, Pairs, holds_words, holds_writing, pairs_of, without_query, worded
from jtai.core.results import Refused, refuse
from jtai.ui import labels
from jtai.ui.typed import line

LONGEST_ADDRESS = 600
# Marks of views whose forms hold nobody's writing: passwords, and the way out.
NO_DRAFTS = ("is_public", "claims_no_form", "holds_no_words")
# A save of the script that is overtaken by the sending of its form must not bring back what was sent.
OVERTAKEN = timedelta(seconds=30)


@transaction.atomic
def save_typed(
    *,
    user: User,
    form_id: uuid.UUID,
    address: str,
    fields: QueryDict,
    title: str,
    page: str,
    seen: str,
    at: datetime,
) -> Draft | None:
    """What the script of a page sends while somebody types (ADR 0242).

    page  the window, by a number of its own; seen  the stamp of the draft that it shows, or "".
    None when nothing is typed and no draft is there: an empty form would come back in the place of what is
    kept. Two windows with one draft do not overwrite each other: the one that comes second is told (stale).
    """
    if Sending.objects.filter(form_id=form_id, started_at__gt=at - OVERTAKEN).exists():
        refuse("This form is being sent.", kind="moment")
    there = lock(Draft.objects.filter(pk=form_id)).first()
    if there is not None and there.page != page and there.stamp != seen:
        refuse("This draft is open in another window.", kind="stale")
    if there is None and not holds_words(pairs_of(fields)):
        return None
    return save_draft(
        user=user, form_id=form_id, address=address, fields=fields, title=title, page=page, at=at
    )


@transaction.atomic
def save_draft(
    *,
    user: User,
    form_id: uuid.UUID,
    address: str,
    fields: QueryDict,
    why: str = Draft.Why.TYPING,
    title: str = "",
    page: str = "",
    before: Sending | None = None,
    at: datetime,
) -> Draft:
    """Save what was typed so far, in the place of what this form held before.

    before  the sending with which exactly the same was sent already, if that is why it is saved.
    The forms of one page can share the id of a draft that was restored there: what another form held stays.
    """
    require_address(address)
    address = without_query(address, QUERY)
    pairs = pairs_of(fields)
    # The labels come from us: what somebody types has all the room.
    size = sum(len(value) for name, values in pairs for value in values if name != labels.FIELD)
    if size > settings.JTAI_DRAFT_LIMIT:
        refuse("The text is too long to be saved as a draft. Shorten it.", kind="too-large")
    values = {
        "user": user,
        "address": address,
        "chain": _inspection_of(address),
        "title": line(title)[:250],
        "fields": pairs,
        "why": why,
        "page": page[:40],
        "saved_at": at,
        "sent_at": before and before.started_at,
        "sent_to": before.location if before else "",
    }
    earlier = Draft.objects.filter(pk=form_id).first()
    if earlier is None or (earlier.user_id == user.pk and _is_same_form(earlier, pairs)):
        return put(Draft, pk=form_id, values=values)
    return Draft.objects.create(**values)


def carry(
    *,
    user: User,
    address: str,
    fields: QueryDict,
    at: datetime,
    why: str = Draft.Why.SIGNED_OUT,
    before: Sending | None = None,
) -> Draft | None:
    """Keep what somebody sent and what was not carried out, for them alone, until they open the page again.

    None when the form was made for somebody else, or holds nothing that a person typed.
    """
    form_id = form_ids.belongs_to(str(fields.get(form_ids.FIELD, "")), user)
    if form_id is None or not holds_words(pairs_of(fields)):
        return None
    title = str(fields.get("draft-title", ""))
    return save_draft(
        user=user, form_id=form_id, address=address, fields=fields, why=why, title=title, before=before, at=at
    )


@transaction.atomic
def discard(*, user: User, form_id: uuid.UUID) -> None:
    """Delete one's own draft."""
    Draft.objects.filter(pk=form_id, user=user).delete()


@transaction.atomic
def forget_old(at: datetime) -> tuple[int, int]:
    """Delete drafts and ids of forms that nobody comes back to; how many of each."""
    drafts, _ = Draft.objects.filter(saved_at__lt=at - timedelta(days=settings.JTAI_DRAFT_DAYS)).delete()
    sendings, _ = Sending.objects.filter(started_at__lt=at - timedelta(days=7)).delete()
    FormSave.objects.filter(saved_at__lt=at - timedelta(days=7)).delete()
    return drafts, sendings


def _is_same_form(draft: Draft, pairs: Pairs) -> bool:
    return bool({name for name, _ in pairs} & worded(draft.fields)) or not worded(draft.fields)


@transaction.atomic
def end_with(*, user: User, form_id: uuid.UUID, fields: QueryDict) -> None:
    """The form was sent and carried out: its draft ends, and that of another form of the page does not."""
    draft = Draft.objects.filter(pk=form_id, user=user).first()
    if draft is not None and _is_same_form(draft, pairs_of(fields)):
        draft.delete()


def save_unsent(*, user: User, address: str, fields: QueryDict, at: datetime) -> Draft | None:
    """A form comes again with something to put right: what was written is a draft meanwhile (ADR 0234).

    None when there is no writing of some length in it, or too much of it for a draft.
    """
    if not holds_writing(pairs_of(fields)):
        return None
    try:
        return carry(user=user, address=address, fields=fields, why=Draft.Why.NOT_RIGHT, at=at)
    except Refused:
        return None


def require_address(address: str) -> None:
    """A draft belongs to a page of this service on which somebody writes."""
    known = address.startswith("/") and len(address) <= LONGEST_ADDRESS
    if known:
        try:
            view = resolve(address.partition("?")[0]).func
            known = not any(getattr(view, name, False) for name in NO_DRAFTS)
        except Resolver404:
            known = False
    if not known:
        refuse("This address is not a page of this service.", kind="hidden")


def _inspection_of(address: str) -> str:
    return str(resolve(address.partition("?")[0]).kwargs.get("ref", ""))[:40]
