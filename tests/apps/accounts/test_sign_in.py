"""Signing in and out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from tests.factories.world import account

PASSWORD = "a long invented pass phrase"


@pytest.fixture
def person(db) -> User:
    return account("a person", password=PASSWORD)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"email": email, "password": password, **more})


def test_a_page_asks_for_sign_in_and_comes_back_to_it(client, person):
    answer = client.get("/inspections")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in?next=%2Finspections"
    answer = sign_in(client, person.email, next="/inspections")
    assert answer.status_code == 303 and answer["Location"] == "/inspections"
    assert client.get("/inspections").status_code == 200


def test_the_address_is_read_without_regard_to_case(client, person):
    assert sign_in(client, f"  {person.email.upper()} ").status_code == 303


def test_a_wrong_password_keeps_the_address_and_says_one_sentence(client, person):
    answer = sign_in(client, person.email, "wrong")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert person.email in page and "The e-mail address or the password is not correct" in page
    assert "wrong" not in page.replace("something went wrong", "")


def test_an_unknown_address_and_a_closed_account_get_the_same_sentence(client, person):
    unknown = sign_in(client, "nobody@people.invalid").content.decode()
    User.objects.filter(pk=person.pk).update(is_active=False)
    closed = sign_in(client, person.email).content.decode()
    sentence = "The e-mail address or the password is not correct"
    assert sentence in unknown and sentence in closed


def test_signing_in_never_leads_to_another_site(client, person):
    answer = sign_in(client, person.email, next="https://elsewhere.example/")
    assert answer["Location"] == reverse("home")


def test_too_many_wrong_passwords_lock_this_name_at_this_address_and_no_colleague(client, person):
    colleague = account("a colleague", password=PASSWORD)
    for _ in range(6):
        answer = sign_in(client, person.email, "wrong")
    assert answer.status_code == 429
    assert sign_in(client, person.email).status_code == 429
    assert sign_in(client, colleague.email).status_code == 303


def test_signing_out_asks_first_and_ends_the_session(client, person):
    sign_in(client, person.email)
    assert client.get("/sign-out").status_code == 200
    assert client.get("/home").status_code == 200
    assert client.post("/sign-out").status_code == 303
    assert client.get("/home").status_code == 302


def test_signing_in_and_out_is_in_the_trail_of_the_service(client, person):
    sign_in(client, person.email)
    client.post("/sign-out")
    found = Event.objects.filter(chain="service", object_id=str(person.pk)).order_by("sequence")
    assert list(found.values_list("action", flat=True)) == ["account.created", "signed-in", "signed-out"]
    assert not any(person.email in event.canonical for event in found)


def test_one_account_for_an_address_whatever_its_case(db, person):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User(email=person.email.upper(), full_name="Somebody Else").save()


def test_production_turns_plain_http_into_https(settings, client, person):
    settings.SECURE_SSL_REDIRECT = True
    from django.test import Client

    answer = Client().get("/sign-in")
    assert answer.status_code == 301 and answer["Location"].startswith("https://")
