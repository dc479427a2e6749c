"""Many names tried from one address are slowed down; nobody is locked out for ever (ADR 0222)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jtai.apps.accounts import actions
from jtai.apps.accounts.models import LinkRequest, SignInTry, User
from jtai.apps.notices.models import Message
from tests.factories.world import account

PASSWORD = "a long invented pass phrase"


@pytest.fixture
def person(db) -> User:
    return account("a person", password=PASSWORD)


def sign_in(client: Client, email: str, password: str = PASSWORD, where: str = "192.0.2.7"):
    return client.post(reverse("sign-in"), {"email": email, "password": password}, REMOTE_ADDR=where)


def try_names(count: int, where: str = "192.0.2.7", start: int = 0) -> list[int]:
    return [
        sign_in(Client(), f"name{n}@people.invalid", "wrong", where).status_code
        for n in range(start, start + count)
    ]


def later(**passed: int) -> None:
    """Time goes by: what was noted lies further back."""
    for row in SignInTry.objects.all():
        SignInTry.objects.filter(pk=row.pk).update(at=row.at - timedelta(**passed))


def test_one_password_tried_with_many_names_from_one_address_is_slowed_down(person, settings):
    assert set(try_names(settings.JTAI_SIGN_IN_NAMES)) == {422}
    answer = sign_in(Client(), "one.more@people.invalid", "wrong")
    assert answer.status_code == 429 and int(answer["Retry-After"]) >= 1
    page = answer.content.decode()
    assert "Wait 2 seconds" in page and "Your account is not locked" in page


def test_the_wait_grows_and_ends_and_nobody_is_locked_out(person, settings):
    try_names(settings.JTAI_SIGN_IN_NAMES)
    waits = []
    for n in range(8):
        answer = sign_in(Client(), person.email)
        waits.append(int(answer["Retry-After"]))
        later(seconds=waits[-1])
        assert try_names(1, start=50 + n) == [422]
    assert waits[:5] == [2, 4, 8, 16, 32] and set(waits[5:]) == {settings.JTAI_SIGN_IN_LONGEST_WAIT}
    later(seconds=settings.JTAI_SIGN_IN_LONGEST_WAIT)
    assert sign_in(Client(), person.email).status_code == 303
    later(minutes=settings.JTAI_SIGN_IN_MINUTES)
    assert set(try_names(3, start=100)) == {422}


def test_a_right_password_is_not_looked_at_while_the_address_waits(person, settings):
    """Otherwise the wait would slow down wrong passwords only."""
    try_names(settings.JTAI_SIGN_IN_NAMES)
    assert sign_in(Client(), person.email).status_code == 429


def test_a_browser_that_was_used_before_does_not_wait(person, settings):
    known, stranger = Client(), account("a stranger", password=PASSWORD)
    assert sign_in(known, person.email).status_code == 303
    known.post(reverse("sign-out"))
    try_names(settings.JTAI_SIGN_IN_NAMES)
    assert sign_in(known, stranger.email).status_code == 429
    assert sign_in(known, person.email).status_code == 303


def test_a_made_up_cookie_does_not_make_a_browser_known(person, settings):
    client = Client()
    client.cookies["jtai-known"] = "0" * 32
    try_names(settings.JTAI_SIGN_IN_NAMES)
    assert sign_in(client, person.email).status_code == 429


def test_another_address_does_not_wait_and_one_network_of_ipv6_counts_as_one(person, settings):
    try_names(settings.JTAI_SIGN_IN_NAMES)
    assert sign_in(Client(), person.email, where="192.0.2.8").status_code == 303
    for n in range(settings.JTAI_SIGN_IN_NAMES):
        sign_in(Client(), f"six{n}@people.invalid", "wrong", f"2001:db8:1:2::{n:x}")
    assert sign_in(Client(), person.email, where="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(Client(), person.email, where="2001:db8:1:3::1").status_code == 303


def test_somebody_who_mistypes_their_own_password_is_one_name(person, settings):
    """The lock on the name at that address is there for that, and stays."""
    for _ in range(5):
        assert sign_in(Client(), person.email, "wrong").status_code == 422
    assert set(try_names(settings.JTAI_SIGN_IN_NAMES - 1)) == {422}
    assert SignInTry.objects.exclude(name__contains="@").count() == SignInTry.objects.count()


def ask(email: str, where: str = "192.0.2.7"):
    return Client().post(reverse("password-forgotten"), {"email": email}, REMOTE_ADDR=where)


def test_asking_for_links_with_many_names_is_slowed_down_too(person, settings):
    for n in range(settings.JTAI_SIGN_IN_NAMES):
        assert ask(f"name{n}@people.invalid").status_code == 200
    assert ask(person.email).status_code == 429
    assert ask(person.email, "192.0.2.8").status_code == 200


def statements(email: str) -> list[str]:
    with CaptureQueriesContext(connection) as made:
        assert ask(email).status_code == 200
    return [one["sql"].split("'")[0].split("(")[0] for one in made]


@pytest.mark.parametrize("state", ["closed", "unknown", "without a password"])
def test_asking_for_a_link_does_the_same_for_every_address(person, state):
    """Known and unknown are told apart by the worker alone: the page reads and writes the same."""
    other = {
        "closed": account("shut", is_active=False).email,
        "unknown": "nobody@people.invalid",
        "without a password": account("new").email,
    }[state]
    known, unknown = statements(person.email), statements(other)
    assert known == unknown
    assert not [sql for sql in known if "accounts_user" in sql or "notices_message" in sql]
    assert not Message.objects.exists() and LinkRequest.objects.count() == 2
    assert actions.answer_link_requests() == (2 if state == "without a password" else 1)
    assert not LinkRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_that_sends_writes_to_those_who_asked(mailoutbox):
    from django.core.management import call_command

    person = account("a person", password=PASSWORD)
    ask(person.email)
    call_command("send_messages")
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_the_wrong_password_of_a_page_counts_like_one_at_the_sign_in(person):
    client = Client()
    sign_in(client, person.email)
    again = reverse("password-again")
    answers = [client.post(again, {"password": "wrong"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
