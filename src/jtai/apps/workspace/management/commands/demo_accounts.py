"""Prints the accounts of the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from jtai.apps.accounts.queries import demonstration_accounts
from jtai.apps.accounts.views import DEMONSTRATION_DOMAIN, DEMONSTRATION_PASSWORD


class Command(BaseCommand):
    help = "Prints the accounts of the demonstration and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        for user in demonstration_accounts(DEMONSTRATION_DOMAIN):
            self.stdout.write(f"{user.email:58} {user.job_title}")
        self.stdout.write(f"The password of all of them: {DEMONSTRATION_PASSWORD}")
