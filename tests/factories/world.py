"""A planned inspection with everybody in it, its clock in the test's hands, and a foreign one beside it.

world = planned(edition="2016-08")
world.move_clock(11, "14:30")
client = world.client(world.person("team-inspector", "cqc"))
client.get(world.page("sea"))
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts.actions import create_account
from jtai.apps.accounts.models import User
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.models import Inspection
from jtai.core.framework import load_edition
from jtai.core.moments import Moment
from jtai.words import LONDON
from tests.factories.kept import kept

DAY_ZERO = {"2016-01": date(2016, 1, 19), "2016-08": date(2016, 9, 6)}
THEME = {"2016-01": "cse-missing", "2016-08": "domestic-abuse"}
_numbers = count(1)

CONTACTS = [
    ("dcs", "dcs", "local-authority"),
    ("la-chief-executive", "chief-executive", "local-authority"),
    ("ccg-chief-executive", "agency-leader", "ccg"),
    ("ccg-safeguarding-lead", "", "ccg"),
    ("chief-constable", "agency-leader", "police"),
    ("force-liaison-officer", "", "police"),
    ("pcc", "", "police"),
    ("yot-manager", "agency-leader", "yot"),
    ("nps-director", "agency-leader", "nps"),
    ("nps-ldu-head", "", "nps"),
    ("crc-chief-executive", "agency-leader", "crc"),
    ("lscb-chair", "lscb-chair", "lscb"),
    ("lscb-business-manager", "lscb-business-manager", "lscb"),
]


@dataclass
class World:
    """An inspection and its people."""

    inspection: Inspection
    people: dict[tuple[str, str], list[User]] = field(default_factory=lambda: defaultdict(list))

    def person(self, role: str, body: str = "", n: int = 0) -> User:
        """The n-th holder of a role (for a body, if given)."""
        found = [
            u for (r, b), users in self.people.items() if r == role and (not body or b == body) for u in users
        ]
        return found[n]

    @property
    def lead(self) -> User:
        return self.person("lead-inspector")

    def moment(self, day: int, clock: str = "10:00") -> Moment:
        """Day number and wall time by the inspection's calendar."""
        hours, minutes = clock.split(":")
        on = dates.day(self.inspection, day)
        now = datetime.combine(on, time(int(hours), int(minutes)), LONDON)
        return Moment(now=now, real=timezone.now())

    def move_clock(self, day: int, clock: str = "10:00") -> Moment:
        """Put the inspection's clock there, as the lead would."""
        moment = self.moment(day, clock)
        actions.move_clock(
            inspection=self.inspection, to=moment.now, by=self.inspection.created_by, at=moment
        )
        self.inspection.refresh_from_db()
        return moment

    def client(self, user: User) -> Client:
        """A browser in which this person is signed in."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def page(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.inspection.ref, *args])

    def open_to_local(self, at: Moment | None = None) -> None:
        """Shortcut for stages after notification: the DCS was told on day 0 at 09:12."""
        moment = at or self.moment(0, "09:12")
        self.inspection.dcs_told_at = moment.now
        self.inspection.save(update_fields=["dcs_told_at"])
        User.objects.filter(memberships__inspection=self.inspection).update(is_active=True)


def account(name: str, **fields: object) -> User:
    """An invented person."""
    number = next(_numbers)
    return create_account(
        email=f"{name.lower().replace(' ', '-').replace(',', '')}-{number}@people.invalid",
        full_name=f"{name.title()} {number}",
        phone=f"0{1632960000 + number}",
        job_title=name,
        by=None,
        at=timezone.now(),
        **fields,  # type: ignore[arg-type]
    )


@kept
def planned(
    edition: str = "2016-08",
    *,
    theme: str | None = None,
    day_zero: date | None = None,
    area: str = "X00000001",
    contacts: bool = True,
) -> World:
    """A demonstration inspection with the usual team, everybody else and day 0."""
    framework = load_edition(edition)
    zero = day_zero or DAY_ZERO[edition]
    lead = account("lead inspector", body=framework.lead_inspectorate.code, is_social_care_hmi=True)
    inspection = actions.plan_inspection(
        kind="demonstration",
        edition_id=edition,
        area_code=area,
        theme_code=THEME[edition] if theme is None else theme,
        clock_at=datetime.combine(zero - timedelta(days=7), time(10), LONDON),
        by=lead,
        at=timezone.now(),
    )
    world = World(inspection)
    world.people["lead-inspector", framework.lead_inspectorate.code].append(lead)
    at = Moment(now=inspection.clock_at, real=timezone.now())  # type: ignore[arg-type]
    _add_inspectorates(world, at)
    _add_local(world, at, contacts=contacts)
    reasons = {p.code: "Chosen for this test." for p in dates.problems_of_day_zero(inspection, zero)}
    actions.schedule(inspection=inspection, day_zero=zero, reasons=reasons, by=lead, at=at)
    inspection.refresh_from_db()
    return world


def _join(world: World, role: str, body: str = "", at: Moment | None = None, **fields: object) -> User:
    streams = fields.pop("workstreams", ())
    local = world.inspection.edition.role(role).side == "local"
    user = account(f"{role.replace('-', ' ')} {body}".strip(), body=body, is_active=not local, **fields)
    actions.add_member(
        inspection=world.inspection,
        user=user,
        role=role,
        body=body,
        workstreams=streams,  # type: ignore[arg-type]
        preparation_days=Decimal(1) if role == "team-inspector" else None,
        by=world.lead,
        at=at,  # type: ignore[arg-type]
    )
    world.people[role, body].append(user)
    return user


def _add_inspectorates(world: World, at: Moment) -> None:
    edition = world.inspection.edition
    streams = [stream.code for stream in edition.workstreams]
    lead_row = world.inspection.memberships.get()
    actions.change_member(
        inspection=world.inspection,
        membership=lead_row,
        workstreams=streams,
        preparation_days=Decimal(1),
        by=world.lead,
        at=at,
    )
    for inspectorate in edition.inspectorates:
        there = 1 if inspectorate.leads else 0
        for n in range(inspectorate.usual_inspectors - there):
            _join(world, "team-inspector", inspectorate.code, at, workstreams=[streams[n % len(streams)]])
        if not inspectorate.leads:
            _join(world, "call-lead", inspectorate.code, at)
            _join(world, "signatory", inspectorate.code, at)
    leads = edition.lead_inspectorate.code
    _join(world, "qa-manager", leads, at, is_senior_hmi=True)
    for role in (
        "analyst",
        "regional-director",
        "national-director",
        "editor",
        "proof-reader",
        "publisher",
        "hmci",
    ):
        _join(world, role, leads, at)


def _add_local(world: World, at: Moment, *, contacts: bool) -> None:
    edition, inspection = world.inspection.edition, world.inspection
    roles = {c.code for c in edition.contact_roles}
    for agency in sorted({body for _, _, body in CONTACTS} & {a.code for a in edition.agencies}):
        actions.add_local_agency(
            inspection=inspection, agency=agency, name=f"Northmere {agency}", by=world.lead, at=at
        )
    for contact_role, role, body in CONTACTS:
        user = _join(world, role, body, at) if role else None
        if not contacts or contact_role not in roles:
            continue
        values = {
            "contact_role": contact_role,
            "agency": body,
            "name": user.full_name if user else f"{contact_role.replace('-', ' ').title()} Person",
            "phone": user.phone if user else "01632 960999",
            "email": user.email if user else f"{contact_role}@people.invalid",
            "pronoun": "her",
            "deputy_name": "A Deputy",
            "deputy_phone": "01632 960998",
        }
        actions.add_contact(inspection=inspection, values=values, user=user, by=world.lead, at=at)
    _join(world, "link-person", "local-authority", at)
    for body in ("local-authority", "police", "ccg"):
        _join(world, "agency-contributor", body, at)
    _join(world, "senior-officer", "local-authority", at)
