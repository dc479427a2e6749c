"""Stage 6: findings are proposed, agreed at the team's meetings, and told at the feedback meeting."""

from __future__ import annotations

from typing import Any

from jtai.apps.workspace.demonstration.story import ENTRIES, FINDINGS
from tests.journeys.stages.fieldwork import REASON, begin, close, tick_hidden
from tests.journeys.story import Hand, Story

BOXES = ("title", "text", "rationale", "positive_impact", "practice_weakness", "outcome_effect")
MOST = "Hear what children say, and let it change the plan."


def propose(story: Story) -> None:
    """The lead proposes four findings from the SEA, the evidence behind each."""
    story.clock(12, "13:00")
    for told in FINDINGS:
        finding(story.as_("lead"), told)
    story.as_("ofsted-1").open("findings").sees(FINDINGS[0]["title"])
    story.as_("police").open("findings", status=403)


def finding(lead: Hand, told: dict[str, Any]) -> None:
    lead.open("findings/new").choose("type", told["type"]).press("Continue")
    for name in BOXES:
        if told.get(name):
            lead.page.locator(f'[name="{name}"]').fill(told[name])
    if "multi_agency" in told:
        lead.choose("multi_agency", "yes")
    for name in ("target", "weight", "significance"):
        lead.choose(name, told[name])
    tick_hidden(lead, "criteria", tuple(told["criteria"]))
    boxes = lead.page.locator('input[name="entries"]')
    starts = [ENTRIES[place].evaluation[:30] for place in told["entries"]]
    for number in range(boxes.count()):
        box = boxes.nth(number)
        label = lead.page.locator(f'label[for="{box.get_attribute("id")}"]').inner_text()
        if any(start in label for start in starts):
            box.check()
    lead.press_with_reasons("Propose to the team", REASON).done(told["title"])


def agree(story: Story) -> None:
    """Provisional on day 12, key on day 13."""
    for title, day, start, stop, button in (
        ("Team meeting on provisional findings", 12, "15:30", "17:00", "Make them provisional"),
        ("Team meeting on key findings", 13, "09:00", "12:30", "Make them key findings"),
    ):
        story.clock(day, start)
        lead = begin(story, title, day, start)
        meeting = lead.path
        lead.open("findings/agree").tick_all("findings").press_with_reasons(button, REASON).done()
        close(story, meeting, day, stop)


def feedback(story: Story) -> None:
    """No surprises: leaders hear the findings at the feedback meeting and read them afterwards."""
    story.as_("police").open("findings", status=403)
    story.clock(13, "13:30")
    lead = begin(story, "Feedback meeting", 13, "13:30")
    meeting = lead.path
    lead.open("findings/present").tick_all("findings")
    lead.press_with_reasons("Record as presented", REASON).done()
    close(story, meeting, 13, "14:45", MOST)
    story.as_("police").open("feedback").sees(FINDINGS[0]["title"], MOST)
    story.clock(13, "16:30")
    for slug in story.inspectors:
        hand = story.as_(slug).open("key-findings/mine")
        hand.write("Your key findings", "As agreed in the meeting of the morning.")
        hand.tick("My evidence records and SEA entries are complete")
        hand.press_with_reasons("Send to the lead inspector", REASON).done()


STAGES = (propose, agree, feedback)
