"""The check of factual accuracy: through the DCS, once, and decided comment by comment."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.letters import actions
from jtai.apps.letters.models import AccuracyComment, AccuracyResponse, Dispatch
from jtai.apps.letters.queries.accuracy import comments_sent, draft_sent
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories.letters import chain, circulate, comment_by, decide_statement, letter_at, walk


def sending(world) -> str:
    """The code of the step before the draft goes out."""
    codes = [step.code for step in world.inspection.edition.letter.sign_off_chain]
    return codes[codes.index("draft-sent") - 1]


@pytest.mark.requirement("R-T24-1")
def test_the_draft_goes_to_the_dcs_with_time_and_version_and_starts_the_days_of_the_response(any_world):
    letter = letter_at(any_world, sending(any_world))
    sent = {"2016-08": (24, "12:00"), "2016-01": (21, "17:30")}[any_world.inspection.edition_id]
    any_world.move_clock(*sent)
    publisher, page = any_world.client(any_world.person("publisher")), any_world.page("letter-send")
    assert any_world.client(any_world.person("editor")).post(page, {"seen": 1}).status_code == 403
    answer = publisher.post(page, {"seen": 1, "reading": "inclusive"})
    assert answer.status_code == 303
    done = publisher.get(answer.headers["Location"]).content.decode()
    assert f"Version 1, {sent[1]}" in done
    row = Dispatch.objects.get()
    assert row.version == chain(letter).version
    assert row.sent_at == any_world.moment(*sent).now
    printed = {"2016-08": (2016, 10, 21), "2016-01": (2016, 3, 23)}[any_world.inspection.edition_id]
    local = row.due_at.astimezone(any_world.moment(*sent).local.tzinfo)
    assert (local.year, local.month, local.day) == printed
    message = Message.objects.get(kind="letter.draft-sent")
    assert message.to_user_id == any_world.person("dcs").pk
    assert any_world.inspection.area_name not in message.subject + message.body
    assert Event.objects.filter(action="letter.draft-sent").exists()
    assert publisher.post(page, {"seen": 1, "reading": "inclusive"}).status_code == 409


@pytest.mark.requirement("R-T24-2")
def test_the_ten_working_days_are_counted_by_the_edition_and_the_reading_is_shown(world, january):
    letter = letter_at(world, "editors-draft")
    world.move_clock(24, "11:00")
    page = world.client(world.person("publisher")).get(world.page("letter-send")).content.decode()
    assert "Friday 21 October 2016" in page
    assert "Monday 24 October 2016" in page
    at = world.moment(24, "11:00")
    row = actions.send_draft(letter=letter, seen=1, reading="exclusive", reasons={}, by=world.lead, at=at)
    assert f"{row.due_at:%d %m %Y}" == "24 10 2016"
    assert dates.due_on(world.inspection, "fa-due") == date(2016, 10, 24)
    other = letter_at(january, "draft-sent")
    assert f"{draft_sent(other).due_at:%d %m %Y}" == "23 03 2016"


def test_a_draft_sent_after_midday_asks_for_a_reason_or_the_longer_end(world):
    letter = letter_at(world, "editors-draft")
    given = {"letter": letter, "seen": 1, "by": world.person("publisher"), "at": world.moment(24, "15:00")}
    with pytest.raises(ProblemsFound) as found:
        actions.send_draft(reading="inclusive", reasons={}, **given)
    assert [one.code for one in found.value.problems] == ["short-accuracy-window"]
    assert not Dispatch.objects.exists()
    actions.send_draft(reading="exclusive", reasons={}, **given)


@pytest.mark.requirement("R-095-2")
def test_agency_comments_reach_ofsted_through_the_dcs_only_and_the_response_goes_once(any_world):
    letter = letter_at(any_world, "draft-sent")
    dispatch, dcs = draft_sent(letter), any_world.person("dcs")
    police = any_world.person("agency-leader", "police")
    day = any_world.inspection.edition.milestone("fa-due").last_day
    any_world.move_clock(day, "09:00")
    leader, director = any_world.client(police), any_world.client(dcs)
    closed = leader.get(any_world.page("accuracy")).content.decode()
    assert "not open to you" in closed and "Officers do not write down" not in closed
    assert leader.get(any_world.page("accuracy-pdf")).status_code == 403
    assert leader.get(any_world.page("accuracy-open")).status_code == 403
    assert director.post(any_world.page("accuracy-open"), {"people": [police.pk]}).status_code == 303
    page = leader.get(any_world.page("accuracy")).content.decode()
    assert "Officers do not write down what children say." in page
    assert "Draft, not for publication." in page and "Draft: Joint targeted area inspection" in page
    assert letter.versions.get().document["dated"] not in page
    sentence = letter.points.get(section="development").sentences.first()
    new = any_world.page("accuracy-comment-new", str(sentence.pk))
    short = leader.post(new, {"version": 0, "kind": "fact", "should_say": "They do.", "offer": "yes"})
    assert short.status_code == 422
    full = {
        "version": 0,
        "kind": "fact",
        "should_say": "They do.",
        "evidence": "Audit of June.",
        "offer": "yes",
    }
    AccuracyComment.objects.all().delete()
    assert leader.post(new, full).status_code == 303
    row = AccuracyComment.objects.get()
    assert (row.state, row.body, row.sentence) == ("with-dcs", "police", sentence.pk)
    # The inspectorates see nothing before the DCS has sent it.
    lead = any_world.client(any_world.lead)
    assert comments_sent(letter) == []
    assert "They do." not in lead.get(any_world.page("accuracy-decide")).content.decode()
    assert "They do." not in lead.get(any_world.page("accuracy")).content.decode()
    send = any_world.page("accuracy-send")
    assert leader.post(send).status_code == 403
    assert director.post(send).status_code == 422
    assert director.post(any_world.page("accuracy-sort", row.pk), {"choice": "send"}).status_code == 303
    assert director.post(send, {"note": "Thank you."}).status_code == 303
    assert [one.should_say for one in comments_sent(letter)] == ["They do."]
    again = director.post(send, {"note": "More."})
    assert again.status_code == 409
    assert "only once" in again.content.decode()
    assert AccuracyResponse.objects.count() == 1
    closed = leader.get(any_world.page("accuracy")).content.decode()
    assert "They do." in closed and "Sent with the response" in closed
    assert "Officers share what they know" not in closed and "Comment on" not in closed
    assert leader.get(any_world.page("accuracy-pdf")).status_code == 409
    assert dispatch.comments.count() == 1


def test_what_the_dcs_keeps_back_and_joins_stays_with_the_dcs(world):
    letter = letter_at(world, "draft-sent")
    dcs, at = world.person("dcs"), world.moment(30, "10:00")
    leaders = [world.person("agency-leader", body) for body in ("police", "ccg", "yot")]
    rows = []
    for leader in leaders:
        actions.open_draft(dispatch=draft_sent(letter), user=leader, by=dcs, at=at)
        rows.append(comment_by(world, letter, leader, at=at, should_say=f"From {leader.pk}."))
    with pytest.raises(ProblemsFound):
        actions.leave_out(existing=rows[0], reason="", by=dcs, at=at)
    actions.leave_out(existing=rows[0], reason="Not ours to say.", by=dcs, at=at)
    actions.include(existing=rows[1], by=dcs, at=at)
    actions.join(existing=rows[2], to=rows[1], by=dcs, at=at)
    check = world.client(dcs).get(world.page("accuracy-send")).content.decode()
    assert "Not ours to say." in check
    actions.send_response(letter=letter, note="", by=dcs, at=at)
    assert [one.pk for one in comments_sent(letter)] == [rows[1].pk]
    assert "Not ours to say." not in AccuracyResponse.objects.get().content
    lead = world.client(world.lead).get(world.page("accuracy-decide")).content.decode()
    assert f"From {leaders[0].pk}." not in lead
    with pytest.raises(Refused):
        comment_by(world, letter, dcs, at=at)


def test_a_leader_sees_their_own_comments_and_the_dcs_sees_those_handed_in(world):
    letter = letter_at(world, "draft-sent")
    dcs, at = world.person("dcs"), world.moment(30, "10:00")
    police, health = world.person("agency-leader", "police"), world.person("agency-leader", "ccg")
    for leader in (police, health):
        actions.open_draft(dispatch=draft_sent(letter), user=leader, by=dcs, at=at)
    comment_by(world, letter, police, at=at, should_say="Handed in by police.")
    comment_by(world, letter, police, at=at, should_say="Draft of police.", hand_in=False)
    seen = world.client(health).get(world.page("accuracy")).content.decode()
    assert "of police" not in seen
    assert "by police" not in seen
    seen = world.client(dcs).get(world.page("accuracy")).content.decode()
    assert "Handed in by police." in seen
    assert "Draft of police." not in seen
    assert (
        world.client(world.person("agency-contributor", "police")).get(world.page("accuracy")).status_code
        == 403
    )


def test_before_it_is_sent_the_dcs_is_told_of_every_comment_that_is_still_a_draft(world):
    letter = letter_at(world, "draft-sent")
    dcs, at = world.person("dcs"), world.moment(30, "10:00")
    police = world.person("agency-leader", "police")
    actions.open_draft(dispatch=draft_sent(letter), user=police, by=dcs, at=at)
    own = comment_by(world, letter, dcs, at=at, should_say="Mine.", hand_in=False)
    comment_by(world, letter, police, at=at, should_say="Words of police.", hand_in=False)
    page = world.client(dcs).get(world.page("accuracy-send")).content.decode()
    assert f"Your own comment {own.number}" in page and world.page("accuracy-comment", own.pk) in page
    assert f"A comment that {police.full_name} has not submitted yet." in page
    assert "Words of police." not in page


def test_after_the_response_an_author_sees_what_became_of_a_comment_and_nothing_that_cannot_be_done(world):
    letter = letter_at(world, "draft-sent")
    dispatch, dcs, at = draft_sent(letter), world.person("dcs"), world.moment(30, "10:00")
    police, health = world.person("agency-leader", "police"), world.person("agency-leader", "ccg")
    actions.open_draft(dispatch=dispatch, user=police, by=dcs, at=at)
    own = comment_by(world, letter, dcs, at=at, should_say="Mine, forgotten.", hand_in=False)
    theirs = comment_by(world, letter, police, at=at, should_say="Words of police.", hand_in=False)
    world.move_clock(30, "11:00")
    sentence = str(letter.points.get(section="development").sentences.first().pk)
    new = world.page("accuracy-comment-new", sentence)
    actions.send_response(letter=letter, note="", by=dcs, at=world.moment(30, "11:00"))
    fate = "Not sent: the response was sent at 11:00 on"
    for user, row in ((dcs, own), (police, theirs)):
        client = world.client(user)
        page = client.get(world.page("accuracy")).content.decode()
        assert row.should_say in page and fate in page
        assert "Edit or" not in page and world.page("accuracy-sort", row.pk) not in page
        assert new not in page and world.page("accuracy-comment", row.pk) in page
        page = client.get(world.page("accuracy-comment", row.pk)).content.decode()
        assert row.should_say in page and fate in page
        assert "Add comment to the response" not in page and "Send comment to the DCS" not in page
        page = client.get(new)
        assert page.status_code == 409 and "The response was sent at 11:00" in page.content.decode()
        typed = {"version": row.version, "kind": "typing", "should_say": "Late words.", "evidence": "Later."}
        for address in (world.page("accuracy-comment", row.pk), new):
            page = client.post(address, typed)
            assert page.status_code == 409 and "Late words." in page.content.decode()
            assert "The response was sent at 11:00" in page.content.decode()
            assert "Add comment to the response" not in page.content.decode()
    assert world.client(dcs).get(world.page("accuracy-sort", own.pk)).status_code == 409
    assert world.client(dcs).get(world.page("accuracy-open")).status_code == 409
    assert "not open to you" in world.client(health).get(world.page("accuracy")).content.decode()


@pytest.mark.requirement("R-T34-1", "R-095-3")
def test_every_comment_is_decided_with_a_reason_before_the_revision_is_circulated(any_world):
    letter = letter_at(any_world, "draft-sent")
    dcs, day = any_world.person("dcs"), any_world.inspection.edition.milestone("fa-considered").last_day
    earlier = any_world.moment(day - 1, "10:00")
    sentence = letter.points.get(section="development").sentences.first()
    place = {"sentence": sentence.pk, "sentence_text": sentence.text}
    first = comment_by(any_world, letter, dcs, at=earlier, should_say="Officers write it down.", **place)
    second = comment_by(any_world, letter, dcs, at=earlier, should_say="Something else.")
    actions.send_response(letter=letter, note="", by=dcs, at=earlier)
    any_world.move_clock(day, "10:00")
    at = any_world.moment(day, "10:00")
    decide_statement(any_world, letter, at=at)
    with pytest.raises(ProblemsFound, match="Decide these comments first"):
        circulate(any_world, letter, at=at)
    lead = any_world.client(any_world.lead)
    page = any_world.page("accuracy-decide-one", first.pk)
    bare = lead.post(page, {"version": 1, "decision": "reject", "reason": ""})
    assert bare.status_code == 422
    assert "Give the reason" in bare.content.decode()
    assert any_world.client(any_world.person("team-inspector")).get(page).status_code == 403
    full = {
        "version": 1,
        "decision": "part",
        "reason": "The audit shows half.",
        "new_text": "Half of officers write.",
    }
    assert lead.post(page, full).status_code == 303
    stale = lead.post(page, full | {"reason": "Later."})
    assert stale.status_code == 409
    assert "The audit shows half." in stale.content.decode()
    other = any_world.page("accuracy-decide-one", second.pk)
    qa = any_world.client(any_world.person("qa-manager"))
    assert qa.post(other, {"version": 1, "decision": "reject", "reason": "No record."}).status_code == 303
    version = circulate(any_world, letter, at=at)
    assert "Half of officers write." in version.content
    assert not chain(letter).step("inspectorates-final").open
    confirm = any_world.page("accuracy-decide")
    assert qa.post(confirm, {"seen": version.number}).status_code == 303
    assert chain(letter).step("inspectorates-final").open
    director = any_world.client(dcs)
    assert "No record." not in director.get(any_world.page("accuracy")).content.decode()
    walk(any_world, letter, "prepublication")
    for name in ("prepublication-copy", "accuracy"):
        reply = director.get(any_world.page(name)).content.decode()
        assert "Accepted in part" in reply
        assert "No record." in reply
    leader = any_world.client(any_world.person("agency-leader", "police"))
    assert "No record." not in leader.get(any_world.page("prepublication-copy")).content.decode()
    printed = {"2016-08": (2016, 10, 24), "2016-01": (2016, 3, 24)}[any_world.inspection.edition_id]
    done = letter.sign_offs.filter(step="comments-considered").first()
    assert (done.at.year, done.at.month, done.at.day) == printed
    assert done.late_seconds == 0


def test_while_the_draft_is_out_no_new_version_is_submitted(world):
    letter = letter_at(world, "draft-sent")
    page = world.page("letter-submit")
    ticks = [one.code for one in world.inspection.edition.letter.confirmations]
    answer = world.client(world.lead).post(page, {"confirmed": ticks, "owner": "on", "reason": "Better."})
    assert answer.status_code == 409
    assert "with the local partnership" in answer.content.decode()
    assert letter.versions.count() == 1
    walk(world, letter, "response")
