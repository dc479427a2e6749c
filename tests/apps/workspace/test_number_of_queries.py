"""Home, overview and history read what they show in a number of queries that does not grow with it."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jtai.apps.inspections import actions
from tests.factories.evidence import submitted
from tests.factories.notification import everybody_told
from tests.factories.world import World, planned

# Measured, with a little room; the goal of the design is 12.
MOST_ON_HOME = 50
MOST_ON_OVERVIEW = 70


def queries_of(world: World, user, address: str) -> int:
    client = world.client(user)
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def on_site(area: str) -> World:
    world = everybody_told(planned("2016-08", area=area))
    world.move_clock(10, "10:00")
    return world


def join(world: World, user) -> None:
    actions.add_member(
        inspection=world.inspection,
        user=user,
        role="team-inspector",
        body="cqc",
        preparation_days=1,
        by=world.lead,
        at=world.moment(1),
    )


def test_three_inspections_need_no_more_queries_than_one(db):
    worlds = [on_site(f"X0000000{n}") for n in (1, 2, 3)]
    here, everywhere = (worlds[0].person("team-inspector", "cqc", n) for n in (0, 1))
    for other in worlds[1:]:
        join(other, everywhere)
    one, three = (queries_of(worlds[0], user, "/home") for user in (here, everywhere))
    assert one == three
    assert three <= MOST_ON_HOME
    assert queries_of(worlds[0], here, "/inspections") == queries_of(worlds[0], everywhere, "/inspections")


def test_more_dates_and_more_evidence_need_no_more_queries(world):
    world = everybody_told(world)
    world.move_clock(10, "16:00")
    inspector = world.person("team-inspector", "cqc")
    submitted(world, by=inspector, at=world.moment(10))
    pages = ["/home", world.page("overview"), world.page("timeline"), world.page("history")]

    def count() -> list[int]:
        return [queries_of(world, user, page) for user in (inspector, world.lead) for page in pages]

    before = count()
    for _ in range(4):
        submitted(world, by=inspector, at=world.moment(10))
    for day in (14, 17, 18):
        actions.add_closure_day(
            inspection=world.inspection,
            on=date(2016, 10, day),
            reason="Closed",
            by=world.lead,
            at=world.moment(10),
        )
    assert count() == before
    assert max(before[0], before[4]) <= MOST_ON_HOME
    assert max(before[1], before[5]) <= MOST_ON_OVERVIEW
