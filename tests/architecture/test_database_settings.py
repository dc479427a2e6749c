"""How a service speaks to its database: limits to waiting, one connection a thread (docs/adr/0252)."""

from __future__ import annotations

import pytest

from jtai.config.settings.base import JTAI_WAITING_WRITERS, databases

LEAST_THREADS = 4


def test_postgresql_has_limits_to_waiting_and_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@db.invalid:5432/jtai?sslmode=require")
    found = databases()["default"]
    assert found["CONN_HEALTH_CHECKS"]
    assert found["CONN_MAX_AGE"] == 60
    options = found["OPTIONS"]
    assert "pool" not in options
    assert options["sslmode"] == "require"
    assert options["connect_timeout"] == 5
    for limit in (
        "lock_timeout=10000",
        "statement_timeout=60000",
        "idle_in_transaction_session_timeout=60000",
    ):
        assert f"-c {limit}" in options["options"]


def test_sqlite_waits_five_seconds_and_never_with_every_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = databases()["default"]
    assert found["ENGINE"] == "jtai.apps.database.sqlite3"
    assert found["OPTIONS"]["timeout"] == 5
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert JTAI_WAITING_WRITERS < LEAST_THREADS
