"""The pre-publication letter, publication, holds, replacement and withdrawal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters import actions
from jtai.apps.letters.models import Dispatch, Publication
from jtai.apps.letters.queries.facts import statement_readings
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories.letters import chain, day_of, letter_at
from tests.reading import joined, words_of_page, words_of_pdf


def before_copy(world):
    """A letter that waits for the pre-publication letter, on its day."""
    codes = [step.code for step in world.inspection.edition.letter.sign_off_chain]
    letter = letter_at(world, codes[codes.index("prepublication") - 1])
    world.move_clock(day_of(world, "prepub"), "10:00")
    return letter


@pytest.mark.requirement("R-T41-1")
def test_the_copy_goes_to_the_dcs_and_the_leaders_and_not_without_the_chair_of_the_lscb(any_world):
    printed = {"2016-08": date(2016, 11, 2), "2016-01": date(2016, 4, 5)}[any_world.inspection.edition_id]
    assert dates.due_on(any_world.inspection, "prepub") == printed
    row = any_world.inspection.edition.milestone("prepub")
    assert (
        row.printed_weekday == {"2016-08": "Wednesday", "2016-01": "Monday"}[any_world.inspection.edition_id]
    )
    letter = before_copy(any_world)
    number = chain(letter).version.number
    client, page = any_world.client(any_world.person("publisher")), any_world.page("letter-prepublish")
    chair = any_world.inspection.contacts.get(contact_role="lscb-chair")
    kept = {field: getattr(chair, field) for field in ("name", "email")}
    any_world.inspection.contacts.filter(pk=chair.pk).update(name="", email="")
    refused = client.post(page, {"seen": number})
    assert refused.status_code == 422
    assert "Chair of the LSCB" in refused.content.decode()
    assert not Dispatch.objects.filter(kind="prepublication").exists()
    any_world.inspection.contacts.filter(pk=chair.pk).update(**kept)
    assert any_world.client(any_world.lead).post(page, {"seen": number}).status_code == 403
    assert client.post(page, {"seen": number}).status_code == 303
    sent = Dispatch.objects.get(kind="prepublication")
    assert sent.recipients.filter(delivery="sent").get().contact_role == "dcs"
    assert sent.recipients.filter(contact_role="lscb-chair", delivery="copied").exists()
    assert {one.delivered_at for one in sent.recipients.all()} == {
        any_world.moment(day_of(any_world, "prepub")).now
    }
    assert Message.objects.filter(kind="letter.prepublication").count() == sent.recipients.count() == 12
    assert Event.objects.filter(action="letter.prepublication-sent").exists()


@pytest.mark.requirement("R-091-1")
def test_the_send_page_shows_a_row_for_each_role_and_flags_one_without_contact(any_world):
    before_copy(any_world)
    client, page = any_world.client(any_world.person("publisher")), any_world.page("letter-prepublish")
    any_world.inspection.contacts.filter(contact_role="pcc").delete()
    answer = client.get(page)
    rows = answer.context["rows"]
    assert len(rows) == 12
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row.group] = sizes.get(row.group, 0) + 1
    assert sizes == {"local-authority": 2, "health": 2, "police": 3, "probation": 4, "lscb": 1}
    assert "nobody is recorded" in answer.content.decode().split("Police and crime commissioner")[1][:600]
    asked = client.post(page, {"seen": rows and 2})
    assert asked.status_code in (409, 422)


def test_the_dcs_says_the_copy_has_arrived_and_the_statement_counts_from_there(world):
    letter = letter_at(world, "prepublication")
    world.move_clock(42, "09:00")
    dcs, page = world.client(world.person("dcs")), world.page("prepublication-copy")
    assert "not public" in dcs.get(page).content.decode()
    assert world.client(world.person("agency-leader", "police")).get(page).status_code == 200
    assert world.client(world.person("agency-leader", "police")).post(page).status_code == 403
    assert dcs.post(page).status_code == 303
    assert dcs.post(page).status_code == 409
    received = next(one for one in statement_readings(letter) if one.is_default)
    assert received.due_on == dates.calendar_of(world.inspection).add(date(2016, 11, 3), 70)
    assert dcs.get(world.page("prepublication-pdf")).content.startswith(b"%PDF")


@pytest.mark.requirement("R-T43-1")
def test_publishing_needs_the_signature_the_copy_and_no_hold(any_world):
    edition = any_world.inspection.edition_id
    assert (
        dates.due_on(any_world.inspection, "publish")
        == {"2016-08": date(2016, 11, 4), "2016-01": date(2016, 4, 7)}[edition]
    )
    letter = before_copy(any_world)
    number, publisher = chain(letter).version.number, any_world.person("publisher")
    client, page = any_world.client(publisher), any_world.page("letter-publish")
    assert client.post(page, {"seen": number}).status_code == 409
    actions.send_prepublication(
        letter=letter,
        seen=number,
        reasons={},
        by=publisher,
        at=any_world.moment(day_of(any_world, "prepub")),
    )
    day = day_of(any_world, "publish")
    any_world.move_clock(day, "09:30")
    at = any_world.moment(day, "09:30")
    hold = inspections.add_hold(
        inspection=any_world.inspection,
        first_on=at.today,
        last_on=at.today + timedelta(days=3),
        reason="General election",
        by=any_world.lead,
        at=at,
    )
    held = client.post(page, {"seen": number})
    assert held.status_code == 409
    assert "General election" in held.content.decode()
    assert not Publication.objects.exists()
    inspections.lift_hold(inspection=any_world.inspection, hold=hold, by=any_world.lead, at=at)
    assert any_world.client(any_world.lead).post(page, {"seen": number}).status_code == 403
    assert client.post(page, {"seen": number}).status_code == 303
    row = Publication.objects.get()
    assert (row.digest, row.published_at) == (chain(letter).version.digest, at.now)
    assert Event.objects.filter(action="letter.published", object_id=row.pk).exists()
    if edition == "2016-08":
        any_world.inspection.readings = {"anchor.publish": "printed_weekday"}
        assert dates.timeline_of(any_world.inspection).row("publish").due_on == date(2016, 11, 8)


@pytest.mark.requirement("R-T43-2")
def test_the_package_has_two_items_in_january_and_one_in_august(any_world):
    letter = letter_at(any_world, any_world.inspection.edition.letter.sign_off_chain[-1].code)
    row = letter.publications.get()
    wanted = {"2016-08": ["letter"], "2016-01": ["letter", "guidance"]}[any_world.inspection.edition_id]
    assert [item["kind"] for item in row.package] == wanted
    page = any_world.client(any_world.lead).get(any_world.page("letter-published")).content.decode()
    assert ("Published together" in page) == (len(wanted) == 2)


def test_a_practice_inspection_publishes_in_its_workspace_only_with_its_mark(world, client):
    Inspection.objects.filter(pk=world.inspection.pk).update(kind="practice")
    world.inspection.refresh_from_db()
    letter = letter_at(world, "published")
    row = letter.publications.get()
    assert row.workspace_only
    assert row.mark == "Practice. Not a real inspection."
    assert client.get(f"/letters/{row.slug}").status_code == 404
    inside = world.client(world.lead).get(world.page("letter-published")).content.decode()
    assert "Practice. Not a real inspection." in inside
    pdf = reverse("letter-published-pdf", args=[world.inspection.ref, row.number])
    assert pdf in inside
    paper = world.client(world.lead).get(pdf).content
    assert joined(words_of_pdf(paper, row.mark)) == joined(words_of_page(inside))
    director, later = world.person("national-director"), world.moment(45, "10:00")
    actions.withdraw(letter=letter, reason="Wrong.", by=director, at=later)
    assert world.client(world.lead).get(pdf).status_code == 404
    assert pdf not in world.client(world.lead).get(world.page("letter-published")).content.decode()
    assert not Message.objects.exclude(state="kept").filter(chain=world.inspection.ref).exists()


def test_a_letter_dated_otherwise_asks_for_a_reason(world):
    letter = letter_at(world, "prepublication")
    given = {"letter": letter, "seen": chain(letter).version.number, "by": world.person("publisher")}
    late = world.moment(45, "10:00")
    with pytest.raises(ProblemsFound) as found:
        actions.publish(reasons={}, at=late, **given)
    assert [one.code for one in found.value.problems] == ["letter-dated-otherwise"]
    actions.publish(reasons={"letter-dated-otherwise": "Held up by the printer."}, at=late, **given)


def test_a_correction_stands_beside_the_old_letter_with_its_note_and_a_withdrawn_page_says_so(world, client):
    letter = letter_at(world, "published")
    first = letter.publications.get()
    sentence = first.document["sections"][1]["points"][0]["sentences"][0]
    publisher, at = world.person("publisher"), world.moment(43, "15:00")
    given = {"letter": letter, "by": publisher, "at": at}
    with pytest.raises(ProblemsFound):
        actions.replace_published(words={sentence["id"]: "Other."}, note="", **given)
    with pytest.raises(ProblemsFound):
        actions.replace_published(words={}, note="Nothing.", **given)
    post = {
        "sentence": sentence["id"],
        "after": "Agencies meet early, as a rule.",
        "note": "A word was wrong.",
    }
    correct = world.page("letter-correct")
    assert world.client(world.lead).post(correct, post).status_code == 403
    assert world.client(publisher).post(correct, post).status_code == 303
    newest = client.get(f"/letters/{first.slug}").content.decode()
    assert "Agencies meet early, as a rule." in newest
    assert "A word was wrong." in newest
    older = client.get(f"/letters/{first.slug}/versions/1").content.decode()
    assert sentence["text"] in older
    assert "This letter has been replaced by a newer version" in older
    withdraw = world.page("letter-withdraw")
    assert world.client(publisher).post(withdraw, {"reason": "No."}).status_code == 403
    director = world.client(world.person("national-director"))
    assert director.post(withdraw, {"reason": ""}).status_code == 422
    assert director.post(withdraw, {"reason": "A finding did not stand."}).status_code == 303
    gone = client.get(f"/letters/{first.slug}").content.decode()
    assert "This letter has been withdrawn." in gone
    assert "A finding did not stand." in gone
    assert "Agencies meet early, as a rule." not in gone
    assert client.get(f"/letters/{first.slug}/versions/1/letter.pdf").status_code == 404
    with pytest.raises(Refused):
        actions.withdraw(letter=letter, reason="Again.", by=world.person("national-director"), at=at)


@pytest.mark.requirement("R-003-1")
def test_the_check_of_factual_accuracy_cannot_be_left_out(any_world):
    chain_steps = any_world.inspection.edition.letter.sign_off_chain
    sent = next(n for n, step in enumerate(chain_steps) if step.phase == "accuracy")
    letter = letter_at(any_world, chain_steps[sent - 1].code)
    publisher = any_world.client(any_world.person("publisher"))
    for name in ("letter-prepublish", "letter-publish"):
        answer = publisher.post(any_world.page(name), {"seen": chain(letter).version.number})
        assert answer.status_code == 409, name
    assert not letter.dispatches.exists() and not letter.publications.exists()
    final = next(step for step in chain_steps if step.phase == "final")
    signatory = any_world.client(any_world.person("signatory", "cqc"))
    posted = {"seen": chain(letter).version.number, "step": final.code}
    assert signatory.post(any_world.page("letter-sign"), posted).status_code == 409
    assert not chain(letter).step(final.code).complete
