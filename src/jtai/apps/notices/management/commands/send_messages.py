"""`manage.py send_messages`: sends what waits in the outbox, once or until it is stopped."""

from __future__ import annotations

import logging
import signal
import sys
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from jtai.apps.notices import actions

PAUSE_SECONDS = 60
log = logging.getLogger("jtai.notices")


class Command(BaseCommand):
    help = "Sends the messages that wait in the outbox: once, or every minute with --keep-going."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep-going", action="store_true", help="every minute, until it is stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep_going"]:
            keep_going(Event())
            return
        sent, failed = actions.send_waiting()
        self.stdout.write(f"{sent} sent, {failed} could not be sent.")
        if failed:
            sys.exit(1)


def keep_going(stopped: Event) -> None:
    """A pass every minute. A signal ends it after the message that is on its way."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.is_set():
        one_pass(stopped)
        # One that broke is opened anew, and none is kept from one minute to the next.
        close_old_connections()
        stopped.wait(PAUSE_SECONDS)


def one_pass(stopped: Event) -> None:
    """Those whose next try is due. A database that is away for a moment does not end the worker."""
    try:
        actions.send_waiting(when_due=True, stop=stopped.is_set)
    except Error as error:
        log.warning("the outbox could not be read: %s", type(error).__name__)
