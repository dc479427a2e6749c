"""What every test shares: the record of outcomes, one Hypothesis profile, tests of one database only."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tools.pytest_record"]

# No deadline: two cores serve several people at once. In CI the same examples every time.
settings.register_profile("jtai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("jtai"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "jtai")


def pytest_runtest_setup(item: pytest.Item) -> None:
    on_postgres = bool(os.environ.get("DATABASE_URL"))
    if item.get_closest_marker("on_postgres") and not on_postgres:
        pytest.skip("runs on PostgreSQL only: ./test brings one up, or tools/pg.py")
    if item.get_closest_marker("on_sqlite") and on_postgres:
        pytest.skip("runs on SQLite only: leave DATABASE_URL unset")
