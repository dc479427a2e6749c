"""Makes an administrator from the machine itself, and prints the link to choose a password."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from jtai.apps.accounts.actions import make_administrator
from jtai.core.results import Refused


class Command(BaseCommand):
    help = "Makes an administrator and prints the address at which to choose a password. It works once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the e-mail address to sign in with")
        parser.add_argument("full_name", help="the name, in quotation marks")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from error
        if not options["full_name"].strip():
            raise CommandError("Give the name of the person after the address, in quotation marks.")
        try:
            link = make_administrator(
                email=options["email"], full_name=options["full_name"].strip(), at=timezone.now()
            )
        except Refused as refused:
            raise CommandError(refused.decision.reason) from refused
        self.stdout.write(f"Open {link} on the address of the service, within three days.")
