"""Where messages go in the demonstration: a line on the console and a file in the data folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend


class ConsoleAndFile(FileBackend):
    """Writes each message to the outbox folder and says so in one line, without its content."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        settings.JTAI_OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
        super().__init__(*args, file_path=str(settings.JTAI_OUTBOX_DIR), **kwargs)  # type: ignore[arg-type]

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # type: ignore[override]
        sent = super().send_messages(email_messages)
        for message in email_messages:
            print(f"message written to the outbox: {message.subject}", file=sys.stderr)
        return sent or 0
