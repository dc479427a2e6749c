"""Stages 3 and 4: what was asked for comes in and finds its readers; the children are chosen."""

from __future__ import annotations

from tests.journeys.story import Story

FILE = b"%PDF-1.7\n% An invented document.\n" + b"Plainly invented. " * 60 + b"\n%%EOF\n"
NOTE = "Most of what was asked for has come. The team for the deep dive begins with the tracked children."
CONTEXT = "Two refuges closed this year and families have moved across the area."
GENDERS = ("Female", "Male")
ORIGINS = ("White British", "Mixed", "Asian or Asian British")
POINTS = ("Referral", "Child in need", "Child protection plan", "Looked after")
SENDERS = ("sends-council", "sends-police", "sends-health", "dcs")


def ask(story: Story) -> None:
    """The items of each inspectorate go out on day 0."""
    story.clock(0, "16:05")
    lead = story.as_("lead").open("requests/send-out").press("Send all unsent requests").done()
    items = lead.open("requests").addresses("/requests/")
    assert len([one for one in items if one.count("-") == 4]) > 5


def sending(story: Story) -> None:
    """On the day after, agencies see what is asked of them and send files."""
    story.clock(1, "09:30")
    for slug in SENDERS:
        sender = story.as_(slug).open("requests")
        mine = [one for one in sender.addresses("/requests/") if one.count("-") == 4]
        assert mine, f"nothing is asked of {slug}"
        if slug == "dcs":
            sender.picture("requests")
        for address in mine[:2]:
            send(story, slug, address)


def send(story: Story, slug: str, address: str) -> None:
    """A file for one item, unless it has a page of its own."""
    sender = story.as_(slug).open(address)
    if not sender.has_button("Send a file"):
        return
    sender.press("Send a file").choose("part", "whole").write("What it is", "Sent as asked.")
    if sender.page.locator('input[name="child_ref"]').count():
        sender.page.locator('input[name="child_ref"]').fill("several")
    sender.send_file("File", "as-asked.pdf", FILE, "application/pdf").press("Send the file")
    sender.done("SHA-256")


def documents(story: Story) -> None:
    """The lead accepts one, gives all of them to readers; the readers read; the briefing note follows."""
    lead = story.as_("lead").open("documents").press("Give documents to inspectors")
    lead.tick_all("documents").page.locator('input[name="inspectors"]').nth(1).check()
    lead.page.locator('input[name="inspectors"]').nth(4).check()
    lead.press("Give the documents").done()
    lead.open("documents/allocated").press("Record that allocation is complete").done()
    came = lead.open("requests?state=received").addresses("/requests/")
    item = next(one for one in came if one.count("-") == 4)
    lead.open(item).press("Accept the item").done()
    reader = next(slug for slug in story.inspectors[1:] if given(story, slug))
    story.as_(reader).open(given(story, reader)[0]).press("Mark as reviewed").done()


def given(story: Story, slug: str) -> list[str]:
    """The documents this inspector is to read."""
    hand = story.as_(slug).open("documents?which=mine")
    return [one for one in hand.addresses("/documents/") if one.count("-") == 4]


def child_list() -> bytes:
    """An invented list with numbers and no names."""
    lines = ["Child ID,Age,Gender,Ethnicity,Disability,Stage,Probation,Family reference"]
    for n in range(62):
        gender, origin, stage = GENDERS[n % 2], ORIGINS[n % 3], POINTS[(n // 3) % 4]
        marks = ("Yes" if n % 9 == 0 else "No", "Yes" if n % 11 == 0 else "No")
        lines.append(
            f"NM-{1000 + 7 * n},{(n * 5) % 18},{gender},{origin},{marks[0]},{stage},{marks[1]},F{n // 2}"
        )
    return "\n".join(lines).encode()


def lists(story: Story) -> None:
    """The director sends a list without names, and says what is particular to the area."""
    director = story.as_("dcs")
    story.clock(0, "16:30")
    director.open("children/import").send_file(
        "The list, as a CSV file", "list.csv", child_list(), "text/csv"
    )
    director.press("Check the list").done("children, no errors").press("Use the list").done()
    director.open("children/context").write("What the lead inspector should know", CONTEXT)
    director.choose("channel", "list").press("Save note").done()


def choices(story: Story) -> None:
    """The first choice, more information, the tracked children."""
    director, lead = story.as_("dcs"), story.as_("lead")
    story.clock(1, "11:20")
    pool = len(lead.open("children/shortlist").page.locator('input[name="children"]').all())
    choose(story, "shortlist", [(n * pool) // 20 for n in range(20)])
    director.open("children/information").tick_all("children").press("Record what was sent").done()
    story.clock(2, "16:10")
    choose(story, "tracked", [0, 4, 7, 10, 13, 16])
    director.open("children").sees("Tracked children")


def choose(story: Story, stage: str, places: list[int]) -> None:
    """Tick children by their place in the table and send it, with reasons where the balance is off."""
    lead = story.as_("lead").open(f"children/{stage}")
    boxes = lead.page.locator('input[name="children"]').all()
    for place in places:
        boxes[place].check()
    lead.write("How the local context was taken into account", "Families who moved are in the choice.")
    lead.press_with_reasons("Check and send", "As near as the list allows.").done("sent")


def note(story: Story) -> None:
    """The briefing note of day 3, which local people do not see."""
    story.clock(3, "15:00")
    lead = story.as_("lead").open("briefing/note/write").write("Briefing note", NOTE).press("Save and check")
    lead.done().press("Issue the note").done()
    story.as_("hmic-1").open("briefing/note").sees(NOTE)
    story.as_("dcs").open("briefing/note", status=403)


STAGES = (ask, lists, sending, documents, choices, note)
