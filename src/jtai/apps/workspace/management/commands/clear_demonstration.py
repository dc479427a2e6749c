"""`manage.py clear_demonstration`: takes the demonstration out of this database, after asking."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from jtai.apps.workspace.demonstration.clearing import (
    clear,
    demonstration_accounts,
    demonstration_inspections,
)
from jtai.words import counted


class Command(BaseCommand):
    help = (
        "Removes the demonstration: its inspections and those rehearsed in invented areas, with their files, "
        "messages and audit trails, and its accounts. It cannot be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask first")

    def handle(self, *args: Any, **options: Any) -> None:
        inspections, accounts = list(demonstration_inspections()), demonstration_accounts().count()
        if not inspections and not accounts:
            self.stdout.write("There is no demonstration in this database. Nothing was changed.")
            return
        for one in inspections:
            self.stdout.write(f"{one.ref}: {one.get_kind_display()}, {one.area_name}")
        self.stdout.write(f"{counted(len(inspections), 'inspection')} and {counted(accounts, 'account')}.")
        if not options["yes"] and not self._agreed():
            self.stdout.write("Nothing was changed.")
            sys.exit(1)
        done = clear(at=timezone.now())
        self.stdout.write(
            f"Removed {counted(done.inspections, 'inspection')} ({counted(done.rows, 'row')}), "
            f"{counted(done.accounts, 'account')}, {counted(done.messages, 'message')}, "
            f"{counted(done.events, 'event')} of their audit trails, {counted(done.files, 'file')} "
            f"and {counted(done.mails, 'mail')} in the outbox folder."
        )
        if done.closed:
            closed = counted(done.closed, "account")
            self.stdout.write(f"Closed {closed} that other inspections name: nobody can sign in so.")

    def _agreed(self) -> bool:
        self.stdout.write("Remove all of this for good? Type yes to remove it: ", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip().lower() == "yes"
