"""Stage 5: the week on site. Meetings, evidence kept and submitted, the SEA, what coverage misses."""

from __future__ import annotations

from jtai.apps.workspace.demonstration.story import ENTRIES, RECORDS, EntryStory, RecordStory
from tests.journeys.story import Hand, Story

REASON = "Agreed with the team; see the note of the day."
DISCUSSED = "Discussed and agreed."


def who(author: tuple[str, str, int]) -> str:
    """The name in the story of an author: inspectors are numbered within their inspectorate."""
    return f"{author[1]}-{author[2] + 1}"


def meetings(story: Story) -> None:
    """The meetings of the week are planned; the team is briefed and the leaders are met on day 9."""
    story.clock(8, "10:00")
    story.as_("lead").open("meetings/plan").press("Plan these meetings").done()
    story.clock(9, "08:50")
    hold(story, "Team briefing", 9, "08:50", "09:30")
    story.clock(9, "10:00")
    lead = begin(story, "First on-site meeting with senior leaders", 9, "10:00")
    back = lead.path
    for address in lead.open("arrangements").addresses("/confirm"):
        lead.open(address).choose("in_place", "yes")
        lead.press_with_reasons("Record the answer", REASON)
        if lead.answered is not None and lead.answered.status == 422:
            agree_arrangement(lead, address)
    close(story, back, 9, "11:00")


def agree_arrangement(lead: Hand, address: str) -> None:
    """What was left open on day 0 is agreed before it can be confirmed."""
    lead.open(address.removesuffix("/confirm")).write("What is agreed", "Agreed this morning.")
    lead.write("Who is responsible", "Link person").choose("state", "agreed").press(
        "Save the arrangement"
    ).done()
    lead.open(address).choose("in_place", "yes").press("Record the answer").done()


def begin(story: Story, title: str, day: int, clock: str) -> Hand:
    """Start the next planned meeting of this title; the page of the meeting."""
    lead = story.as_("lead").open("meetings")
    row = lead.main.get_by_role("row").filter(has_text=title).filter(has_not_text="Closed").first
    row.get_by_role("link").first.click()
    lead.page.wait_for_load_state()
    lead.press("Start the meeting").date("When did it begin?", story.day(day), clock)
    return lead.press_with_reasons("Start the meeting", REASON).done()


def close(story: Story, path: str, day: int, clock: str, most: str = "") -> None:
    """Who came, what came of each point, and the end."""
    lead = story.as_("lead").open(f"{path}/attending").tick_all("came").press("Save attendance").done()
    lead.open(f"{path}/record")
    for box in lead.page.locator('textarea[name^="outcome-"]').all():
        box.fill(DISCUSSED)
    if most:
        lead.page.locator('textarea[name="most_difference"]').fill(most)
    lead.press("Save outcomes").done()
    story.clock(day, clock)
    lead.open(f"{path}/close").date("When did it end?", story.day(day), clock)
    lead.press_with_reasons("Close the meeting", REASON).done("closed")


def hold(story: Story, title: str, day: int, start: str, stop: str) -> None:
    close(story, begin(story, title, day, start).path, day, stop)


def evidence(story: Story) -> None:
    """Ten records of four inspectorates over three days, and a note nobody else can read."""
    keys = tracked_keys(story)
    for day in (9, 10, 11):
        story.clock(day, "21:30")
        for one in RECORDS:
            if one.day == day:
                record(story, one, keys)
    note = story.as_("cqc-1").open("notebook/new").write("Your note", "Ask about the waiting list.")
    note.press("Save note").done()
    story.as_("cqc-2").open("evidence").misses("Ask about the waiting list.")


def tracked_keys(story: Story) -> list[str]:
    """The inspection's own references of the tracked children, as the page of children shows them."""
    links = story.as_("lead").open("children").page.locator("main a[href*='/children/child/']").all()
    return list(dict.fromkeys(one.inner_text().strip().split()[-1] for one in links))


def record(story: Story, told: RecordStory, keys: list[str]) -> None:
    """Keep a draft, then submit it."""
    hand = story.as_(who(told.author)).open("evidence/new")
    hand.write("What you saw, heard or read, and what you make of it", told.text)
    hand.choose("judgement", told.judgement)
    hand.write("What difference it makes to the child or to children", told.outcome)
    hand.date("When did you observe this?", story.day(told.day), told.clock)
    hand.page.locator("#id_source_kind").select_option(told.source_kind)
    hand.write("Job role of the person", told.source_role)
    hand.page.locator("#id_method").select_option(told.method)
    if told.child is not None:
        hand.write("Reference of the child (if it is about one)", keys[told.child])
        hand.page.locator("#id_route").select_option("tracking")
    hand.choose("period", "current")
    tick_hidden(hand, "criteria", told.criteria)
    hand.press("Save draft").done()
    if hand.has_button("Continue writing"):
        hand.press("Continue writing")
    hand.press_with_reasons("Submit", REASON).done()


def tick_hidden(hand: Hand, name: str, values: tuple[str, ...]) -> None:
    """Tick boxes that stand in folded parts of the page: unfold the part first."""
    for value in values:
        box = hand.page.locator(f'input[name="{name}"][value="{value}"]')
        if not box.is_visible():
            hand.page.locator("details").filter(has=box).locator("summary").first.click()
        box.check()


def entries(story: Story) -> None:
    """Each inspector evaluates in the SEA; an entry of one is nobody's agreement."""
    story.clock(11, "22:00")
    for one in ENTRIES:
        entry(story, one)
    lead = story.as_("lead").open("coverage").sees("ESN").picture("coverage")
    lead.open("/home").picture("home").open("").picture("overview").open("timeline").picture("timeline")
    story.as_("lead").open("contributions")
    story.as_("lead").open("sea/missing")
    story.as_("dcs").open("sea", status=403)


def entry(story: Story, told: EntryStory) -> None:
    hand = story.as_(who(told.author)).open("sea/new?whose=all").write("Your evaluation", told.evaluation)
    hand.choose("judgement", told.judgement)
    tick_hidden(hand, "criteria", told.criteria)
    boxes = hand.page.locator('input[name="evidence"]')
    starts = [one.text[:40] for one in RECORDS if one.code in told.records]
    for number in range(boxes.count()):
        box = boxes.nth(number)
        label = hand.page.locator(f'label[for="{box.get_attribute("id")}"]').inner_text()
        if any(start in label for start in starts):
            tick_hidden(hand, "evidence", (box.get_attribute("value") or "",))
    hand.press_with_reasons("Enter in the SEA", REASON).done()


STAGES = (meetings, evidence, entries)
