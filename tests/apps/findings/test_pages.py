"""Pages of findings: they work, refuse the wrong person and the wrong moment, and lose nothing typed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from jtai.apps.findings import actions
from jtai.apps.findings.models import AgencyMessage, Finding
from tests.factories import findings, letters, meetings
from tests.factories.world import World

FORM = {
    **{name: value for name, value in findings.STRENGTH.items() if name != "multi_agency"},
    "multi_agency": "yes",
    "version": 0,
}


@pytest.fixture
def lead(world: World) -> Client:
    world.open_to_local()
    world.move_clock(11, "16:00")
    return world.client(world.lead)


def test_the_kind_is_chosen_first_and_the_form_asks_what_that_kind_needs(world: World, lead: Client) -> None:
    first = lead.get(world.page("finding-new"))
    assert [code for code, _ in first.context["form"].fields["type"].choices] == [
        "strength",
        "development",
        "priority-action",
    ]
    strength = lead.get(world.page("finding-new"), {"type": "strength"}).context["form"].fields
    assert "positive_impact" in strength
    assert "risk_statement" not in strength
    assert [code for code, _ in strength["target"].choices] == ["partnership", "agency"]
    priority = lead.get(world.page("finding-new"), {"type": "priority-action"}).context["form"].fields
    assert "risk_statement" in priority
    assert "positive_impact" not in priority


@pytest.mark.requirement("R-039-2")
@pytest.mark.parametrize(("kind", "values"), [("s", "STRENGTH"), ("d", "DEVELOPMENT"), ("p", "PRIORITY")])
def test_three_kinds_and_two_targets_can_be_chosen(any_world: World, kind: str, values: str) -> None:
    any_world.move_clock(11, "16:00")
    client = any_world.client(any_world.lead)
    words = {n: v for n, v in getattr(findings, values).items() if n != "multi_agency"} | {"version": 0}
    words["multi_agency"] = "yes"
    for target, agency in (("partnership", ""), ("agency", "police")):
        form = {**words, "id": str(uuid4()), "target": target, "agency": agency, "propose": "yes"}
        assert client.post(any_world.page("finding-new"), form).status_code == 303
        made = Finding.objects.get(pk=form["id"])
        assert (made.state, made.type, made.target, made.agency) == (
            "proposed",
            words["type"],
            target,
            agency,
        )


def test_a_refused_proposal_keeps_the_draft_and_shows_each_problem(world: World, lead: Client) -> None:
    form = {**FORM, "id": str(uuid4()), "rationale": "", "propose": "yes"}
    page = lead.post(world.page("finding-new"), form)
    assert page.status_code == 422
    words = page.content.decode()
    assert "Write why the evidence leads to this finding." in words
    assert findings.STRENGTH["text"] in words
    draft = Finding.objects.get(pk=form["id"])
    assert (draft.state, draft.text) == ("draft", findings.STRENGTH["text"])
    again = {**form, "rationale": "Seen often.", "version": page.context["form"]["version"].value()}
    assert lead.post(world.page("finding-new"), again).status_code == 303
    assert Finding.objects.get().state == "proposed"


def test_a_draft_is_kept_empty_and_hidden_from_everybody_else(world: World, lead: Client) -> None:
    form = {"id": str(uuid4()), "type": "strength", "version": 0, "keep": "yes"}
    assert lead.post(world.page("finding-new"), form).status_code == 303
    other = world.client(world.person("team-inspector", "cqc"))
    assert other.get(world.page("finding", form["id"])).status_code == 404
    assert other.get(world.page("finding-edit", form["id"])).status_code == 404
    assert lead.get(world.page("finding", form["id"])).status_code == 200
    assert form["id"] not in other.get(world.page("findings")).content.decode()


def test_a_stale_tab_gets_both_texts(world: World, lead: Client) -> None:
    made = findings.proposed(world)
    form = {**FORM, "id": str(made.pk), "version": made.version, "text": "Words of the second tab."}
    actions.revise(
        finding=made,
        values=findings.STRENGTH | {"text": "Words of a colleague."},
        entries=[],
        version=made.version,
        quality_reason="",
        reasons={},
        by=world.lead,
        at=world.moment(11),
    )
    page = lead.post(world.page("finding-edit", made.pk), form)
    assert page.status_code == 409
    words = page.content.decode()
    assert "Words of the second tab." in words
    assert "Words of a colleague." in words
    made.refresh_from_db()
    assert made.text == "Words of a colleague."


def test_the_list_says_what_is_missing_and_is_filtered(world: World, lead: Client) -> None:
    findings.proposed(world, title="Without evidence")
    findings.proposed(world, findings.DEVELOPMENT, title="With evidence", entries=[findings.entry(world)])
    words = lead.get(world.page("findings")).content.decode()
    assert words.index("Without evidence") < words.index("With evidence")
    assert "Not yet shared" in words
    only = lead.get(world.page("findings"), {"needs": "evidence"}).content.decode()
    assert "Without evidence" in only
    assert "2: With evidence" not in only
    kind = lead.get(world.page("findings"), {"type": "development"}).content.decode()
    assert "1: Without evidence" not in kind
    nothing = lead.get(world.page("findings"), {"state": "final"}).content.decode()
    assert "No findings match this filter." in nothing


def test_agreeing_at_the_meeting_takes_those_with_evidence_and_says_why_not_the_others(
    world: World, lead: Client
) -> None:
    bare = findings.proposed(world, title="Bare")
    solid = findings.proposed(world, title="Solid", entries=[findings.entry(world)])
    world.move_clock(12, "16:00")
    choose = {"findings": [str(bare.pk), str(solid.pk)]}
    early = lead.post(world.page("findings-agree"), choose)
    assert early.status_code == 409
    findings.provisional_meeting(world)
    page = lead.post(world.page("findings-agree"), choose)
    assert page.status_code == 422
    assert f"Finding {bare.number}: It rests on no SEA entry" in page.content.decode()
    bare.refresh_from_db()
    solid.refresh_from_db()
    assert (bare.state, solid.state) == ("proposed", "provisional")
    inspector = world.client(world.person("team-inspector", "cqc"))
    assert inspector.post(world.page("findings-agree"), choose).status_code == 403


def test_the_page_on_priority_action_shows_both_tests(any_world: World) -> None:
    any_world.move_clock(11, "16:00")
    made = findings.proposed(any_world, findings.PRIORITY)
    manager = any_world.client(any_world.person("qa-manager"))
    page = manager.get(any_world.page("finding-priority", made.pk))
    words = page.content.decode()
    tests = any_world.inspection.edition.findings.priority_tests
    assert all(test.title in words for test in tests)
    assert (
        manager.post(any_world.page("finding-priority", made.pk), {"is_priority": "yes"}).status_code == 422
    )
    answers = {**{test.code: "yes" for test in tests}, "is_priority": "yes", "reason": "Children wait."}
    assert manager.post(any_world.page("finding-priority", made.pk), answers).status_code == 303
    other = any_world.client(any_world.person("team-inspector", "cqc"))
    assert other.get(any_world.page("finding-priority", made.pk)).status_code == 403


def test_presenting_ends_on_a_page_that_says_what_comes_next(world: World, lead: Client) -> None:
    made = findings.key(world)
    findings.feedback_meeting(world)
    world.move_clock(13, "14:00")
    form = {"findings": [str(made.pk)]}
    assert (
        world.client(world.person("team-inspector", "cqc"))
        .post(world.page("findings-present"), form)
        .status_code
        == 403
    )
    assert lead.post(world.page("findings-present"), {}).status_code == 422
    done = lead.post(world.page("findings-present"), form, follow=True)
    assert done.redirect_chain[-1][0].endswith("/findings/presented")
    assert "14:00, Friday 23 September 2016" in done.content.decode()


def test_pages_of_findings_are_closed_to_local_people_and_strangers(world: World, foreign: World) -> None:
    made = findings.presented(world)
    message = AgencyMessage.objects.create(
        inspection=world.inspection,
        number=1,
        inspectorate="hmic",
        agency="police",
        text="x",
        written_by=world.lead,
        written_at=world.moment(13).now,
    )
    world.move_clock(13, "16:00")
    addresses = [
        *(world.page(n) for n in ("findings", "finding-new", "findings-agree", "findings-present", "told")),
        *(world.page(n) for n in ("outline", "key-findings", "findings-children", "findings-revisions")),
        *(world.page(n, made.pk) for n in ("finding", "finding-edit", "finding-state", "finding-priority")),
        *(world.page(n, made.pk) for n in ("finding-note", "finding-tell", "finding-withdraw")),
    ]
    dcs, stranger, lead = (
        world.client(world.person("dcs")),
        foreign.client(foreign.lead),
        world.client(world.lead),
    )
    for address in addresses:
        assert dcs.get(address).status_code == 403, address
        assert dcs.post(address).status_code == 403, address
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code == 404, address
        assert lead.get(address).status_code == 200, address
    for name in ("message-edit", "message-share"):
        assert stranger.get(world.page(name, message.pk)).status_code == 404
        assert (
            world.client(world.person("agency-leader", "police"))
            .get(world.page(name, message.pk))
            .status_code
            == 403
        )
        assert (
            world.client(world.person("call-lead", "hmic")).get(world.page(name, message.pk)).status_code
            == 200
        )


def test_a_finding_of_another_inspection_is_not_found_here(
    world: World, foreign: World, lead: Client
) -> None:
    theirs = findings.proposed(foreign)
    for name in (
        "finding",
        "finding-edit",
        "finding-state",
        "finding-priority",
        "finding-tell",
        "finding-note",
    ):
        assert lead.get(world.page(name, theirs.pk)).status_code == 404
        assert lead.post(world.page(name, theirs.pk), {"move": "withdraw"}).status_code == 404
    assert Finding.objects.get(pk=theirs.pk).state == "proposed"


def test_empty_pages_say_what_to_do_next(world: World, lead: Client) -> None:
    findings_page = lead.get(world.page("findings")).content.decode()
    assert "No findings yet. Propose one from an SEA entry." in findings_page
    assert "Nothing has been shared with leaders yet." in lead.get(world.page("told")).content.decode()
    assert "There are no messages for one agency only." in lead.get(world.page("one-agency")).content.decode()


@pytest.mark.requirement("R-035-3")
def test_who_came_stands_nowhere_near_findings_or_the_letter(any_world: World) -> None:
    world = any_world
    letters.written(world)
    kit = meetings.begin(world, meetings.meeting_of(world, "kit"), 11, "09:45")
    there = {row.pk: row.body != "police" for row in kit.attendance.all()}
    meetings.actions.record_attendance(
        meeting=kit, came=there, modes={}, by=world.lead, at=world.moment(11, "10:00")
    )
    made = Finding.objects.filter(inspection=world.inspection).first()
    actions.tell(finding=made, meeting=kit, words="", by=world.lead, at=world.moment(11, "10:00"))
    world.move_clock(15, "10:00")
    client = world.client(world.lead)
    names = {row.user.full_name for row in kit.attendance.filter(is_local=True).exclude(user=None)}
    pages = [world.page("findings"), world.page("told"), world.page("finding", made.pk)]
    screens = ("letter", "letter-write", "letter-checks", "letter-rests-on")
    for address in [*pages, *(world.page(name) for name in screens)]:
        page = client.get(address)
        words = page.content.decode().lower()
        assert page.status_code == 200
        assert "attend" not in words, address
        assert not any(name.lower() in words for name in names), address


@pytest.mark.requirement("R-072-4")
def test_a_finding_on_a_single_source_is_flagged_to_the_lead(any_world: World) -> None:
    said = "All its evidence comes from a single source"
    world = any_world
    one = findings.entry(world)
    alone = findings.proposed(world, entries=[one])
    both = findings.proposed(world, entries=[one, findings.entry(world, body="hmic", source_role="Sergeant")])
    lead = world.client(world.lead)
    assert said in lead.get(world.page("finding", alone.pk)).content.decode()
    assert said not in lead.get(world.page("finding", both.pk)).content.decode()
