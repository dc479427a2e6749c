"""People with an account: what an administrator does, and nobody else."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts import actions
from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.notices.models import Message
from jtai.core.results import Refused
from tests.factories.accounts import choose_password
from tests.factories.world import account

NEW = {
    "full_name": "Robin Quill",
    "email": "Robin.Quill@Example.invalid",
    "job_title": "Inspector",
    "body": "cqc",
}


@pytest.fixture
def administrator(db) -> User:
    return account("an administrator", service_roles=["administrator"])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sign_in(client: Client, email: str) -> bool:
    given = {"email": email, "password": "a long enough phrase"}
    return client.post(reverse("sign-in"), given).status_code == 303


@pytest.fixture
def office(administrator):
    return signed_in(administrator)


def make(office, **changed):
    return office.post(reverse("person-new"), NEW | changed)


def test_an_account_is_made_and_its_owner_chooses_a_password(office, administrator, client):
    assert make(office, service_roles=["auditor"]).status_code == 303
    robin = User.objects.get(email="robin.quill@example.invalid")
    assert (robin.full_name, robin.body, robin.is_active) == ("Robin Quill", "cqc", True)
    assert robin.service_roles == {"auditor"}
    event = Event.objects.get(action="account.created", object_id=str(robin.pk))
    assert event.actor == str(administrator.pk)
    listed = office.get(reverse("people"), {"q": "quill"}).content.decode()
    assert "robin.quill@example.invalid" in listed and "No password yet" in listed
    link = Message.objects.get(kind="password").link
    assert choose_password(client, link).status_code == 303
    assert sign_in(client, robin.email)
    assert "No password yet" not in office.get(reverse("people"), {"q": "quill"}).content.decode()


def test_nobody_of_a_local_area_is_written_to_before_the_call(office):
    """ADR 0005: a letter from here would be the notification."""
    assert make(office, body="police").status_code == 303
    robin = User.objects.get(email="robin.quill@example.invalid")
    assert not robin.is_active
    assert not Message.objects.exists()
    page = office.get(reverse("person", args=[robin.pk])).content.decode()
    assert "when the call to the director is logged" in page
    for name in ("person-link", "person-open"):
        assert office.post(reverse(name, args=[robin.pk])).status_code == 409
    robin.refresh_from_db()
    assert not robin.is_active and not Message.objects.exists()


def test_an_address_in_use_and_a_missing_name_are_named_beside_their_fields(office, administrator):
    taken = make(office, email=administrator.email.upper())
    assert taken.status_code == 422
    assert "Somebody already has an account with this address." in taken.content.decode()
    assert 'value="Robin Quill"' in taken.content.decode()
    assert make(office, full_name="").status_code == 422
    assert make(office, body="nowhere").status_code == 422
    assert User.objects.filter(full_name="Robin Quill").count() == 0


def test_particulars_are_changed_and_the_trail_names_the_fields_only(office, administrator):
    make(office)
    robin = User.objects.get(full_name="Robin Quill")
    address = reverse("person", args=[robin.pk])
    changed = NEW | {"full_name": "Robin Sedge", "is_senior_hmi": "on", "service_roles": ["auditor"]}
    assert office.post(address, changed).status_code == 303
    robin = User.objects.get(pk=robin.pk)
    assert (robin.full_name, robin.is_senior_hmi, robin.service_roles) == ("Robin Sedge", True, {"auditor"})
    event = Event.objects.get(action="account.changed")
    assert "is_senior_hmi" in event.canonical and "Sedge" not in event.canonical
    assert office.post(address, changed | {"email": administrator.email}).status_code == 422


def test_a_closed_account_cannot_be_used_until_it_is_opened_again(office, client):
    person = account("a person", password="a long enough phrase")
    assert (
        "Nobody will be able to sign in"
        in office.get(reverse("person-close", args=[person.pk])).content.decode()
    )
    assert office.post(reverse("person-close", args=[person.pk])).status_code == 303
    assert not sign_in(client, person.email)
    assert office.post(reverse("person-close", args=[person.pk])).status_code == 409
    assert office.post(reverse("person-open", args=[person.pk])).status_code == 303
    assert sign_in(client, person.email)
    done = Event.objects.filter(object_id=str(person.pk)).values_list("action", flat=True)
    assert {"account.closed", "account.opened"} <= set(done)


def test_closing_an_account_ends_what_is_open_in_a_browser_and_a_link_on_its_way(office, client):
    person = account("a person")
    inside, link = signed_in(person), actions.invitation_link(person)
    assert inside.get(reverse("home")).status_code == 200
    assert office.post(reverse("person-close", args=[person.pk])).status_code == 303
    assert inside.get(reverse("home")).status_code == 302
    assert client.get(link).status_code == 404


def test_the_call_does_not_open_what_an_administrator_closed(office):
    director = account("a director")
    assert office.post(reverse("person-close", args=[director.pk])).status_code == 303
    actions.open_accounts([director])
    director.refresh_from_db()
    assert not director.is_active


def test_an_administrator_keeps_the_own_role_and_account(office, administrator):
    assert office.post(reverse("person-close", args=[administrator.pk])).status_code == 409
    address = reverse("person", args=[administrator.pk])
    given = {"full_name": administrator.full_name, "email": administrator.email}
    answer = office.post(address, given)
    assert answer.status_code == 422
    assert "You cannot take this role from yourself." in answer.content.decode()


def test_the_link_is_shown_where_no_mail_leaves_the_machine(office, settings):
    person = account("a person")
    address = reverse("person-link", args=[person.pk])
    assert office.get(address).status_code == 200
    shown = office.post(address).content.decode()
    assert "/invitation/" in shown and "This service sends no e-mail" in shown
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    Message.objects.all().delete()
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1
    assert office.post(address).status_code == 303


@pytest.mark.parametrize(
    "name", ["people", "person-new", "person", "person-link", "person-close", "person-open"]
)
def test_only_an_administrator_comes_near(name, administrator, office):
    for roles in ([], ["auditor"]):
        other = signed_in(account("somebody else", service_roles=roles))
        args = [administrator.pk] if name.startswith("person") and name != "person-new" else []
        assert other.get(reverse(name, args=args)).status_code == 403
        assert other.post(reverse(name, args=args), NEW).status_code == 403
    assert office.get(reverse(name, args=args)).status_code == 200


def test_the_action_asks_too(administrator):
    other = account("somebody else")
    with pytest.raises(Refused):
        actions.add_person(
            email="x@example.invalid", full_name="X", is_local=False, by=other, at=timezone.now()
        )


def test_the_first_administrator_is_made_from_the_machine(db, client, capsys):
    call_command("add_administrator", "office@example.invalid", "Jo Tansley")
    link = capsys.readouterr().out.split()[1]
    assert choose_password(client, link).status_code == 303
    assert sign_in(client, "office@example.invalid")
    assert client.get(reverse("people")).status_code == 200
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("add_administrator", "office", "Jo Tansley")
