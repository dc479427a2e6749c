"""Reads for the pages of planning."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.accounts.models import User
from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Contact, Departure, Inspection, Invitation, Membership
from jtai.apps.inspections.tasks import Viewer
from jtai.core.access import About
from jtai.core.planning import Member, check_team, missing_people, title_of
from jtai.core.results import Problem


def qualifications_of(user: User) -> frozenset[str]:
    """Codes of what a person is, as the editions name them."""
    held = {"social-care-hmi": user.is_social_care_hmi, "senior-hmi": user.is_senior_hmi}
    return frozenset(code for code, there in held.items() if there)


def members_of(inspection: Inspection) -> list[Member]:
    """Everybody in the inspection now, in the shape the planning rules ask for."""
    rows = inspection.memberships.filter(ended_at=None).select_related("user").order_by("pk")
    return [
        Member(row.role, row.body, qualifications_of(row.user), tuple(row.workstreams), row.user.full_name)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A person in a role, as a line of the team page."""

    membership: Membership
    name: str
    role: str
    body: str
    workstreams: str
    preparation: str


def team_rows(inspection: Inspection, *, local: bool) -> list[TeamRow]:
    """The inspectorates' people, or the local ones, in the order of the edition's roles."""
    edition = inspection.edition
    order = {role.code: n for n, role in enumerate(edition.roles)}
    bodies = {i.code: i.short_name for i in edition.inspectorates} | {
        a.code: a.name for a in edition.agencies
    }
    streams = {w.code: w.title for w in edition.workstreams}
    rows = inspection.memberships.filter(ended_at=None).select_related("user")
    rows = rows.filter(side="local") if local else rows.exclude(side="local")
    return [
        TeamRow(
            row,
            row.user.full_name,
            title_of(edition, row.role),
            bodies.get(row.body, row.body),
            ", ".join(streams.get(code, code) for code in row.workstreams),
            "" if row.preparation_days is None else f"{row.preparation_days.normalize():f}",
        )
        for row in sorted(rows, key=lambda r: (order.get(r.role, len(order)), r.body, r.pk))
    ]


def team_problems(inspection: Inspection) -> list[Problem]:
    """What is missing before notification, then how the team differs from the usual one."""
    members = members_of(inspection)
    return [*missing_people(inspection.edition, members), *check_team(inspection.edition, members)]


def departures_for(viewer: Viewer, **about: object) -> list[Departure]:
    """What was done otherwise than usual, newest first, as far as this person may read what it is about.

    The reasons are the inspectorates' own: whoever reads one reads such reasons at all and the material that
    it is about (ADR 0210). `about` narrows the rows, as object_kind and object_id.
    """
    if not viewer.may("read", "departure"):
        return []
    rows = viewer.inspection.departures.filter(**about).order_by("-pk")
    return [row for row in rows if viewer.may("read", row.material, _about(row, viewer))]


def _about(row: Departure, viewer: Viewer) -> About:
    return About(own=row.by_id == viewer.user.pk, body=row.body)


def contact_rows(inspection: Inspection) -> list[tuple[Contact, str]]:
    """Contacts in the edition's order, those without a deputy first; with the words for whom they are."""
    order = {c.code: n for n, c in enumerate(inspection.edition.contact_roles)}
    titles = {c.code: c.title for c in inspection.edition.contact_roles}
    rows = sorted(
        inspection.contacts.all(), key=lambda c: (bool(c.deputy_name), order.get(c.contact_role, 99), c.pk)
    )
    return [(row, titles.get(row.contact_role, row.contact_role)) for row in rows]


contacts_of = rows_of(lambda: Contact.objects.order_by("pk"))


def contact_for(inspection: Inspection, contact_role: str) -> Contact | None:
    """The first contact with this role, or None."""
    return next((row for row in contacts_of(inspection) if row.contact_role == contact_role), None)


def role_words(inspection: Inspection, role: str, body: str = "") -> str:
    """ "Team inspector, CQC": how a page names somebody's part without a personal name."""
    edition = inspection.edition
    bodies = {i.code: i.short_name for i in edition.inspectorates} | {
        a.code: a.name for a in edition.agencies
    }
    return ", ".join(filter(None, [title_of(edition, role), bodies.get(body, "")]))


def pending_invitations(inspection: Inspection, role: str) -> list[Invitation]:
    """Addresses with an account that were invited to this role and whose owners have not answered."""
    rows = inspection.invitations.filter(role=role, state=Invitation.State.PENDING, membership=None)
    return list(rows.order_by("pk"))


def invitations_to(user: User) -> list[Invitation]:
    """What somebody is invited to; nothing before they have shown that the address is theirs (ADR 0221)."""
    rows = Invitation.objects.filter(user=user, state=Invitation.State.PENDING, membership=None)
    if user.confined_to:
        rows = rows.filter(inspection__ref=user.confined_to)
    return list(rows.select_related("inspection", "user", "invited_by").order_by("pk"))
