"""One item: sent, received, queried, answered, accepted, declined; which file counts; the receipt."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections.facts import happened_at
from jtai.apps.portal import actions
from jtai.apps.portal.models import Document, RequestItem
from jtai.core.results import Refused
from tests.factories.portal import PDF, came, incoming, item_of, open_requests

CODE = "rest-of-annex-a"


@pytest.fixture
def asked_world(world):
    return open_requests(world)


def police(world) -> RequestItem:
    return item_of(world, CODE, "police")


def contributor(world):
    return world.client(world.person("agency-contributor", "police"))


def upload(data: bytes = PDF, name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def send(world, client, item, **fields: object):
    form = {"version": item.version, "part": "whole", "description": "", "file": upload(), **fields}
    return client.post(world.page("request-send", item.pk), form)


def test_a_contributor_sends_a_file_and_gets_a_receipt_with_name_size_time_and_fingerprint(asked_world):
    world, item = asked_world, police(asked_world)
    world.move_clock(2, "11:20")
    client = contributor(world)
    response = send(world, client, item, description="Audit of the unit")
    assert response.status_code == 303
    page = client.get(response["Location"]).content.decode()
    assert "plan.pdf" in page
    assert page.count(f"{len(PDF)} bytes") == 1
    assert hashlib.sha256(PDF).hexdigest() in page
    assert "11:20, Thursday" in page
    item.refresh_from_db()
    assert item.state == "received"
    assert item.received_at == world.moment(2, "11:20").now


def test_the_turn_line_goes_to_the_inspectorate_and_back(asked_world):
    world, item = asked_world, police(asked_world)
    client = contributor(world)
    page = client.get(world.page("request-item", item.pk)).content.decode()
    assert "Waiting for Northmere police to send it by the end of Tuesday" in page
    assert "No file yet; due by the end of Tuesday" in page
    send(world, client, item)
    page = client.get(world.page("request-item", item.pk)).content.decode()
    assert "Waiting for HMIC to review what was received." in page


def test_exactly_one_file_counts_and_earlier_ones_are_listed(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item, name="first.pdf", day=1)
    item.refresh_from_db()
    came(world, item, name="second.pdf", day=2, data=PDF + b"more")
    counting = Document.objects.filter(item=item, counts=True)
    assert [d.stored.name for d in counting] == ["second.pdf"]
    page = world.client(world.lead).get(world.page("request-item", item.pk)).content.decode()
    assert page.index("second.pdf") < page.index("Earlier files") < page.index("first.pdf")


def test_the_date_it_came_stays_that_of_the_first_whole_file(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item, day=1)
    came(world, item, day=6)
    item.refresh_from_db()
    assert item.received_at == world.moment(1, "10:00").now


def test_a_part_is_received_in_part_and_still_waited_for(asked_world):
    world, item = asked_world, police(asked_world)
    send(world, contributor(world), item, part="part")
    item.refresh_from_db()
    assert (item.state, item.received_at) == ("part-received", None)
    page = world.client(world.lead).get(world.page("request-item", item.pk)).content.decode()
    assert "to send the rest of it" in page


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.pdf", b"", "This file is empty. Choose another file."),
        ("invoice.pdf", b"MZ\x90\x00" + b"\0" * 200, "is a program or a script"),
        ("notes.txt", b"#!/bin/sh\nrm words", "is a program or a script"),
        ("macro.vbs", b"words", "is a program or a script"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(asked_world, name, data, words):
    world, item = asked_world, police(asked_world)
    response = send(world, contributor(world), item, file=upload(data, name), description="Kept words")
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert ">\nKept words</textarea>" in page
    assert not Document.objects.filter(item=item).exists()


def test_without_a_file_the_form_says_so(asked_world):
    world, item = asked_world, police(asked_world)
    client = contributor(world)
    form = {"version": item.version, "part": "whole", "description": "Kept words"}
    response = client.post(world.page("request-send", item.pk), form)
    assert response.status_code == 422
    assert "Choose a file to send." in response.content.decode()


def test_a_list_of_children_is_never_kept_as_a_file(asked_world):
    world = asked_world
    item = item_of(world, "dd-lists", "local-authority")
    with pytest.raises(Exception, match="are sent on the page “Children”"):
        came(world, item, child_ref="several")
    page = world.client(world.person("dcs")).get(world.page("request-item", item.pk)).content.decode()
    assert "Send a file" not in page
    assert "It was sent by another secure route" in page


@pytest.mark.parametrize(
    ("ref", "status"), [("", 422), ("Alex Ferrow", 422), ("C-0412", 303), ("several", 303)]
)
def test_a_document_about_children_carries_a_number_and_no_name(asked_world, ref, status):
    world = asked_world
    item = item_of(world, "consent-position", "police")
    response = send(world, contributor(world), item, child_ref=ref)
    assert response.status_code == status
    assert Document.objects.filter(item=item).count() == (status == 303)


@pytest.mark.requirement("R-018-2")
def test_what_went_by_cjsm_email_satisfies_the_milestone(any_world):
    world = open_requests(any_world)
    client = world.client(world.person("dcs"))
    at = world.move_clock(2, "14:00")
    last = None
    for item in RequestItem.objects.filter(inspection=world.inspection, milestone="lists-rest"):
        assert happened_at(world.inspection, "lists-rest") is None
        form = {"version": item.version, "part": "whole", "description": "CJSM email to the analyst"}
        if item.child_level:
            form["child_ref"] = "several"
        last = client.post(world.page("request-other-route", item.pk), form)
        assert last.status_code == 303
    assert happened_at(world.inspection, "lists-rest") == at.now
    page = client.get(last["Location"]).content.decode()
    assert "CJSM email to the analyst" in page
    assert "another secure route" in page


def test_another_route_without_saying_which_is_refused(asked_world):
    world, item = asked_world, police(asked_world)
    form = {"version": item.version, "part": "whole", "description": " "}
    response = contributor(world).post(world.page("request-other-route", item.pk), form)
    assert response.status_code == 422
    assert "Say which secure route was used" in response.content.decode()


def test_a_milestone_is_not_met_while_an_agency_still_owes(asked_world):
    world = asked_world
    for item in RequestItem.objects.filter(inspection=world.inspection, code=CODE).exclude(agency="police"):
        came(world, item)
    actions.ask_for_each_child(
        inspection=world.inspection, child_refs=["C-0001"], by=world.lead, at=world.moment(2)
    )
    for item in RequestItem.objects.filter(inspection=world.inspection, code="case-files"):
        came(world, item)
    assert happened_at(world.inspection, "annex-a-rest") is None
    came(world, police(world), day=5, clock="12:00")
    assert happened_at(world.inspection, "annex-a-rest") == world.moment(5, "12:00").now


@pytest.mark.parametrize("role", ["lead-inspector", "link-person", "signatory"])
def test_those_who_may_look_and_not_send_are_refused(asked_world, role):
    world, item = asked_world, police(asked_world)
    client = world.client(world.person(role))
    assert client.get(world.page("request-item", item.pk)).status_code == 200
    for page in ("request-send", "request-other-route", "request-cannot", "request-answer"):
        assert client.get(world.page(page, item.pk)).status_code == 403
        assert client.post(world.page(page, item.pk), {"version": item.version}).status_code == 403
    with pytest.raises(Refused):
        actions.send_file(item=item, incoming=incoming(), by=world.person(role), at=world.moment(1))


def test_a_contributor_of_another_agency_finds_no_such_item(asked_world):
    world, item = asked_world, police(asked_world)
    client = world.client(world.person("agency-contributor", "ccg"))
    assert client.get(world.page("request-item", item.pk)).status_code == 404
    for page in ("request-send", "request-other-route", "request-cannot", "request-answer"):
        assert client.get(world.page(page, item.pk)).status_code == 404
        assert client.post(world.page(page, item.pk), {"version": item.version}).status_code == 404
    with pytest.raises(Refused) as refused:
        actions.send_file(
            item=item, incoming=incoming(), by=world.person("agency-contributor", "ccg"), at=world.moment(1)
        )
    assert refused.value.decision.kind == "role"


def test_people_of_another_inspection_find_nothing(world, foreign):
    item = police(open_requests(world))
    document = came(world, item)
    client = foreign.client(foreign.lead)
    for page in (
        "requests",
        "extras",
        "documents",
        "contributors",
        "systems",
        "briefing-note",
        "preparation",
    ):
        assert client.get(world.page(page)).status_code == 404
        assert world.client(world.lead).get(world.page(page)).status_code == 200
    for page in ("request-item", "request-query"):
        assert client.get(world.page(page, item.pk)).status_code == 404
        assert client.post(world.page(page, item.pk), {"version": 2}).status_code == 404
    for page in ("receipt", "document", "document-download"):
        assert client.get(world.page(page, document.pk)).status_code == 404
        assert world.client(world.lead).get(world.page(page, document.pk)).status_code == 200


def test_a_query_goes_out_and_its_answer_comes_back(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    inspector = world.client(world.person("team-inspector", "hmic"))
    address = world.page("request-query", item.pk)
    assert "Send the query" in inspector.get(address).content.decode()
    response = inspector.post(address, {"version": 2, "text": "Page 4 cannot be read."})
    assert response.status_code == 303
    client = contributor(world)
    page = client.get(world.page("request-item", item.pk)).content.decode()
    assert "to answer a query from HMIC" in page
    assert "Page 4 cannot be read." in page
    client.post(world.page("request-answer", item.pk), {"version": 3, "text": "It is blank in the original."})
    item.refresh_from_db()
    assert item.state == "received"
    assert (
        "It is blank in the original." in inspector.get(world.page("request-item", item.pk)).content.decode()
    )


def test_a_newer_file_answers_the_query(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    actions.query(
        item=item, text="Page 4?", version=2, by=world.person("team-inspector", "hmic"), at=world.moment(2)
    )
    came(world, item, day=3)
    row = item.queries.get()
    assert row.answer == "A newer file was sent."
    item.refresh_from_db()
    assert item.state == "received"


def test_an_answer_about_a_part_leaves_the_rest_waited_for(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item, is_part=True)
    actions.query(item=item, text="More?", version=2, by=world.lead, at=world.moment(2))
    actions.answer(item=item, text="Tomorrow.", version=3, by=world.person("dcs"), at=world.moment(2))
    item.refresh_from_db()
    assert item.state == "part-received"


@pytest.mark.parametrize("page", ["request-query", "request-answer", "request-cannot"])
def test_a_form_without_its_words_says_what_is_missing(asked_world, page):
    world, item = asked_world, police(asked_world)
    client = world.client(world.lead) if page == "request-query" else contributor(world)
    if page != "request-cannot":
        came(world, item)
        item.refresh_from_db()
    if page == "request-answer":
        actions.query(item=item, text="Page 4?", version=2, by=world.lead, at=world.moment(2))
        item.refresh_from_db()
    form = {"version": item.version, "text": " ", "reason": " ", "which": "decline"}
    response = client.post(world.page(page, item.pk), form)
    assert response.status_code == 422
    state = item.state
    item.refresh_from_db()
    assert item.state == state


def test_accepting_is_for_the_inspectorate_that_asked(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    address = world.page("request-item", item.pk)
    other = world.client(world.person("team-inspector", "cqc"))
    assert "Accept the item" not in other.get(address).content.decode()
    assert other.post(address, {"version": 2}).status_code == 403
    assert contributor(world).post(address, {"version": 2}).status_code == 403
    mine = world.client(world.person("team-inspector", "hmic"))
    assert "Accept the item" in mine.get(address).content.decode()
    assert mine.post(address, {"version": 2}).status_code == 303
    item.refresh_from_db()
    assert (item.state, item.accepted_by) == ("accepted", world.person("team-inspector", "hmic"))


def test_what_changed_after_the_page_was_opened_is_not_accepted_unseen(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    came(world, item, day=2)
    response = world.client(world.lead).post(world.page("request-item", item.pk), {"version": 2})
    assert response.status_code == 409
    assert "This item has changed" in response.content.decode()
    item.refresh_from_db()
    assert item.state == "received"


def test_nothing_replaces_what_was_accepted(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    actions.accept(item=item, version=2, by=world.lead, at=world.moment(2))
    item.refresh_from_db()
    client = contributor(world)
    assert "Send a file" not in client.get(world.page("request-item", item.pk)).content.decode()
    response = send(world, client, item)
    assert response.status_code == 409
    assert "the status is “Accepted”" in response.content.decode()
    assert Document.objects.filter(item=item).count() == 1


def test_declined_and_not_available_carry_their_reason_and_can_be_asked_again(asked_world):
    world, item = asked_world, police(asked_world)
    form = {"version": item.version, "which": "not-available", "reason": "The unit keeps no such audit."}
    assert contributor(world).post(world.page("request-cannot", item.pk), form).status_code == 303
    lead = world.client(world.lead)
    page = lead.get(world.page("request-item", item.pk)).content.decode()
    assert "The unit keeps no such audit." in page
    assert "Not available" in page
    assert contributor(world).get(world.page("request-ask-again", item.pk)).status_code == 403
    assert lead.post(world.page("request-ask-again", item.pk), {"version": 2}).status_code == 303
    item.refresh_from_db()
    assert item.state == "requested"


def test_each_step_is_in_the_trail_with_no_word_of_it(asked_world):
    world, item = asked_world, police(asked_world)
    came(world, item)
    actions.query(item=item, text="Page 4 of Alex", version=2, by=world.lead, at=world.moment(2))
    actions.answer(item=item, text="Blank", version=3, by=world.person("dcs"), at=world.moment(2))
    actions.accept(item=item, version=4, by=world.lead, at=world.moment(3))
    done = list(Event.objects.filter(chain=world.inspection.ref).values_list("action", flat=True))
    for action in ("document.file", "request-item.queried", "request-item.answered", "request-item.accepted"):
        assert action in done
    trail = " ".join(Event.objects.filter(chain=world.inspection.ref).values_list("canonical", flat=True))
    assert "Alex" not in trail
    assert "information.pdf" not in trail
    assert verify(world.inspection.ref) is None


def test_a_changed_document_is_found_by_the_check_of_the_trail(asked_world):
    world, item = asked_world, police(asked_world)
    document = came(world, item)
    Document.objects.filter(pk=document.pk).update(description="Other words")
    assert verify(world.inspection.ref) is not None


def test_an_item_entered_on_its_own_page_is_received(asked_world):
    world = asked_world
    item = actions.note_entered(
        inspection=world.inspection,
        code="dd-lists",
        description="List 1",
        by=world.person("dcs"),
        at=world.moment(0, "16:00"),
    )
    assert item is not None
    item.refresh_from_db()
    assert item.state == "received"
    assert happened_at(world.inspection, "dd-list") == world.moment(0, "16:00").now
    assert (
        actions.note_entered(
            inspection=world.inspection, code="nothing", description="", by=world.lead, at=world.moment(0)
        )
        is None
    )
