"""The analyst writes the briefing section by section and issues it (paragraph 10)."""

from __future__ import annotations

import pytest

from jtai.apps.audit.queries import verify
from jtai.apps.briefing import actions, queries
from jtai.apps.briefing.models import Section
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories.briefing import issue_briefing, write_briefing
from tests.factories.notification import notified
from tests.factories.world import World


def codes(world: World) -> list[str]:
    return [section.code for section in world.inspection.edition.briefing_sections]


@pytest.mark.requirement("R-010-1")
def test_issuing_by_the_analyst_unlocks_reading_and_a_team_inspector_cannot_issue(any_world):
    world = any_world
    # 5 February 2016 in the January edition, 2 September 2016 in the August one.
    at = world.move_clock(-2, "15:00")
    write_briefing(world, at)
    inspector = world.client(world.person("team-inspector", "cqc"))
    assert "has not issued the briefing yet" in inspector.get(world.page("briefing")).content.decode()
    assert inspector.post(world.page("briefing-issue"), {"x": ""}).status_code == 403
    assert not queries.is_issued(world.inspection)

    analyst = world.client(world.person("analyst"))
    answer = analyst.post(world.page("briefing-issue"), {"x": ""})
    assert (answer.status_code, answer.url) == (303, world.page("briefing-issued"))
    assert "better planning" in inspector.get(world.page("briefing")).content.decode()
    readers = {m.to_user_id for m in Message.objects.filter(kind="briefing-issued")}
    assert world.person("team-inspector", "cqc").pk in readers
    assert verify(world.inspection.ref) is None


def test_reading_is_refused_before_the_issue(any_world):
    world = any_world
    at = world.move_clock(-2, "15:00")
    with pytest.raises(Refused) as refused:
        actions.mark_read(inspection=world.inspection, number=1, by=world.lead, at=at)
    assert refused.value.decision.kind == "moment"


@pytest.mark.requirement("R-010-2")
def test_issuing_with_the_serious_case_reviews_unanswered_is_refused_and_names_them(any_world):
    world = any_world
    at = world.move_clock(-2, "15:00")
    write_briefing(world, at, leave_out="serious-case-reviews")
    analyst = world.client(world.person("analyst"))
    answer = analyst.post(world.page("briefing-issue"), {"x": ""})
    assert answer.status_code == 422
    assert "serious case reviews” has no answer" in answer.content.decode()
    assert not queries.is_issued(world.inspection)

    url = world.page("briefing-section", "serious-case-reviews")
    kept = analyst.post(url, {"answer": "none-found", "text": "", "version": "0"})
    assert kept.status_code == 303
    assert analyst.post(world.page("briefing-issue"), {"x": ""}).status_code == 303


@pytest.mark.requirement("R-010-2")
@pytest.mark.parametrize("answer", ["included", "none-found", "not-available"])
def test_each_of_the_three_answers_is_enough(any_world, answer):
    world = any_world
    at = world.move_clock(-2, "15:00")
    write_briefing(world, at, leave_out="serious-incidents")
    actions.keep_section(
        inspection=world.inspection,
        code="serious-incidents",
        answer=answer,
        text="Two notifications last year." if answer == "included" else "",
        by=world.person("analyst"),
        at=at,
    )
    assert actions.issue(inspection=world.inspection, by=world.person("analyst"), at=at).number == 1


def test_a_section_that_includes_something_needs_its_words(world):
    at = world.move_clock(-2, "15:00")
    write_briefing(world, at, leave_out="ombudsman")
    actions.keep_section(
        inspection=world.inspection, code="ombudsman", answer="included", by=world.person("analyst"), at=at
    )
    with pytest.raises(ProblemsFound) as found:
        actions.issue(inspection=world.inspection, by=world.person("analyst"), at=at)
    assert [p.code for p in found.value.problems] == ["section-ombudsman-empty"]


def test_issuing_an_empty_briefing_names_every_section(any_world):
    world = any_world
    with pytest.raises(ProblemsFound) as found:
        actions.issue(inspection=world.inspection, by=world.person("analyst"), at=world.move_clock(-2))
    assert {p.field for p in found.value.problems} == set(codes(world))
    assert all(p.source == "Guidance, paragraph 10" for p in found.value.problems)


@pytest.mark.requirement("R-010-3")
def test_the_needs_document_has_the_label_of_its_edition(any_world):
    world = any_world
    page = world.client(world.person("analyst")).get(world.page("briefing")).content.decode()
    titles = {section.code: section.title for section in world.inspection.edition.briefing_sections}
    label = {"2016-01": "Joint strategic needs analysis", "2016-08": "Joint strategic needs assessment"}
    assert titles["jsna"].lower() == label[world.inspection.edition_id].lower()
    assert titles["jsna"] in page
    assert titles["national-data"] in page


@pytest.mark.requirement("R-010-4")
def test_whistleblowing_is_closed_to_another_inspectorate_until_released(any_world):
    world = any_world
    issue_briefing(world)
    world.move_clock(-1, "10:00")
    assert len(codes(world)) == 9
    words = "A worker wrote about waiting times."
    owner = world.client(world.person("team-inspector", "cqc"))
    other = world.client(world.person("team-inspector", "hmic"))
    manager = world.client(world.person("qa-manager"))
    lead = world.client(world.lead)
    assert words in owner.get(world.page("briefing")).content.decode()
    assert words in lead.get(world.page("briefing")).content.decode()
    for closed in (other, manager):
        page = closed.get(world.page("briefing")).content.decode()
        assert words not in page
        assert "This section is restricted" in page
    assert other.post(world.page("briefing-release"), {"x": ""}).status_code == 403
    assert words not in other.get(world.page("briefing")).content.decode()

    assert lead.post(world.page("briefing-release"), {"x": ""}).status_code == 303
    for opened in (other, manager):
        assert words in opened.get(world.page("briefing")).content.decode()
    assert lead.post(world.page("briefing-release"), {"x": ""}).status_code == 409


def test_the_director_never_opens_the_briefing(any_world):
    world = notified(any_world)
    director = world.client(world.person("dcs"))
    for page in ("briefing", "briefing-readers", "briefing-discussion", "performance-data"):
        assert director.get(world.page(page)).status_code == 403


def test_people_of_another_inspection_find_nothing(world, foreign):
    issue_briefing(foreign)
    stranger = world.client(world.person("analyst"))
    assert stranger.get(foreign.page("briefing")).status_code == 404
    section = foreign.page("briefing-section", "jsna")
    assert stranger.post(section, {"answer": "none-found", "version": "0"}).status_code == 404
    assert foreign.client(foreign.person("analyst")).get(foreign.page("briefing")).status_code == 200


def test_a_stale_tab_keeps_both_texts(world):
    at = world.move_clock(-3, "10:00")
    analyst = world.client(world.person("analyst"))
    url = world.page("briefing-section", "jsna")
    actions.keep_section(
        inspection=world.inspection, code="jsna", text="Kept first.", by=world.person("analyst"), at=at
    )
    answer = analyst.post(url, {"answer": "included", "text": "Typed meanwhile.", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kept first." in page
    assert "Typed meanwhile." in page
    again = analyst.post(url, {"answer": "included", "text": "Joined.", "version": "1"})
    assert again.status_code == 303
    assert Section.objects.get(code="jsna").text == "Joined."


def test_drafts_are_read_by_nobody_else_and_what_was_issued_does_not_change(world):
    issue_briefing(world)
    at = world.move_clock(-1, "09:00")
    actions.keep_section(
        inspection=world.inspection,
        code="jsna",
        answer="included",
        text="Not issued yet.",
        version=1,
        by=world.person("analyst"),
        at=at,
    )
    lead = world.client(world.lead)
    assert "Not issued yet." not in lead.get(world.page("briefing")).content.decode()
    assert lead.get(world.page("briefing-section", "jsna")).status_code == 403
    actions.issue(inspection=world.inspection, by=world.person("analyst"), at=at)
    assert "Not issued yet." in lead.get(world.page("briefing")).content.decode()
    assert verify(world.inspection.ref) is None


def test_a_document_of_the_restricted_section_is_as_closed_as_its_words(world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    at = world.move_clock(-2, "10:00")
    analyst = world.client(world.person("analyst"))
    url = world.page("briefing-attach", "whistleblowing")
    sent = SimpleUploadedFile("complaint.txt", b"Waiting times since spring.")
    assert analyst.post(url, {"file": sent, "body": "cqc"}).status_code == 303
    write_briefing(world, at, leave_out="whistleblowing")
    actions.keep_section(
        inspection=world.inspection,
        code="whistleblowing",
        answer="included",
        parts={"cqc": "See the document."},
        version=1,
        by=world.person("analyst"),
        at=at,
    )
    actions.issue(inspection=world.inspection, by=world.person("analyst"), at=at)
    row = Section.objects.get(code="whistleblowing").attachments.get()
    page = world.page("briefing-attachment", row.pk)
    owner = world.client(world.person("team-inspector", "cqc")).get(page)
    assert b"".join(owner.streaming_content) == b"Waiting times since spring."
    assert "attachment" in owner["Content-Disposition"]
    assert world.client(world.person("team-inspector", "hmic")).get(page).status_code == 404


def test_the_viewer_of_a_section_never_gets_hidden_words(world):
    issue_briefing(world)
    user = world.person("team-inspector", "hmic")
    from jtai.apps.inspections.access import held_by

    viewer = Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), world.moment(-1))
    shown = {s.code: s for s in queries.issued_sections(viewer)}["whistleblowing"]
    assert (shown.hidden, shown.text, shown.parts, shown.answer) == (True, "", (), "")
