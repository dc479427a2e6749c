"""`manage.py check_worker`: is there a worker, does mail leave, are the chores done? For whoever watches."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jtai.apps.chores.models import Chore, Worker
from jtai.apps.chores.registry import works
from jtai.apps.notices.models import Message
from jtai.words import counted, duration

SILENT = timedelta(minutes=5)
TOO_LONG = timedelta(minutes=15)


class Command(BaseCommand):
    help = (
        "Says when each worker was last seen, how long mail has waited, and how the periodic work went. "
        "Ends with 1 when no worker was seen for 5 minutes or a message has waited more than 15."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        well = self._workers()
        well = self._messages() and well
        for work in works():
            self._chore(work.name)
        if not well:
            sys.exit(1)

    def _workers(self) -> bool:
        now, alive = timezone.now(), False
        for row in Worker.objects.order_by("name"):
            ago = now - row.seen_at
            alive = alive or ago < SILENT
            self.stdout.write(f"Worker {row.name}: seen {duration(ago)} ago.")
        if not alive:
            self.stdout.write("There is no worker. Start one: manage.py send_messages --keep-going")
        return alive

    def _messages(self) -> bool:
        waiting = Message.objects.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])
        count, oldest = waiting.count(), waiting.order_by("queued_at").first()
        given_up = Message.objects.filter(state=Message.State.FAILED).count()
        ago = timezone.now() - oldest.queued_at if oldest else timedelta(0)
        since = f", the oldest for {duration(ago)}" if oldest else ""
        self.stdout.write(f"{counted(count, 'message', 'waits')}{since}; {given_up} could not be sent.")
        return ago < TOO_LONG

    def _chore(self, name: str) -> None:
        row = Chore.objects.filter(name=name).first()
        if row is None or row.started_at is None:
            self.stdout.write(f"Periodic work {name}: not done yet.")
        elif row.error:
            self.stdout.write(f"Periodic work {name}: failed at {row.started_at.isoformat()} ({row.error}).")
        else:
            done = row.finished_at.isoformat() if row.finished_at else "is being done"
            self.stdout.write(f"Periodic work {name}: {done}.")
