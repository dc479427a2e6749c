"""Which child is read by whom, and an address of a child that cannot be guessed (ADR 0212)."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.portal.models import RequestItem
from jtai.apps.selection import queries
from jtai.apps.selection.actions.listing import _new_key
from tests.factories.selection import list_sent, tracked_sent
from tools.generated.addresses import addresses


def page(world, who, child, body=""):
    return world.client(world.person(who, body)).get(world.page("child", child.address))


def chosen(world, stage="tracked"):
    return queries.chosen_in(queries.published(world.inspection, stage))


@pytest.fixture
def tracked(world):
    tracked_sent(world)
    return world


def test_the_director_and_the_team_read_every_child_of_the_list(tracked):
    other = tracked.inspection.children.exclude(sets__stage="tracked").first()
    for who in ("lead-inspector", "team-inspector", "dcs", "link-person"):
        assert page(tracked, who, other).status_code == 200
        assert page(tracked, who, chosen(tracked)[0]).status_code == 200


def test_an_agency_reads_the_children_it_is_asked_about_and_no_other(tracked):
    asked, not_asked = chosen(tracked)[:2]
    other = tracked.inspection.children.exclude(sets__stage="tracked").first()
    item = RequestItem.objects.filter(inspection=tracked.inspection, child_ref=asked.key).first()
    RequestItem.objects.filter(inspection=tracked.inspection, agency="police").delete()
    RequestItem.objects.filter(pk=item.pk).update(agency="police")
    assert page(tracked, "agency-leader", asked, "police").status_code == 200
    for child in (not_asked, other):
        assert page(tracked, "agency-leader", child, "police").status_code == 404
    shown = tracked.client(tracked.person("agency-leader", "police")).get(tracked.page("children"))
    assert asked.key in shown.content.decode() and not_asked.key not in shown.content.decode()


def test_people_of_an_agency_that_is_asked_nothing_are_told_so(world):
    list_sent(world)
    for role, body in (("agency-contributor", "ccg"), ("agency-leader", "police")):
        shown = world.client(world.person(role, body)).get(world.page("children")).content.decode()
        assert "Your agency has not been asked for a list of children." in shown
        assert "Theme" not in shown


def test_the_address_of_a_child_is_random_and_its_key_is_no_address(tracked):
    child = chosen(tracked)[0]
    url = tracked.page("child", child.address)
    assert child.key not in url and re.search(r"/[0-9a-f-]{36}$", url)
    client = tracked.client(tracked.lead)
    assert client.get(url.rsplit("/", 1)[0] + f"/{child.key}").status_code == 404


def test_opening_a_child_says_in_the_trail_which(tracked):
    child = chosen(tracked)[0]
    page(tracked, "lead-inspector", child)
    event = Event.objects.filter(chain=tracked.inspection.ref, action="child-data.read").latest("sequence")
    assert (event.actor, event.object_id) == (str(tracked.lead.pk), str(child.pk))


def test_a_child_of_others_and_one_that_is_not_there_are_answered_alike(tracked):
    client = tracked.client(tracked.person("agency-leader", "police"))
    other = tracked.inspection.children.exclude(sets__stage="tracked").first()
    answers = [client.get(tracked.page("child", address)) for address in (other.address, uuid4())]
    bodies = [re.sub(r"[0-9a-f-]{8,}|nonce=\S+", "", one.content.decode()) for one in answers]
    assert [one.status_code for one in answers] == [404, 404] and bodies[0] == bodies[1]


def test_whoever_opens_children_from_links_is_never_stopped(tracked, settings):
    settings.JTAI_MISSES_LIMIT = 3
    client = tracked.client(tracked.lead)
    for child in [*chosen(tracked), *chosen(tracked)][:8]:
        assert client.get(tracked.page("child", child.address)).status_code == 200
    assert not Event.objects.filter(chain=tracked.inspection.ref, action="child-data.missed").exists()


def test_no_address_of_the_service_takes_a_key_that_people_know():
    """A key of four digits could be tried through: what is about a child is found by a random address."""
    about_children = [one for one in addresses() if "child" in one.asked or "selection" in one.asked]
    assert [one.path for one in about_children if "<str:key" in one.path or "<slug:key" in one.path] == []
    child = next(one for one in addresses() if one.name == "child")
    assert child.path.endswith("<uuid:child>")


def test_guessing_is_noted_and_stops_for_a_while(tracked, settings):
    settings.JTAI_MISSES_LIMIT = 3
    leader = tracked.person("agency-leader", "police")
    client = tracked.client(leader)
    foreign = tracked.inspection.children.exclude(sets__stage="tracked").first()
    for address in (uuid4(), foreign.address, uuid4()):
        assert client.get(tracked.page("child", address)).status_code == 404
    missed = Event.objects.filter(chain=tracked.inspection.ref, action="child-data.missed")
    assert [event.actor for event in missed] == [str(leader.pk)] * 3
    for address in (uuid4(), foreign.address):
        answer = client.get(tracked.page("child", address))
        assert answer.status_code == 429
        assert "You have tried 3 addresses that do not exist. Wait 15 minutes" in answer.content.decode()
    assert missed.count() == 3
    # What is theirs stays open: a wrong link in a message must not keep them from their work.
    assert client.get(tracked.page("child", chosen(tracked)[0].address)).status_code == 200
    Event.objects.filter(pk__in=missed).update(at=missed.first().at - timedelta(minutes=16))
    assert client.get(tracked.page("child", uuid4())).status_code == 404


def test_keys_stay_short_and_distinct_and_never_run_out():
    taken = {f"{n:04X}" for n in range(2**15 - 1)}
    assert len(_new_key(taken)) == 4
    assert len(_new_key(taken)) == 5
    full = {f"{n:04X}" for n in range(2**16)}
    made = [_new_key(full) for _ in range(200)]
    assert len(set(made)) == 200 and all(re.fullmatch("[0-9A-F]{5}", key) for key in made)
