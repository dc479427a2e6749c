"""Send what waits, in the worker: each message by one worker, several over one connection (ADR 0259)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jtai.apps.database.locking import lock
from jtai.apps.notices.models import Message
from jtai.apps.notices.post import Line, is_of_the_message, mail_of

log = logging.getLogger("jtai.notices")
# After a try that failed, how long until the next. A mail server may be away for a night.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=9),
    timedelta(minutes=50),
    timedelta(hours=5),
    timedelta(hours=18),
)
MOST_ATTEMPTS = len(WAITS) + 1
# Far longer than one message may take: whoever took a message as long ago as this is no longer there.
GIVEN_UP = timedelta(minutes=15)


@dataclass(slots=True)
class Sent:
    """What came of a pass: how many went, how many failed, and whether the mail server answers at all."""

    sent: int = 0
    failed: int = 0
    server_away: bool = False


def send_waiting(
    *, when_due: bool = False, stop: Callable[[], bool] = lambda: False, most: int | None = None
) -> Sent:
    """Try the messages that wait, the longest waiting first. Ends early when the mail server is away.

    when_due  leave those whose next try has not come yet; stop  asked before each message;
    most  how many are tried at once
    """
    _give_up()
    waiting = _waiting().filter(attempts__lt=MOST_ATTEMPTS).order_by("next_try_at", "pk")
    if when_due:
        waiting = waiting.filter(Q(next_try_at__lte=timezone.now()) | Q(state=Message.State.SENDING))
    result = Sent()
    with Line() as line:
        for pk in list(waiting.values_list("pk", flat=True)[:most]):
            if stop() or result.server_away:
                break
            _send(pk, line, result)
    return result


def _give_up() -> None:
    """Whoever was killed at the last try leaves a message that nobody will take again."""
    lost = _waiting().filter(state=Message.State.SENDING, attempts__gte=MOST_ATTEMPTS)
    if lost.exists():
        lost.update(state=Message.State.FAILED, error="Interrupted")


def _send(pk: int, line: Line, result: Sent) -> None:
    """Send one message. The mail server is spoken to outside any transaction: it holds nobody else up."""
    message = _taken(pk)
    if message is None:
        return
    try:
        line.send(mail_of(message))
    except Exception as error:
        # Whatever a mail server does wrong, the worker goes on with the next message.
        log.warning("message %s was not sent: %s", message.pk, type(error).__name__)
        result.failed += 1
        result.server_away = not is_of_the_message(error)
        wait = WAITS[min(message.attempts, len(WAITS)) - 1]
        _note(
            message, state=Message.State.FAILED, error=type(error).__name__, next_try_at=timezone.now() + wait
        )
    else:
        result.sent += 1
        _note(message, state=Message.State.SENT, error="", sent_at=timezone.now())


def _note(message: Message, **values: object) -> None:
    """Only while it is ours: a worker that was taken for gone changes nothing any more."""
    ours = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, taken_at=message.taken_at)
    ours.update(**values)


@transaction.atomic
def _taken(pk: int) -> Message | None:
    """The message for one worker alone; None when it waits no longer."""
    message = lock(_waiting().filter(pk=pk)).first()
    if message is not None:
        message.attempts += 1
        message.state, message.taken_at = Message.State.SENDING, timezone.now()
        message.save(update_fields=["attempts", "state", "taken_at"])
    return message


def _waiting() -> QuerySet[Message]:
    """Not sent yet. A worker that was killed meanwhile has left its message as being sent."""
    given_up = Q(state=Message.State.SENDING, taken_at__lt=timezone.now() - GIVEN_UP)
    return Message.objects.filter(Q(state__in=[Message.State.QUEUED, Message.State.FAILED]) | given_up)
