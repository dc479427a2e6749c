"""Who can send files for an agency: invited by the DCS or the link person (paragraphs 15, 18)."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jtai.apps.accounts.actions import create_account
from jtai.apps.accounts.models import User
from jtai.apps.audit import actions as audit
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.actions import add_member
from jtai.apps.inspections.models import Inspection, Membership
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


def _write_to(inspection: Inspection, row: Membership, at: Moment) -> None:
    user = row.user
    new = not user.has_usable_password()
    link = invitation_link(user) if new else reverse("requests", args=[inspection.ref])
    messages.send(
        inspection,
        key=f"invitation-{row.pk}",
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


def invitation_link(user: User) -> str:
    """An address that lets this person choose a password, once."""
    return reverse(
        "invitation",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )


@transaction.atomic
def accept_invitation(*, user: User, token: str, password: str, at: Moment) -> None:
    """Choose a password with the link of an invitation. The link ends with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not default_token_generator.check_token(user, token):
        no("This invitation has ended. Ask the DCS or the link person for a new one.", kind="stale").require()
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(
        audit.SERVICE,
        "invitation.accepted",
        actor=str(user.pk),
        at=at.real,
        clock_at=at.now,
        object_kind="user",
        object_id=str(user.pk),
    )


@transaction.atomic
def end_contributor(*, membership: Membership, by: User, at: Moment) -> None:
    """This person sends no more files for the agency. What they sent stays."""
    inspection = membership.inspection
    require(by, "invite", "contributor", inspection)
    rows = Membership.objects.filter(pk=membership.pk, role=CONTRIBUTOR, ended_at=None)
    if not rows.update(ended_at=at.now):
        no("This person can no longer send files already.", kind="stale").require()
    record(inspection, "member.ended", by=by, at=at, object_kind="membership", object_id=membership.pk)
