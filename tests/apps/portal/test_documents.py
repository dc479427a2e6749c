"""Documents: who reads them, giving them out, reviewing, downloading with a trail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jtai.apps.audit.models import Event
from jtai.apps.inspections.facts import happened_at
from jtai.apps.portal import actions, queries
from jtai.apps.portal.models import Allocation, Document
from jtai.core.results import Refused
from tests.factories.portal import PDF, asked, came, given, item_of, open_requests

CODE = "rest-of-annex-a"


@pytest.fixture
def filled(world):
    """One file of the police, one of the local authority."""
    open_requests(world)
    came(world, item_of(world, CODE, "police"), name="police.pdf")
    came(world, item_of(world, "meeting-details"), name="meetings.pdf")
    return world


def of(world, agency: str) -> Document:
    return Document.objects.get(inspection=world.inspection, agency=agency, counts=True)


@pytest.mark.requirement("R-T06-1")
@pytest.mark.parametrize("edition", ["2016-08", "2016-01"])
def test_the_milestone_of_day_6_is_ticked_only_when_no_document_is_without_a_reader(db, edition):
    world = asked(edition)
    came(world, item_of(world, CODE, "police"))
    came(world, item_of(world, CODE, "ccg"))
    at = world.move_clock(6, "14:00")
    if edition == "2016-08":
        assert f"{at.today:%a %-d %b %Y}" == "Wed 14 Sep 2016"
    client = world.client(world.lead)
    given(world, of(world, "police"), world.person("team-inspector", "hmic"))
    page = client.get(world.page("documents-allocate")).content.decode()
    assert "1 document without a reader" in page
    response = client.post(world.page("documents-finish"))
    assert response.status_code == 422
    assert "1 document has no reader yet." in response.content.decode()
    assert happened_at(world.inspection, "allocate") is None
    form = {"documents": [str(of(world, "ccg").pk)], "inspectors": [world.person("team-inspector", "cqc").pk]}
    assert client.post(world.page("documents-allocate"), form).status_code == 303
    assert "0 documents without a reader" in client.get(world.page("documents-finish")).content.decode()
    assert client.post(world.page("documents-finish")).status_code == 303
    assert happened_at(world.inspection, "allocate") == at.now


def test_allocation_needs_a_document_and_an_inspector(filled):
    response = filled.client(filled.lead).post(filled.page("documents-allocate"), {})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose at least one document." in page
    assert "Choose at least one inspector." in page


def test_before_anything_has_come_there_is_nothing_to_finish(world):
    open_requests(world)
    response = world.client(world.lead).post(world.page("documents-finish"))
    assert response.status_code == 409


@pytest.mark.parametrize("role", ["team-inspector", "analyst", "qa-manager", "dcs", "agency-contributor"])
def test_only_the_lead_gives_documents_out(filled, role):
    client = filled.client(filled.person(role))
    for page in ("documents-allocate", "documents-finish"):
        assert client.get(filled.page(page)).status_code == 403
        assert client.post(filled.page(page), {}).status_code == 403
    with pytest.raises(Refused):
        actions.allocate(
            inspection=filled.inspection,
            documents=[str(of(filled, "police").pk)],
            inspectors=[filled.lead.pk],
            by=filled.person(role),
            at=filled.moment(6),
        )


def test_a_document_is_never_given_to_somebody_who_may_not_review(filled):
    dcs = filled.person("dcs")
    with pytest.raises(Exception, match="Choose at least one inspector"):
        given(filled, of(filled, "police"), dcs)
    assert not Allocation.objects.filter(inspector=dcs).exists()


def test_a_team_inspector_reads_those_of_their_inspectorate_and_those_given_to_them(filled):
    world, police, authority = filled, of(filled, "police"), of(filled, "local-authority")
    hmic = world.person("team-inspector", "hmic")
    client = world.client(hmic)
    assert client.get(world.page("document", police.pk)).status_code == 200
    assert client.get(world.page("document", authority.pk)).status_code == 404
    assert client.get(world.page("document-download", authority.pk)).status_code == 404
    given(world, authority, hmic)
    assert client.get(world.page("document", authority.pk)).status_code == 200
    assert client.get(world.page("document-download", authority.pk)).status_code == 200


def test_an_agency_opens_what_any_of_its_people_sent_and_nobody_else_there_does(filled):
    world, police = filled, of(filled, "police")
    sender = world.client(world.person("agency-contributor", "police"))
    assert sender.get(world.page("receipt", police.pk)).status_code == 200
    assert sender.get(world.page("document-download", police.pk)).status_code == 200
    colleague = world.client(world.person("agency-leader", "police"))
    for name in ("document", "receipt", "document-download"):
        assert colleague.get(world.page(name, police.pk)).status_code == 200
    for role, body in (("agency-contributor", "ccg"), ("link-person", ""), ("lscb-chair", "")):
        other = world.client(world.person(role, body))
        for name in ("document", "receipt", "document-download"):
            assert other.get(world.page(name, police.pk)).status_code == 404


def test_the_dcs_sees_that_an_agency_sent_a_file_and_cannot_download_it(filled):
    world, police = filled, of(filled, "police")
    dcs = world.client(world.person("dcs"))
    page = dcs.get(world.page("document", police.pk))
    assert page.status_code == 200
    assert "Download" not in page.content.decode()
    assert dcs.get(world.page("document-download", police.pk)).status_code == 403


def test_a_download_is_an_attachment_that_nothing_can_run_in(filled):
    world, police = filled, of(filled, "police")
    response = world.client(world.lead).get(world.page("document-download", police.pk))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="police.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Length"] == str(len(PDF))


@pytest.mark.requirement("R-SE-6")
@pytest.mark.parametrize("edition", ["2016-08", "2016-01"])
def test_opening_a_child_file_adds_one_row_with_person_role_object_and_time(db, edition):
    world = asked(edition)
    document = came(world, item_of(world, "consent-position", "police"), child_ref="C-0412")
    inspector = world.person("team-inspector", "hmic")
    world.move_clock(4, "09:30")
    before = Event.objects.filter(chain=world.inspection.ref).count()
    response = world.client(inspector).get(world.page("document-download", document.pk))
    # The event stands before the first byte is taken.
    (event,) = Event.objects.filter(chain=world.inspection.ref).order_by("sequence")[before:]
    assert b"".join(response.streaming_content) == PDF
    assert Event.objects.filter(chain=world.inspection.ref).count() == before + 1
    assert (event.actor, event.object_kind, event.object_id) == (
        str(inspector.pk),
        "document",
        str(document.pk),
    )
    assert event.clock_at == world.moment(4, "09:30").now
    assert "team-inspector" in event.canonical


def test_a_refused_download_leaves_no_row_of_a_download(filled):
    world, police = filled, of(filled, "police")
    world.client(world.person("dcs")).get(world.page("document-download", police.pk))
    assert not Event.objects.filter(chain=world.inspection.ref, action="document.downloaded").exists()


def test_looking_at_the_record_of_a_child_level_document_is_in_the_trail(world):
    open_requests(world)
    document = came(world, item_of(world, "consent-position", "police"), child_ref="C-0412")
    world.client(world.lead).get(world.page("document", document.pk))
    rows = Event.objects.filter(
        chain=world.inspection.ref, action="document.read", object_id=str(document.pk)
    )
    assert rows.count() == 1


def test_a_damaged_file_is_answered_with_a_sentence(filled, settings):
    world, police = filled, of(filled, "police")
    for path in Path(settings.JTAI_FILES_DIR).rglob(f"{police.stored.pk.hex}*"):
        path.unlink()
    response = world.client(world.lead).get(world.page("document-download", police.pk))
    assert response.status_code == 503


@pytest.mark.requirement("R-070-1")
@pytest.mark.parametrize("edition", ["2016-08", "2016-01"])
def test_what_is_not_reviewed_when_the_team_arrives_is_listed_by_inspector(db, edition):
    world = asked(edition)
    first, second = item_of(world, CODE, "police"), item_of(world, CODE, "ccg")
    one, two = came(world, first), came(world, second)
    hmic, cqc = world.person("team-inspector", "hmic"), world.person("team-inspector", "cqc")
    given(world, one, hmic, cqc)
    given(world, two, cqc)
    world.move_clock(8, "10:00")
    assert world.client(hmic).post(world.page("document", one.pk)).status_code == 303
    at = world.move_clock(9, "09:00")
    if edition == "2016-08":
        assert f"{at.today:%-d %b %Y}" == "19 Sep 2016"
    lines = {line.inspector: line for line in queries.outstanding_by_inspector(world.inspection)}
    assert lines[hmic].unreviewed == []
    assert set(lines[cqc].unreviewed) == {one, two}
    page = world.client(world.lead).get(world.page("documents-outstanding")).content.decode()
    assert cqc.full_name in page
    assert "That time has passed." in page
    assert "None: all reviewed" in page


def test_a_review_is_marked_by_the_reader_it_was_given_to_and_once(filled):
    world, police = filled, of(filled, "police")
    hmic = world.person("team-inspector", "hmic")
    address = world.page("document", police.pk)
    assert world.client(hmic).post(address).status_code == 409
    given(world, police, hmic)
    assert "Mark as reviewed" in world.client(hmic).get(address).content.decode()
    assert world.client(hmic).post(address).status_code == 303
    assert world.client(hmic).post(address).status_code == 409
    assert world.client(world.person("dcs")).post(address).status_code == 403


def test_a_newer_file_goes_to_the_same_readers_who_have_not_reviewed_it(filled):
    world, police = filled, of(filled, "police")
    hmic = world.person("team-inspector", "hmic")
    given(world, police, hmic)
    actions.mark_reviewed(document=police, by=hmic, at=world.moment(7))
    came(world, item_of(world, CODE, "police"), day=7, clock="15:00")
    newer = of(world, "police")
    assert newer.pk != police.pk
    assert [row.document for row in queries.unreviewed_of(world.inspection, hmic)] == [newer]
    assert police not in queries.needing_a_reader(world.inspection)


def test_a_document_taken_back_is_without_a_reader_again(filled):
    world, police = filled, of(filled, "police")
    given(world, police, world.person("team-inspector", "hmic"))
    row = Allocation.objects.get()
    client = world.client(world.lead)
    assert client.post(world.page("allocation-take-back", row.pk)).status_code == 303
    assert police in queries.needing_a_reader(world.inspection)
    assert client.post(world.page("allocation-take-back", row.pk)).status_code == 409


@pytest.mark.requirement("R-029-1")
def test_context_stands_in_every_inspectors_library_with_its_label(any_world):
    world = any_world
    world.open_to_local()
    world.move_clock(8, "15:00")
    form = {"title": "How our services work together", "file": SimpleUploadedFile("slides.pdf", PDF)}
    assert (
        world.client(world.person("agency-leader", "police"))
        .post(world.page("context-new"), form)
        .status_code
        == 303
    )
    document = Document.objects.get(inspection=world.inspection)
    for inspectorate in ("ofsted", "cqc", "hmic", "hmi-probation"):
        client = world.client(world.person("team-inspector", inspectorate))
        page = client.get(world.page("documents")).content.decode()
        assert "How our services work together" in page
        assert ">context<" in page
        assert client.get(world.page("document-download", document.pk)).status_code == 200


def test_context_needs_a_file_and_a_title_and_comes_from_the_leaders(world):
    world.open_to_local()
    dcs = world.client(world.person("dcs"))
    response = dcs.post(world.page("context-new"), {"title": " ", "file": SimpleUploadedFile("a.pdf", PDF)})
    assert response.status_code == 422
    assert "Say what it is" in response.content.decode()
    assert dcs.post(world.page("context-new"), {"title": "Words"}).status_code == 422
    for role in ("agency-contributor", "lead-inspector"):
        client = world.client(world.person(role))
        assert client.get(world.page("context-new")).status_code == 403
        form = {"title": "Words", "file": SimpleUploadedFile("a.pdf", PDF)}
        assert client.post(world.page("context-new"), form).status_code == 403


def test_empty_lists_say_what_there_is(world):
    open_requests(world)
    page = world.client(world.person("team-inspector", "hmic")).get(world.page("documents")).content.decode()
    assert "No documents are allocated to you." in page
