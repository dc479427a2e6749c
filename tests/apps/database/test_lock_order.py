"""What watches the order of locks in every test sees a breach, and knows every table (ADR 0250)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last, record
from jtai.apps.audit.models import Event
from jtai.apps.database.locking import lock
from jtai.apps.inspections.access import record as record_for
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Counter, Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.core.results import Refused, refuse
from tests.apps.lock_order import LockOrder, tables_without_a_place
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def order_of_locks():
    """Here faults are planted: nothing is asserted at the end."""
    return


@contextmanager
def watched():
    watch = LockOrder()
    with connection.execute_wrapper(watch), transaction.atomic():
        yield watch


def test_every_table_of_ours_has_a_place_in_the_order():
    assert tables_without_a_place() == []


def test_a_row_written_after_the_event_is_a_fault(world):
    with watched() as watch:
        record_for(world.inspection, "thing.done", by=world.lead, at=world.moment(1))
        record_fact(world.inspection, "timetable-start", by=world.lead, at=world.moment(1))
    assert watch.faults == ["inspections_milestonefact is locked after audit_head"]


def test_people_before_the_inspection_is_a_fault_and_the_other_way_round_is_none(world):
    rows = {"people": User.objects.filter(pk=world.lead.pk), "it": Inspection.objects.all()}
    with watched() as watch:
        rows["people"].update(phone="1")
        rows["it"].update(front_door_name="x")
    assert watch.faults == ["inspections_inspection is locked after accounts_user"]
    with watched() as watch:
        rows["it"].update(front_door_name="y")
        rows["people"].update(phone="2")
    assert watch.faults == []


def test_a_statement_that_finds_no_row_locks_none(world):
    with watched() as watch:
        User.objects.filter(pk=world.lead.pk).update(phone="1")
        Inspection.objects.filter(pk=0).update(front_door_name="x")
    assert watch.faults == []


@pytest.mark.on_postgres
def test_a_lock_without_a_change_is_seen_too(world):
    with watched() as watch:
        list(lock(User.objects.filter(pk=world.lead.pk)))
        list(lock(Inspection.objects.filter(pk=world.inspection.pk)))
    assert watch.faults == ["inspections_inspection is locked after accounts_user"]


@events_last
def outer(world: World, *, refused: bool = False) -> None:
    """An action that carries out another, which may be refused."""
    record_for(world.inspection, "outer.begun", by=world.lead, at=world.moment(1))
    try:
        inner(world, refused=refused)
    except Refused:
        record_for(world.inspection, "outer.refused", by=world.lead, at=world.moment(1))
    record_fact(world.inspection, "timetable-start", by=world.lead, at=world.moment(1))


@events_last
def inner(world: World, *, refused: bool) -> None:
    record_for(world.inspection, "inner.done", by=world.lead, at=world.moment(1))
    record("service", "inner.noted", actor="7", at=world.moment(1).real, clock_at=world.moment(1).now)
    if refused:
        refuse("Not now.", kind="moment")


def newest(world: World, count: int) -> list[str]:
    rows = Event.objects.filter(chain=world.inspection.ref).order_by("-sequence")[:count]
    return [row.action for row in reversed(rows)]


def test_the_events_of_actions_within_actions_come_last_and_in_their_order(world):
    with watched() as watch:
        outer(world)
    assert watch.faults == []
    assert newest(world, 2) == ["outer.begun", "inner.done"]
    assert Event.objects.filter(chain="service", action="inner.noted").count() == 1


def test_what_a_refused_action_told_is_forgotten(world):
    with watched():
        outer(world, refused=True)
    assert newest(world, 2) == ["outer.begun", "outer.refused"]
    assert not Event.objects.filter(action__startswith="inner").exists()


def test_numbers_are_lent_without_locking_the_inspection(world):
    with watched() as watch:
        Inspection.objects.filter(pk=world.inspection.pk).exists()
        assert [next_number(world.inspection, "thing") for _ in range(3)] == [1, 2, 3]
        assert next_number(world.inspection, "thing", of=5) == 1
    assert watch.faults == []
    assert sorted(Counter.objects.filter(kind="thing").values_list("of", "last")) == [("", 3), ("5", 1)]


def test_a_number_that_was_not_used_is_given_back(world):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number(world.inspection, "thing")
        raise ZeroDivisionError
    assert next_number(world.inspection, "thing") == 1
