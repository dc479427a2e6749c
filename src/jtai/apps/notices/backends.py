"""Where messages go in the demonstration: a line on the console and a file in the data folder."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class ConsoleAndFile(BaseEmailBackend):
    """Writes each message to a file of the outbox folder and says which, without a word of its content."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.JTAI_OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
            (settings.JTAI_OUTBOX_DIR / name).write_bytes(message.message().as_bytes())
            print(f"message written to the outbox: {name}", file=sys.stderr, flush=True)
        return len(email_messages)
