"""Who can send files for an agency, and who has been invited to."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.inspections.models import Inspection, Invitation, Membership
from jtai.apps.portal.queries.words import agency_names

CONTRIBUTOR = "agency-contributor"
NOT_YET = "Not accepted yet"


@dataclass(frozen=True, slots=True)
class ContributorLine:
    """A line of the page: what was typed as long as the invitation is open, afterwards the account's name."""

    name: str
    detail: str
    agency: str
    status: str
    membership: int | None
    invitation: int | None
    may_have_a_link: bool = False
    has_accepted: bool = False


def contributor_lines(inspection: Inspection) -> list[ContributorLine]:
    """Those who can send, by agency, then the invitations whose owners have not answered or have declined."""
    names = agency_names(inspection)
    members = (
        inspection.memberships.filter(role=CONTRIBUTOR, ended_at=None)
        .select_related("user")
        .prefetch_related("invitations__user", "invitations__inspection")
        .order_by("body", "pk")
    )
    lines = [_member_line(row, names.get(row.body, row.body)) for row in members]
    rows = inspection.invitations.filter(role=CONTRIBUTOR, membership=None).order_by("body", "pk")
    shown = (Invitation.State.PENDING, Invitation.State.DECLINED)
    open_rows = [row for row in rows if row.state in shown]
    return lines + [
        ContributorLine(
            name=row.full_name,
            detail=_typed(row),
            agency=names.get(row.body, row.body),
            status=NOT_YET if row.state == Invitation.State.PENDING else row.get_state_display(),
            membership=None,
            invitation=row.pk if row.state == Invitation.State.PENDING else None,
        )
        for row in open_rows
    ]


def agencies_without_sender(inspection: Inspection) -> list[str]:
    """Names of the agencies that are asked for information and for which nobody is invited to send it."""
    names = agency_names(inspection)
    asked = set(inspection.request_items.values_list("agency", flat=True))
    members = inspection.memberships.filter(role=CONTRIBUTOR, ended_at=None)
    covered = set(members.values_list("body", flat=True))
    return [name for code, name in names.items() if code in asked - covered]


def _typed(row: Invitation) -> str:
    return ", ".join(part for part in (row.job_title, row.email) if part)


def _member_line(row: Membership, agency: str) -> ContributorLine:
    invitation = max(row.invitations.all(), key=lambda one: one.pk, default=None)
    user = row.user
    accepted = user.has_usable_password()
    waits = invitation is not None and invitation.state == Invitation.State.PENDING
    name, detail = user.full_name, user.job_title
    if waits and invitation is not None:
        name, detail = invitation.full_name, _typed(invitation)
    elif invitation is not None and invitation.full_name != user.full_name:
        detail = ", ".join(part for part in (detail, f"invited as {invitation.full_name}") if part)
    return ContributorLine(
        name=name,
        detail=detail,
        agency=agency,
        status="Accepted" if accepted else NOT_YET,
        membership=row.pk,
        invitation=None,
        may_have_a_link=bool(invitation and invitation.may_have_a_link),
        has_accepted=accepted,
    )
