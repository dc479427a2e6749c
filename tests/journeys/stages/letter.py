"""Stage 7: the letter is written, signed, checked by the area, signed again and published."""

from __future__ import annotations

from jtai.apps.workspace.demonstration.story import SUMMARY
from tests.journeys.story import Hand, Story
from tests.reading import joined, words_of_page, words_of_pdf

REASON = "Weighed by the lead inspector and the quality assurance manager."
MARK = "Practice. Not a real inspection."
COMMENT = "Officers wrote it down in most of the cases we looked at."
SIGNS = ("signs-cqc", "signs-hmic", "signs-hmi-probation")
# The day of each step, as the tables of the two editions give it.
DAYS = {
    "2016-08": {"inspectorates": 21, "ofsted": 22, "edited": 23, "sent": 24, "response": 33, "considered": 34,
                "agreed": 37, "ofsted-final": 39, "proof": 40, "copy": 41, "publish": 43},
    "2016-01": {"inspectorates": 19, "ofsted": 20, "edited": 0, "sent": 21, "response": 31, "considered": 32,
                "agreed": 35, "ofsted-final": 36, "proof": 37, "copy": 38, "publish": 40},
}  # fmt: skip


def ofsted(story: Story) -> str:
    """Who signs for Ofsted: the National Director in August, the Regional Director in January."""
    return "national-director" if story.is_august else "regional-director"


def editor(story: Story) -> str:
    return "editor" if story.is_august else "proof-reader"


def sign(story: Story, slug: str) -> None:
    hand = story.as_(slug).open("letter/sign").press_with_reasons("Sign this version", REASON)
    hand.done("igned")


def confirm(hand: Hand, button: str) -> None:
    """The lead says that the letter was read for what the edition asks, and owns it."""
    hand.tick_all("confirmed").page.locator('input[name="owner"]').check()
    if hand.page.locator('textarea[name="reason"]').count():
        hand.page.locator('textarea[name="reason"]').fill("The words the partnership showed to be wrong.")
    hand.press_with_reasons(button, REASON)
    if hand.answered is not None and hand.answered.status == 422:
        hand.give_reasons(REASON).press(button)
    hand.done()


def write(story: Story) -> None:
    """From the findings, in the order of the edition; the summary first in August."""
    story.clock(14, "09:00")
    lead = story.as_("lead").open("letter").press_with_reasons("Start the letter", REASON).done()
    lead.open("letter/write").press("Add the key findings").done()
    if story.is_august:
        lead.open("letter/sections/summary/new").write("The point", SUMMARY)
        options = lead.page.locator("#id_finding option").all()
        lead.page.locator("#id_finding").select_option(options[1].get_attribute("value"))
        lead.tick("It is about the theme").press_with_reasons("Save this point", REASON).done()
    story.clock(16, "09:30")
    confirm(lead.open("letter/submit"), "Submit the letter for agreement")
    story.as_("publisher").open("letter")


def signatures(story: Story) -> None:
    """Each signature is bound to a version; nobody signs before their turn."""
    early = story.as_("signs-cqc").open("letter/sign")
    assert not early.has_button("Sign this version")
    days = DAYS[story.edition]
    sign(story, "lead")
    sign(story, "qa-manager")
    story.clock(days["inspectorates"], "10:00")
    for slug in SIGNS:
        sign(story, slug)
    story.clock(days["ofsted"], "10:00")
    sign(story, ofsted(story))
    if story.is_august:
        story.clock(days["edited"], "10:00")
        story.as_("editor").open("letter/edit").press("Finish the review without changes").done()


def draft_checked(story: Story) -> None:
    """The draft goes to the director, who opens it to the police; one response for the partnership."""
    days = DAYS[story.edition]
    story.as_("police").open("accuracy").misses("children are seen quickly")
    story.as_("lead").open("letter").picture("letter")
    story.clock(days["sent"], "10:00")
    sender = story.as_("publisher").open("letter/send")
    sender.page.locator('input[name="reading"]').first.check()
    sender.press_with_reasons("Send the draft", REASON).done()
    director, police = story.as_("dcs"), story.as_("police")
    director.open("accuracy/open")
    label = director.page.locator("label").filter(has_text=story.people["police"].name)
    director.page.locator(f"#{label.get_attribute('for')}").check()
    director.press("Open the draft").done()
    police.open("accuracy")
    police.open(police.addresses("/accuracy/sentences/")[3]).choose("kind", "fact")
    police.write("What should the letter say?", COMMENT)
    police.write("What is the evidence?", "Our audit of June, page 4.")
    police.press("Send comment to the DCS").done()
    story.clock(days["response"], "10:00")
    for address in director.open("accuracy").sees(COMMENT).addresses("/sort"):
        director.open(address).choose("choice", "send").press("Save decision").done()
    director.open("accuracy/send").write("Note to send with the response", "Thank you for the draft.")
    director.press_with_reasons("Send the response", REASON).done()


def considered(story: Story) -> None:
    """The comment is decided with a reason; the statement is asked for; the revision goes round."""
    days = DAYS[story.edition]
    story.clock(days["considered"], "10:00")
    lead, office = story.as_("lead"), story.as_("hmci")
    for address in lead.open("accuracy/decide").addresses("/accuracy/decide/"):
        lead.open(address).choose("decision", "part")
        lead.write("Reason", "The audit shows it for most of the cases.")
        lead.write("The new sentence", "Agencies write down what they decide in most cases.")
        lead.press("Record the decision").done("Decision on comment")
    for body in ("cqc", "hmic", "hmi-probation"):
        office.open("letter/statement/consult")
        offered = office.page.locator(f'#id_inspectorate option[value="{body}"]')
        if offered.count():
            office.pick("Inspectorate", body).date("Day of the consultation", story.day(days["considered"]))
            office.write("Its view", "Agrees.").press("Record the consultation").done()
    office.open("letter/statement").choose("asked", "yes")
    options = office.page.locator("#id_lead_agency option").all()
    office.page.locator("#id_lead_agency").select_option(options[1].get_attribute("value"))
    office.page.locator('input[name="cooperating"]').nth(1).check()
    office.page.locator('input[name="reading"]').first.check()
    office.press_with_reasons("Record the decision", REASON).done("A statement is asked for")
    confirm(lead.open("accuracy/circulate"), "Send the revision")
    story.as_("qa-manager").open("accuracy/decide").press("Confirm that the comments are considered").done()


def final(story: Story) -> None:
    """New words end the old signatures: the inspectorates sign again, then Ofsted, then the editors."""
    days = DAYS[story.edition]
    story.clock(days["agreed"], "10:00")
    for slug in ("lead", *SIGNS):
        sign(story, slug)
    story.clock(days["ofsted-final"], "10:00")
    sign(story, ofsted(story))
    story.clock(days["proof"], "10:00")
    hand = story.as_(editor(story)).open("letter/edit")
    hand.press("Finish the review without changes").done()


def publish(story: Story) -> None:
    """The copy goes ahead, then the letter; a practice letter stays in the workspace and says what it is."""
    days = DAYS[story.edition]
    story.clock(days["copy"], "10:00")
    publisher = story.as_("publisher").open("letter/before-publication/send")
    publisher.press_with_reasons("Send the copy", REASON).done()
    director = story.as_("dcs").open("letter/before-publication")
    director.press("We have received this letter").done()
    story.clock(days["publish"], "10:00")
    publisher.open("letter/publish").sees("in the workspace only")
    publisher.press_with_reasons("Publish the letter", REASON).done()
    lead = story.as_("lead").open("letter/published").sees("practice", "Agencies write down what they decide")
    same_on_paper(lead.picture("published"))
    outside = story.visitor().open("/letters")
    outside.misses(story.area)
    outside.open(f"/i/{story.ref}/letter/published")
    assert outside.path == "/sign-in"


def same_on_paper(reader: Hand) -> None:
    """The PDF says the same words as the page, in the same order."""
    on_page = joined(words_of_page(reader.page.content()))
    paper = reader.page.request.get(reader.address + reader.addresses("/letter.pdf")[0])
    assert paper.ok
    assert joined(words_of_pdf(paper.body(), MARK)) == on_page


STAGES = (write, signatures, draft_checked, considered, final, publish)
