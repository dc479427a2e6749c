"""A finding from draft to presented: what each step asks, who may, and when."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.findings import actions, queries
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.models import Departure
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories import findings
from tests.factories.world import World


def codes(caught: pytest.ExceptionInfo[ProblemsFound]) -> set[str]:
    return {problem.code for problem in caught.value.problems}


@pytest.mark.requirement("R-039-1")
def test_without_rationale_it_cannot_be_submitted_and_the_draft_is_kept(any_world: World) -> None:
    draft = findings.draft(any_world, rationale="  ")
    with pytest.raises(ProblemsFound) as caught:
        actions.submit(finding=draft, reasons={}, by=any_world.lead, at=any_world.moment(11))
    assert codes(caught) == {"no-rationale"}
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert draft.text == findings.STRENGTH["text"]
    numbers = {"score", "grade", "rating", "points"}
    assert not numbers & {field.name for field in Finding._meta.get_fields()}


@pytest.mark.requirement("R-086-1")
def test_a_strength_needs_a_shown_effect_and_no_subtype(any_world: World) -> None:
    draft = findings.draft(any_world, positive_impact="", multi_agency=None)
    with pytest.raises(ProblemsFound) as caught:
        actions.submit(finding=draft, reasons={}, by=any_world.lead, at=any_world.moment(11))
    assert codes(caught) == {"no-impact", "no-multi-agency"}
    source = {"2016-08": "Guidance, paragraph 86", "2016-01": "Guidance, paragraph 85"}
    assert {p.source for p in caught.value.problems} == {source[any_world.inspection.edition_id]}
    assert Finding.objects.get(pk=draft.pk).state == "draft"
    assert findings.proposed(any_world, subtype="").state == "proposed"
    assert findings.proposed(any_world, subtype="innovative").state == "proposed"


@pytest.mark.requirement("R-087-1")
def test_an_area_for_development_needs_one_of_the_two_reasons_and_the_effect(any_world: World) -> None:
    bare = findings.DEVELOPMENT | {"practice_weakness": ""}
    draft = findings.draft(any_world, bare)
    with pytest.raises(ProblemsFound) as caught:
        actions.submit(finding=draft, reasons={}, by=any_world.lead, at=any_world.moment(11))
    assert codes(caught) == {"no-breach-or-weakness"}
    assert Finding.objects.get(pk=draft.pk).state == "draft"
    breach = bare | {"guidance_breach": "Statutory guidance on strategy discussions."}
    assert findings.proposed(any_world, breach).state == "proposed"
    with pytest.raises(ProblemsFound) as caught:
        findings.proposed(any_world, findings.DEVELOPMENT | {"outcome_effect": ""})
    assert codes(caught) == {"no-outcome-effect"}


@pytest.mark.requirement("R-088-1")
def test_a_priority_action_needs_its_risk_and_tells_the_qa_manager(any_world: World) -> None:
    draft = findings.draft(any_world, findings.PRIORITY | {"risk_statement": "", "subtype": ""})
    manager = any_world.person("qa-manager")
    with pytest.raises(ProblemsFound) as caught:
        actions.submit(finding=draft, reasons={}, by=any_world.lead, at=any_world.moment(11))
    assert codes(caught) == {"no-risk-statement", "no-extent"}
    assert not Message.objects.filter(to_user_id=manager.pk, kind="priority-action-proposed").exists()
    findings.proposed(any_world, findings.PRIORITY)
    message = Message.objects.get(to_user_id=manager.pk, kind="priority-action-proposed")
    assert any_world.inspection.area_name not in message.subject
    assert findings.PRIORITY["risk_statement"] not in message.body


@pytest.mark.requirement("R-088-2", "R-089-1")
def test_triggers_are_seven_and_other_with_its_text(any_world: World) -> None:
    triggers = any_world.inspection.edition.priority_triggers
    assert len(triggers) == 8
    assert triggers[-1].code == "other"
    with pytest.raises(ProblemsFound) as caught:
        findings.proposed(any_world, findings.PRIORITY | {"triggers": []})
    assert codes(caught) == {"no-trigger"}
    with pytest.raises(ProblemsFound) as caught:
        findings.proposed(any_world, findings.PRIORITY | {"triggers": ["other"]})
    assert codes(caught) == {"no-trigger-text"}
    words = {"triggers": ["other"], "trigger_other": "Nobody answers the line at night."}
    assert findings.proposed(any_world, findings.PRIORITY | words).state == "proposed"


@pytest.mark.requirement("R-032-1")
def test_a_finding_about_the_police_shows_its_agency_and_inspectorate(any_world: World) -> None:
    any_world.move_clock(11, "16:00")
    inspector = any_world.client(any_world.person("team-inspector", "hmic"))
    values = {name: value for name, value in findings.DEVELOPMENT.items() if name != "multi_agency"}
    form = {**values, "id": str(uuid4()), "version": 0, "multi_agency": "yes", "target": "agency"}
    refused = inspector.post(any_world.page("finding-new"), {**form, "propose": "yes"})
    assert refused.status_code == 422
    # Refused, and saved as a draft that knows no agency yet.
    sent = {**form, "id": str(uuid4()), "agency": "police", "propose": "yes"}
    assert inspector.post(any_world.page("finding-new"), sent).status_code == 303
    made = Finding.objects.get(pk=sent["id"])
    assert (made.target, made.agency, made.inspectorate) == ("agency", "police", "hmic")
    for name in (("finding", made.pk), ("findings",)):
        page = any_world.client(any_world.lead).get(any_world.page(*name)).content.decode()
        assert queries.agency_words(made) in page
    assert "(HMIC)" in queries.agency_words(made)


@pytest.mark.requirement("R-059-2")
def test_only_older_information_warns_and_takes_a_reason(any_world: World) -> None:
    older = [findings.entry(any_world, period="historical") for _ in range(3)]
    draft = findings.draft(any_world, entries=older)
    with pytest.raises(ProblemsFound) as caught:
        actions.submit(finding=draft, reasons={}, by=any_world.lead, at=any_world.moment(11))
    assert [(p.code, p.severity) for p in caught.value.problems] == [("only-older-information", "warns")]
    reasons = {"only-older-information": "It shows how the service came to be."}
    actions.submit(finding=draft, reasons=reasons, by=any_world.lead, at=any_world.moment(11))
    assert Departure.objects.get(object_id=str(draft.pk)).rule == "only-older-information"
    mixed = findings.draft(any_world, entries=[*older, findings.entry(any_world)])
    actions.submit(finding=mixed, reasons={}, by=any_world.lead, at=any_world.moment(11))


@pytest.mark.requirement("R-T12-2")
def test_a_finding_without_evidence_stays_proposed(any_world: World) -> None:
    made = findings.proposed(any_world)
    findings.provisional_meeting(any_world)
    with pytest.raises(ProblemsFound) as caught:
        actions.make_provisional(
            finding=made, reasons={}, by=any_world.lead, at=any_world.moment(12, "16:00")
        )
    assert codes(caught) == {"rests-on-nothing"}
    made.refresh_from_db()
    assert made.state == "proposed"
    assert findings.provisional(any_world).state == "provisional"


def test_findings_become_firmer_at_their_meetings_and_not_before(any_world: World) -> None:
    made = findings.proposed(any_world, entries=[findings.entry(any_world)])
    at = any_world.moment(12, "15:40")
    with pytest.raises(Refused) as refused:
        actions.make_provisional(finding=made, reasons={}, by=any_world.lead, at=at)
    assert refused.value.decision.kind == "moment"
    findings.provisional_meeting(any_world)
    actions.make_provisional(finding=made, reasons={}, by=any_world.lead, at=at)
    with pytest.raises(Refused) as refused:
        actions.make_key(finding=made, reasons={}, by=any_world.lead, at=at)
    assert refused.value.decision.kind == "moment"
    findings.key_meeting(any_world)
    at = any_world.moment(13, "10:00")
    assert actions.make_key(finding=made, reasons={}, by=any_world.lead, at=at).state == "key"


def test_a_priority_action_becomes_key_only_when_it_is_decided(any_world: World) -> None:
    made = findings.provisional(any_world, findings.PRIORITY)
    findings.key_meeting(any_world)
    at = any_world.moment(13, "10:00")
    with pytest.raises(ProblemsFound) as caught:
        actions.make_key(finding=made, reasons={}, by=any_world.lead, at=at)
    assert codes(caught) == {"priority-undecided"}
    findings.decided(any_world, made, by=any_world.person("qa-manager"))
    assert queries.latest_decision(made).role == "qa-manager"
    assert actions.make_key(finding=made, reasons={}, by=any_world.lead, at=at).state == "key"


def test_the_decision_has_to_agree_with_the_tests(world: World) -> None:
    made = findings.proposed(world, findings.PRIORITY)
    tests = {test.code: False for test in world.inspection.edition.findings.priority_tests}
    decide = {"finding": made, "reasons": {}, "by": world.lead, "at": world.moment(12)}
    with pytest.raises(ProblemsFound) as caught:
        actions.decide_priority(tests=tests, is_priority=True, reason="It is.", **decide)
    assert codes(caught) == {"no-test-met"}
    with pytest.raises(ProblemsFound) as caught:
        actions.decide_priority(tests={}, is_priority=True, reason="", **decide)
    assert codes(caught) == {f"no-answer-{code}" for code in tests} | {"no-reason"}
    with pytest.raises(ProblemsFound) as caught:
        actions.decide_priority(
            tests={**tests, next(iter(tests)): True}, is_priority=False, reason="No.", **decide
        )
    assert [p.severity for p in caught.value.problems] == ["warns"]
    with pytest.raises(Refused):
        actions.decide_priority(
            tests=tests,
            is_priority=False,
            reason="No.",
            **{**decide, "by": world.person("team-inspector", "cqc")},
        )


def test_a_draft_belongs_to_its_author(world: World) -> None:
    inspector = world.person("team-inspector", "cqc")
    draft = findings.draft(world, by=inspector)
    other = world.person("team-inspector", "hmic")
    with pytest.raises(Refused) as refused:
        actions.submit(finding=draft, reasons={}, by=other, at=world.moment(11))
    assert refused.value.decision.kind == "hidden"
    assert not Finding.objects.visible_to(other).exists()
    assert Finding.objects.visible_to(inspector).exists()


def test_only_the_lead_makes_findings_firmer(world: World) -> None:
    made = findings.proposed(world, entries=[findings.entry(world)])
    findings.provisional_meeting(world)
    with pytest.raises(Refused) as refused:
        actions.make_provisional(
            finding=made, reasons={}, by=world.person("team-inspector", "cqc"), at=world.moment(12, "16:00")
        )
    assert refused.value.decision.kind == "role"
    with pytest.raises(Refused):
        actions.keep(
            inspection=world.inspection,
            values=findings.STRENGTH,
            entries=[],
            version=0,
            by=world.person("dcs"),
            at=world.moment(12),
        )


def test_a_stale_page_overwrites_nobody(world: World) -> None:
    made = findings.proposed(world)
    change = {"finding": made, "entries": [], "quality_reason": "", "reasons": {}, "at": world.moment(12)}
    version = made.version
    first = findings.STRENGTH | {"text": "The first words."}
    actions.revise(values=first, version=version, by=world.lead, **change)
    with pytest.raises(Refused) as refused:
        actions.revise(
            values=findings.STRENGTH | {"text": "Later words."},
            version=version,
            by=world.person("team-inspector", "cqc"),
            **change,
        )
    assert refused.value.decision.kind == "stale"
    made.refresh_from_db()
    assert made.text == "The first words."


def test_the_same_page_sent_twice_makes_one_draft(world: World) -> None:
    page = {"inspection": world.inspection, "finding_id": uuid4(), "values": findings.STRENGTH, "entries": []}
    actions.keep(**page, version=0, by=world.lead, at=world.moment(11))
    with pytest.raises(Refused):
        actions.keep(**page, version=0, by=world.lead, at=world.moment(11))
    assert Finding.objects.count() == 1


@pytest.mark.requirement("R-045-1")
def test_changes_after_the_feedback_meeting_take_a_reason_and_are_listed(any_world: World) -> None:
    made = findings.presented(any_world)
    entries = [one.pk for one in made.entries.all()]
    at = any_world.moment(15)
    words = findings.STRENGTH | {"text": "Agencies meet within a day.", "significance": "most"}
    change = {"finding": made, "entries": entries, "reasons": {}, "by": any_world.lead, "at": at}
    with pytest.raises(ProblemsFound) as caught:
        actions.revise(values=words, version=made.version, quality_reason="", **change)
    assert codes(caught) == {"no-quality-reason"}
    made.refresh_from_db()
    assert made.text == findings.STRENGTH["text"]
    actions.revise(values=words, version=made.version, quality_reason="The records say a day.", **change)
    [(row, changes, reasons)] = queries.revisions_since_feedback(any_world.inspection)
    assert row == made
    assert {(label, c.before, c.after) for label, c in changes} == {
        (
            "Finding",
            "Agencies meet early when a child may be at risk of harm.",
            "Agencies meet within a day.",
        ),
        ("Significance", "main", "most"),
    }
    assert reasons == ["The records say a day."]
    [seen] = queries.presented_findings(any_world.inspection)
    assert seen.text == findings.STRENGTH["text"]


def test_before_the_feedback_meeting_a_change_is_no_revision(world: World) -> None:
    made = findings.proposed(world)
    actions.revise(
        finding=made,
        values=findings.STRENGTH | {"text": "Other words."},
        entries=[],
        version=made.version,
        quality_reason="",
        reasons={},
        by=world.lead,
        at=world.moment(12),
    )
    assert not made.revisions.exists()
    assert queries.revisions_since_feedback(world.inspection) == []


@pytest.mark.requirement("R-041-1")
def test_a_note_on_the_discussion_leaves_the_finding_as_it_is(any_world: World) -> None:
    made = findings.presented(any_world)
    before = Finding.objects.filter(pk=made.pk).values().get()
    any_world.move_clock(13, "14:10")
    inspector = any_world.client(any_world.person("team-inspector", "hmic"))
    said = {"text": "The police see it the same way.", "said_by": "police"}
    assert inspector.post(any_world.page("finding-note", made.pk), said).status_code == 303
    page = any_world.client(any_world.lead).get(any_world.page("finding", made.pk)).content.decode()
    assert said["text"] in page
    assert Finding.objects.filter(pk=made.pk).values().get() == before
    assert "text" not in inspector.get(any_world.page("finding-note", made.pk)).context["form"].initial
    words = {**said, "title": "Another title", "version": str(made.version)}
    assert inspector.post(any_world.page("finding-note", made.pk), words).status_code == 303
    assert Finding.objects.filter(pk=made.pk).values().get() == before


def test_each_step_is_in_the_trail_and_the_words_are_found_again(world: World) -> None:
    made = findings.presented(world)
    told = set(Event.objects.filter(chain=world.inspection.ref).values_list("action", flat=True))
    assert {
        "finding.kept",
        "finding.submitted",
        "finding.make_provisional",
        "finding.make_key",
        "finding.presented",
    } <= told
    assert verify(world.inspection.ref) is None
    made.versions.update(content="{}")
    assert verify(world.inspection.ref) is not None


def test_the_letter_reads_key_presented_and_final_findings_with_what_they_rest_on(any_world: World) -> None:
    first = findings.presented(any_world)
    findings.proposed(any_world)
    [read] = queries.findings_for_letter(any_world.inspection)
    assert (read.id, read.type, read.target, read.told) == (first.pk, "strength", "partnership", True)
    assert [one.inspectorate for one in read.entries] == ["cqc"]
    actions.mark_in_letter(finding=first, by=any_world.lead, at=any_world.moment(14))
    assert queries.findings_for_letter(any_world.inspection)[0].in_letter is True


def test_leaving_out_of_the_letter_takes_a_reason_and_can_be_undone(world: World) -> None:
    made = findings.presented(world)
    at = world.moment(14)
    with pytest.raises(ProblemsFound):
        actions.omit_from_letter(finding=made, reason=" ", by=world.lead, at=at)
    actions.omit_from_letter(finding=made, reason="Said in another point.", by=world.lead, at=at)
    assert queries.findings_for_letter(world.inspection) == []
    assert queries.letter_finding(world.inspection, made.pk).omitted_reason == "Said in another point."
    actions.reinstate(finding=made, by=world.lead, at=at)
    assert made.state == "presented"
    assert len(queries.findings_for_letter(world.inspection)) == 1


def test_the_author_withdraws_until_the_team_agrees_then_only_the_lead(world: World) -> None:
    inspector = world.person("team-inspector", "cqc")
    at = world.moment(12, "16:30")
    mine = findings.proposed(world, by=inspector)
    with pytest.raises(ProblemsFound):
        actions.withdraw(finding=mine, reason="", by=inspector, at=at)
    actions.withdraw(finding=mine, reason="Said better in another.", by=inspector, at=at)
    assert mine.state == "withdrawn"
    assert mine.notes.get().text == "Said better in another."
    with pytest.raises(Refused):
        actions.withdraw(finding=mine, reason="Again.", by=inspector, at=at)
    agreed = findings.provisional(world, by=inspector)
    with pytest.raises(Refused) as refused:
        actions.withdraw(finding=agreed, reason="Mine.", by=inspector, at=at)
    assert refused.value.decision.kind == "role"
    actions.withdraw(finding=agreed, reason="The team thought again.", by=world.lead, at=at)


def test_a_step_back_takes_a_reason_and_is_the_leads(world: World) -> None:
    made = findings.key(world)
    at = world.moment(13, "11:00")
    with pytest.raises(ProblemsFound):
        actions.step_back(finding=made, reason=" ", by=world.lead, at=at)
    with pytest.raises(Refused):
        actions.step_back(finding=made, reason="No.", by=world.person("team-inspector", "cqc"), at=at)
    assert (
        actions.step_back(finding=made, reason="One more record came.", by=world.lead, at=at).state
        == "provisional"
    )
    assert (
        actions.step_back(finding=made, reason="Nothing behind it.", by=world.lead, at=at).state == "proposed"
    )
