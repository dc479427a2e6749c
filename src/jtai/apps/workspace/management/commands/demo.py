"""`jtai demo`: builds the demonstration, once."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jtai.apps.notices.actions import send_waiting
from jtai.apps.workspace import demonstration


class Command(BaseCommand):
    help = "Builds the three demonstration inspections by the same actions a person uses."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.JTAI_DEMONSTRATION_ALLOWED:
            self.stderr.write(
                "This service holds no demonstration. Run it on a machine of your own with ./run."
            )
            sys.exit(2)
        if demonstration.is_built():
            self.stdout.write("The demonstration is here already.")
            return
        for cast in demonstration.build():
            self.stdout.write(f"{cast.area}: {cast.inspection.ref}")
        # Its messages are of 2016: they have gone before anybody looks.
        send_waiting()
