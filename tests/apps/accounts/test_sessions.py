"""Sessions end after a time, and are listed and ended by their owner (ADR 0224)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jtai.apps.accounts.models import User, UserSession
from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.apps.audit.models import Event
from tests.factories.world import account

PASSWORD = "a long invented pass phrase"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def person(db) -> User:
    return account("a person", password=PASSWORD)


def signed_in(person: User, agent: str = FIREFOX, where: str = "192.0.2.7") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=where)
    answer = client.post(reverse("sign-in"), {"email": person.email, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def back(**passed: int) -> None:
    for row in UserSession.objects.all():
        shift = timedelta(**passed)
        UserSession.objects.filter(pk=row.pk).update(
            seen_at=row.seen_at - shift, started_at=row.started_at - shift
        )


def test_who_opens_no_page_for_an_hour_is_signed_out_and_told_why(person, settings):
    client = signed_in(person)
    back(minutes=59)
    assert client.get("/home").status_code == 200
    back(minutes=61)
    answer = client.get("/home", follow=True)
    assert answer.redirect_chain[0][0].startswith("/sign-in?next=")
    assert "because no page was opened for 60 minutes" in answer.content.decode()
    settings.JTAI_SESSION_IDLE_MINUTES = 5
    client = signed_in(person)
    back(minutes=6)
    assert client.get("/home").status_code == 302


def test_a_session_lasts_twelve_hours_however_often_it_is_used(person):
    client = signed_in(person)
    for _ in range(11):
        back(minutes=59)
        assert client.get("/home").status_code == 200
    UserSession.objects.update(started_at=UserSession.objects.get().started_at - timedelta(hours=2))
    assert client.get("/home").status_code == 302


def test_words_sent_after_the_session_ended_are_not_carried_out(person):
    client = signed_in(person)
    back(minutes=61)
    new = "another long phrase to keep"
    answer = client.post(reverse("password-change"), {"old": PASSWORD, "password": new, "again": new})
    assert answer.status_code in (302, 401)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_the_account_page_lists_browser_address_and_this_one(person):
    signed_in(person, SAFARI, "192.0.2.9")
    client = signed_in(person)
    page = client.get(reverse("account")).content.decode()
    for words in (
        "Firefox on Windows (this one)",
        "Safari on iPhone",
        "192.0.2.9",
        "Sign out everywhere else",
    ):
        assert words in page
    assert FIREFOX not in page


def test_a_session_is_ended_by_its_owner(person):
    other, client = signed_in(person, SAFARI), signed_in(person)
    row = person.sessions.get(browser="Safari on iPhone")
    address = reverse("session-end", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    assert other.get("/home").status_code == 302
    assert client.get("/home").status_code == 200
    assert Event.objects.filter(action="session.ended", actor=str(person.pk)).count() == 1
    assert client.post(address).status_code == 404


def test_all_others_are_ended_at_once(person):
    others, client = [signed_in(person, SAFARI) for _ in range(3)], signed_in(person)
    assert client.post(reverse("sessions-end")).status_code == 303
    assert [one.get("/home").status_code for one in others] == [302] * 3
    assert client.get("/home").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(person):
    stranger = signed_in(account("a stranger", password=PASSWORD))
    signed_in(person)
    row = person.sessions.get()
    assert stranger.get(reverse("session-end", args=[row.pk])).status_code == 404
    assert stranger.post(reverse("session-end", args=[row.pk])).status_code == 404
    stranger.post(reverse("sessions-end"))
    assert UserSession.objects.filter(pk=row.pk).exists()


def test_a_changed_password_ends_every_other_session_and_keeps_this_one(person):
    other, client = signed_in(person, SAFARI), signed_in(person)
    new = "another long phrase to keep"
    given = {"old": PASSWORD, "password": new, "again": new}
    assert client.post(reverse("password-change"), given).status_code == 303
    assert client.get("/home").status_code == 200
    assert other.get("/home").status_code == 302
    assert person.sessions.count() == 1


def test_signing_out_and_signing_in_again_leave_one_session(person):
    client = signed_in(person)
    client.post(reverse("sign-out"))
    assert not person.sessions.exists()
    client.post(reverse("sign-in"), {"email": person.email, "password": PASSWORD})
    client.post(reverse("sign-in"), {"email": person.email, "password": PASSWORD})
    assert person.sessions.count() == 1


def test_the_last_use_is_written_once_a_minute_at_most(person):
    client = signed_in(person)

    def writes() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("account")).status_code == 200
        return sum("UPDATE" in one["sql"] for one in made)

    assert writes() == 0
    back(minutes=2)
    assert writes() == 1
    assert writes() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_sqlite
def test_a_page_is_not_held_up_by_somebody_who_is_writing():
    import sqlite3
    import time

    person = account("a person", password=PASSWORD)
    client = signed_in(person)
    back(minutes=2)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        assert client.get(reverse("account")).status_code == 200
        assert time.monotonic() - began < 5
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_test_that_signs_in_without_the_page_counts_as_a_fresh_password(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.session[PASSWORD_AT]
    assert person.sessions.count() == 1


def test_an_address_with_a_link_is_left_at_once_and_ends_when_used(person):
    """The token is in the address for one request; the page that asks for the password does not hold it."""
    from jtai.apps.accounts.actions import invitation_link

    client, link = Client(), invitation_link(person)
    answer = client.get(link)
    assert answer.status_code == 303 and answer["Location"] == reverse("password-choose")
    page = client.get(answer["Location"]).content.decode()
    assert link.split("/")[-1] not in page
    assert Client().get(reverse("password-choose")).status_code == 404
