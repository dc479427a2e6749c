"""What leaders are told, what is presented, what one agency alone reads, and who has sent key findings."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from jtai.apps.audit.models import Event
from jtai.apps.findings import actions, duties, queries
from jtai.apps.findings.models import Telling
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.selection.queries import tracked_keys
from jtai.core.moments import Moment
from jtai.core.results import ProblemsFound, Refused
from tests.factories import evidence, findings, meetings
from tests.factories.selection import tracked_sent
from tests.factories.world import World


def viewer(world: World, role: str, body: str, at: Moment) -> Viewer:
    user = world.person(role, body)
    return Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), at)


@pytest.mark.requirement("R-040-2")
def test_a_finding_leaders_never_heard_of_is_listed_as_not_yet_shared(any_world: World) -> None:
    told = findings.proposed(any_world, title="Told at the meeting")
    findings.proposed(any_world, findings.DEVELOPMENT, title="Never mentioned")
    kit = meetings.begin(any_world, meetings.meeting_of(any_world, "kit"), 11, "16:30")
    actions.tell(
        finding=told,
        meeting=kit,
        words="Early meetings.",
        by=any_world.lead,
        at=any_world.moment(11, "16:40"),
    )
    assert [row.title for row in queries.not_told_yet(any_world.inspection)] == ["Never mentioned"]
    any_world.move_clock(13, "13:00")
    page = any_world.client(any_world.lead).get(any_world.page("findings-present")).content.decode()
    assert "Never mentioned</a> (not yet shared)" in page
    assert "Told at the meeting</a> (not yet shared)" not in page


def test_leaders_are_told_at_a_meeting_with_leaders_that_has_begun(world: World) -> None:
    made = findings.proposed(world)
    tell = {"finding": made, "words": "", "at": world.moment(11)}
    for meeting in (meetings.meeting_of(world, "team", 2), meetings.meeting_of(world, "kit")):
        with pytest.raises(ProblemsFound):
            actions.tell(meeting=meeting, by=world.lead, **tell)
    kit = meetings.begin(world, meetings.meeting_of(world, "kit"), 11, "09:30")
    with pytest.raises(Refused):
        actions.tell(meeting=kit, by=world.person("team-inspector", "cqc"), **tell)
    actions.tell(meeting=kit, by=world.lead, **tell)
    assert Telling.objects.count() == 1


def test_findings_are_presented_at_the_feedback_meeting_only(world: World) -> None:
    made = findings.key(world)
    at = world.moment(13, "12:00")
    with pytest.raises(Refused) as refused:
        actions.present(inspection=world.inspection, findings=[made], by=world.lead, at=at)
    assert refused.value.decision.kind == "moment"
    findings.feedback_meeting(world)
    at = world.moment(13, "14:00")
    with pytest.raises(ProblemsFound):
        actions.present(inspection=world.inspection, findings=[], by=world.lead, at=at)
    actions.present(inspection=world.inspection, findings=[made], by=world.lead, at=at)
    assert made.state == "presented"
    with pytest.raises(Refused):
        actions.present(inspection=world.inspection, findings=[made], by=world.lead, at=at)


@pytest.mark.requirement("R-041-2")
def test_an_attendee_reads_what_was_presented_and_not_the_sea(any_world: World) -> None:
    leader = any_world.person("agency-leader", "police")
    waiting = findings.provisional(any_world, findings.DEVELOPMENT, title="Not presented")
    client = any_world.client(leader)
    findings.presented(any_world)
    any_world.move_clock(13, "16:00")
    page = client.get(any_world.page("feedback-summary"))
    words = page.content.decode()
    assert page.status_code == 200
    assert findings.STRENGTH["text"] in words
    assert "provisional" in words
    assert findings.STRENGTH["rationale"] not in words
    assert waiting.title not in words
    for name in ("findings", "findings-present", "told"):
        assert client.get(any_world.page(name)).status_code == 403
    assert client.get(any_world.page("finding", waiting.pk)).status_code == 403
    assert client.get(any_world.page("sea")).status_code == 403


def test_before_the_feedback_meeting_the_summary_is_empty(world: World) -> None:
    findings.key(world)
    page = world.client(world.person("lscb-chair")).get(world.page("feedback-summary")).content.decode()
    assert "Nothing has been presented yet" in page
    assert findings.STRENGTH["text"] not in page


@pytest.mark.requirement("R-042-1")
def test_the_outline_has_the_lead_first_and_a_section_for_each_theme(any_world: World) -> None:
    feedback = meetings.meeting_of(any_world, "feedback")
    themes = any_world.inspection.edition.scope_elements
    add = {"meeting": feedback, "finding": None, "by": any_world.lead, "at": any_world.moment(13, "11:00")}
    actions.add_point(section=themes[1].code, text="Second theme", **add)
    actions.add_point(section=themes[0].code, text="First theme", **add)
    actions.add_point(section="", text="Overall", **add)
    sections = queries.outline_of(feedback)
    assert [s.code for s in sections] == ["", themes[0].code, themes[1].code]
    words = any_world.client(any_world.lead).get(any_world.page("outline")).content.decode()
    assert words.index("Overall findings") < words.index(themes[0].title) < words.index(themes[1].title)


@pytest.mark.requirement("R-043-1")
def test_the_presentation_is_points_without_a_script_and_says_what_matters_most(any_world: World) -> None:
    feedback = meetings.meeting_of(any_world, "feedback")
    client = any_world.client(any_world.lead)
    form = client.get(any_world.page("outline-add")).context["form"]
    assert set(form.fields) == {"section", "text", "finding"}
    assert form.fields["text"].max_length == 200
    any_world.move_clock(13, "11:00")
    long = client.post(any_world.page("outline-add"), {"section": "", "text": "x" * 201})
    assert long.status_code == 422
    for n in range(8):
        assert (
            client.post(any_world.page("outline-add"), {"section": "", "text": f"Point {n}"}).status_code
            == 303
        )
    ninth = client.post(any_world.page("outline-add"), {"section": "", "text": "One more"})
    assert ninth.status_code == 422
    outline = client.get(any_world.page("outline")).content.decode()
    assert [f"Point {n}" in outline for n in range(8)] == [True] * 8
    assert "<textarea" not in outline
    sheet = client.get(any_world.page("outline-sheet"))
    assert re.findall(r"<li>(.*?)</li>", sheet.content.decode()) == [f"Point {n}" for n in range(8)]
    assert "Printed 11:00" in sheet.content.decode()
    findings.key(any_world)
    findings.feedback_meeting(any_world)
    feedback.refresh_from_db()
    meetings.came(any_world, feedback, 13, "13:30")
    meetings.outcomes(any_world, feedback, 13, "14:00", most="")
    with pytest.raises(ProblemsFound) as caught:
        meetings.end(any_world, feedback, 13, "14:30")
    assert {p.code for p in caught.value.problems} == {"no-difference"}
    feedback.refresh_from_db()
    meetings.outcomes(any_world, feedback, 13, "14:00", most="Ask health visitors early.")
    meetings.end(any_world, feedback, 13, "14:30")


@pytest.mark.requirement("R-T13-4")
def test_two_of_eleven_missing_are_shown_by_name(any_world: World) -> None:
    world, at = any_world, any_world.moment(13, "17:00")
    rows = queries.inspector_rows(world.inspection)
    assert len(rows) == 11
    late_one, unfinished = world.person("team-inspector", "cqc"), world.person("team-inspector", "hmic")
    evidence.draft(world, by=unfinished, at=world.moment(12, "14:00"))
    for row in rows:
        user = world.inspection.memberships.filter(user_id=row.user_id).first().user
        if user in (late_one, unfinished):
            continue
        keep = {"inspection": world.inspection, "text": "What I found.", "version": 0, "by": user, "at": at}
        actions.keep_key_findings(records_complete=True, **keep)
        actions.send_key_findings(inspection=world.inspection, by=user, at=at)
    world.move_clock(13, "17:30")
    page = world.client(world.lead).get(world.page("key-findings")).content.decode()
    missing = page[page.index("Missing") : page.index("<table")]
    assert late_one.full_name in missing
    assert unfinished.full_name in missing
    assert missing.count("<li>") == 2
    assert happened_at(world.inspection, "key-findings") is None


def test_key_findings_are_sent_whole_and_late_is_marked(world: World) -> None:
    inspector, at = world.person("team-inspector", "cqc"), world.moment(13, "18:00")
    draft = evidence.draft(world, by=inspector, at=world.moment(12, "14:00"))
    keep = {"inspection": world.inspection, "by": inspector, "at": at}
    actions.keep_key_findings(text="", records_complete=False, version=0, **keep)
    with pytest.raises(ProblemsFound) as caught:
        actions.send_key_findings(**keep)
    assert {p.code for p in caught.value.problems} == {"no-text", "records-incomplete", "drafts-left"}
    draft.delete()
    actions.keep_key_findings(text="What I found.", records_complete=True, version=1, **keep)
    actions.send_key_findings(**keep)
    world.move_clock(13, "18:00")
    page = world.client(world.lead).get(world.page("key-findings")).content.decode()
    assert "Late" in page
    # What its author has written since is theirs until it is sent again.
    actions.keep_key_findings(text="Half a thought.", records_complete=True, version=2, **keep)
    page = world.client(world.lead).get(world.page("key-findings")).content.decode()
    assert "What I found." in page and "Half a thought." not in page and "Sent again" not in page
    assert "Half a thought." in world.client(inspector).get(world.page("key-findings-mine")).content.decode()
    later = {**keep, "at": world.moment(13, "18:30")}
    actions.send_key_findings(**later)
    page = world.client(world.lead).get(world.page("key-findings")).content.decode()
    assert "Half a thought." in page and "Sent again at" in page
    with pytest.raises(Refused):
        actions.keep_key_findings(
            inspection=world.inspection,
            text="x",
            records_complete=True,
            version=0,
            by=world.person("dcs"),
            at=at,
        )


@pytest.mark.requirement("R-059-3")
def test_every_tracked_child_stands_by_agency_and_without_a_name(any_world: World) -> None:
    world, at = any_world, any_world.moment(10, "14:00")
    tracked_sent(world)
    keys = tracked_keys(world.inspection)
    by = world.person("team-inspector", "hmic")
    about = {"route": "tracking", "source_kind": "case-file", "by": by, "at": at}
    for ref, sector in ((keys[0], "police"), (keys[0], "health"), (keys[1], "police")):
        evidence.submitted(world, child_ref=ref, sector=sector, **about)
    table = dict(queries.roll_up(world.inspection))
    assert set(table) == set(keys)
    assert len(table) == 6
    assert set(table[keys[0]]) == {"police", "health"}
    assert table[keys[2]] == {}
    world.move_clock(12, "10:00")
    before = Event.objects.filter(chain=world.inspection.ref).count()
    page = world.client(world.lead).get(world.page("findings-children"))
    assert all(key in page.content.decode() for key in keys)
    assert Event.objects.filter(chain=world.inspection.ref).count() == before + 1
    assert world.client(world.person("dcs")).get(world.page("findings-children")).status_code == 403


def test_the_overview_leads_local_people_to_what_is_theirs(world: World) -> None:
    world.open_to_local()
    leader = viewer(world, "agency-leader", "police", world.moment(13))
    assert [task.title for task in duties.tasks(leader)] == ["Findings presented to you"]
    team = viewer(world, "team-inspector", "cqc", world.moment(13))
    assert reverse("findings", args=[world.inspection.ref]) in {task.href for task in duties.tasks(team)}
