"""The team, the local people, contacts and agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from jtai.apps.accounts.actions import open_accounts
from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import alone, lock
from jtai.apps.inspections.access import keep_departures, record, require, require_here
from jtai.apps.inspections.models import Contact, Inspection, LocalAgency, Membership
from jtai.apps.inspections.queries import members_of, qualifications_of
from jtai.core.moments import Moment
from jtai.core.planning import Member, check_member, check_team
from jtai.core.results import Problem, blocks, refuse, require_none

CONTACT_FIELDS = (
    "contact_role",
    "agency",
    "local_title",
    "name",
    "phone",
    "email",
    "pronoun",
    "deputy_name",
    "deputy_phone",
    "deputy_email",
)

DIRECTOR, CONTRIBUTOR = "dcs", "agency-contributor"


@transaction.atomic
def add_member(
    *,
    inspection: Inspection,
    user: User,
    role: str,
    body: str = "",
    workstreams: Sequence[str] = (),
    preparation_days: Decimal | None = None,
    by: User,
    at: Moment,
) -> Membership:
    """Give a person with an account a role in the inspection (paragraphs 8, 30, 92/93).

    Contributors are invited by the DCS and the link person: see `inviting.invite`.
    """
    require(by, "write", "team", inspection)
    return join(
        inspection=inspection,
        user=user,
        role=role,
        body=body,
        workstreams=workstreams,
        preparation_days=preparation_days,
        opens=True,
        by=by,
        at=at,
    )


def join(
    *,
    inspection: Inspection,
    user: User,
    role: str,
    body: str = "",
    workstreams: Sequence[str] = (),
    preparation_days: Decimal | None = None,
    opens: bool = False,
    by: User,
    at: Moment,
) -> Membership:
    """Begin a role by the rules for who may hold it. Who may give it, the calling action has asked.

    opens: an account of the local side that waits for the call opens, if the call was made (ADR 0220).
    """
    alone("team", inspection.ref)
    member = Member(role, body, qualifications_of(user), tuple(workstreams), user.full_name)
    require_none(
        [
            *check_member(inspection.edition, member, kept=_rivals(inspection, role)),
            *_check_streams(inspection, workstreams),
            *_check_account(inspection, user),
        ]
    )
    membership = Membership.objects.create(
        inspection=inspection,
        user=user,
        role=role,
        side=inspection.edition.role(role).side,
        body=body,
        workstreams=list(workstreams),
        preparation_days=preparation_days,
        started_at=at.now,
        by=by,
    )
    # Whoever joins the local side after the call to the director need not wait for it (ADR 0005).
    if opens and membership.side == "local" and inspection.dcs_told_at:
        open_accounts([user])
    codes = {"user": user.pk, "role": role, "body": body}
    record(membership, "member.added", by=by, at=at, codes=codes)
    return membership


def _check_account(inspection: Inspection, user: User) -> list[Problem]:
    if user.confined_to in ("", inspection.ref):
        return []
    message = (
        "The owner of this account has not confirmed the e-mail address yet. They do it with the link for "
        "choosing a password, from the sign-in page. Add them after that."
    )
    return [blocks("address-unproved", message, "", "email")]


def _rivals(inspection: Inspection, role: str) -> list[Member]:
    """Those who hold the role already: all a rule on "exactly one" needs to know."""
    rows = inspection.memberships.filter(ended_at=None, role=role).select_related("user")
    return [Member(row.role, row.body, qualifications_of(row.user)) for row in rows]


def _check_streams(inspection: Inspection, workstreams: Sequence[str]) -> list[Problem]:
    known = {stream.code for stream in inspection.edition.workstreams}
    unknown = [code for code in workstreams if code not in known]
    if not unknown:
        return []
    message = f"There is no workstream “{unknown[0]}”. Choose from the list."
    return [blocks("workstream-unknown", message, "Guidance, paragraph 30", "workstreams")]


@transaction.atomic
def change_member(
    *,
    inspection: Inspection,
    membership: Membership,
    workstreams: Sequence[str],
    preparation_days: Decimal | None,
    by: User,
    at: Moment,
) -> None:
    """Change a member's workstreams and days to prepare (paragraphs 11, 30)."""
    require(by, "write", "team", inspection)
    require_here(inspection, membership)
    require_none(_check_streams(inspection, workstreams))
    membership.workstreams, membership.preparation_days = list(workstreams), preparation_days
    membership.save(update_fields=["workstreams", "preparation_days"])
    codes = {"workstreams": list(workstreams), "preparation": preparation_days}
    record(membership, "member.changed", by=by, at=at, codes=codes)


@transaction.atomic
@events_last
def end_member(*, inspection: Inspection, membership: Membership, by: User, at: Moment) -> None:
    """End a role. What the person wrote stays, with their role of that time.

    When a DCS leaves, those they invited to send files have nobody who answers for them: their roles and
    their open invitations end too.
    """
    from jtai.apps.inspections.actions.inviting import end_invitations

    require(by, "write", "team", inspection)
    require_here(inspection, membership)
    if membership.ended_at is not None:
        refuse("This role has already ended.", kind="stale")
    if (
        membership.role == inspection.edition.team.lead_role
        and inspection.created_by_id == membership.user_id
    ):
        others = inspection.memberships.filter(role=membership.role, ended_at=None).exclude(pk=membership.pk)
        if not others.exists() and membership.user_id == by.pk:
            refuse(
                "You are the lead inspector. Hand the lead to somebody else before you leave.", kind="moment"
            )
    ending = [membership, *_invited_by(inspection, membership)]
    list(lock(Membership.objects.filter(pk__in=[row.pk for row in ending])))
    for row in ending:
        row.ended_at = at.now
        row.save(update_fields=["ended_at"])
    for row in ending:
        end_invitations(inspection, membership=row, at=at)
    if membership.role == DIRECTOR:
        end_invitations(inspection, invited_by=membership.user, at=at)
    for row in ending:
        record(row, "member.ended", by=by, at=at)


def _invited_by(inspection: Inspection, membership: Membership) -> list[Membership]:
    if membership.role != DIRECTOR:
        return []
    rows = inspection.memberships.filter(role=CONTRIBUTOR, by=membership.user, ended_at=None)
    return list(rows.exclude(pk=membership.pk).order_by("pk"))


@transaction.atomic
def confirm_team(*, inspection: Inspection, reasons: Mapping[str, str], by: User, at: Moment) -> None:
    """Say that the team is complete; a team that is not the usual one takes a reason (paragraph 8)."""
    require(by, "write", "team", inspection)
    passed = require_none(check_team(inspection.edition, members_of(inspection)), reasons)
    keep_departures(
        inspection,
        passed,
        reasons,
        material="team",
        object_kind="team",
        object_id=inspection.ref,
        by=by,
        at=at,
    )
    record(inspection, "team.confirmed", by=by, at=at, codes={"departures": [p.code for p in passed]})


@transaction.atomic
def add_local_agency(*, inspection: Inspection, agency: str, name: str, by: User, at: Moment) -> LocalAgency:
    """Name an agency of the local partnership."""
    require(by, "write", "contacts", inspection)
    if agency not in {a.code for a in inspection.edition.agencies}:
        require_none([blocks("agency-unknown", "Choose the kind of agency from the list.", "", "agency")])
    row, _ = LocalAgency.objects.get_or_create(
        inspection=inspection, agency=agency, name=" ".join(name.split())
    )
    record(row, "agency.added", by=by, at=at, codes={"agency": agency})
    return row


def _check_contact(inspection: Inspection, values: Mapping[str, Any]) -> list[Problem]:
    problems = []
    known = {c.code for c in inspection.edition.contact_roles}
    if values.get("contact_role") not in known:
        problems.append(
            blocks("contact-role", "Choose who this person is, from the list.", "", "contact_role")
        )
    if not str(values.get("name", "")).strip():
        problems.append(blocks("contact-name", "Enter the person's name.", "", "name"))
    if not (str(values.get("phone", "")).strip() or str(values.get("email", "")).strip()):
        message = "Enter a telephone number or an e-mail address, so that this person can be reached."
        problems.append(blocks("contact-unreachable", message, "", "phone"))
    return problems


@transaction.atomic
def add_contact(
    *, inspection: Inspection, values: Mapping[str, Any], user: User | None = None, by: User, at: Moment
) -> Contact:
    """Keep somebody to call or write to, or the local equivalent (paragraphs 13, 68, 90/91)."""
    require(by, "write", "contacts", inspection)
    require_none(_check_contact(inspection, values))
    chosen = {field: values.get(field, "") or "" for field in CONTACT_FIELDS}
    chosen["agency"] = chosen["agency"] or inspection.edition.contact_role(chosen["contact_role"]).agency
    contact = Contact.objects.create(inspection=inspection, user=user, **chosen)
    codes = {"role": contact.contact_role}
    record(contact, "contact.added", by=by, at=at, codes=codes)
    return contact


@transaction.atomic
def change_contact(
    *, inspection: Inspection, contact: Contact, values: Mapping[str, Any], version: int, by: User, at: Moment
) -> None:
    """Change a contact; refused if somebody changed it meanwhile."""
    require(by, "write", "contacts", inspection)
    require_here(inspection, contact)
    require_none(_check_contact(inspection, values))
    chosen = {field: values.get(field, "") or "" for field in CONTACT_FIELDS}
    changed = Contact.objects.filter(pk=contact.pk, inspection=inspection, version=version).update(
        **chosen, version=version + 1
    )
    if not changed:
        refuse(
            "Somebody changed this contact after you opened it. Check what it says now and send yours again.",
            kind="stale",
        )
    record(contact, "contact.changed", by=by, at=at)
