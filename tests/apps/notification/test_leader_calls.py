"""Each other inspectorate calls its own leaders, after the director (paragraph 13)."""

from __future__ import annotations

import re

import pytest

from jtai.apps.inspections.facts import happened_at
from jtai.apps.notification import queries
from jtai.apps.notification.models import LeaderCall
from tests.factories.briefing import briefed
from tests.factories.notification import call_leaders, notified
from tests.factories.world import World


def entry(
    world: World, clock: str = "09:40", outcome: str = "spoken", **changes: object
) -> dict[str, object]:
    at = world.moment(0, clock).local
    return {
        "outcome": outcome,
        "called_at_day": at.day,
        "called_at_month": at.month,
        "called_at_year": at.year,
        "called_at_time": clock,
        "reason": "",
        **changes,
    }


def url(world: World, body: str, role: str) -> str:
    row = next(r for r in queries.call_rows(world.inspection, body) if r.contact_role == role)
    return world.page("leader-call", body, role, row.contact_id)


@pytest.mark.requirement("R-T00-2")
def test_hmic_cannot_log_the_chief_constable_before_the_director(any_world):
    world = briefed(any_world)
    world.move_clock(0, "09:40")
    caller = world.client(world.person("call-lead", "hmic"))
    page = caller.get(world.page("call-list", "hmic")).content.decode()
    assert "Wait: the lead inspector has not logged the call to the DCS" in page
    answer = caller.post(url(world, "hmic", "chief-constable"), entry(world))
    assert answer.status_code == 409
    assert "Leaders are called after that" in answer.content.decode()
    assert not LeaderCall.objects.exists()


@pytest.mark.requirement("R-T00-2")
def test_after_the_director_the_same_call_is_logged(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:45")
    caller = world.client(world.person("call-lead", "hmic"))
    assert caller.post(url(world, "hmic", "chief-constable"), entry(world)).status_code == 303
    call = LeaderCall.objects.get()
    assert (call.contact_role, call.called_at) == ("chief-constable", world.moment(0, "09:40").now)


@pytest.mark.requirement("R-013-3")
def test_the_list_of_cqc_has_two_rows_and_both_are_logged_or_excused(any_world):
    world = notified(any_world)
    world.move_clock(0, "10:00")
    rows = queries.call_rows(world.inspection, "cqc")
    assert [r.contact_role for r in rows] == ["ccg-chief-executive", "ccg-safeguarding-lead"]
    caller = world.client(world.person("call-lead", "cqc"))
    caller.post(url(world, "cqc", "ccg-chief-executive"), entry(world))
    assert not queries.call_list_done(world.inspection, "cqc")
    bare = caller.post(url(world, "cqc", "ccg-safeguarding-lead"), entry(world, outcome="excused"))
    assert bare.status_code == 422
    assert "Explain why no call was made" in bare.content.decode()
    reasoned = entry(world, outcome="excused", reason="The post is vacant.")
    assert caller.post(url(world, "cqc", "ccg-safeguarding-lead"), reasoned).status_code == 303
    assert queries.call_list_done(world.inspection, "cqc")
    assert "No call: The post is vacant." in caller.get(world.page("call-list", "cqc")).content.decode()


HMI_PROBATION = [
    "Manager of the youth offending service",
    "Director of the National Probation Service",
    "Head of the NPS local delivery unit",
    "Chief executive of the community rehabilitation company",
]


def listed(world: World, body: str) -> list[str]:
    """Who stands on the page of an inspectorate's calls, as its call lead reads it."""
    page = world.client(world.person("call-lead", body)).get(world.page("call-list", body)).content.decode()
    return [" ".join(title.split()) for title in re.findall(r'"rowheader"[^>]*>\s*<span[^>]*>([^<]*)<', page)]


@pytest.mark.requirement("R-013-4")
def test_the_list_of_hmic_has_two_rows(any_world):
    assert listed(notified(any_world), "hmic") == ["Chief constable", "Force liaison officer"]


@pytest.mark.requirement("R-013-5")
def test_the_list_of_hmi_probation_has_four_rows_and_each_call_is_logged(any_world):
    world = notified(any_world)
    assert listed(world, "hmi-probation") == HMI_PROBATION
    world.move_clock(0, "10:00")
    caller = world.client(world.person("call-lead", "hmi-probation"))
    for done, role in enumerate(("yot-manager", "nps-director", "nps-ldu-head", "crc-chief-executive"), 1):
        assert not queries.call_list_done(world.inspection, "hmi-probation")
        assert caller.post(url(world, "hmi-probation", role), entry(world)).status_code == 303
        assert LeaderCall.objects.count() == done
    assert queries.call_list_done(world.inspection, "hmi-probation")


def test_an_area_with_two_groups_has_a_row_for_each_of_their_people(world):
    from jtai.apps.inspections import actions

    second = {"contact_role": "ccg-chief-executive", "name": "Sam Thornby", "phone": "01632 960001"}
    actions.add_contact(inspection=world.inspection, values=second, by=world.lead, at=world.moment(-1))
    names = [r.contact.name for r in queries.call_rows(world.inspection, "cqc") if r.contact]
    assert len(names) == 3
    assert "Sam Thornby" in names


def test_a_leader_nobody_is_recorded_for_can_only_be_excused_or_found(world):
    world.inspection.contacts.filter(contact_role="force-liaison-officer").delete()
    notified(world)
    world.move_clock(0, "10:00")
    caller = world.client(world.person("call-lead", "hmic"))
    target = world.page("leader-call", "hmic", "force-liaison-officer", 0)
    assert "Nobody is recorded for this role" in caller.get(target).content.decode()
    done = caller.post(target, entry(world, outcome="excused", reason="The force has no such officer."))
    assert done.status_code == 303


def test_problems_of_a_call_stand_on_the_page(world):
    notified(world)
    world.move_clock(0, "10:00")
    caller, target = world.client(world.person("call-lead", "hmic")), url(world, "hmic", "chief-constable")
    early = caller.post(target, entry(world, "09:00"))
    assert early.status_code == 422
    assert "The director had not been notified at that time." in early.content.decode()
    assert "This time is in the future." in caller.post(target, entry(world, "10:30")).content.decode()
    assert "What happened?" in caller.post(target, entry(world, outcome="")).content.decode()


def test_one_inspectorate_does_not_touch_the_list_of_another(any_world):
    world = notified(any_world)
    world.move_clock(0, "10:00")
    stranger = world.client(world.person("call-lead", "cqc"))
    target = url(world, "hmic", "chief-constable")
    assert stranger.get(world.page("call-list", "hmic")).status_code == 403
    assert stranger.post(target, entry(world)).status_code == 403
    assert world.client(world.lead).post(target, entry(world)).status_code == 403
    assert world.client(world.person("call-lead", "hmic")).post(target, entry(world)).status_code == 303


def test_local_people_do_not_see_the_lists(world):
    notified(world)
    assert world.client(world.person("dcs")).get(world.page("call-list", "hmic")).status_code == 403


def test_the_milestone_is_met_when_every_list_is_done(any_world):
    world = notified(any_world)
    bodies = [row.inspectorate for row in world.inspection.edition.notify_lists]
    for body in bodies[:-1]:
        call_leaders(world, body)
    assert happened_at(world.inspection, "notify-others") is None
    call_leaders(world, bodies[-1], "11:00")
    assert happened_at(world.inspection, "notify-others") == world.moment(0, "11:00").now
