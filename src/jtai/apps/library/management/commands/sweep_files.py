"""`manage.py sweep_files`: put away or remove what a crash left in the store. Run it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from jtai.apps.library.files import sweep
from jtai.words import counted


class Command(BaseCommand):
    help = (
        "Removes bytes that no row speaks of and puts away those whose row was committed. Safe at any time."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--older-than", type=float, default=24.0, help="hours; the default is a day")

    def handle(self, *args: Any, **options: Any) -> None:
        removed = sweep(older_than_seconds=options["older_than"] * 60 * 60)
        self.stdout.write(f"Removed {counted(removed, 'unfinished file')}.")
