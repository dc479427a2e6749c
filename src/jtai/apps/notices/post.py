"""A line to the mail server, kept open for several messages, and what a message looks like on it."""

from __future__ import annotations

import logging
import signal
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import format_datetime
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from jtai.apps.notices.models import Message

log = logging.getLogger("jtai.notices")
# Mail servers end a connection after a hundred messages or so, in the middle of one if need be.
MOST_ON_A_LINE = 50
OF_THE_MESSAGE = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    ValueError,
)


class Line:
    """One connection to the mail server. After any fault the next message gets a new one."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._used = 0

    def __enter__(self) -> Line:
        return self

    def __exit__(self, kind: object, error: object, trace: TracebackType | None) -> None:
        self.close()

    def send(self, mail: EmailMessage) -> None:
        """Hand over one message within the time it may take; raises whatever went wrong."""
        if self._used >= MOST_ON_A_LINE:
            self.close()
        try:
            with _within(settings.JTAI_MESSAGE_SECONDS):
                if self._used:
                    # The server may have ended an idle or long connection: that is no fault of the message.
                    with suppress(smtplib.SMTPServerDisconnected):
                        return self._hand_over(mail)
                    self.close()
                self._hand_over(mail)
        except BaseException:
            self.close()
            raise

    def _hand_over(self, mail: EmailMessage) -> None:
        if self._connection is None:
            self._connection = get_connection()
            self._connection.open()
        self._connection.send_messages([mail])
        self._used += 1

    def close(self) -> None:
        """End the connection, politely if the server listens."""
        connection, self._connection, self._used = self._connection, None, 0
        if connection is not None:
            with suppress(Exception), _within(settings.EMAIL_TIMEOUT):
                connection.close()


class TooSlow(TimeoutError):
    """The mail server took longer for one message than it may."""


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """An answer that trickles in for ever meets no time limit of a socket; it meets this one.

    Works in the main thread alone, which is where the worker sends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def too_slow(number: int, frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, too_slow)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def is_of_the_message(error: Exception) -> bool:
    """Was this one message refused? Otherwise the server is away, and it makes no sense to try the others."""
    return isinstance(error, OF_THE_MESSAGE)


def mail_of(message: Message) -> EmailMessage:
    """The same mail at every try: with the id and the date it had when it was queued."""
    text = "\n\n".join(part for part in (message.heading, message.body, _address(message.link)) if part)
    headers = {"Message-ID": message.message_id, "Date": format_datetime(message.queued_at)}
    mail = EmailMessage(message.subject, text, to=[message.to_email], headers=headers)
    for attachment in message.attachments:
        mail.attach(attachment["name"], attachment["text"], "text/plain")
    return mail


def _address(link: str) -> str:
    """The whole address of a page of this service; a message to nowhere in it has none."""
    return f"{settings.JTAI_ADDRESS}{link}" if link else ""
