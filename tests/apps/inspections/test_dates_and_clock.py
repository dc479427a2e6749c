"""Closure days, holds and the practice clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.models import Inspection
from jtai.core.results import ProblemsFound, Refused
from jtai.words import LONDON


def parts(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_closure_day_shows_what_moves_before_it_is_kept(world):
    client = world.client(world.lead)
    posted = {**parts("on", date(2016, 10, 13)), "reason": "Office closed"}
    check = client.post(world.page("closure-new"), posted)
    assert check.status_code == 200
    page = check.content.decode()
    assert "What moves" in page and "Letter" in page
    assert world.inspection.closure_days.count() == 0
    assert client.post(world.page("closure-new"), {**posted, "confirm": "yes"}).status_code == 303
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 7)
    assert Event.objects.filter(chain=world.inspection.ref, action="closure-day.added").exists()


def test_a_closure_day_can_be_taken_back(world):
    row = actions.add_closure_day(
        inspection=world.inspection, on=date(2016, 10, 13), reason="Closed", by=world.lead, at=world.moment(1)
    )
    client = world.client(world.lead)
    assert client.get(world.page("closure-remove", row.pk)).status_code == 200
    assert client.post(world.page("closure-remove", row.pk)).status_code == 303
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 4)


@pytest.mark.parametrize("on", [date(2016, 10, 15), date(2016, 12, 27)])
def test_a_day_that_is_no_working_day_already_needs_no_closure(world, on):
    with pytest.raises(ProblemsFound, match="is not a working day"):
        actions.add_closure_day(
            inspection=world.inspection, on=on, reason="Closed", by=world.lead, at=world.moment(1)
        )


def test_a_hold_needs_a_reason_and_an_order_and_can_be_lifted_once(world):
    with pytest.raises(ProblemsFound) as caught:
        actions.add_hold(
            inspection=world.inspection,
            first_on=date(2016, 11, 10),
            last_on=date(2016, 11, 1),
            reason=" ",
            by=world.lead,
            at=world.moment(20),
        )
    assert {p.code for p in caught.value.problems} == {"hold-order", "hold-reason"}
    client = world.client(world.lead)
    posted = {
        **parts("first_on", date(2016, 11, 1)),
        **parts("last_on", date(2016, 11, 10)),
        "reason": "Election",
    }
    assert client.post(world.page("hold-new"), posted).status_code == 303
    hold = world.inspection.holds.get()
    assert client.post(world.page("hold-lift", hold.pk)).status_code == 303
    assert client.post(world.page("hold-lift", hold.pk)).status_code == 409


def test_the_practice_clock_moves_is_shown_and_leaves_an_event(world):
    client = world.client(world.lead)
    to = datetime(2016, 9, 22, 14, 30, tzinfo=LONDON)
    answer = client.post(world.page("clock"), {**parts("to", to.date()), "to_time": "14:30"})
    assert answer.status_code == 303
    world.inspection.refresh_from_db()
    assert world.inspection.clock_at == to
    page = client.get(world.page("overview")).content.decode()
    assert "Thursday 22 September 2016, day 12, 14:30" in page
    assert "The clock has been moved" in page
    event = Event.objects.filter(chain=world.inspection.ref, action="clock.moved").latest("sequence")
    assert event.clock_at == to and event.at != to


def test_a_time_that_cannot_be_read_is_said_beside_the_field_and_nothing_moves(world):
    before = world.inspection.clock_at
    answer = world.client(world.lead).post(
        world.page("clock"), {**parts("to", date(2016, 9, 22)), "to_time": "half past"}
    )
    assert answer.status_code == 422
    assert "half past" in answer.content.decode()
    world.inspection.refresh_from_db()
    assert world.inspection.clock_at == before


def test_the_clock_of_a_real_inspection_cannot_be_moved(world):
    Inspection.objects.filter(pk=world.inspection.pk).update(kind="real")
    world.inspection.refresh_from_db()
    with pytest.raises(Refused):
        actions.move_clock(
            inspection=world.inspection, to=world.moment(3).now, by=world.lead, at=world.moment(3)
        )


def test_only_the_lead_moves_the_clock(world):
    assert world.client(world.person("team-inspector")).get(world.page("clock")).status_code == 403
    assert world.client(world.person("team-inspector")).post(world.page("clock"), {}).status_code == 403
