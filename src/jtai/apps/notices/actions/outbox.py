"""Queue a message in the transaction of its cause. No request sends it: the worker does (ADR 0259)."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from jtai.apps.notices.models import Message


def queue(
    *,
    key: str,
    kind: str,
    to_name: str,
    subject: str,
    body: str,
    written_at: datetime,
    chain: str = "",
    to_user_id: int | None = None,
    to_role: str = "",
    to_body: str = "",
    to_email: str = "",
    heading: str = "",
    link: str = "",
    attachments: list[dict[str, str]] | None = None,
    keep: bool = False,
) -> Message:
    """Put a message in the outbox, once for each key: asked again, the first one is given back.

    keep=True leaves it in the workspace and never sends it (practice inspections, ADR 0007).
    """
    now = timezone.now()
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "chain": chain,
            "to_user_id": to_user_id,
            "to_name": to_name,
            "to_role": to_role,
            "to_body": to_body,
            "to_email": to_email,
            "subject": subject,
            "heading": heading,
            "body": body,
            "link": link,
            "attachments": attachments or [],
            "message_id": _message_id(),
            "written_at": written_at,
            "queued_at": now,
            "next_try_at": now,
            "state": Message.State.KEPT if keep or not to_email else Message.State.QUEUED,
        },
    )
    return message


def _message_id() -> str:
    """Fixed before the first try: a mail that is repeated after a crash is known for the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "jtai.invalid"
    return f"<{uuid4().hex}@{domain}>"


def queue_again(message: Message) -> bool:
    """Let the worker try a message once more that was given up. False when it had not failed."""
    failed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED)
    return bool(failed.update(state=Message.State.QUEUED, attempts=0, next_try_at=timezone.now(), error=""))


def mark_read(message: Message, at: datetime) -> None:
    """The reader has opened it."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)
