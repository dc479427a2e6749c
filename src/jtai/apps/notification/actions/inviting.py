"""Invitations to the set-up discussion, with the dial-in details (paragraph 12 and footnote 4)."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.inspections import messages
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.notification import queries
from jtai.apps.notification.models import LeaderCall, SetUp
from jtai.apps.notification.queries.notices import attachments_of, shared_values
from jtai.core.framework.model import Notice
from jtai.core.moments import Moment
from jtai.core.notification import Letter, check_letter, fill
from jtai.core.results import require_none
from jtai.words import clock_on

INVITATION = "invite-set-up"
NO_CALL_IN = "no conference call is arranged; the place is in the invitation"


def invite_told_leaders(inspection: Inspection, *, at: Moment) -> None:
    """Invite the director and every leader who has been told; another offer invites again.

    An invitation must not be what tells a leader of the inspection: the call does that (paragraph 13).
    """
    row = SetUp.objects.filter(inspection=inspection, state="offered").first()
    if row is None:
        return
    told = set(
        LeaderCall.objects.filter(inspection=inspection, called_at__isnull=False).values_list(
            "contact_id", flat=True
        )
    )
    notice = inspection.edition.notice_for(INVITATION)
    director = queries.director_role(inspection)
    for entry in queries.notice_rows(inspection):
        contact = entry.contact
        if contact.email and (contact.contact_role == director or contact.pk in told):
            _invite(inspection, row, notice, contact, at)


def _invite(inspection: Inspection, row: SetUp, notice: Notice, contact: Contact, at: Moment) -> None:
    letter = _letter(inspection, row, notice, contact)
    messages.send(
        inspection,
        key=f"{INVITATION}-{row.version}-{contact.pk}",
        kind=INVITATION,
        to=contact.user,
        to_name=contact.name,
        to_email=contact.email,
        to_role=contact.contact_role,
        title="Set-up discussion",
        heading=letter.subject,
        body=letter.body,
        attachments=[{"name": title, "text": text} for title, text in letter.attachments],
        link=reverse("set-up", args=[inspection.ref]),
        at=at,
    )


def _letter(inspection: Inspection, row: SetUp, notice: Notice, contact: Contact) -> Letter:
    assert row.offered_for is not None
    place = f", {row.place}" if row.place else ""
    values = shared_values(inspection, queries.lead(inspection)) | {
        "recipient_name": contact.name,
        "meeting_at": f"{clock_on(row.offered_for)}{place}",
        "dial_in": row.dial_in or NO_CALL_IN,
    }
    appended = attachments_of(inspection, notice)
    letter = fill(notice, values, appended)
    require_none(check_letter(notice, values, letter, appended))
    return letter
