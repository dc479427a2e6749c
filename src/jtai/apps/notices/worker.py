"""The worker: sends what waits within seconds, does the chores, and says that it is there."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from threading import Event

from django.db import Error, close_old_connections
from django.utils import timezone

from jtai.apps.chores.actions import do_what_is_due, say_alive, say_gone
from jtai.apps.notices import actions

log = logging.getLogger("jtai.notices")
PAUSE_SECONDS = 2
# While the mail server is away, or the database.
LONG_PAUSE_SECONDS = 30
SAY_ALIVE_SECONDS = 15
# So many messages, then a look at the chores.
MOST_IN_A_PASS = 100


def keep_going(stopped: Event) -> None:
    """A pass every two seconds. A signal ends it after the message that is on its way."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    worker = Worker()
    while not stopped.is_set():
        pause = worker.one_pass(stopped)
        # One that broke is opened anew, and none is kept from one pass to the next.
        close_old_connections()
        stopped.wait(pause)
    worker.end()


class Worker:
    """One process that sends and does chores, known by its machine and number."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}"
        self.started_at = timezone.now()
        self._said_at = float("-inf")
        self._mail_again_at = float("-inf")

    def one_pass(self, stopped: Event) -> float:
        """Messages that are due, then chores; gives back how long to wait. A database that is away for a
        moment does not end the worker."""
        try:
            self._say_alive()
            busy = self._send(stopped)
            do_what_is_due(stopped.is_set)
        except Error as error:
            log.warning("the outbox could not be read: %s", type(error).__name__)
            return LONG_PAUSE_SECONDS
        return 0 if busy else PAUSE_SECONDS

    def _send(self, stopped: Event) -> bool:
        """True when there may be more to send at once."""
        if time.monotonic() < self._mail_again_at:
            return False
        done = actions.send_waiting(when_due=True, stop=stopped.is_set, most=MOST_IN_A_PASS)
        if done.server_away:
            self._mail_again_at = time.monotonic() + LONG_PAUSE_SECONDS
        return done.sent == MOST_IN_A_PASS

    def _say_alive(self) -> None:
        if time.monotonic() - self._said_at >= SAY_ALIVE_SECONDS:
            say_alive(self.name, self.started_at)
            self._said_at = time.monotonic()

    def end(self) -> None:
        try:
            say_gone(self.name)
        except Error as error:
            log.warning("the end could not be noted: %s", type(error).__name__)
