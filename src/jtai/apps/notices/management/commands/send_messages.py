"""`manage.py send_messages`: sends what waits in the outbox, once or, as the worker, until it is stopped."""

from __future__ import annotations

import sys
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jtai.apps.chores.actions import do_what_is_due
from jtai.apps.chores.fitness import problems_of_service
from jtai.apps.notices import actions
from jtai.apps.notices.worker import keep_going


class Command(BaseCommand):
    help = (
        "Sends the messages that wait in the outbox once; with --keep-going it is the worker of the service, "
        "which sends each message within seconds and does the periodic work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep-going", action="store_true", help="until it is stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        if problems := problems_of_service():
            self.stderr.write("\n".join(["The worker does not start.", *problems]))
            sys.exit(4)
        if options["keep_going"]:
            keep_going(Event())
            return
        # Links that were asked for become messages here, as in the worker.
        do_what_is_due()
        done = actions.send_waiting()
        more = " The mail server does not answer: the others wait." if done.server_away else ""
        self.stdout.write(f"{done.sent} sent, {done.failed} could not be sent.{more}")
        if done.failed:
            sys.exit(1)
