"""Stage 1: the lead plans the inspection, gathers the team and names the local people."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.people import Somebody
from tests.journeys.story import Story

AGENCIES = {
    "local-authority": "Council", "police": "Police", "ccg": "Clinical Commissioning Group",
    "yot": "Youth Offending Service", "nps": "National Probation Service",
    "crc": "Community Rehabilitation Company", "lscb": "Safeguarding Children Board",
}  # fmt: skip
PUBLISHED = {"2016-08": "domestic-abuse", "2016-01": "cse-missing"}
STREAMS = ("front-door", "deep-dive")


def begin(story: Story) -> None:
    """A practice inspection of an invented area; its reference names no area."""
    lead = story.as_("lead").open("/inspections/new")
    lead.choose("kind", "practice").choose("edition", story.edition)
    lead.pick("Local authority area", "X00000001").pick("Theme", PUBLISHED[story.edition])
    lead.date("When the practice clock starts", story.day_zero - timedelta(days=12), "09:00")
    lead.press("Create inspection").done("Inspection created", "Northmere")
    story.ref = lead.path.split("/")[2]
    assert "northmere" not in lead.page.url.lower()
    lead.sees("Not set. Dates appear when it is set.")
    lead.open("plan/day-0").date("Day of notification", story.day_zero)
    lead.press_with_reasons("Set day 0", "Agreed with the other inspectorates.").done("Day 0 set")


def join(story: Story, person: Somebody, number: int) -> None:
    """Give somebody with an account a role."""
    lead = story.as_("lead").open("team/add").write("E-mail address", person.email)
    lead.pick("Role", person.role).pick("For which inspectorate or agency", person.body)
    if person.role == "team-inspector":
        lead.choose("workstreams", STREAMS[number % 2]).write("Days to prepare", "1.5")
    lead.press("Add the person").done("Person added to the team", person.name)


def team(story: Story) -> None:
    """Inspectors of four inspectorates, those who sign and those who publish, and the local people."""
    lead = story.as_("lead").open("team").sees("How this team differs from the usual one")
    lead.follow(story.people["lead"].name)
    for stream in STREAMS:
        lead.choose("workstreams", stream)
    lead.write("Days to prepare", "1.5").press("Save changes").done()
    for number, person in enumerate(story.people.values()):
        if person.role and person.slug != "lead":
            join(story, person, number)
    lead.open("team").press_with_reasons("Confirm the team", "As agreed.").done("Team confirmed")


def local_people(story: Story) -> None:
    """The agencies of the area by their names, and whom to call and write to."""
    lead = story.as_("lead")
    for code, name in AGENCIES.items():
        lead.open("contacts/agency").pick("Kind of agency", code)
        lead.write("Name of the agency", f"{story.area} {name}").press("Save agency").done("saved")
    offered = lead.open("contacts/add").page.locator("select#id_contact_role option").all()
    known = {one.get_attribute("value") for one in offered}
    for person in story.people.values():
        if person.contact and person.contact in known:
            lead.open("contacts/add").pick("Role of the contact", person.contact).write("Name", person.name)
            lead.write("Telephone", f"01632 9600{person.number:02d}").write("E-mail address", person.email)
            lead.pick("Pronoun for letters", "her").write("Deputy's name", "The deputy on duty")
            lead.write("Deputy's telephone", "01632 960099")
            lead.press("Save contact").done("Contact saved", person.name)


STAGES = (begin, team, local_people)
