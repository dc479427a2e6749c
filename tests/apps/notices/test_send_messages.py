"""The command that sends what waits in the outbox."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event
from typing import ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from jtai.apps.notices import actions
from jtai.apps.notices.models import Message
from jtai.apps.notices.worker import Worker

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
NOBODY_LISTENS = "django.core.mail.backends.smtp.EmailBackend"
IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def away(settings):
    """A mail server that cannot be reached."""
    settings.EMAIL_BACKEND = NOBODY_LISTENS
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    return settings


def one_pass(stopped: Event) -> None:
    Worker().one_pass(stopped)


def waiting(key: str = "a", *, minutes: float = 0, attempts: int = 0) -> Message:
    """A message that was queued some time ago and tried so often."""
    message = actions.queue(
        key=key,
        kind="test",
        to_name="A Reader",
        to_email="reader@people.invalid",
        subject="Something waits for you (abc)",
        body="See the page.",
        written_at=timezone.now(),
    )
    queued_at = timezone.now() - timedelta(minutes=minutes)
    Message.objects.filter(pk=message.pk).update(
        attempts=attempts, queued_at=queued_at, next_try_at=queued_at
    )
    return message


def state(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


def test_one_pass_sends_what_waits_and_says_how_much():
    one, two = waiting("a"), waiting("b")
    out = StringIO()
    call_command("send_messages", stdout=out)
    assert out.getvalue() == "2 sent, 0 could not be sent.\n"
    assert state(one) == state(two) == ("sent", 1)
    assert len(mail.outbox) == 2
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 2


def test_what_could_not_be_sent_waits_and_goes_with_the_next_pass(away):
    message, out = waiting(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("send_messages", stdout=out)
    assert ended.value.code == 1 and out.getvalue().startswith("0 sent, 1 could not be sent. The mail server")
    assert state(message) == ("failed", 1)
    away.EMAIL_BACKEND = IN_MEMORY
    call_command("send_messages", stdout=StringIO())
    assert state(message) == ("sent", 2)


@pytest.mark.parametrize(
    ("tries", "minutes", "tried"),
    [(1, 0.5, False), (1, 2, True), (2, 8, False), (2, 10, True), (4, 290, False), (5, 1100, True)],
)
def test_the_worker_tries_again_at_growing_distances(away, tries, minutes, tried):
    message, now = waiting(attempts=tries - 1), timezone.now()
    one_pass(Event())
    assert state(message) == ("failed", tries)
    with time_machine.travel(now + timedelta(minutes=minutes)):
        away.EMAIL_BACKEND = IN_MEMORY
        one_pass(Event())
    assert (state(message)[0] == "sent") is tried


def test_nothing_is_tried_for_ever(away):
    message = waiting(minutes=10_000, attempts=actions.MOST_ATTEMPTS - 1)
    for day in range(3):
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            one_pass(Event())
    assert state(message) == ("failed", actions.MOST_ATTEMPTS)


@pytest.mark.parametrize(("minutes", "tried"), [(1, False), (16, True)])
def test_a_message_whose_sender_was_killed_is_sent_by_the_next_one_later(minutes, tried):
    message = waiting(attempts=1, minutes=60)
    taken_at = timezone.now() - timedelta(minutes=minutes)
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING, taken_at=taken_at)
    one_pass(Event())
    assert state(message) == (("sent", 2) if tried else ("sending", 1))


def test_a_message_whose_last_sender_was_killed_is_shown_as_not_sent():
    message = waiting(attempts=actions.MOST_ATTEMPTS, minutes=10_000)
    taken_at = timezone.now() - timedelta(minutes=16)
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING, taken_at=taken_at)
    one_pass(Event())
    assert state(message) == ("failed", actions.MOST_ATTEMPTS)


class SaysWhatIsOpen(EmailBackend):
    """Keeps whether a transaction was open, and what others read, while the mail server was spoken to."""

    seen: ClassVar[list[tuple[bool, str]]] = []

    def send_messages(self, messages):
        self.seen.append((connection.in_atomic_block, Message.objects.get().state))
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
def test_the_mail_server_is_spoken_to_outside_any_transaction(settings):
    settings.EMAIL_BACKEND = f"{__name__}.SaysWhatIsOpen"
    message = waiting()
    assert SaysWhatIsOpen.seen == []
    one_pass(Event())
    assert SaysWhatIsOpen.seen == [(False, "sending")]
    assert state(message)[0] == "sent"


def test_a_worker_that_is_told_to_stop_begins_no_other_message():
    message, stopped = waiting(), Event()
    stopped.set()
    one_pass(stopped)
    assert state(message) == ("queued", 0)


def test_the_worker_outlives_a_database_without_tables_ends_at_a_signal_and_leaves_no_folder(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jtai.config.settings.test",
        "TMPDIR": str(tmp_path),
    }
    environment.pop("DATABASE_URL", None)
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "send_messages", "--keep-going"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    try:
        assert "the outbox could not be read" in worker.stderr.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
    finally:
        worker.kill()
        worker.stderr.close()
    assert list(tmp_path.glob("jtai-test-*")) == []
