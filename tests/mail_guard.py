"""Mail in memory, as tests read it; a request that sends any is a fault: only the worker may (ADR 0259)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import FrameType

from django.core.handlers import base
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class SentInARequest(AssertionError):
    """A page would wait for the mail server."""


class OutsideRequests(EmailBackend):
    """Keeps what is sent, and refuses whoever is being called, however deeply, to answer a request."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == base.__file__:
                raise SentInARequest("Queue the message; the worker sends it.")
            frame = frame.f_back
        return super().send_messages(messages)
