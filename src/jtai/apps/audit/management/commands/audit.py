"""`jtai audit verify`: checks every trail, or one, and names the first broken link."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jtai.apps.audit.models import Event
from jtai.apps.audit.outside import read_notes
from jtai.apps.audit.queries import chains, not_noted, verify
from jtai.words import counted


def later(count: Any) -> str:
    """What is not noted outside yet is no fault; the worker catches up within a minute."""
    if not count:
        return ""
    return f" ({counted(count, 'event')} not noted outside the database yet)"


class Command(BaseCommand):
    help = "Checks the audit trail for each inspection: every hash, every place, and the heads noted outside."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument(
            "chain", nargs="?", default="", help="the reference of one inspection; all if left out"
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        notes = read_notes()
        known = chains(notes)
        wanted = [options["chain"]] if options["chain"] else known
        if options["chain"] and options["chain"] not in known:
            self.stderr.write(
                f"There is no audit trail “{options['chain']}”. Leave the reference out to check all."
            )
            sys.exit(2)
        rows = []
        for chain in wanted:
            fault = verify(chain, notes)
            events = Event.objects.filter(chain=chain).count()
            row: dict[str, Any] = {"chain": chain, "events": events, "fault": fault.message if fault else ""}
            rows.append(row | {"not_noted": not_noted(chain, notes)})
        if options["format"] == "json":
            self.stdout.write(json.dumps({"format": 1, "chains": rows}))
        else:
            for row in rows:
                state = f"BROKEN: {row['fault']}" if row["fault"] else f"holds{later(row['not_noted'])}"
                self.stdout.write(f"{row['chain']}: {counted(row['events'], 'event')}, {state}")
            if not rows:
                self.stdout.write("There is no audit trail yet.")
        if any(row["fault"] for row in rows):
            sys.exit(1)
