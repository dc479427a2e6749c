"""What a password must be (ADR 0223)."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from jtai.apps.accounts import actions, forms
from jtai.apps.accounts.models import User
from jtai.apps.accounts.passwords import LONGEST
from tests.factories.accounts import choose_password
from tests.factories.world import account

OWN = "not your name or your e-mail address"
OLD = "a long invented pass phrase"


@pytest.fixture
def person(db) -> User:
    user = account("a person", password=OLD)
    user.full_name, user.email = "Sam Thornby", "s.thornby-hale@northmere.example"
    user.save()
    return user


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("s.thornby-hale@northmere.example", OWN),
        ("S.Thornby-Hale2026", OWN),
        ("northmere.example", OWN),
        ("samthornby2026!", OWN),
        ("Thornby, Sam 123", OWN),
        ("JTAI-jtai-2016", "not the name of this service"),
        ("Joint Targeted Area Inspection", "not the name of this service"),
        ("ofsted ofsted 1", "not the name of this service"),
        ("Care Quality Commission", "not the name of this service"),
        ("HMI Probation 2016", "not the name of this service"),
        ("Ｏｆｓｔｅｄ-２０２６!!", "not the name of this service"),
        ("password1234", ""),
        ("x" * (LONGEST + 1), f"Use {LONGEST} characters or fewer"),
    ],
)
def test_a_password_that_anybody_would_try_is_refused(person, password, words):
    with pytest.raises(ValidationError) as found:
        validate_password(password, person)
    assert words in " ".join(found.value.messages)


@pytest.mark.parametrize(
    "password",
    [
        "a long walk to the letter",
        "practice makes steady",
        "ofsted drinks seven teas at noon",
        "thornby keeps bees in a shed",
        "x" * LONGEST,
        "ünïcödé påsswörds ärë fïnë",
        "    spaces at both ends    ",
    ],
)
def test_other_passwords_are_taken(person, password):
    validate_password(password, person)


def test_the_longest_password_that_is_taken_is_taken_at_the_sign_in_too(person):
    """A longer one would lock its owner out."""
    longest, client = ("correct horse battery staple " * 20)[:LONGEST], Client()
    assert choose_password(client, actions.invitation_link(person), longest).status_code == 303
    given = {"email": person.email, "password": longest}
    assert client.post(reverse("sign-in"), given).status_code == 303
    changed = {"old": longest, "password": longest + "!", "again": longest + "!"}
    answer = client.post(reverse("password-change"), changed)
    assert answer.status_code == 422 and f"The limit is {LONGEST} characters." in answer.content.decode()


def test_every_field_for_a_password_is_as_long_as_every_other(person):
    """Each form of accounts: a field that is shorter or endless fails this."""
    made = {
        forms.SignInForm: forms.SignInForm(),
        forms.PasswordForm: forms.PasswordForm(user=person),
        forms.PasswordAgainForm: forms.PasswordAgainForm(),
        forms.ChangePasswordForm: forms.ChangePasswordForm(user=person),
    }
    named = {cls for cls in vars(forms).values() if isinstance(cls, type) and "Password" in cls.__name__}
    assert named <= set(made)
    fields = [
        (type(form).__name__, name, field.max_length)
        for form in made.values()
        for name, field in form.fields.items()
        if field.widget.input_type == "password"
    ]
    assert {length for _, _, length in fields} == {LONGEST}, fields
    assert not any(field.strip for form in made.values() for n, field in form.fields.items() if n != "email")
