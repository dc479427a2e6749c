"""How many processes serve, and that one which dies takes nothing with it (ADR 0258)."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from jtai.config.serving import web_processes
from tests.architecture.services import GUNICORN, LOCAL, environment, free_port, running


@pytest.mark.parametrize(
    ("processors", "told", "number"),
    [(1, "", 2), (2, "", 2), (3, "", 3), (64, "", 4), (None, "", 2), (2, "1", 1), (2, "9", 9)],
)
def test_as_many_as_there_are_processors_from_two_to_four(
    monkeypatch: pytest.MonkeyPatch, processors: int | None, told: str, number: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setenv("WEB_CONCURRENCY", told)
    assert web_processes() == number


@pytest.mark.parametrize("told", ["0", "many", "-1", " "])
def test_what_is_no_number_of_processes_is_not_taken_for_one(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setenv("WEB_CONCURRENCY", told)
    assert web_processes() == 2


def children(pid: int) -> set[int]:
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def status(port: int) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/sign-in")
    return line.getresponse().status


def test_one_that_is_killed_is_replaced_while_the_other_answers(tables: Path, tmp_path: Path) -> None:
    port, folder = free_port(), shutil.copytree(tables, tmp_path / "data")
    env = environment(DJANGO_SETTINGS_MODULE=LOCAL, JTAI_DATA_DIR=str(folder), WEB_CONCURRENCY="2")
    with running([*GUNICORN, "--bind", f"127.0.0.1:{port}"], env, tmp_path / "log", port) as server:
        assert status(port) == 200
        before = children(server.pid)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        assert [status(port) for _ in range(3)] == [200, 200, 200]
        until = time.monotonic() + 300
        while len(now := children(server.pid) - {min(before)}) < 2:
            assert time.monotonic() < until, now
        assert status(port) == 200
