"""The list of children is its council's: nobody else opens, sends or discards it (paragraph 19)."""

from __future__ import annotations

import pytest

from jtai.apps.selection import actions, duties
from jtai.apps.selection.models import ChildList
from jtai.apps.workspace.gather import viewer_of
from jtai.core.results import Refused
from tests.factories.selection import csv_list, list_sent, shortlist_sent

COUNCIL = "local-authority"


def checked(world, by):
    world.open_to_local()
    at = world.move_clock(0, "15:00")
    return actions.check_list(inspection=world.inspection, title="MARK", data=csv_list(), by=by, at=at)


def test_an_officer_of_another_agency_cannot_open_send_or_discard_it(any_world):
    world = any_world
    row = checked(world, world.person("agency-contributor", COUNCIL))
    url = world.page("child-list", row.pk)
    for body in ("police", "ccg"):
        client = world.client(world.person("agency-contributor", body))
        assert client.get(url).status_code == 403
        for answer in ({}, {"discard": "yes"}):
            assert client.post(url, answer).status_code == 403
        assert client.get(world.page("child-list-new")).status_code == 403
        assert "MARK" not in client.get(world.page("children")).content.decode()
    row.refresh_from_db()
    assert row.state == ChildList.State.CHECKED


@pytest.mark.parametrize("act", [actions.use_list, actions.discard_list])
def test_the_actions_ask_with_the_owner_of_the_list(world, act):
    row = checked(world, world.person("agency-contributor", COUNCIL))
    with pytest.raises(Refused):
        act(
            inspection=world.inspection,
            child_list=row,
            by=world.person("agency-contributor", "police"),
            at=world.moment(0, "16:00"),
        )
    with pytest.raises(Refused):
        checked(world, world.person("agency-contributor", "police"))


def test_a_list_that_was_not_sent_is_read_by_its_sender_and_the_director(world):
    sender = world.person("agency-contributor", COUNCIL)
    row = checked(world, sender)
    url = world.page("child-list", row.pk)
    assert world.client(sender).get(url).status_code == 200
    assert world.client(world.person("dcs")).get(url).status_code == 200
    for role in ("lead-inspector", "link-person", "agency-leader"):
        client = world.client(world.person(role))
        assert client.get(url).status_code == 403
        assert "MARK" not in client.get(world.page("children")).content.decode()
    row.sent_by = world.person("dcs")
    row.save()
    assert world.client(sender).get(url).status_code == 403


def test_the_duty_is_the_councils_and_the_directors(world):
    world.open_to_local()
    at = world.move_clock(0, "15:00")
    yours = {
        who: [
            duty.title
            for duty in duties.duties(viewer_of(world.person(*who), world.inspection, at.real))
            if duty.yours
        ]
        for who in (
            ("dcs", ""),
            ("agency-contributor", COUNCIL),
            ("agency-contributor", "police"),
            ("agency-leader", "police"),
        )
    }
    assert [bool(found) for found in yours.values()] == [True, True, False, False]


def test_more_information_is_said_to_be_sent_by_the_council_alone(world):
    shortlist_sent(world)
    url, at = world.page("child-data"), world.moment(1, "15:00")
    assert world.client(world.person("agency-contributor", COUNCIL)).get(url).status_code == 200
    assert world.client(world.person("agency-contributor", "police")).get(url).status_code == 403
    with pytest.raises(Refused):
        actions.receive_data(
            inspection=world.inspection,
            child_ids=["C-0001"],
            by=world.person("agency-contributor", "police"),
            at=at,
        )


def test_a_corrected_list_still_comes_from_the_council(world):
    list_sent(world)
    assert (
        world.client(world.person("agency-contributor", COUNCIL))
        .get(world.page("child-list-new"))
        .status_code
        == 200
    )
