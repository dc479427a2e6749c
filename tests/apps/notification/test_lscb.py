"""The director tells the LSCB chair and its business manager (paragraph 14)."""

from __future__ import annotations

import pytest

from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.notices.models import Message
from jtai.apps.notification import queries
from jtai.apps.notification.duties import duties
from tests.factories.notification import notified
from tests.factories.world import World


def viewer(world: World, role: str, day: int, clock: str) -> Viewer:
    user = world.person(role)
    return Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), world.moment(day, clock))


@pytest.mark.requirement("R-014-1")
def test_the_task_opens_with_the_call_and_has_two_names_to_tick(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:30")
    task = queries.lscb_task(world.inspection, world.moment(0, "09:30"))
    assert (task.state, task.opened_at) == ("open", world.moment(0, "09:12").now)
    assert [code for code, _, _ in task.rows] == ["lscb-chair", "lscb-business-manager"]
    page = world.client(world.person("dcs")).get(world.page("lscb-task")).content.decode()
    for detail in (world.lead.full_name, world.lead.phone, world.lead.email):
        assert detail in page
    asked = Message.objects.get(kind="tell-board")
    assert world.lead.phone in asked.body
    assert asked.to_user_id == world.person("dcs").pk


@pytest.mark.requirement("R-014-1")
def test_the_director_ticks_one_after_the_other(any_world):
    world = notified(any_world)
    at = world.move_clock(0, "10:00")
    director, url = world.client(world.person("dcs")), world.page("lscb-task")
    assert director.post(url, {"told": ["lscb-business-manager"]}).status_code == 303
    assert queries.lscb_task(world.inspection, at).state == "open"
    assert happened_at(world.inspection, "lscb-told") is None
    assert director.post(url, {"told": ["lscb-chair"]}).status_code == 303
    assert queries.lscb_task(world.inspection, at).state == "done"
    assert happened_at(world.inspection, "lscb-told") == at.now


@pytest.mark.requirement("R-014-2")
def test_at_the_end_of_day_0_the_task_is_open_and_not_late(any_world):
    world = notified(any_world)
    world.move_clock(0, "17:30")
    task = queries.lscb_task(world.inspection, world.moment(0, "17:30"))
    assert (task.state, task.highlighted) == ("open", False)
    duty = next(d for d in duties(viewer(world, "dcs", 0, "17:30")) if d.milestone == "lscb-told")
    assert duty.due_at is None
    page = world.client(world.person("dcs")).get(world.page("lscb-task")).content.decode()
    assert "Late" not in page


@pytest.mark.requirement("R-014-2")
def test_after_a_day_it_is_highlighted(any_world):
    world = notified(any_world)
    assert not queries.lscb_task(world.inspection, world.moment(1, "09:12")).highlighted
    assert queries.lscb_task(world.inspection, world.moment(1, "09:13")).highlighted
    world.move_clock(1, "09:13")
    page = world.client(world.person("dcs")).get(world.page("lscb-task")).content.decode()
    assert "open for longer than a day" in page
    titles = [duty.title for duty in duties(viewer(world, "lead-inspector", 1, "09:13"))]
    assert "LSCB not notified yet" in titles


def test_only_the_director_ticks_and_only_after_the_call(world):
    early = world.client(world.lead)
    assert early.post(world.page("lscb-task"), {"told": ["lscb-chair"]}).status_code == 403
    notified(world)
    for role in ("agency-leader", "link-person", "team-inspector", "lead-inspector"):
        client = world.client(world.person(role))
        assert client.post(world.page("lscb-task"), {"told": ["lscb-chair"]}).status_code == 403
    assert (
        world.client(world.person("dcs")).post(world.page("lscb-task"), {"told": ["lscb-chair"]}).status_code
        == 303
    )
