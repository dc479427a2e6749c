"""Where messages go in the demonstration: a line on the console and a file in the data folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend


class ConsoleAndFile(FileBackend):
    """Writes each message to the outbox folder and says so in one line, without its content."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settings.JTAI_OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
        kwargs["file_path"] = str(settings.JTAI_OUTBOX_DIR)
        super().__init__(*args, **kwargs)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = super().send_messages(email_messages)
        for message in email_messages:
            print(f"message written to the outbox: {message.subject}", file=sys.stderr)
        return sent or 0
