"""Who can send files for an agency: invited by the DCS or the link person (paragraphs 15, 18)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.actions import create_account, end_links, invitation_link
from jtai.apps.accounts.models import User
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.actions import add_member
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.notices.models import Message
from jtai.core.moments import Moment
from jtai.core.results import blocks, no, require_none

CONTRIBUTOR = "agency-contributor"


@transaction.atomic
def invite_contributor(
    *,
    inspection: Inspection,
    full_name: str,
    email: str,
    agency: str,
    job_title: str = "",
    by: User,
    at: Moment,
) -> Membership:
    """Let somebody of an agency send its files, and write to them with a link that works once."""
    require(by, "invite", "contributor", inspection)
    if agency not in {a.code for a in inspection.edition.agencies}:
        require_none([blocks("agency-unknown", "Choose the agency from the list.", "", "agency")])
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = create_account(
            email=email, full_name=full_name.strip(), body=agency, job_title=job_title, by=by, at=at.real
        )
    elif user.body and user.body != agency:
        message = "This address belongs to somebody of another agency. Check it, or ask the administrator."
        require_none([blocks("address-taken", message, "", "email")])
    if inspection.memberships.filter(user=user, role=CONTRIBUTOR, body=agency, ended_at=None).exists():
        require_none(
            [blocks("invited-already", "This person can send files for this agency already.", "", "email")]
        )
    row = add_member(inspection=inspection, user=user, role=CONTRIBUTOR, body=agency, by=by, at=at)
    _write_to(inspection, row, at)
    return row


@transaction.atomic
def renew_invitation(*, membership: Membership, by: User, at: Moment) -> str:
    """Write again to somebody who has not chosen a password yet; gives back the new link.

    Messages of a practice inspection stay in the workspace: whoever invited hands the link over.
    """
    inspection = membership.inspection
    require(by, "invite", "contributor", inspection)
    row = Membership.objects.select_for_update().select_related("user", "inspection").get(pk=membership.pk)
    if row.role != CONTRIBUTOR or row.ended_at is not None:
        no("This person can no longer send files. Invite them again.", kind="stale").require()
    if row.user.has_usable_password():
        no("This person has chosen a password already, and signs in with it.", kind="stale").require()
    message = _write_to(inspection, row, at, again=f"-{at.real:%Y%m%d%H%M%S%f}")
    codes = {"user": row.user_id, "handed_over": is_handed_over(inspection)}
    record(
        inspection,
        "invitation.renewed",
        by=by,
        at=at,
        object_kind="membership",
        object_id=row.pk,
        codes=codes,
    )
    return message.link


def is_handed_over(inspection: Inspection) -> bool:
    """Does the link of an invitation go by hand? Nothing of a practice inspection leaves the workspace."""
    return inspection.kind == Inspection.Kind.PRACTICE


def _write_to(inspection: Inspection, row: Membership, at: Moment, *, again: str = "") -> Message:
    user = row.user
    new = not user.has_usable_password()
    link = invitation_link(user) if new else reverse("requests", args=[inspection.ref])
    return messages.send(
        inspection,
        key=f"invitation-{row.pk}{again}",
        kind="invitation",
        to=user,
        title="You can send information for your agency",
        heading="You can send information for your agency",
        body="Open the link to choose a password, then sign in. The link works once."
        if new
        else "Sign in to see what is asked of your agency, and by when.",
        link=link,
        at=at,
    )


@transaction.atomic
def end_contributor(*, membership: Membership, by: User, at: Moment) -> None:
    """This person sends no more files for the agency. What they sent stays."""
    inspection = membership.inspection
    require(by, "invite", "contributor", inspection)
    rows = Membership.objects.filter(pk=membership.pk, role=CONTRIBUTOR, ended_at=None)
    if not rows.update(ended_at=at.now):
        no("This person can no longer send files already.", kind="stale").require()
    end_links([membership.user])
    record(inspection, "member.ended", by=by, at=at, object_kind="membership", object_id=membership.pk)
