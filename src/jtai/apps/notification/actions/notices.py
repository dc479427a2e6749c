"""The written confirmation goes out (paragraph 13, Annex B)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import sha256
from jtai.apps.database.locking import alone
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.notices.actions import queue_again
from jtai.apps.notices.models import Message
from jtai.apps.notification import queries
from jtai.apps.notification.models import LeaderCall, WrittenNotice
from jtai.apps.notification.queries.notices import CONFIRMATION, Preview
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import refuse, require_none

CONFIRMED = "call-confirmed"


@transaction.atomic
def send_notice(
    *, inspection: Inspection, contact: Contact, seen: str, by: User, at: Moment
) -> WrittenNotice:
    """Send the confirmation to one leader, exactly as previewed.

    seen: SHA-256 of the text that was on the page; a text that changed since is refused as stale.
    """
    body = queries.sender_of(inspection, contact)
    require(by, "write", "notice", inspection, About(body=body))
    require_here(inspection, contact)
    _require_call(inspection, contact, body)
    alone("notice", inspection.ref, contact.pk)
    if WrittenNotice.objects.filter(inspection=inspection, code=CONFIRMATION, contact=contact).exists():
        refuse("This confirmation has been sent already. Open “Messages sent”.", kind="moment")
    preview = queries.preview(inspection, contact, sender=by, at=at)
    require_none(preview.problems)
    content = preview.letter.text
    if sha256(content) != seen:
        refuse("The message changed after you opened it. Read it as it is now, then send.", kind="stale")
    if contact.contact_role == queries.director_role(inspection):
        record_fact(inspection, inspection.edition.code_for(CONFIRMED), by=by, at=at)
    message = _post(inspection, preview, at)
    row = WrittenNotice.objects.create(
        inspection=inspection,
        code=CONFIRMATION,
        body=body,
        contact=contact,
        content=content,
        message_key=message.key,
        sent_at=at.now,
        sent_by=by,
    )
    codes = {"body": body, "role": contact.contact_role}
    record(row, "notice.sent", by=by, at=at, codes=codes, content=content)
    return row


def _post(inspection: Inspection, preview: Preview, at: Moment) -> Message:
    contact, letter = preview.contact, preview.letter
    return messages.send(
        inspection,
        key=f"{CONFIRMATION}-{contact.pk}",
        kind=CONFIRMATION,
        to=contact.user if contact.user and contact.user.email == contact.email else None,
        to_name=contact.name,
        to_email=contact.email,
        to_role=contact.contact_role,
        to_body=preview.body,
        title="Notification of inspection",
        heading=letter.subject,
        body=letter.body,
        attachments=[{"name": title, "text": text} for title, text in letter.attachments],
        link=reverse("messages-sent", args=[inspection.ref]),
        at=at,
    )


def _require_call(inspection: Inspection, contact: Contact, body: str) -> None:
    """Nobody gets a letter before their call (paragraph 13)."""
    source = "Guidance, paragraph 13"
    call = queries.call_of(inspection)
    if call is None or call.closed_at is None:
        message = "The call to the director is not logged yet. Log it, then write."
        refuse(message, source, kind="moment")
    if body == inspection.edition.lead_inspectorate.code:
        return
    logged = LeaderCall.objects.filter(inspection=inspection, body=body, contact=contact).exists()
    if not logged:
        refuse("The call to this leader is not logged yet. Log it, then write.", source, kind="moment")


@transaction.atomic
def send_again(*, inspection: Inspection, notice: WrittenNotice, by: User, at: Moment) -> None:
    """Let a message that failed be tried once more. The attempt is noted; what it says does not change."""
    require(by, "write", "notice", inspection, About(body=notice.body))
    require_here(inspection, notice)
    if not queue_again(Message.objects.get(key=notice.message_key)):
        refuse("This message has not failed. There is nothing to send again.", kind="moment")
    record(notice, "notice.tried-again", by=by, at=at, object_kind="notice")
