"""Worlds for the tests of the apps: an inspection of each edition, and a foreign one beside it."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from django.db import connection

from tests.apps.lock_order import LockOrder
from tests.factories.world import World, planned

_tests = count()


@pytest.fixture(autouse=True)
def order_of_locks(request):
    """Every action that a test carries out takes its locks in the one order (ADR 0250).

    SQLite has one writer and shows no lock of a row: there the order cannot be read from the SQL.
    """
    if connection.vendor == "sqlite":
        yield None
        return
    # The test's own transaction comes first: inside a module's scene it is a savepoint, not an action's.
    for name in ("transactional_db", "db"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    watch = LockOrder()
    with connection.execute_wrapper(watch):
        yield watch
    assert sorted(set(watch.faults)) == []


@pytest.fixture(autouse=True)
def heads_are_noted_apart(settings, tmp_path_factory):
    """A scene that is put back has its trail again: what an earlier test noted would not hold."""
    settings.JTAI_HEADS_DIR = tmp_path_factory.getbasetemp() / "heads" / str(next(_tests))


@pytest.fixture(autouse=True)
def mail_leaves_from_the_worker_only(settings):
    """Whatever page a test opens or sends: none speaks to a mail server (ADR 0259)."""
    settings.EMAIL_BACKEND = "tests.mail_guard.OutsideRequests"


@pytest.fixture
def world(db) -> World:
    """August edition, day 0 Tuesday 6 September 2016 (calendar A1)."""
    return planned("2016-08")


@pytest.fixture
def january(db) -> World:
    """January edition, day 0 Tuesday 9 February 2016 (calendar J2, across Easter)."""
    return planned("2016-01", day_zero=date(2016, 2, 9))


@pytest.fixture(params=["2016-08", "2016-01"])
def any_world(request, db) -> World:
    """Each edition in turn."""
    return planned(request.param, day_zero=date(2016, 2, 9) if request.param == "2016-01" else None)


@pytest.fixture
def foreign(db) -> World:
    """Another inspection, with people of its own."""
    return planned("2016-08", area="X00000002")
