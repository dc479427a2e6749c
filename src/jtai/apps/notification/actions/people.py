"""The link person (paragraph 15)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.actions import create_account, open_accounts
from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import alone
from jtai.apps.inspections.access import may, record, require
from jtai.apps.inspections.actions import invite
from jtai.apps.inspections.messages import write_first_links, write_to_owner
from jtai.apps.inspections.models import Inspection, Invitation, Membership
from jtai.apps.notification.actions.setup import agree_silently
from jtai.apps.notification.models import LinkPerson
from jtai.core.moments import Moment
from jtai.core.notification import check_link_person
from jtai.core.results import Problem, blocks, refuse, require_none

ROLE = "link-person"
SOURCE = "Guidance, paragraph 15"


@transaction.atomic
@events_last
def name_link_person(
    *,
    inspection: Inspection,
    full_name: str,
    job_title: str,
    body: str,
    phone: str,
    email: str,
    has_access: bool,
    has_authority: bool,
    by: User,
    at: Moment,
) -> LinkPerson | Invitation:
    """Name the one link person; whoever was it before is not any more (paragraph 15).

    Somebody without an account gets one. An account that exists begins at once if it takes part here for the
    local area already, or if whoever names may put people into the team; otherwise its owner is invited, and
    the link person of before stays until they accept (ADR 0220).
    """
    require(by, "write", "link-person", inspection)
    if inspection.dcs_told_at is None:
        refuse("The link person is agreed at set-up, after the call to the director.", SOURCE, kind="moment")
    found = _check_person(inspection, full_name, body, phone, email)
    require_none([*found, *check_link_person(has_access=has_access, has_authority=has_authority)])
    alone("team", inspection.ref)
    user = User.objects.filter(email__iexact=email.strip()).first()
    gives_roles = bool(may(by, "write", "team", inspection))
    made = user is None
    if user is None:
        user = create_account(
            email=email,
            full_name=full_name,
            body=body,
            job_title=job_title,
            phone=phone,
            made_for=inspection.ref,
            by=by,
            at=at.real,
        )
    elif not gives_roles and not _takes_part(inspection, user):
        return _invite(inspection, full_name, job_title, body, email, by, at)
    _require_local(inspection, user)
    row = _begin(inspection, user, body, by, at)
    if gives_roles and not made:
        open_accounts([user])
        user.refresh_from_db()
    if gives_roles or made:
        write_first_links(inspection, [user], at=at)
    return row


def _takes_part(inspection: Inspection, user: User) -> bool:
    """Is this somebody of the local area who is in the inspection already?"""
    return inspection.memberships.filter(user=user, side="local", ended_at=None).exists()


def _invite(
    inspection: Inspection, full_name: str, job_title: str, body: str, email: str, by: User, at: Moment
) -> Invitation:
    invitation = invite(
        inspection=inspection,
        role=ROLE,
        body=body,
        full_name=full_name,
        email=email,
        job_title=job_title,
        by=by,
        at=at,
    )
    write_to_owner(invitation, "You are invited to be the link person of an inspection", at)
    return invitation


def begin_by_invitation(invitation: Invitation, at: Moment) -> Membership:
    """Whoever was invited to be the link person has accepted."""
    inspection, user = invitation.inspection, invitation.user
    _begin(inspection, user, invitation.body, invitation.invited_by, at)
    return inspection.memberships.get(user=user, role=ROLE, ended_at=None)


def _begin(inspection: Inspection, user: User, body: str, by: User, at: Moment) -> LinkPerson:
    LinkPerson.objects.filter(inspection=inspection, ended_at=None).update(ended_at=at.now)
    # Both confirmations were asked for when the person was named: nobody is named without them.
    row = LinkPerson.objects.create(
        inspection=inspection,
        user=user,
        has_access=True,
        has_authority=True,
        named_at=at.now,
        named_by=by,
    )
    agree_silently(inspection, ROLE, at)
    _replace_membership(inspection, user, body, by, at)
    open_accounts([user])
    user.refresh_from_db()
    write_first_links(inspection, [user], at=at)
    codes = {"user": user.pk}
    record(row, "link-person.named", by=by, at=at, codes=codes)
    return row


def _check_person(inspection: Inspection, full_name: str, body: str, phone: str, email: str) -> list[Problem]:
    asked = {
        "full_name": (full_name, "Enter the person's name."),
        "phone": (phone, "Enter a telephone number."),
        "email": (email, "Enter an e-mail address."),
    }
    problems = [
        blocks(f"link-{field}", words, SOURCE, field)
        for field, (given, words) in asked.items()
        if not given.strip()
    ]
    if body not in {agency.code for agency in inspection.edition.agencies}:
        problems.append(blocks("link-body", "Choose the agency the person works for.", SOURCE, "body"))
    return problems


def _require_local(inspection: Inspection, user: User) -> None:
    inside = inspection.memberships.filter(user=user, ended_at=None).exclude(side="local")
    if inside.exists():
        message = (
            "This person belongs to the inspectorates' side. The link person is somebody of the local area."
        )
        require_none([blocks("link-side", message, SOURCE, "email")])


def _replace_membership(inspection: Inspection, user: User, body: str, by: User, at: Moment) -> None:
    held = inspection.memberships.filter(role=ROLE, ended_at=None)
    held.exclude(user=user).update(ended_at=at.now)
    if not held.filter(user=user).exists():
        side = inspection.edition.role(ROLE).side
        Membership.objects.create(
            inspection=inspection, user=user, role=ROLE, side=side, body=body, started_at=at.now, by=by
        )
