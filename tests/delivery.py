"""What the worker does with the messages that wait, for tests that read the mail itself."""

from __future__ import annotations

from django.core import mail
from django.core.mail import EmailMessage

from jtai.apps.notices.actions import send_waiting


def delivered(to: str = "") -> list[EmailMessage]:
    """Send what waits, as the worker would, and give all mail that has gone (to one address, if given)."""
    send_waiting()
    return [one for one in mail.outbox if not to or to in one.to]
