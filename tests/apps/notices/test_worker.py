"""The worker against mail servers as they are met, killed in the middle, and beside another worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime
from io import StringIO
from threading import Event

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jtai.apps.accounts.actions import answer_link_requests, create_account
from jtai.apps.chores import registry
from jtai.apps.chores.models import Worker as WorkerRow
from jtai.apps.notices import actions, worker
from jtai.apps.notices.models import Message
from jtai.apps.notices.worker import Worker
from tests.apps.notices.test_send_messages import ROOT, waiting
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def by_smtp(settings):
    """Mail that really goes to a server, and little patience."""

    def to(server):
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT, settings.JTAI_MESSAGE_SECONDS = 1, 2

    return to


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_several_messages_go_over_one_connection(by_smtp):
    for key in "abcde":
        waiting(key)
    with mail_server() as server:
        by_smtp(server)
        done = actions.send_waiting()
    assert (done.sent, server.connections, len(server.received)) == (5, 1, 5)


@pytest.mark.parametrize("manner", ["silent", "trickles"])
def test_a_server_that_gives_no_answer_holds_the_worker_for_one_message_only(by_smtp, manner):
    for key in "abcde":
        waiting(key)
    with mail_server(manner) as server:
        by_smtp(server)
        began = time.monotonic()
        done = actions.send_waiting()
        took = time.monotonic() - began
    assert took < 5
    assert (done.sent, done.failed, done.server_away) == (0, 1, True)
    assert states() == ["failed", *["queued"] * 4]


def test_the_worker_does_its_chores_while_the_mail_server_is_silent(by_smtp):
    done: list[str] = []
    registry.register("count", lambda: done.append("once"), every=timedelta(minutes=1))
    waiting()
    try:
        with mail_server("silent") as server:
            by_smtp(server)
            one = Worker()
            one.one_pass(Event())
            one.one_pass(Event())
        assert done == ["once"]
        assert server.connections == 1, "it asks again after a while, not at every pass"
    finally:
        registry.register("count", lambda: None, every=timedelta(0))


def test_one_message_that_is_refused_does_not_hold_up_the_others(by_smtp):
    bad, good = waiting("a"), waiting("b")
    Message.objects.filter(pk=bad.pk).update(subject="two\nlines")
    with mail_server() as server:
        by_smtp(server)
        done = actions.send_waiting()
    assert (done.sent, done.failed, done.server_away) == (1, 1, False)
    assert states() == ["failed", "sent"]
    assert good.pk > bad.pk


def test_a_message_that_is_repeated_is_known_for_the_same_one(by_smtp):
    message = waiting(minutes=90)
    message.refresh_from_db()
    with mail_server("hangs-up") as server:
        by_smtp(server)
        actions.send_waiting()
    server.manner = "works"
    with mail_server() as later:
        by_smtp(later)
        actions.send_waiting()
    first, second = server.received[0], later.received[0]
    assert first["Message-ID"] == second["Message-ID"] == message.message_id
    assert first["Date"] == second["Date"] == format_datetime(message.queued_at)
    assert message.message_id.endswith("@inspection.invalid>")


def test_messages_have_ids_of_their_own():
    assert waiting("a").message_id != waiting("b").message_id


def test_asked_of_a_request_a_message_waits_and_the_mail_server_is_left_alone(client, settings):
    settings.EMAIL_BACKEND = SMTP
    create_account(
        email="a@people.invalid", full_name="A", password="long enough", by=None, at=timezone.now()
    )
    with mail_server("silent") as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        client.post("/password", {"email": "a@people.invalid"})
        # Whether there is such an account finds out the worker alone (ADR 0222).
        assert states() == []
        answer_link_requests()
        assert server.connections == 0
    assert states() == ["queued"]


def test_a_message_taken_by_another_worker_is_not_marked_by_one_that_wakes_late(settings):
    message = waiting()
    taken = actions.sending._taken(message.pk)
    assert taken is not None
    Message.objects.filter(pk=message.pk).update(taken_at=timezone.now() + timedelta(minutes=20))
    actions.sending._note(taken, state="sent")
    assert states() == ["sending"]


def test_looking_whether_something_waits_is_cheap():
    one = Worker()
    one.one_pass(Event())
    with CaptureQueriesContext(connection) as made:
        one.one_pass(Event())
    assert len(made) <= 5
    assert all(query["sql"].startswith("SELECT") for query in made)


def test_a_worker_says_that_it_is_there_and_that_it_has_gone():
    one = Worker()
    one.one_pass(Event())
    assert WorkerRow.objects.get().name.endswith(f":{os.getpid()}")
    out = StringIO()
    call_command("check_worker", stdout=out)
    assert "seen" in out.getvalue() and "0 messages wait" in out.getvalue()
    one.end()
    with pytest.raises(SystemExit):
        call_command("check_worker", stdout=StringIO())


def test_a_worker_not_heard_of_or_mail_that_waits_too_long_is_said():
    Worker().one_pass(Event())
    with time_machine.travel(timezone.now() + timedelta(minutes=6)), pytest.raises(SystemExit):
        call_command("check_worker", stdout=StringIO())
    waiting()
    out = StringIO()
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        WorkerRow.objects.update(seen_at=timezone.now())
        with pytest.raises(SystemExit):
            call_command("check_worker", stdout=out)
    assert "1 message waits, the oldest for 20 minutes" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_double_nothing():
    for number in range(30):
        waiting(str(number))
    start, sent = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        sent.append(actions.send_waiting().sent)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(sent) == len(mail.outbox) == 30
    assert states() == ["sent"] * 30


KILLED_AFTER_SENDING = """
import os, signal
import django; django.setup()
from jtai.apps.notices.post import Line
hand_over = Line._hand_over
def send_and_die(self, mail):
    hand_over(self, mail)
    os.kill(os.getpid(), signal.SIGKILL)
Line._hand_over = send_and_die
from jtai.apps.notices.actions import send_waiting
send_waiting()
"""
MAKE = """
import django; django.setup()
from django.utils import timezone
from jtai.apps.notices.actions import queue
queue(key="a", kind="test", to_name="A", to_email="a@people.invalid", subject="One", body="See the page.",
      written_at=timezone.now())
"""
TIME_GOES_BY = """
import django; django.setup()
from datetime import timedelta
from jtai.apps.notices.models import Message
from django.db.models import F
assert Message.objects.get(key="b").state == "sending"
Message.objects.update(taken_at=F("taken_at") - timedelta(minutes=20))
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of processes with a database of their own."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.apps.notices.smtp_settings",
        "JTAI_DATA_DIR": str(tmp_path_factory.mktemp("worker")),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    assert python(env, "manage.py", "migrate", "-v0") == 0
    return env


def python(env: dict[str, str], *words: str) -> int:
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=env, check=False).returncode


@contextmanager
def a_worker(env: dict[str, str]) -> Iterator[None]:
    """A real one, which ends at a signal."""
    command = [sys.executable, "manage.py", "send_messages", "--keep-going"]
    running = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        yield
    finally:
        running.terminate()
        assert running.wait(30) == 0


@pytest.mark.on_sqlite
def test_a_message_is_sent_without_anybody_asking(tables):
    with mail_server() as server:
        env = tables | {"JTAI_TEST_SMTP_PORT": str(server.port)}
        with a_worker(env):
            assert python(env, "-c", MAKE) == 0
            assert server.arrived.wait(20)


@pytest.mark.on_sqlite
def test_killed_between_sending_and_noting_it_the_same_mail_goes_again(tables):
    with mail_server() as server:
        env = tables | {"JTAI_TEST_SMTP_PORT": str(server.port)}
        assert python(env, "-c", MAKE.replace('"a"', '"b"')) == 0
        assert python(env, "-c", KILLED_AFTER_SENDING) == -signal.SIGKILL
        assert python(env, "-c", TIME_GOES_BY) == 0
        server.arrived.clear()
        with a_worker(env):
            assert server.arrived.wait(30)
        assert python(env, "manage.py", "send_messages") == 0
    first, second = server.received
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_the_pause_is_short():
    assert worker.PAUSE_SECONDS <= 2
