"""Periodic work is done when it is due, by one worker, whatever becomes of the worker or of the work."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from jtai.apps.chores import registry
from jtai.apps.chores.actions import do_what_is_due
from jtai.apps.chores.models import Chore

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def only(monkeypatch):
    """A list of periodic work with nothing in it."""
    monkeypatch.setattr(registry, "_works", {})


def later(**more: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**more))


def test_it_is_done_once_and_again_when_its_time_has_come(only):
    done: list[int] = []
    registry.register("count", lambda: done.append(1), every=HOUR)
    assert do_what_is_due() == ["count"]
    assert do_what_is_due() == []
    with later(minutes=59):
        assert do_what_is_due() == []
    with later(minutes=61):
        assert do_what_is_due() == ["count"]
    assert len(done) == 2


def test_what_fails_is_said_and_does_not_keep_the_rest_from_being_done(only):
    def fail() -> None:
        raise OSError("disk of Ada Fenmarsh")

    done: list[int] = []
    registry.register("a-first", fail, every=HOUR)
    registry.register("b-second", lambda: done.append(1), every=HOUR)
    assert do_what_is_due() == ["a-first", "b-second"]
    assert done == [1]
    first = Chore.objects.get(name="a-first")
    assert (first.error, first.finished_at, first.lease) == ("OSError", None, None)
    with later(minutes=30):
        assert do_what_is_due() == []


def test_no_other_worker_begins_what_one_is_at_until_that_one_is_taken_for_gone(only):
    registry.register("slow", lambda: None, every=timedelta(minutes=5), longest=HOUR)
    do_what_is_due()
    Chore.objects.update(lease="00000000-0000-0000-0000-000000000001", leased_until=timezone.now() + HOUR)
    with later(minutes=50):
        assert do_what_is_due() == []
    with later(minutes=61):
        assert do_what_is_due() == ["slow"]


def test_one_that_wakes_after_another_has_begun_ends_nothing(only):
    def overtaken() -> None:
        Chore.objects.update(lease="00000000-0000-0000-0000-000000000002")

    registry.register("slow", overtaken, every=HOUR)
    do_what_is_due()
    row = Chore.objects.get()
    assert row.lease is not None and row.finished_at is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_does_it(only):
    done: list[int] = []
    registry.register("count", lambda: done.append(1), every=HOUR)
    start = threading.Barrier(6)

    def work() -> None:
        start.wait()
        do_what_is_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert done == [1]


def test_half_files_are_swept_by_the_worker(settings, tmp_path: Path):
    settings.JTAI_FILES_DIR = tmp_path
    folder = tmp_path / "incoming"
    folder.mkdir()
    old, new = (folder / f"{number:032x}.part" for number in (1, 2))
    for path in (old, new):
        path.write_bytes(b"half")
    long_ago = timezone.now().timestamp() - 25 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    assert "sweep-files" in do_what_is_due()
    assert not old.exists() and new.exists()


def test_sweeping_is_left_out_where_a_setting_says_so(only, settings):
    settings.JTAI_SWEEP_MINUTES = 0
    apps.get_app_config("library").ready()
    assert registry.works() == []
