"""The people of the demonstration: one set of inspectors, and local people for each area."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from jtai.apps.accounts.actions import create_account
from jtai.apps.accounts.models import User
from jtai.apps.accounts.views import DEMONSTRATION_DOMAIN, DEMONSTRATION_PASSWORD
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.models import Inspection
from jtai.core.framework import load_edition
from jtai.core.moments import Moment
from jtai.words import LONDON

NAMES = [
    "Alex Ferrow", "Robin Quill", "Jo Tansley", "Sam Thornby", "Kit Marrow", "Ash Pemble", "Dara Holme",
    "Lee Fenwick-Ash", "Max Orrell", "Rowan Dyce", "Noor Sallow", "Toni Brack", "Chris Wendle", "Pat Lorne",
    "Jules Harrop", "Mo Tideswell", "Sasha Crane-Vale", "Billie Marsh", "Frankie Stone", "Charlie Vane",
    "Morgan Teal", "Jamie Rudd", "Reese Calder", "Drew Hallow", "Ellis Farrow", "Indy Brook", "Taylor Mead",
    "Avery Pike", "Quinn Sedge", "Remy Holt", "Skyler Dunn", "Devon Ash", "Hollis Reed", "Marley Frost",
    "Peyton Lake", "Casey Thorn", "Emery Wold", "Harper Moss", "Jessie Fell", "Kerry Nook", "Lane Copse",
    "Merle Dale", "Nell Garth", "Oakley Rigg", "Perry Beck", "Ray Scar", "Shay Tarn", "Terry Wick",
]  # fmt: skip

LOCAL = [
    ("dcs", "dcs", "local-authority", "Director of children’s services"),
    ("la-chief-executive", "chief-executive", "local-authority", "Council chief executive"),
    ("ccg-chief-executive", "agency-leader", "ccg", "Chief executive, clinical commissioning group"),
    ("ccg-safeguarding-lead", "", "ccg", "Executive lead for safeguarding children"),
    ("chief-constable", "agency-leader", "police", "Chief constable"),
    ("force-liaison-officer", "", "police", "Force liaison officer"),
    ("pcc", "", "police", "Police and crime commissioner"),
    ("yot-manager", "agency-leader", "yot", "Manager, youth offending service"),
    ("nps-director", "agency-leader", "nps", "Director, National Probation Service"),
    ("nps-ldu-head", "", "nps", "Head of local delivery unit, National Probation Service"),
    ("crc-chief-executive", "agency-leader", "crc", "Chief executive, community rehabilitation company"),
    ("lscb-chair", "lscb-chair", "lscb", "Chair of the safeguarding board"),
    ("lscb-business-manager", "lscb-business-manager", "lscb", "Business manager of the safeguarding board"),
]
AGENCIES = {
    "local-authority": "{} Council", "police": "{} Police", "ccg": "{} Clinical Commissioning Group",
    "yot": "{} Youth Offending Service", "nps": "National Probation Service, {}",
    "crc": "{} Community Rehabilitation Company", "lscb": "{} Safeguarding Children Board",
}  # fmt: skip
OFFICES = [
    ("analyst", "Senior analytical officer"), ("regional-director", "Regional Director"),
    ("national-director", "National Director, Social Care"), ("editor", "Editor"),
    ("proof-reader", "Proof-reader"), ("publisher", "Publisher"), ("hmci", "Office of the Chief Inspector"),
]  # fmt: skip


@dataclass
class Cast:
    """An inspection of the demonstration and the people in it."""

    inspection: Inspection
    area: str
    people: dict[tuple[str, str], list[User]] = field(default_factory=dict)

    def person(self, role: str, body: str = "", n: int = 0) -> User:
        """The n-th holder of a role (for a body, if given)."""
        found = [u for (r, b), users in self.people.items() if r == role and body in ("", b) for u in users]
        return found[n]

    @property
    def lead(self) -> User:
        return self.person("lead-inspector")

    def moment(self, day: int, clock: str = "10:00") -> Moment:
        """Day number and wall time by the inspection's calendar."""
        hours, minutes = clock.split(":")
        on = dates.day(self.inspection, day)
        return Moment(datetime.combine(on, time(int(hours), int(minutes)), LONDON), timezone.now())

    def move_clock(self, day: int, clock: str) -> None:
        """Put the inspection's clock there, as the lead would."""
        at = self.moment(day, clock)
        actions.move_clock(inspection=self.inspection, to=at.now, by=self.lead, at=at)
        self.inspection.refresh_from_db()


@cache
def _hash() -> str:
    return make_password(DEMONSTRATION_PASSWORD)


def account(slug: str, title: str, **fields: object) -> User:
    """The account with this name, made on first use."""
    email = f"{slug}@{DEMONSTRATION_DOMAIN}"
    known = User.objects.filter(email=email).first()
    if known:
        return known
    count = User.objects.filter(email__endswith=f"@{DEMONSTRATION_DOMAIN}").count()
    return create_account(
        email=email,
        full_name=NAMES[count % len(NAMES)],
        job_title=title,
        phone=f"01632 9600{count % 100:02d}",
        password_hash=_hash(),
        by=None,
        at=timezone.now(),
        **fields,  # type: ignore[arg-type]
    )


def service_accounts() -> None:
    """Roles outside any inspection."""
    for role, title in (
        ("administrator", "Administrator"),
        ("auditor", "Auditor"),
        ("practice-coordinator", "Practice coordinator"),
    ):
        account(role, title, service_roles=[role])


def gather_cast(edition_id: str, area_code: str, area: str, theme: str, day_zero: date) -> Cast:
    """Plan the inspection as its lead, put the team together, name the local people, set day 0."""
    edition = load_edition(edition_id)
    leads = edition.lead_inspectorate.code
    lead = account("lead.inspector", "Lead inspector, Ofsted", body=leads, is_social_care_hmi=True)
    inspection = actions.plan_inspection(
        kind=Inspection.Kind.DEMONSTRATION,
        edition_id=edition_id,
        area_code=area_code,
        theme_code=theme,
        clock_at=datetime.combine(day_zero - timedelta(days=12), time(9), LONDON),
        by=lead,
        at=timezone.now(),
    )
    cast = Cast(inspection, area, {("lead-inspector", leads): [lead]})
    at = Moment(now=inspection.clock_at, real=timezone.now())  # type: ignore[arg-type]
    _gather_inspectorates(cast, at)
    _gather_local(cast, at)
    reasons = {
        p.code: "Chosen for the demonstration." for p in dates.problems_of_day_zero(inspection, day_zero)
    }
    actions.schedule(inspection=inspection, day_zero=day_zero, reasons=reasons, by=lead, at=at)
    actions.confirm_team(inspection=inspection, reasons={}, by=lead, at=at)
    inspection.refresh_from_db()
    return cast


def _join(cast: Cast, at: Moment, user: User, role: str, body: str, streams: tuple[str, ...] = ()) -> None:
    actions.add_member(
        inspection=cast.inspection,
        user=user,
        role=role,
        body=body,
        workstreams=streams,
        preparation_days=Decimal("1.5") if role == "team-inspector" else None,
        by=cast.lead,
        at=at,
    )
    cast.people.setdefault((role, body), []).append(user)


def _gather_inspectorates(cast: Cast, at: Moment) -> None:
    edition = cast.inspection.edition
    streams = tuple(stream.code for stream in edition.workstreams)
    row = cast.inspection.memberships.get()
    actions.change_member(
        inspection=cast.inspection,
        membership=row,
        workstreams=streams,
        preparation_days=Decimal("1.5"),
        by=cast.lead,
        at=at,
    )
    for body in edition.inspectorates:
        for n in range(body.usual_inspectors - (1 if body.leads else 0)):
            user = account(f"inspector.{body.code}.{n + 1}", f"Inspector, {body.short_name}", body=body.code)
            _join(cast, at, user, "team-inspector", body.code, (streams[n % len(streams)],))
        if not body.leads:
            user = account(
                f"calls.{body.code}", f"Inspectorate lead for calls, {body.short_name}", body=body.code
            )
            _join(cast, at, user, "call-lead", body.code)
            user = account(f"signatory.{body.code}", f"Signatory, {body.short_name}", body=body.code)
            _join(cast, at, user, "signatory", body.code)
    leads = edition.lead_inspectorate
    manager = account("qa.manager", "Quality assurance manager, Ofsted", body=leads.code, is_senior_hmi=True)
    _join(cast, at, manager, "qa-manager", leads.code)
    for role, title in OFFICES:
        _join(cast, at, account(role, f"{title}, Ofsted", body=leads.code), role, leads.code)


def _gather_local(cast: Cast, at: Moment) -> None:
    inspection, slug = cast.inspection, cast.area.lower()
    known = {a.code for a in inspection.edition.agencies}
    for agency, name in AGENCIES.items():
        if agency in known:
            actions.add_local_agency(
                inspection=inspection, agency=agency, name=name.format(cast.area), by=cast.lead, at=at
            )
    roles = {c.code for c in inspection.edition.contact_roles}
    for contact_role, role, body, title in LOCAL:
        user = account(f"{contact_role}.{slug}", f"{title}, {cast.area}", body=body, is_active=False)
        if role:
            _join(cast, at, user, role, body)
        if contact_role in roles:
            values = {
                "contact_role": contact_role, "agency": body, "name": user.full_name, "phone": user.phone,
                "email": user.email, "pronoun": "her", "deputy_name": "The deputy on duty",
                "deputy_phone": "01632 960099",
            }  # fmt: skip
            actions.add_contact(inspection=inspection, values=values, user=user, by=cast.lead, at=at)
    for role, body, title in (
        ("link-person", "local-authority", "Link person"),
        ("agency-contributor", "local-authority", "Data officer, council"),
        ("agency-contributor", "police", "Data officer, police"),
        ("agency-contributor", "ccg", "Data officer, health"),
    ):
        user = account(f"{role}.{body}.{slug}", f"{title}, {cast.area}", body=body, is_active=False)
        _join(cast, at, user, role, body)
