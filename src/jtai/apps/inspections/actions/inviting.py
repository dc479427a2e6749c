"""Invitations by e-mail address (ADR 0220): an account belongs to its owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.actions import create_account, end_links
from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import alone
from jtai.apps.inspections.access import may, record
from jtai.apps.inspections.actions.people import join
from jtai.apps.inspections.models import Inspection, Invitation, Membership
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none

# What the access table asks of whoever invites to a role, at the time of the invitation and of its answer.
ASKED = {"agency-contributor": ("invite", "contributor"), "link-person": ("write", "link-person")}
# Said of every address with an account, whoever it belongs to and whatever state it is in.
HAS_ACCOUNT = (
    "This address already has an account. Its owner sees the invitation after signing in. They have "
    "access once they accept."
)
ANSWERED = "This invitation has been answered or has ended."
Accepting = Callable[[Invitation, Moment], Membership]
_accepting: dict[str, Accepting] = {}


def when_accepted(role: str, begin: Accepting) -> None:
    """A later stage says how its role begins."""
    _accepting[role] = begin


@transaction.atomic
@events_last
def invite(
    *,
    inspection: Inspection,
    role: str,
    body: str,
    full_name: str,
    email: str,
    job_title: str = "",
    terms: Mapping[str, object] | None = None,
    by: User,
    at: Moment,
) -> Invitation:
    """Invite an address to a role; who may invite, the action that calls this has asked.

    An account is made for an address without one. One that exists is not touched: no link, no opening, no
    role, until its owner has signed in and accepted.
    """
    address = email.strip()
    alone("team", inspection.ref)
    user = User.objects.filter(email__iexact=address).first()
    if user is not None:
        require_none(_check_invited(inspection, user, role, body))
    made = user is None
    if user is None:
        user = create_account(
            email=address,
            full_name=full_name.strip(),
            body=body,
            job_title=job_title.strip(),
            made_for=inspection.ref,
            by=by,
            at=at.real,
        )
    # Its own account, given up before anybody chose a password, can be invited once more.
    own = made or (user.made_for == inspection.ref and user.is_active and not user.has_usable_password())
    row = join(inspection=inspection, user=user, role=role, body=body, by=by, at=at) if own else None
    invitation = Invitation.objects.create(
        inspection=inspection,
        role=role,
        body=body,
        user=user,
        membership=row,
        full_name=full_name.strip(),
        email=address,
        job_title=job_title.strip(),
        terms=dict(terms or {}),
        invited_at=at.now,
        invited_by=by,
    )
    codes = {"user": user.pk, "role": role, "body": body, "made": made}
    _record(invitation, "invitation.made", by, at, codes=codes)
    return invitation


def _check_invited(inspection: Inspection, user: User, role: str, body: str) -> list[Problem]:
    same = {"inspection": inspection, "user": user, "role": role, "body": body}
    if Membership.objects.filter(ended_at=None, **same).exists():
        return [blocks("invited-already", "This person already has this role for this agency.", "", "email")]
    if Invitation.objects.filter(state=Invitation.State.PENDING, **same).exists():
        message = "This address has already been invited for this agency. Its owner has not answered yet."
        return [blocks("invited-already", message, "", "email")]
    return []


@transaction.atomic
@events_last
def accept(*, invitation: Invitation, by: User, at: Moment) -> Membership:
    """The owner of the account, signed in, takes the role. Their own details stay as they are."""
    row = _open_to(invitation, by)
    action, material = ASKED[row.role]
    if not may(row.invited_by, action, material, row.inspection):
        refuse("The person who invited you no longer has that role. Ask for a new invitation.", kind="moment")
    require_none(why_not(row))
    begin = _accepting.get(row.role, _join)
    membership = begin(row, at)
    _answer(row, Invitation.State.ACCEPTED, at, membership)
    _record(row, "invitation.accepted", by, at)
    return membership


def _join(row: Invitation, at: Moment) -> Membership:
    return join(
        inspection=row.inspection, user=row.user, role=row.role, body=row.body, by=row.invited_by, at=at
    )


def why_not(row: Invitation) -> list[Problem]:
    """Why the owner of this account cannot accept. Only they read it; whoever invited learns nothing."""
    user, inspection = row.user, row.inspection
    if user.confined_to not in ("", inspection.ref):
        message = (
            "Your e-mail address is not confirmed yet. Sign out, choose “I have no password yet, or have "
            "forgotten it” on the sign-in page and use the link you are sent. Then accept."
        )
        return [blocks("address-unproved", message)]
    names = {one.code: one.name for one in inspection.edition.agencies}
    names |= {one.code: one.name for one in inspection.edition.inspectorates}
    if user.body and user.body != row.body:
        message = (
            f"Your account is for {names.get(user.body, 'another body')}, and this invitation is for "
            f"{names.get(row.body, 'another agency')}. Decline it, or ask the administrator to change "
            "your account."
        )
        return [blocks("another-body", message)]
    if inspection.memberships.filter(user=user, ended_at=None).exclude(side="local").exists():
        message = "You take part in this inspection for an inspectorate. Decline the invitation."
        return [blocks("other-side", message)]
    return []


@transaction.atomic
@events_last
def decline(*, invitation: Invitation, by: User, at: Moment) -> None:
    """The owner of the account does not want the role."""
    row = _open_to(invitation, by)
    _answer(row, Invitation.State.DECLINED, at)
    _record(row, "invitation.declined", by, at)


def _open_to(invitation: Invitation, by: User) -> Invitation:
    row = Invitation.objects.select_related("inspection", "user", "invited_by").get(pk=invitation.pk)
    if row.user_id != by.pk:
        refuse("There is no such invitation.", kind="hidden")
    if row.state != Invitation.State.PENDING or row.membership_id is not None:
        refuse(ANSWERED, kind="stale")
    return row


def _answer(row: Invitation, state: str, at: Moment, membership: Membership | None = None) -> None:
    """Answered once: whoever comes second finds nothing that is open, and their transaction is undone."""
    still = Invitation.objects.filter(pk=row.pk, state=Invitation.State.PENDING, membership=None)
    if not still.update(state=state, decided_at=at.now, membership=membership):
        refuse(ANSWERED, kind="stale")


def end_invitations(
    inspection: Inspection,
    *,
    at: Moment,
    membership: Membership | None = None,
    invited_by: User | None = None,
    pk: int | None = None,
) -> int:
    """End what is pending: of one role that ends, of somebody who leaves, or one invitation by its number.

    Links end with it, of accounts that this inspection made and nobody has taken yet. No other is touched.
    """
    rows = inspection.invitations.filter(state=Invitation.State.PENDING).select_related("user")
    if membership is not None:
        rows = rows.filter(membership=membership)
    if invited_by is not None:
        rows = rows.filter(invited_by=invited_by)
    if pk is not None:
        rows = rows.filter(pk=pk)
    found = list(rows.order_by("pk"))
    pending = inspection.invitations.filter(pk__in=[one.pk for one in found], state=Invitation.State.PENDING)
    ended = pending.update(state=Invitation.State.ENDED, decided_at=at.now)
    own = [one.user for one in found if one.user.made_for == inspection.ref]
    end_links([user for user in own if not user.has_usable_password()])
    return ended


def note_password(sender: object, *, user: User, at: datetime, **more: object) -> None:
    """Whoever chooses a password with the link of an invitation has accepted it."""
    Invitation.objects.filter(user=user, state=Invitation.State.PENDING, membership__isnull=False).update(
        state=Invitation.State.ACCEPTED, decided_at=at
    )


def _record(
    row: Invitation, action: str, by: User, at: Moment, codes: dict[str, object] | None = None
) -> None:
    record(row, action, by=by, at=at, codes=codes)
