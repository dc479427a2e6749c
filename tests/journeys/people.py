"""Makes the accounts of a journey (python -m tests.journeys.people)

Nothing else of a journey is made beside the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

DOMAIN = "journey.invalid"
PASSWORD = "a long walk to the letter"
NAMES = [
    "Alex Ferrow", "Robin Quill", "Jo Tansley", "Sam Thornby", "Kit Marrow", "Ash Pemble", "Dara Holme",
    "Max Orrell", "Rowan Dyce", "Noor Sallow", "Toni Brack", "Chris Wendle", "Pat Lorne", "Jules Harrop",
    "Mo Tideswell", "Billie Marsh", "Frankie Stone", "Charlie Vane", "Morgan Teal", "Jamie Rudd",
    "Reese Calder", "Drew Hallow", "Ellis Farrow", "Indy Brook", "Taylor Mead", "Avery Pike", "Quinn Sedge",
    "Remy Holt", "Skyler Dunn", "Devon Ash", "Hollis Reed", "Marley Frost", "Peyton Lake", "Casey Thorn",
    "Emery Wold", "Harper Moss", "Jessie Fell", "Kerry Nook", "Lane Copse", "Merle Dale", "Nell Garth",
    "Oakley Rigg", "Perry Beck", "Ray Scar", "Shay Tarn", "Terry Wick", "Val Hurst", "Wren Holm",
]  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """An account: its name in the story, its role and body in the inspection, how local leaders are known."""

    slug: str
    title: str
    role: str = ""
    body: str = ""
    contact: str = ""
    service: str = ""
    number: int = 0

    @property
    def email(self) -> str:
        return f"{self.slug}@{DOMAIN}"

    @property
    def name(self) -> str:
        return NAMES[self.number]

    @property
    def local(self) -> bool:
        return self.role in LOCAL_ROLES or bool(self.contact)


LOCAL_ROLES = {
    "dcs", "chief-executive", "agency-leader", "lscb-chair", "lscb-business-manager", "link-person",
    "agency-contributor",
}  # fmt: skip
INSPECTORS = {"ofsted": 2, "cqc": 3, "hmic": 3, "hmi-probation": 2}


def _inspectorates() -> list[Somebody]:
    found = [Somebody("lead", "Lead inspector", "lead-inspector", "ofsted")]
    for body, count in INSPECTORS.items():
        found += [Somebody(f"{body}-{n}", "Inspector", "team-inspector", body) for n in range(1, count + 1)]
        if body != "ofsted":
            found.append(Somebody(f"calls-{body}", "Leads the calls", "call-lead", body))
            found.append(Somebody(f"signs-{body}", "Signatory", "signatory", body))
    for role, title in (
        ("qa-manager", "Quality assurance manager"), ("analyst", "Senior analytical officer"),
        ("regional-director", "Regional Director"), ("national-director", "National Director, Social Care"),
        ("editor", "Editor"), ("proof-reader", "Proof-reader"), ("publisher", "Publisher"),
        ("hmci", "Office of the Chief Inspector"),
    ):  # fmt: skip
        found.append(Somebody(role, title, role, "ofsted"))
    return found


def _local() -> list[Somebody]:
    rows = [
        ("dcs", "Director of children's services", "dcs", "local-authority", "dcs"),
        ("council", "Chief executive", "chief-executive", "local-authority", "la-chief-executive"),
        ("health", "Chief executive", "agency-leader", "ccg", "ccg-chief-executive"),
        ("health-lead", "Executive lead for safeguarding", "", "ccg", "ccg-safeguarding-lead"),
        ("police", "Chief constable", "agency-leader", "police", "chief-constable"),
        ("force", "Force liaison officer", "", "police", "force-liaison-officer"),
        ("pcc", "Police and crime commissioner", "", "police", "pcc"),
        ("yot", "Manager of the youth offending service", "agency-leader", "yot", "yot-manager"),
        ("nps", "Director, probation", "agency-leader", "nps", "nps-director"),
        ("nps-head", "Head of local delivery unit", "", "nps", "nps-ldu-head"),
        ("crc", "Chief executive", "agency-leader", "crc", "crc-chief-executive"),
        ("board", "Chair of the board", "lscb-chair", "lscb", "lscb-chair"),
        ("board-office", "Business manager", "lscb-business-manager", "lscb", "lscb-business-manager"),
        ("link", "Head of quality", "link-person", "local-authority", ""),
        ("sends-council", "Data officer", "agency-contributor", "local-authority", ""),
        ("sends-police", "Data officer", "agency-contributor", "police", ""),
        ("sends-health", "Data officer", "agency-contributor", "ccg", ""),
    ]
    return [Somebody(slug, title, role, body, contact) for slug, title, role, body, contact in rows]


def everybody() -> dict[str, Somebody]:
    """All accounts by the name they have in the story."""
    service = [Somebody("auditor", "Auditor", service="auditor")]
    rows = [*_inspectorates(), *_local(), *service]
    return {row.slug: Somebody(**{**row.__dict__, "number": number}) for number, row in enumerate(rows)}


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from jtai.apps.accounts.actions import create_account

    known = make_password(PASSWORD)
    for person in everybody().values():
        create_account(
            email=person.email,
            full_name=person.name,
            body=person.body,
            job_title=person.title,
            phone=f"01632 9600{person.number:02d}",
            password_hash=known,
            service_roles=[person.service] if person.service else [],
            is_social_care_hmi=person.slug == "lead",
            is_senior_hmi=person.slug == "qa-manager",
            is_active=not person.local,
            by=None,
            at=timezone.now(),
        )


if __name__ == "__main__":
    main()
