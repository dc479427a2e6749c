"""Team, workstreams and local people."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions
from jtai.apps.inspections.models import Departure
from jtai.core.results import ProblemsFound, Refused
from tests.factories.world import account


def add(world, role, body="", **fields):
    user = account("a person", body=body, **fields)
    return actions.add_member(
        inspection=world.inspection, user=user, role=role, body=body, by=world.lead, at=world.moment(-1)
    )


def one_of(world, role, body):
    return world.inspection.memberships.filter(role=role, body=body, ended_at=None).last()


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


@pytest.mark.requirement("R-008-1")
def test_a_team_one_short_names_the_inspectorate_and_takes_a_reason(any_world):
    world = any_world
    client = world.client(world.lead)
    page = client.get(world.page("team")).content.decode()
    assert "The team does not differ from the usual one." in page
    for body, name in (("cqc", "CQC"), ("hmic", "HMIC")):
        gone = one_of(world, "team-inspector", body)
        actions.end_member(inspection=world.inspection, membership=gone, by=world.lead, at=world.moment(-1))
        page = client.get(world.page("team")).content.decode()
        assert f"{name} is short by 1: 2 of the usual 3 inspectors." in page
    answer = client.post(world.page("team"), {})
    assert answer.status_code == 422
    assert "reason-team-cqc" in answer.content.decode()
    reasons = {"reason-team-cqc": "One is ill.", "reason-team-hmic": "One is on leave."}
    assert client.post(world.page("team"), reasons).status_code == 303
    assert set(Departure.objects.values_list("rule", flat=True)) >= {"team-cqc", "team-hmic"}


def test_the_normal_team_of_the_edition_needs_no_reason(any_world):
    client = any_world.client(any_world.lead)
    assert client.post(any_world.page("team"), {}).status_code == 303
    assert Event.objects.filter(chain=any_world.inspection.ref, action="team.confirmed").count() == 1


@pytest.mark.requirement("R-093-1")
def test_the_qa_manager_is_an_ofsted_senior_hmi(any_world):
    world = any_world
    actions.end_member(
        inspection=world.inspection,
        membership=one_of(world, "qa-manager", "ofsted"),
        by=world.lead,
        at=world.moment(-1),
    )
    with pytest.raises(ProblemsFound) as caught:
        add(world, "qa-manager", "cqc", is_senior_hmi=True)
    assert codes(caught) == {"qa-manager-inspectorate"}
    with pytest.raises(ProblemsFound) as caught:
        add(world, "qa-manager", "ofsted")
    assert codes(caught) == {"qa-manager-qualification"}
    assert add(world, "qa-manager", "ofsted", is_senior_hmi=True).pk


@pytest.mark.requirement("R-008-2")
def test_there_is_one_lead_and_a_cqc_inspector_cannot_become_it(any_world):
    with pytest.raises(ProblemsFound) as caught:
        add(any_world, "lead-inspector", "cqc", is_social_care_hmi=True)
    assert "lead-inspector-inspectorate" in codes(caught)
    with pytest.raises(ProblemsFound) as caught:
        add(any_world, "lead-inspector", "ofsted", is_social_care_hmi=True)
    assert codes(caught) == {"lead-inspector-twice"}


@pytest.mark.requirement("R-030-3")
def test_both_workstreams_are_there_on_every_inspection_and_none_can_be_taken_away(any_world):
    edition = any_world.inspection.edition
    assert [w.code for w in edition.workstreams] == ["front-door", "deep-dive"]
    page = any_world.client(any_world.lead).get(any_world.page("team-add")).content.decode()
    for stream in edition.workstreams:
        assert stream.title in page
    # There is nothing to delete: workstreams are the edition's, and no address takes one away.
    membership = one_of(any_world, "team-inspector", "cqc")
    with pytest.raises(ProblemsFound):
        actions.change_member(
            inspection=any_world.inspection,
            membership=membership,
            workstreams=["a-third"],
            preparation_days=None,
            by=any_world.lead,
            at=any_world.moment(-1),
        )


def test_a_workstream_of_one_inspectorate_only_warns(world):
    for row in world.inspection.memberships.filter(role="team-inspector").exclude(body="cqc"):
        actions.change_member(
            inspection=world.inspection,
            membership=row,
            workstreams=["front-door"],
            preparation_days=1,
            by=world.lead,
            at=world.moment(-1),
        )
    lead = world.inspection.memberships.get(role="lead-inspector")
    actions.change_member(
        inspection=world.inspection,
        membership=lead,
        workstreams=["front-door"],
        preparation_days=1,
        by=world.lead,
        at=world.moment(-1),
    )
    page = world.client(world.lead).get(world.page("team")).content.decode()
    assert "workstream is not mixed yet" in page


def test_nobody_but_the_lead_changes_the_team(world):
    for role in ("team-inspector", "qa-manager", "analyst", "national-director"):
        client = world.client(world.person(role))
        assert client.get(world.page("team")).status_code == 200
        assert client.get(world.page("team-add")).status_code == 403
        assert client.post(world.page("team"), {}).status_code == 403
    with pytest.raises(Refused):
        actions.end_member(
            inspection=world.inspection,
            membership=one_of(world, "team-inspector", "cqc"),
            by=world.person("qa-manager"),
            at=world.moment(-1),
        )


def test_a_person_is_added_by_address_and_an_unknown_address_says_what_to_do(world):
    client = world.client(world.lead)
    answer = client.post(
        world.page("team-add"), {"email": "nobody@people.invalid", "role": "editor", "body": "ofsted"}
    )
    assert answer.status_code == 422
    assert "Nobody has an account with this address" in answer.content.decode()
    assert "nobody@people.invalid" in answer.content.decode()
    new = account("an editor", body="ofsted")
    answer = client.post(world.page("team-add"), {"email": new.email, "role": "editor", "body": "ofsted"})
    assert answer.status_code == 303
    assert world.inspection.memberships.filter(user=new, role="editor").exists()


def test_ending_a_role_asks_first_closes_the_door_and_keeps_the_row(world):
    user = world.person("editor")
    row = one_of(world, "editor", "ofsted")
    client = world.client(world.lead)
    assert client.get(world.page("team-end", row.pk)).status_code == 200
    assert world.client(user).get(world.page("plan")).status_code == 200
    assert client.post(world.page("team-end", row.pk)).status_code == 303
    assert world.client(user).get(world.page("plan")).status_code == 404
    assert world.inspection.memberships.get(pk=row.pk).ended_at
    assert client.post(world.page("team-end", row.pk)).status_code == 409


def test_the_lead_does_not_leave_without_handing_over(world):
    row = one_of(world, "lead-inspector", "ofsted")
    answer = world.client(world.lead).post(world.page("team-end", row.pk))
    assert answer.status_code == 409
    assert "Hand the lead to somebody else" in answer.content.decode()


def test_another_inspections_member_is_not_found(world, foreign):
    row = one_of(foreign, "editor", "ofsted")
    assert world.client(world.lead).get(world.page("team-member", row.pk)).status_code == 404
    assert world.client(foreign.lead).get(world.page("team")).status_code == 404


def test_local_people_see_nothing_before_the_call_to_the_dcs(world):
    dcs = world.person("dcs")
    # Their accounts are closed, and even an open one would find nothing.
    assert world.client(dcs).get(world.page("team")).status_code == 302
    dcs.is_active = True
    dcs.save()
    assert world.client(dcs).get(world.page("team")).status_code == 404
    world.open_to_local()
    assert world.client(dcs).get(world.page("team")).status_code == 200
