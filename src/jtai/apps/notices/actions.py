"""Queue a message in the transaction of its cause; send it once that is committed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jtai.apps.notices.models import Message

log = logging.getLogger("jtai.notices")
# How long after it was queued a message is tried again. A mail server may be away for a night.
TRIES = (
    timedelta(0),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
MOST_ATTEMPTS = len(TRIES)
# Far longer than a mail server may take: whoever took a message as long ago as this is no longer there.
GIVEN_UP = timedelta(minutes=15)


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

    keep=True leaves it in the workspace and never sends it (practice inspections, decision 3).
    """
    message, made = Message.objects.get_or_create(
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
            "written_at": written_at,
            "queued_at": timezone.now(),
            "state": Message.State.KEPT if keep or not to_email else Message.State.QUEUED,
        },
    )
    if made and message.state == Message.State.QUEUED:
        transaction.on_commit(lambda: send(message.pk))
    return message


def send(pk: int) -> bool:
    """Send one message that waits. False when it failed; it stays in the outbox and is tried again.

    The mail server is spoken to outside any transaction: a slow one holds nobody else up.
    """
    message = _taken(pk)
    if message is None:
        return True
    try:
        _mail(message).send()
    except Exception as error:
        # Any fault of a mail server must leave the page that caused the message standing.
        log.warning("message %s was not sent: %s", message.pk, type(error).__name__)
        message.state, message.error = Message.State.FAILED, f"{type(error).__name__}"
    else:
        message.state, message.sent_at, message.error = Message.State.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "error"])
    return message.state == Message.State.SENT


@transaction.atomic
def _taken(pk: int) -> Message | None:
    """The message for one sender alone; None when it waits no longer."""
    message = _waiting().select_for_update().filter(pk=pk).first()
    if message is not None:
        message.attempts += 1
        message.state, message.taken_at = Message.State.SENDING, timezone.now()
        message.save(update_fields=["attempts", "state", "taken_at"])
    return message


def _waiting() -> QuerySet[Message]:
    """Not sent yet. A sender that was killed meanwhile has left its message as being sent."""
    given_up = Q(state=Message.State.SENDING, taken_at__lt=timezone.now() - GIVEN_UP)
    return Message.objects.filter(Q(state__in=[Message.State.QUEUED, Message.State.FAILED]) | given_up)


def send_waiting(*, when_due: bool = False, stop: Callable[[], bool] = lambda: False) -> tuple[int, int]:
    """Try every message that waits. Gives back how many were sent and how many failed.

    when_due  leave those whose next try has not come yet; stop  asked before each message
    """
    sent = failed = 0
    # Whoever was killed at the last try leaves a message that nobody will take again.
    _waiting().filter(state=Message.State.SENDING, attempts__gte=MOST_ATTEMPTS).update(
        state=Message.State.FAILED, error="Interrupted"
    )
    waiting = _waiting().filter(attempts__lt=MOST_ATTEMPTS).order_by("pk")
    now = timezone.now()
    for pk, attempts, queued_at in list(waiting.values_list("pk", "attempts", "queued_at")):
        if when_due and now < queued_at + TRIES[attempts]:
            continue
        if stop():
            break
        if send(pk):
            sent += 1
        else:
            failed += 1
    return sent, failed


def mark_read(message: Message, at: datetime) -> None:
    """The reader has opened it."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=at)


def _address(link: str) -> str:
    """The whole address of a page of this service; a message to nowhere in it has none."""
    return f"{settings.JTAI_ADDRESS}{link}" if link else ""


def _mail(message: Message) -> EmailMessage:
    text = "\n\n".join(part for part in (message.heading, message.body, _address(message.link)) if part)
    mail = EmailMessage(message.subject, text, to=[message.to_email])
    for attachment in message.attachments:
        mail.attach(attachment["name"], attachment["text"], "text/plain")
    return mail
