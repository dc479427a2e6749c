"""Editors and proof-readers: a minor change keeps the signatures, a substantive one ends them."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.letters.models import Edit
from tests.factories.letters import chain, letter_at, walk

WORDS = "Agencies meet early and decide together."


def review(world, step_before: str):
    """A letter at the editors', with a browser of the editor on that day."""
    letter = letter_at(world, step_before)
    step = chain(letter).current.step
    world.move_clock(world.inspection.edition.milestone(step.milestone).last_day, "10:00")
    return letter, step, world.client(world.person(step.who[0]))


def sentence_of(letter, words: str = WORDS) -> str:
    document = chain(letter).version.document
    return next(
        s["id"]
        for part in document["sections"]
        for p in part["points"]
        for s in p["sentences"]
        if s["text"] == words
    )


def test_a_minor_change_keeps_every_signature_and_says_who_said_so(world):
    letter, step, client = review(world, "ofsted-draft")
    number = chain(letter).version.number
    page = world.page("letter-edit-sentence", sentence_of(letter))
    assert client.post(page, {"seen": number, "after": "", "meaning": "no"}).status_code == 422
    after = "Agencies meet early, and decide together."
    assert client.post(page, {"seen": number, "after": after, "meaning": "no"}).status_code == 303
    noted = client.get(world.page("letter-edit")).content.decode()
    assert "Does not change the meaning, according to" in noted
    answer = client.post(world.page("letter-edit"), {"seen": number})
    assert answer.status_code == 303
    assert "Review finished" in client.get(answer.headers["Location"]).content.decode()
    assert after in chain(letter).version.content
    assert chain(letter).complete("ofsted-draft")
    assert chain(letter).complete(step.code)
    edit = Edit.objects.get()
    assert (edit.by, edit.changes_meaning) == (world.person("editor"), False)
    assert letter.points.get(section="strengths").sentences.filter(text=after).exists()
    assert Event.objects.filter(action="letter.reviewed").exists()


@pytest.mark.requirement("R-T23-1")
def test_august_a_substantive_change_on_day_23_reopens_the_sign_off(world):
    assert dates.due_on(world.inspection, "editors-draft") == date(2016, 10, 7)
    letter, _, client = review(world, "ofsted-draft")
    page = world.page("letter-edit-sentence", sentence_of(letter))
    post = {"seen": 1, "after": "Agencies meet late.", "meaning": "yes"}
    assert client.post(page, post).status_code == 422
    assert client.post(page, post | {"reason": "The record says late."}).status_code == 303
    assert "cancels 6 signatures" in client.get(world.page("letter-edit")).content.decode()
    answer = client.post(world.page("letter-edit"), {"seen": 1})
    assert "Sent back to be signed" in client.get(answer.headers["Location"]).content.decode()
    assert chain(letter).step("draft-agreed").open
    assert not chain(letter).complete("ofsted-draft")
    assert happened_at(world.inspection, "signoff-ofsted") is None
    walk(world, letter, "editors-draft")
    assert chain(letter).complete("editors-draft")


@pytest.mark.requirement("R-T40-1")
def test_january_the_proof_reader_reads_the_final_letter_on_day_37(january):
    assert dates.due_on(january.inspection, "proof") == date(2016, 4, 4)
    _final_review(january, "proof")


@pytest.mark.requirement("R-T40-2")
def test_august_the_editors_review_the_final_letter_on_day_40(world):
    assert dates.due_on(world.inspection, "editors-final") == date(2016, 11, 1)
    _final_review(world, "editors-final")


def _final_review(world, step: str) -> None:
    letter, found, client = review(world, "ofsted-final")
    assert found.code == step
    number = chain(letter).version.number
    assert not chain(letter).step("prepublication").open
    page = world.page("letter-edit-sentence", sentence_of(letter))
    minor = {"seen": number, "after": "Agencies meet early, and decide together.", "meaning": "no"}
    client.post(page, minor)
    client.post(world.page("letter-edit"), {"seen": number})
    assert chain(letter).complete(step)
    assert chain(letter).complete("ofsted-final")
    assert chain(letter).step("prepublication").open


def test_a_change_of_meaning_in_the_final_letter_asks_the_four_again_and_not_the_dcs(world):
    letter, _, client = review(world, "ofsted-final")
    number = chain(letter).version.number
    post = {"seen": number, "after": "Agencies meet late.", "meaning": "yes", "reason": "Wrong."}
    client.post(world.page("letter-edit-sentence", sentence_of(letter)), post)
    client.post(world.page("letter-edit"), {"seen": number})
    assert chain(letter).step("inspectorates-final").open
    assert chain(letter).complete("response")


def test_only_the_office_of_the_edition_edits_and_only_at_its_step(world):
    letter = letter_at(world, "inspectorates-draft")
    page = world.page("letter-edit-sentence", sentence_of(letter))
    post = {"seen": 1, "after": "Other words.", "meaning": "no"}
    assert world.client(world.person("editor")).post(page, post).status_code == 409
    assert world.client(world.person("proof-reader")).post(page, post).status_code == 403
    assert world.client(world.lead).post(page, post).status_code == 403
    assert not Edit.objects.exists()
