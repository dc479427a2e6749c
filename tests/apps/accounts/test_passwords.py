"""A first password, a forgotten one, another one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jtai.apps.accounts import actions
from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.notices.models import Message
from tests.factories.accounts import choose_password
from tests.factories.world import account

OLD, NEW = "a long invented pass phrase", "another long phrase to keep"


@pytest.fixture
def person(db) -> User:
    return account("a person", password=OLD)


def sign_in(client, email: str, password: str) -> bool:
    return client.post(reverse("sign-in"), {"email": email, "password": password}).status_code == 303


def ask(client, email):
    """Ask for a link; what the worker does of it follows at once."""
    answer = client.post(reverse("password-forgotten"), {"email": email})
    actions.answer_link_requests()
    return answer


def test_a_forgotten_password_is_replaced_with_a_link_that_works_once(client, person):
    assert "Check your e-mail" in ask(client, person.email.upper()).content.decode()
    message = Message.objects.get(kind="password")
    assert (message.to_email, message.chain) == (person.email, "")
    assert Event.objects.filter(action="account.link-sent", object_id=str(person.pk)).count() == 1
    assert choose_password(client, message.link, NEW)["Location"] == reverse("sign-in")
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert choose_password(client, message.link, NEW).status_code == 404
    assert "This link no longer works" in client.get(message.link).content.decode()


@pytest.mark.parametrize("who", ["nobody@example.invalid", "shut"])
def test_nobody_learns_from_the_answer_who_has_an_account(client, person, who):
    shut = account("a local person", is_active=False)
    answer = ask(client, shut.email if who == "shut" else who)
    assert answer.status_code == 200
    assert "If somebody with this address has an open account" in answer.content.decode()
    assert not Message.objects.filter(kind="password").exists()


def test_who_asks_again_at_once_is_written_to_once_and_later_again(client, person):
    for _ in range(3):
        assert "Check your e-mail" in ask(client, person.email).content.decode()
    first = Message.objects.get(kind="password")
    Message.objects.update(written_at=first.written_at - timedelta(minutes=6))
    ask(client, person.email)
    assert Message.objects.filter(kind="password").count() == 2


def test_a_link_lasts_as_long_as_its_texts_say(person, settings):
    ask(Client(), person.email)
    assert "for three days" in Message.objects.get(kind="password").body
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(days=3)


def test_asking_without_an_address_says_what_is_missing(client, db):
    for given, words in (("", "Enter your e-mail address."), ("x", "Enter an e-mail address, like")):
        answer = ask(client, given)
        assert answer.status_code == 422 and words in answer.content.decode()


def test_a_password_is_changed_with_the_one_in_use_and_the_person_stays_signed_in(client, person):
    assert sign_in(client, person.email, OLD)
    address = reverse("password-change")
    wrong = client.post(address, {"old": "not this one", "password": NEW, "again": NEW})
    assert wrong.status_code == 422 and "This is not your password." in wrong.content.decode()
    short = client.post(address, {"old": OLD, "password": "short", "again": "short"})
    assert short.status_code == 422
    differ = client.post(address, {"old": OLD, "password": NEW, "again": OLD})
    assert differ.status_code == 422 and "The two passwords do not match." in differ.content.decode()
    person.refresh_from_db()
    assert person.check_password(OLD)
    assert client.post(address, {"old": OLD, "password": NEW, "again": NEW}).status_code == 303
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert client.get(reverse("account")).status_code == 200
    assert Event.objects.filter(action="account.password-changed", actor=str(person.pk)).exists()


def test_a_link_ends_with_a_change_of_the_password(client, person):
    link = actions.invitation_link(person)
    person.set_password(NEW)
    person.save()
    assert client.get(link).status_code == 404


def test_signing_in_is_asked_for_before_a_password_is_changed(client, db):
    assert client.post(reverse("password-change"), {"old": "x"}).status_code == 302
