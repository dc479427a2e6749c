"""The engine "jtai.apps.database.sqlite3": not every thread of a process may wait for the writer.

SQLite has one writer. When somebody holds it for long (a backup that went wrong, a second program), each
thread that wants to write waits for the whole time-out, and soon no thread is left to show a page. So a few
wait; when the lock has not moved for a while, whoever comes then is told at once (ADR 0252).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.backends.sqlite3 import base

from jtai.apps.database.trouble import NoWriterFree

# How long the lock may stand still before newcomers are turned away, in seconds.
STILL = 1.0


class Door:
    """How many threads of this process wait to write, and since when nothing has moved."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting = 0
        self._moved_at = 0.0

    @contextmanager
    def waiting(self, most: int) -> Iterator[bool]:
        """Wait here. Gives True to those who may wait for long; refuses when nothing moves."""
        with self._guard:
            now = time.monotonic()
            if not self._waiting:
                self._moved_at = now
            if self._waiting >= most and now - self._moved_at > STILL:
                raise NoWriterFree("database is locked, and enough others wait for it")
            patient = self._waiting < most
            self._waiting += 1
        try:
            yield patient
            self._moved_at = time.monotonic()
        finally:
            with self._guard:
                self._waiting -= 1


DOOR = Door()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the beginning of a transaction."""

    def _start_transaction_under_autocommit(self) -> None:
        with DOOR.waiting(settings.JTAI_WAITING_WRITERS) as patient:
            if patient:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
                return
            self._begin_in_a_hurry()

    def _begin_in_a_hurry(self) -> None:
        timeout = self.settings_dict["OPTIONS"].get("timeout", 5)
        assert self.connection is not None
        self.connection.execute(f"PRAGMA busy_timeout = {int(min(STILL, timeout) * 1000)}")
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
