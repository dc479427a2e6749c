"""Signing a version: the right words, the right person, once."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections.facts import happened_at
from jtai.apps.letters import actions
from jtai.apps.letters.models import SignOff
from jtai.apps.letters.queries.accuracy import draft_sent
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories.letters import chain, decide_statement, letter_at, submit, walk


def test_the_page_shows_the_whole_letter_signs_it_and_says_what_happens_next(world):
    letter = letter_at(world, "draft-agreed")
    world.move_clock(18, "11:20")
    client = world.client(world.person("signatory", "cqc"))
    page = client.get(world.page("letter-sign")).content.decode()
    for words in ("Agencies meet early and decide together.", "Next steps", "Sign this version"):
        assert words in page
    assert "Read and sign version 1" in page
    assert "What has changed since" not in page
    answer = client.post(world.page("letter-sign"), {"seen": 1, "step": "inspectorates-draft"})
    assert answer.status_code == 303
    done = client.get(answer.headers["Location"]).content.decode()
    assert "You have signed" in done
    assert "Version 1, 11:20" in done
    assert "Waiting for HMIC and HMI Probation. " in done
    assert "Done by CQC." in done
    assert "3 of 4 steps remain." in done
    row = SignOff.objects.get(step="inspectorates-draft")
    assert (row.body, row.digest) == ("cqc", chain(letter).version.digest)
    assert Event.objects.filter(action="letter.signed", object_id=row.pk).exists()


def test_signing_twice_says_when_it_was_signed(world):
    letter = letter_at(world, "draft-agreed")
    signer, at = world.person("signatory", "cqc"), world.moment(18, "11:50")
    actions.sign(letter=letter, step="inspectorates-draft", seen=1, by=signer, at=at)
    world.move_clock(18, "12:30")
    answer = world.client(signer).post(world.page("letter-sign"), {"seen": 1, "step": "inspectorates-draft"})
    assert answer.status_code == 409
    assert "You signed version 1 at 11:50" in answer.content.decode()
    assert SignOff.objects.filter(step="inspectorates-draft").count() == 1


def test_an_old_version_cannot_be_signed_and_the_changed_sentences_are_shown(world):
    letter = letter_at(world)
    point = letter.points.get(section="strengths")
    actions.save_point(
        point=point,
        version=point.version,
        by=world.lead,
        at=world.moment(16, "09:30"),
        values={"text": "Agencies meet late.", "finding": point.finding, "target": "partnership"},
    )
    submit(world, letter, at=world.moment(16, "11:52"))
    answer = world.client(world.person("qa-manager")).post(
        world.page("letter-sign"), {"seen": 1, "step": "draft-agreed"}
    )
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "The letter changed at 11:52" in body
    assert "<ins>Agencies meet late.</ins>" in body
    assert 'name="seen" value="2"' in body
    again = world.client(world.person("qa-manager")).post(
        world.page("letter-sign"), {"seen": 2, "step": "draft-agreed"}
    )
    assert again.status_code == 303


def test_the_wrong_people_cannot_sign(world, foreign):
    letter = letter_at(world)
    at = world.moment(16, "10:00")
    post = {"seen": 1, "step": "draft-agreed"}
    for role in ("team-inspector", "signatory", "publisher", "editor", "national-director"):
        assert world.client(world.person(role)).post(world.page("letter-sign"), post).status_code == 403, role
    for role in ("dcs", "agency-leader"):
        assert world.client(world.person(role)).post(world.page("letter-sign"), post).status_code == 403, role
    assert world.client(foreign.lead).post(world.page("letter-sign"), post).status_code == 404
    assert not SignOff.objects.exists()
    actions.sign(letter=letter, step="draft-agreed", seen=1, by=world.lead, at=at)
    with pytest.raises(Refused):
        actions.sign(
            letter=letter, step="inspectorates-draft", seen=1, by=world.person("signatory", "cqc"), at=at
        )


def test_sending_it_back_takes_comments_and_closes_the_version(world):
    letter = letter_at(world, "draft-agreed")
    client = world.client(world.person("signatory", "hmic"))
    page = world.page("letter-refuse")
    post = {"seen": 1, "step": "inspectorates-draft"}
    assert client.post(page, post).status_code == 422
    assert client.post(page, post | {"comments": "The second point is not ours."}).status_code == 303
    overview = world.client(world.lead).get(world.page("letter")).content.decode()
    assert "Sent back by HMIC" in overview
    assert "Continue writing" in overview
    with pytest.raises(Refused, match="gone back"):
        actions.sign(
            letter=letter,
            step="inspectorates-draft",
            seen=1,
            by=world.person("signatory", "cqc"),
            at=world.moment(18, "10:00"),
        )
    assert happened_at(world.inspection, "draft-agreed") is not None
    submit(world, letter, at=world.moment(18, "12:00"), reason="The second point is taken out.")
    assert happened_at(world.inspection, "draft-agreed") is None
    assert chain(letter).step("draft-agreed").open


def test_those_whose_turn_it_is_are_told_once_and_without_the_area(world):
    letter = letter_at(world, "draft-agreed")
    told = Message.objects.filter(kind="letter.your-turn")
    signers = {world.person("signatory", body).pk for body in ("cqc", "hmic", "hmi-probation")}
    assert signers <= set(told.values_list("to_user_id", flat=True))
    assert not told.filter(subject__icontains=world.inspection.area_name).exists()
    assert not told.filter(body__icontains="Agencies meet").exists()
    walk(world, letter, "inspectorates-draft")
    assert told.filter(to_user_id=world.person("signatory", "cqc").pk).count() == 1


@pytest.mark.requirement("R-001-2", "R-T37-1", "R-T38-1", "R-095-1")
def test_the_final_letter_needs_all_four_inspectorates_before_the_approver(any_world):
    letter = letter_at(any_world, "comments-considered")
    number = chain(letter).version.number
    approver = any_world.person(any_world.inspection.edition.approver_role)
    agreed = any_world.moment(any_world.inspection.edition.milestone("letter-agreed").last_day, "10:00")
    signers = [any_world.lead, *(any_world.person("signatory", b) for b in ("cqc", "hmic", "hmi-probation"))]
    for signer in signers:
        with pytest.raises(Refused):
            actions.sign(letter=letter, step="ofsted-final", seen=number, by=approver, at=agreed)
        done = actions.sign(letter=letter, step="inspectorates-final", seen=number, by=signer, at=agreed)
        assert done.late_seconds == 0
    four = [one.code for one in any_world.inspection.edition.inspectorates]
    assert len(four) == 4
    rows = SignOff.objects.filter(letter=letter, step="inspectorates-final")
    assert sorted(rows.values_list("body", flat=True)) == sorted(four)
    final = any_world.inspection.edition.milestone("final-signoff")
    done = actions.sign(
        letter=letter,
        step="ofsted-final",
        seen=number,
        by=approver,
        at=any_world.moment(final.last_day, "16:00"),
    )
    assert done.late_seconds == 0
    log = any_world.client(any_world.lead).get(any_world.page("letter")).content.decode()
    for signer in signers:
        assert signer.full_name in log
    assert "(HMIC), version" in log


@pytest.mark.requirement("R-096-1")
def test_the_final_letter_without_the_decision_on_the_statement_is_refused(any_world):
    letter = letter_at(any_world, "response")
    day = any_world.inspection.edition.milestone("fa-considered").last_day
    at = any_world.moment(day, "10:00")
    from tests.factories.letters import circulate

    with pytest.raises(ProblemsFound, match=r"decision whether to ask .* is missing"):
        circulate(any_world, letter, at=at)
    decide_statement(any_world, letter, at=at)
    circulate(any_world, letter, at=at)
    assert chain(letter).version.document["statement"]["asked"] is True


def test_the_message_of_a_turn_says_what_to_do(world):
    letter_at(world, "editors-draft")
    bodies = Message.objects.filter(kind="letter.your-turn").order_by("-pk").values_list("body", flat=True)
    assert bodies[0] == "It is your turn: check and send the draft. Sign in to read version 1."


def test_the_final_letter_is_compared_with_what_the_dcs_had(world):
    letter = letter_at(world, "comments-considered")
    sent, newest = draft_sent(letter).version.number, chain(letter).version.number
    page = world.client(world.lead).get(world.page("letter-sign")).content.decode()
    assert "Read and sign version 2" in page
    assert (sent, newest) == (1, 2)
    assert "What has changed since version 1" in page
