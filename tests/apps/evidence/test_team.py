"""What is missing by person, who contributed what, challenges, and what home and overview say."""

from __future__ import annotations

import pytest

from jtai.apps.evidence import actions, queries
from jtai.apps.evidence.models import RecordNote
from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.notices.models import Message
from tests.factories.evidence import draft, entered, entry_draft, submitted


@pytest.fixture
def cqc(any_world):
    return any_world.person("team-inspector", "cqc")


def shown(world, user, name, *args):
    answer = world.client(user).get(world.page(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def viewer(world, user, at):
    return Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), at)


@pytest.mark.requirement("R-031-1")
def test_on_day_twelve_whoever_has_nothing_on_workforce_or_leadership_is_listed(any_world, cqc):
    world, at = any_world, any_world.move_clock(12, "14:00")
    hmic, other = world.person("team-inspector", "hmic"), world.person("team-inspector", "hmi-probation")
    row = submitted(world, by=cqc, at=at, criteria=["ESN 16"])
    entered(world, [row], by=cqc, at=at, criteria=("ESN 16",), contributors=(hmic.pk,))
    entered(world, [row], by=other, at=at, criteria=("ESN 07",))
    listed = shown(world, world.lead, "sea-missing").split("no entry on workforce")[1].split("<h2")[0]
    assert other.full_name in listed and world.lead.full_name in listed
    assert f">{cqc.full_name}<" not in listed and f">{hmic.full_name}<" not in listed


def test_when_nothing_is_missing_the_gate_says_so(world):
    at, ti = world.move_clock(12, "14:00"), world.person("team-inspector", "cqc")
    people = [one.user for one in queries.inspectors_of(world.inspection) if one.user != ti]
    row = submitted(world, by=ti, at=at, criteria=["ESN 16"])
    assert not queries.missing_for_meeting(world.inspection, at).clear
    entry = entry_draft(
        world, [row], by=ti, at=at, criteria=("ESN 16",), contributors=tuple(u.pk for u in people)
    )
    entry = actions.enter(entry=entry, version=entry.version, by=ti, at=at)
    assert [e.number for e in queries.missing_for_meeting(world.inspection, at).waiting_for_agreement] == [
        entry.number
    ]
    for user in people:
        actions.agree(entry=entry, version=entry.version, by=user, at=at)
    assert queries.missing_for_meeting(world.inspection, at).clear
    assert "Nothing is missing." in shown(world, world.lead, "sea-missing")


@pytest.mark.requirement("R-071-1")
def test_the_page_of_an_inspector_shows_contributions_and_open_flags(any_world, cqc):
    world, at = any_world, any_world.move_clock(11)
    rows = [submitted(world, by=cqc, at=at) for _ in range(2)]
    draft(world, by=cqc, at=at)
    entry = entered(world, rows[:1], by=cqc, at=at)
    actions.flag(thing=entry, kind="descriptive-only", note="What follows?", by=world.lead, at=at)
    actions.flag(thing=rows[1], kind="thin-evidence", note="", by=world.person("qa-manager"), at=at)
    for reader in (cqc, world.lead, world.person("qa-manager")):
        page = shown(world, reader, "contribution", cqc.pk)
        for words in (
            "Evidence submitted",
            "Descriptive only",
            "What follows?",
            "Based on too little evidence",
        ):
            assert words in page, words
        assert f"SEA entry {entry.number}" in page and f"evidence {rows[1].number}" in page
    assert (
        world.client(world.person("team-inspector", "hmic"))
        .get(world.page("contribution", cqc.pk))
        .status_code
        == 403
    )
    actions.clear_flag(flag=entry.flags.get(), by=world.lead, at=at)
    assert "What follows?" not in shown(world, cqc, "contribution", cqc.pk)
    mine = shown(world, cqc, "contributions")
    assert cqc.full_name in mine and world.lead.full_name not in mine
    assert world.lead.full_name in shown(world, world.lead, "contributions")


@pytest.mark.requirement("R-073-1")
def test_a_note_on_a_colleagues_evidence_is_at_once_on_the_leads_list(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    row, hmic = submitted(world, by=cqc, at=at), world.person("team-inspector", "hmic")
    note = {"kind": "more-needed", "text": "Two more children, and the health visitor's record."}
    page = world.page("evidence-note", row.pk)
    assert world.client(hmic).post(page, {**note, "text": " "}).status_code == 422
    assert world.client(hmic).post(page, note).status_code == 303
    listed = shown(world, world.lead, "sea-missing")
    assert "Two more children" in listed and hmic.full_name in listed
    assert Message.objects.get(kind="evidence-note", chain=world.inspection.ref).to_user_id == cqc.pk
    made = RecordNote.objects.get()
    answer = world.page("evidence-answer", row.pk, made.pk)
    assert world.client(hmic).post(answer, {"answer": "Mine."}).status_code == 403
    assert world.client(cqc).post(answer, {"answer": "Both are on tomorrow's list."}).status_code == 303
    assert world.client(cqc).post(answer, {"answer": "Again."}).status_code == 409
    assert "Two more children" not in shown(world, world.lead, "sea-missing")
    assert "Both are on tomorrow" in shown(world, hmic, "evidence-record", row.pk)


def test_who_may_challenge_and_who_may_review(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    page = world.page("evidence-note", row.pk)
    for role, kind, status in [
        ("qa-manager", "review", 303),
        ("lead-inspector", "challenge", 303),
        ("qa-manager", "challenge", 422),
        ("team-inspector", "review", 422),
        ("signatory", "challenge", 422),
    ]:
        answer = world.client(world.person(role)).post(page, {"kind": kind, "text": "Words."})
        assert answer.status_code == status, (role, kind)


def test_home_names_what_is_due_and_when(world):
    from jtai.apps.evidence.duties import duties

    at, ti = world.move_clock(9, "11:00"), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    draft(world, by=ti, at=at)
    waiting = entry_draft(world, [row], by=world.lead, at=at, contributors=(ti.pk,))
    actions.enter(entry=waiting, version=waiting.version, by=world.lead, at=at)
    at = world.move_clock(11, "14:00")
    found = {duty.title: duty for duty in duties(viewer(world, ti, at))}
    assert set(found) == {
        f"Write SEA entries on your evidence (record {row.number})",
        f"Agree SEA entry {waiting.number}, or say what has to change",
        "Submit your evidence (1 draft)",
    }
    due = found[f"Write SEA entries on your evidence (record {row.number})"].due_at
    assert due == world.moment(11, "17:30").now
    (lead,) = [d for d in duties(viewer(world, world.lead, at)) if not d.yours]
    assert lead.title == "SEA entries on 1 evidence record" and lead.waiting_for == "1 person"
    assert duties(viewer(world, world.person("dcs"), at)) == []
    home = world.client(ti).get("/home").content.decode()
    assert "Write SEA entries on your evidence" in home


def test_the_overview_leads_to_every_lane(world):
    from jtai.apps.evidence.duties import tasks

    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    submitted(world, by=ti, at=at)
    page = shown(world, ti, "overview")
    for name in ("notebook", "evidence", "sea", "coverage", "sea-missing"):
        assert f'href="{world.page(name)}"' in page, name
    assert tasks(viewer(world, world.person("dcs"), at)) == []
    signatory = [task.title for task in tasks(viewer(world, world.person("signatory"), at))]
    assert "My notebook" not in signatory and "Evidence records" in signatory


def test_a_practice_clock_decides_what_is_due(world):
    world.move_clock(12, "15:31")
    at = clock.moment_of(world.inspection, world.moment(40).real)
    assert queries.missing_for_meeting(world.inspection, at).begun


def test_what_later_stages_ask_of_the_sea(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    one, two = submitted(world, by=ti, at=at), submitted(world, by=ti, at=at, source_role="Health visitor")
    first = entered(world, [one], by=ti, at=at)
    both = entered(world, [one, two], by=ti, at=at)
    choice = queries.entries_for_finding_choice(world.inspection)
    assert [value for value, _ in choice] == [str(first.pk), str(both.pk)]
    assert choice[0][1].startswith("SEA entry 1 (CQC, effective practice): Agencies work together")
    assert queries.rests_on_one_source([first.pk]) and not queries.rests_on_one_source([both.pk])
    assert [b.number for b in queries.evidence_behind([both.pk])] == [one.number, two.number]
    actions.withdraw_record(row=two, reason="Consent withdrawn.", by=ti, at=at)
    assert queries.rests_on_one_source([both.pk])
    assert [b.counts for b in queries.evidence_behind([both.pk])] == [True, False]
    assert queries.sea_entry(world.inspection, first.pk).evidence == (one.pk,)
