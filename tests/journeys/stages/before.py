"""Stages 1 and 2: the analyst's briefing, the calls of the morning, the letters, the set-up discussion."""

from __future__ import annotations

from tests.journeys.story import Hand, Story

WORDS = "Referrals have risen by a fifth in two years. Repeat referrals are above those of similar areas."


def briefing(story: Story) -> None:
    """Nine sections, "nothing found" as an answer, one restricted; then data; issued on day -2."""
    story.clock(-2, "10:00")
    analyst = story.as_("analyst").open("briefing").sees("Complete each section")
    for number, address in enumerate(analyst.addresses("/briefing/section/")):
        write_section(analyst, address, WORDS if number < 2 else "")
    analyst.open("briefing/data/add").write("Title", "Children in need").write("Source", "The yearly census")
    analyst.write("Period", "April 2015 to March 2016").write("Measures", "Referrals; repeat referrals")
    analyst.write("What the data show", "More referrals, and more of them come again.")
    analyst.send_file(
        "File with the data", "measures.csv", b"Year,Referrals\n2015,1200\n2016,1440\n", "text/csv"
    )
    analyst.press("Put the data into the briefing").done()
    analyst.open("briefing/issue").press_with_reasons("Issue the briefing", "As agreed.").done("ssued")


def write_section(analyst: Hand, address: str, words: str) -> None:
    analyst.open(address)
    restricted = analyst.page.locator('textarea[name="part_hmic"]')
    if restricted.count():
        restricted.fill("One letter about waiting times of calls.")
        analyst.choose("answer", "included")
    elif words:
        analyst.choose("answer", "included").write("What the team should know", words)
    else:
        analyst.choose("answer", "none-found")
    analyst.press("Save section").done()


def reading(story: Story) -> None:
    """Nobody is notified before the team has read; what is restricted stays with its inspectorate."""
    story.clock(-1, "14:00")
    story.as_("cqc-1").open("briefing").sees("restricted").misses("waiting times of calls")
    story.as_("hmic-1").open("briefing").sees("waiting times of calls")
    for slug in story.inspectors:
        story.as_(slug).open("briefing").press("Confirm that you have read it").done("You have confirmed")
    story.as_("lead").open("briefing/discussion").date("When did you talk?", story.day(-1), "13:00")
    lead = story.as_("lead").write("How evidence will be gathered and analysed jointly", "In pairs.")
    lead.tick_all("criteria").tick_all("present").press("Record the discussion").done()


def calls(story: Story) -> None:
    """The lead tells the director before half past nine; only then may the others call their leaders."""
    story.clock(0, "09:05")
    story.as_("calls-cqc").open("calls/lists/cqc").sees("Wait: the lead inspector has not logged")
    lead = story.as_("lead").open("calls")
    lead.press("Log the call and release the other calls")
    assert lead.answered is not None and lead.answered.status == 422, lead.path
    story.clock(0, "09:14")
    lead.open("calls").tick_all("ticks")
    if lead.page.locator('input[name="contact"]').count():
        lead.page.locator('input[name="contact"]').first.check()
    lead.date("When the call was made", story.day(0), "09:12")
    lead.press("Log the call and release the other calls").done("The director has been notified")
    story.clock(0, "10:00")
    for body in ("cqc", "hmic", "hmi-probation"):
        caller = story.as_(f"calls-{body}").open(f"calls/lists/{body}").sees("The DCS was notified at")
        for address in caller.addresses(f"/calls/lists/{body}/"):
            caller.open(address).choose("outcome", "spoken")
            caller.date("When you spoke", story.day(0), "09:50").press("Log the call").done()
    director = story.as_("dcs").open("lscb").tick_all("told").press("Record who has been notified").done()
    director.open("/home")


def letters(story: Story) -> None:
    """The written confirmation to every leader, each from its own inspectorate, without an open bracket."""
    for slug in ("lead", "calls-cqc", "calls-hmic", "calls-hmi-probation"):
        sender = story.as_(slug).open("messages")
        for address in sender.addresses("/messages/"):
            sender.open(address)
            if sender.has_button("Send the notification"):
                assert "[" not in sender.main.inner_text()
                sender.press("Send the notification").done()
    lead = story.as_("lead").open("messages")
    assert "Not sent" not in lead.page.locator("table").nth(0).inner_text()
    outside = lead.page.locator("table").nth(1).inner_text()
    assert story.ref in outside and story.area not in outside


def set_up(story: Story) -> None:
    """The discussion of the afternoon: offered, answered, held, its arrangements agreed, one left open."""
    lead, director = story.as_("lead"), story.as_("dcs")
    lead.open("set-up/offer").date("When does the discussion begin?", story.day(0), "14:00")
    lead.write("Place", "Council offices").write("How to join by telephone", "01632 960123, code 4711")
    lead.press_with_reasons(
        "Offer the discussion and send the invitations", "The director cannot come earlier."
    ).done()
    director.open("set-up/reply").choose("reply", "accepted").press("Record the answer").done()
    director.open("incidents").press("Answer “None”").done()
    story.clock(0, "15:30")
    lead.open("set-up/attendance").tick_all("attendees").press("Record who took part").done()
    for address in lead.open("set-up").addresses("/set-up/agenda/"):
        lead.open(address).write("Note", "Answered; no open question.").press("Save this point").done()
    arrangements = lead.open("arrangements").addresses("/arrangements/")
    for number, address in enumerate(arrangements):
        lead.open(address)
        if number:
            lead.write("What is agreed", "As discussed.").write("Who is responsible", "Link person")
        lead.choose("state", "agreed" if number else "open").press("Save the arrangement").done()
    finish_set_up(story)


def finish_set_up(story: Story) -> None:
    """The link person, the sheets, the local name of the front door, and the close."""
    lead, link = story.as_("lead"), story.people["link"]
    lead.open("link-person").write("Name", link.name).write("Job title", link.title)
    lead.pick("Agency", "local-authority").write("Telephone", "01632 960077").write(
        "E-mail address", link.email
    )
    lead.page.locator('input[name="has_access"]').check()
    lead.page.locator('input[name="has_authority"]').check()
    lead.press("Name the link person").done(link.name)
    for sheet in ("contact-sheet/share", "staff-information/share"):
        lead.open(sheet).main.locator("form button").last.click()
        lead.page.wait_for_load_state()
    lead.open("set-up/front-door").write("What does the area call its front door?", "First Response")
    lead.press("Save the name").done()
    lead.open("set-up/close").press_with_reasons("Close the set-up", "It is carried to the first meeting.")
    lead.done()
    story.as_("police").open("arrangements").sees("As discussed.")
    story.as_("link").open("/home")


STAGES = (briefing, reading, calls, letters, set_up)
