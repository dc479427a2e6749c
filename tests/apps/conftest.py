"""Worlds for the tests of the apps: an inspection of each edition, and a foreign one beside it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.world import World, planned


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
