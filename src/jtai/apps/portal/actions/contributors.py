"""Who can send files for an agency: invited by the DCS or the link person (paragraphs 15, 18)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.actions import invitation_link
from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.actions import end_invitations, invite
from jtai.apps.inspections.models import Inspection, Invitation, Membership
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none

CONTRIBUTOR = "agency-contributor"
CAN_SEND = "You can send information for your agency"
INVITED = "You are invited to send information for your agency"


@transaction.atomic
@events_last
def invite_contributor(
    *,
    inspection: Inspection,
    full_name: str,
    email: str,
    agency: str,
    job_title: str = "",
    by: User,
    at: Moment,
) -> Invitation:
    """Let somebody of an agency send its files, and write to them.

    A new account gets a link that works once. An account that exists gets an invitation to answer.
    """
    require(by, "invite", "contributor", inspection)
    if agency not in {a.code for a in inspection.edition.agencies}:
        require_none([blocks("agency-unknown", "Choose the agency from the list.", "", "agency")])
    invitation = invite(
        inspection=inspection,
        role=CONTRIBUTOR,
        body=agency,
        full_name=full_name,
        email=email,
        job_title=job_title,
        by=by,
        at=at,
    )
    if invitation.may_have_a_link:
        _write_with_link(invitation, at)
    else:
        messages.write_to_owner(invitation, INVITED, at)
    return invitation


@transaction.atomic
@events_last
def renew_invitation(*, membership: Membership, by: User, at: Moment) -> str:
    """A new link for somebody whose account this inspection made and who has not chosen a password yet.

    It goes by message. Nothing of a practice inspection leaves the workspace: there it is given back, to be
    handed over. Older links end.
    """
    inspection = membership.inspection
    require(by, "invite", "contributor", inspection)
    row = lock(Membership.objects.select_related("user")).get(pk=membership.pk)
    if row.role != CONTRIBUTOR or row.ended_at is not None:
        refuse("This person can no longer send files. Invite them again.", kind="stale")
    invitation = row.invitations.select_related("user", "inspection").order_by("pk").last()
    if invitation is None or not invitation.may_have_a_link:
        refuse(
            "There is no link to give: the owner of this account signs in with their own password, or asks "
            "for a link on the sign-in page.",
            kind="stale",
        )
    by_hand = is_handed_over(inspection)
    link = invitation_link(row.user, handed_over=True) if by_hand else ""
    if not by_hand:
        _write_with_link(invitation, at, again=f"-{at.real:%Y%m%d%H%M%S%f}")
    codes = {"user": row.user_id, "handed_over": by_hand}
    record(row, "invitation.renewed", by=by, at=at, codes=codes)
    return link


def is_handed_over(inspection: Inspection) -> bool:
    """Does the link of an invitation go by hand? Nothing of a practice inspection leaves the workspace."""
    return inspection.kind == Inspection.Kind.PRACTICE


def _write_with_link(invitation: Invitation, at: Moment, *, again: str = "") -> None:
    """To the owner of an account made by this invitation. In practice the message holds no link."""
    practice = is_handed_over(invitation.inspection)
    messages.send(
        invitation.inspection,
        key=f"invitation-{invitation.pk}{again}",
        kind="invitation",
        to=invitation.user,
        title=CAN_SEND,
        heading=CAN_SEND,
        body="Whoever invited you gives you a link to choose a password. Then sign in."
        if practice
        else "Open the link to choose a password, then sign in. The link works once.",
        link="" if practice else invitation_link(invitation.user),
        at=at,
    )


@transaction.atomic
@events_last
def end_contributor(*, membership: Membership, by: User, at: Moment) -> None:
    """This person sends no more files for the agency. What they sent stays."""
    inspection = membership.inspection
    require(by, "invite", "contributor", inspection)
    rows = Membership.objects.filter(pk=membership.pk, role=CONTRIBUTOR, ended_at=None)
    if not rows.update(ended_at=at.now):
        refuse("This person has already been stopped from sending files.", kind="stale")
    end_invitations(inspection, membership=membership, at=at)
    record(membership, "member.ended", by=by, at=at)


@transaction.atomic
@events_last
def end_invitation(*, invitation: Invitation, by: User, at: Moment) -> None:
    """Take an invitation back that its owner has not answered."""
    inspection = invitation.inspection
    require(by, "invite", "contributor", inspection)
    if invitation.membership_id is not None or not end_invitations(inspection, pk=invitation.pk, at=at):
        refuse("This invitation has been answered or has ended.", kind="stale")
    record(invitation, "invitation.ended", by=by, at=at)
