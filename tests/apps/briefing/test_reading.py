"""Inspectors read the briefing, have time to prepare, and talk before they go on site (paragraph 11)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.briefing import actions, queries
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Departure
from jtai.core.results import ProblemsFound, Refused
from tests.factories.briefing import gate_readers, issue_briefing, read_briefing
from tests.factories.world import World


def everybody(world: World) -> list:
    return [
        world.lead,
        *(u for (role, _), users in world.people.items() if role == "team-inspector" for u in users),
    ]


@pytest.mark.requirement("R-T-1-1")
def test_with_three_of_four_readings_the_call_sheet_shows_a_block(any_world):
    world = any_world
    issue_briefing(world)
    readers = gate_readers(world)
    assert len(readers) == 4
    zero = world.inspection.day_zero
    assert zero in (date(2016, 2, 9), date(2016, 9, 6))
    assert dates.due_on(world.inspection, "prep-1") == date(zero.year, zero.month, zero.day - 1)
    assert dates.due_on(world.inspection, "prep-1").strftime("%A") == "Monday"
    read_briefing(world, readers[:-1])
    world.move_clock(0, "09:00")
    lead = world.client(world.lead)
    page = lead.get(world.page("call-sheet")).content.decode()
    assert "The briefing has not been read by HMI Probation" in page

    read_briefing(world, readers[-1:], at=world.moment(0, "09:05"))
    assert "The briefing has not been read" not in lead.get(world.page("call-sheet")).content.decode()
    assert happened_at(world.inspection, "prep-1") == world.moment(0, "09:05").now


@pytest.mark.requirement("R-T-1-1")
def test_the_lead_goes_on_without_a_reading_only_with_a_reason(any_world):
    world = any_world
    issue_briefing(world)
    read_briefing(world, gate_readers(world)[:-1])
    world.move_clock(-1, "17:00")
    lead, url = world.client(world.lead), world.page("briefing-readers")
    assert lead.post(url, {"reason": " "}).status_code == 422
    inspector = world.client(world.person("team-inspector", "cqc"))
    assert inspector.post(url, {"reason": "I say so."}).status_code == 403
    assert queries.reading_problems(world.inspection)
    assert lead.post(url, {"reason": "The inspector is ill; another joins on day 1."}).status_code == 303
    assert not queries.reading_problems(world.inspection)
    kept = Departure.objects.get(rule="briefing-reading")
    assert kept.reason == "The inspector is ill; another joins on day 1."
    assert Event.objects.filter(action="briefing.reading-passed-over").exists()


def test_nothing_can_be_passed_over_when_all_have_read(world):
    issue_briefing(world)
    read_briefing(world)
    with pytest.raises(Refused) as refused:
        actions.go_on_without_readings(
            inspection=world.inspection, reason="Why not", by=world.lead, at=world.moment(-1)
        )
    assert refused.value.decision.kind == "moment"


@pytest.mark.requirement("R-011-2")
def test_on_the_first_day_on_site_the_dashboard_counts_readers_and_names_the_missing_one(any_world):
    world = any_world
    issue_briefing(world)
    team = everybody(world)
    read_briefing(world, team[:-1])
    world.move_clock(9, "08:30")
    lead, last = world.client(world.lead), team[-1]
    page = lead.get(world.page("briefing-readers")).content.decode()
    assert "10/11 read" in page
    assert f"Not yet: {last.full_name}." in page
    url = world.page("briefing")
    assert world.client(last).post(url, {"number": "1"}).status_code == 303
    page = lead.get(world.page("briefing-readers")).content.decode()
    assert "11/11 read" in page
    assert "Not yet:" not in page


@pytest.mark.requirement("R-011-2")
def test_the_discussion_before_going_on_site_is_linked_to_criteria(any_world):
    world = any_world
    issue_briefing(world)
    world.move_clock(8, "16:00")
    first = world.inspection.edition.criteria[0].code
    values = {
        "held_at_day": "16",
        "held_at_month": "9",
        "held_at_year": "2016",
        "held_at_time": "15:00",
        "text": "CQC and HMIC look at referrals together.",
        "criteria": [first],
        "present": [str(world.lead.pk), str(world.person("team-inspector", "cqc").pk)],
    }
    at = world.moment(8, "15:00").local
    values |= {"held_at_day": at.day, "held_at_month": at.month, "held_at_year": at.year}
    url = world.page("briefing-discussion")
    manager = world.client(world.person("qa-manager"))
    assert manager.post(url, values).status_code == 403
    lead = world.client(world.lead)
    bare = lead.post(url, {**values, "criteria": [], "present": [], "text": ""})
    assert bare.status_code == 422
    assert "Choose the criteria you talked about." in bare.content.decode()
    assert lead.post(url, values).status_code == 303
    row = world.inspection.briefing_discussions.get()
    assert row.criteria == [first]
    assert "referrals together" in manager.get(url).content.decode()


def test_a_discussion_of_the_future_is_refused(world):
    with pytest.raises(ProblemsFound) as found:
        actions.record_discussion(
            inspection=world.inspection,
            held_at=world.moment(5).now,
            text="Later.",
            criteria=[world.inspection.edition.criteria[0].code],
            present=[world.lead],
            by=world.lead,
            at=world.moment(4),
        )
    assert [p.field for p in found.value.problems] == ["held_at"]


@pytest.mark.requirement("R-011-1")
def test_an_inspector_without_a_day_to_prepare_is_named(any_world):
    world = any_world
    issue_briefing(world)
    world.move_clock(-1)
    lead, url = world.client(world.lead), world.page("briefing-readers")
    assert "too little time to prepare" not in lead.get(url).content.decode()
    busy = world.person("team-inspector", "hmic")
    membership = world.inspection.memberships.get(user=busy)
    inspections.change_member(
        inspection=world.inspection,
        membership=membership,
        workstreams=membership.workstreams,
        preparation_days=Decimal(0),
        by=world.lead,
        at=world.moment(-1),
    )
    page = lead.get(url).content.decode()
    assert f"{busy.full_name} has too little time to prepare: 0 planned, at least 1 day needed" in page
    problem = queries.preparation_problems(world.inspection)[0]
    assert (problem.severity, problem.source) == ("warns", "Guidance, paragraph 11")


def test_a_new_issue_is_read_again_and_an_old_page_is_stale(world):
    issue_briefing(world)
    read_briefing(world)
    at = world.move_clock(-1, "12:00")
    actions.issue(inspection=world.inspection, by=world.person("analyst"), at=at)
    assert len(queries.reading_problems(world.inspection)) == 4
    answer = world.client(world.lead).post(world.page("briefing"), {"number": "1"})
    assert answer.status_code == 409
    assert "issued again" in answer.content.decode()
