"""Signing, publishing and administering ask for the password again (ADR 0225).

Goes through every address: each whose form needs the password asks for it, before the form is filled in and
again when it is sent; whoever has no business there is refused as before.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts import password_first
from jtai.apps.accounts.models import User
from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.apps.drafts.models import Draft
from jtai.apps.inspections.access import held_by, require
from jtai.apps.letters.models import SignOff
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import PASSWORD_FIRST, TABLE, decide
from jtai.core.results import Refused
from tests.apps.test_every_address import posted, url_of
from tests.factories.letters import letter_at
from tests.factories.world import account
from tools.generated.addresses import Address, addresses

AGO = 16 * 60
PASSWORD = "a long invented pass phrase"
# Addresses whose door asks for the reading of a material; the view asks for the password by the step.
BY_THE_STEP = {"letter-sign", "letter-refuse"}
# The roles of the service are asked for in the view (ADR 0015).
OF_THE_SERVICE = [
    "theme-new",
    "holiday-new",
    "person-new",
    "person",
    "person-link",
    "person-close",
    "person-open",
]


def aged(client: Client, seconds: int = AGO) -> Client:
    """The password was given some time ago."""
    session = client.session
    session[PASSWORD_AT] = timezone.now().timestamp() - seconds
    session.save()
    return client


def signed_in(user: User, seconds: int = 0) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return aged(client, seconds) if seconds else client


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: object) -> Iterator[Cast]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield published_demonstration()
        transaction.set_rollback(True)


def pair(one: Address) -> tuple[str, str]:
    action, _, material = (one.posted or one.asked).partition(" ")
    return action, material


def guarded() -> list[Address]:
    return [one for one in addresses() if one.path.startswith("/i/") and pair(one) in PASSWORD_FIRST]


def test_every_signature_publication_and_write_of_the_service_is_listed():
    """The next material that is signed or published cannot be forgotten."""
    wanted = {
        (action, material)
        for material, actions in TABLE.items()
        for action in actions
        if action in ("sign", "publish", "withdraw")
        or (action == "write" and material.startswith("service-"))
    }
    assert wanted - PASSWORD_FIRST == set()
    own = {("end", "own-sessions")}
    assert {one for one in PASSWORD_FIRST - own if one[0] not in TABLE.get(one[1], {})} == set()


@pytest.mark.django_db
def test_every_address_whose_form_needs_the_password_asks_for_it(scene):
    people = [users[0] for users in scene.people.values()]
    names = [one.name for one in guarded()]
    assert {"letter-publish", "letter-prepublish"} <= set(names)
    for one in guarded():
        url, _ = url_of(one, scene)
        may = [user for user in people if decide(held_by(user, scene.inspection), *pair(one), None)]
        assert may, one.name
        old, fresh = signed_in(may[0], AGO), signed_in(may[0])
        asked = old.get(url)
        assert asked.status_code == 303 and asked["Location"].startswith("/password/again"), one.name
        assert posted(old, url) == 401, one.name
        assert posted(fresh, url) != 401 and fresh.get(url).status_code not in (303, 401), one.name
        other = next(user for user in people if not decide(held_by(user, scene.inspection), *pair(one), None))
        assert posted(signed_in(other, AGO), url) == 403, one.name


@pytest.mark.django_db
@pytest.mark.parametrize("name", OF_THE_SERVICE)
def test_every_page_of_the_administrator_asks(name):
    admin, somebody = account("admin", service_roles=["administrator"]), account("somebody")
    args = [somebody.pk] if name.startswith("person") and name != "person-new" else []
    url, old = reverse(name, args=args), signed_in(admin, AGO)
    asked = old.get(url)
    assert asked.status_code == 303 and asked["Location"].startswith("/password/again")
    assert posted(old, url) == 401
    assert signed_in(admin).get(url).status_code == 200
    assert posted(signed_in(somebody, AGO), url) == 403
    assert signed_in(admin, AGO).get(reverse("people")).status_code == 200


def test_no_page_of_the_service_is_left_out():
    written = {one.name for one in addresses() if one.path.startswith("/admin/")} - {"people", "editions"}
    assert written == set(OF_THE_SERVICE)


@pytest.mark.django_db
@pytest.mark.parametrize("action_material", sorted(PASSWORD_FIRST - {("end", "own-sessions")}))
def test_whatever_asks_the_table_asks_for_the_password(scene, action_material):
    """Also an action behind a page whose door asks for something else."""
    action, material = action_material
    if material.startswith("service-"):
        who = account("admin", service_roles=["administrator"])

        def ask() -> None:
            password_first.require_service(who, action, material)
    else:
        people = [users[0] for users in scene.people.values()]
        who = next(u for u in people if decide(held_by(u, scene.inspection), action, material, None))

        def ask() -> None:
            require(who, action, material, scene.inspection, None)

    request = RequestFactory().post("/")
    request.session = {PASSWORD_AT: timezone.now().timestamp() - AGO}
    token = password_first.answering(request)
    try:
        with pytest.raises(Refused) as found:
            ask()
        assert found.value.decision.kind == "password"
        request.session[PASSWORD_AT] = timezone.now().timestamp()
        ask()
    finally:
        password_first.answered(token)


def test_a_signature_waits_for_the_password_and_its_words_come_back(world):
    letter_at(world, "draft-agreed")
    world.move_clock(18, "11:20")
    signer = world.person("signatory", "cqc")
    signer.set_password(PASSWORD)
    signer.save()
    client = signed_in(signer, AGO)
    sign, refuse = world.page("letter-sign"), world.page("letter-refuse")
    for url in (sign, refuse):
        asked = client.get(url)
        assert asked.status_code == 303 and asked["Location"].startswith("/password/again?next=%2Fi%2F")
    fresh = signed_in(signer)
    page = fresh.get(refuse).content.decode()
    form_id = page.split('name="form-id" value="')[1].split('"')[0]
    words = "The second section says too much."
    sent = {"seen": 1, "step": "inspectorates-draft", "comments": words, "form-id": form_id}
    aged(fresh)
    answer = fresh.post(refuse, sent)
    body = answer.content.decode()
    assert answer.status_code == 401 and "Nothing has been sent yet" in body and "Your text is saved" in body
    assert not SignOff.objects.filter(by=signer).exists()
    assert Draft.objects.get(user=signer).why == "password"
    again = reverse("password-again")
    wrong = fresh.post(again, {"password": "not this", "next": refuse})
    assert wrong.status_code == 422 and "This is not your password" in wrong.content.decode()
    right = fresh.post(again, {"password": PASSWORD, "next": refuse})
    assert right.status_code == 303 and right["Location"] == refuse
    assert words in fresh.get(refuse).content.decode()
    assert fresh.post(refuse, sent).status_code == 303


def test_fifteen_minutes_are_a_setting(world, settings):
    letter_at(world, "draft-agreed")
    client = signed_in(world.person("signatory", "cqc"), 14 * 60)
    assert client.get(world.page("letter-sign")).status_code == 200
    settings.JTAI_PASSWORD_MINUTES = 10
    assert client.get(world.page("letter-sign")).status_code == 303


def test_whoever_only_reads_the_letter_is_not_asked(world):
    letter_at(world, "draft-agreed")
    reader = world.person("team-inspector", "cqc")
    assert signed_in(reader, AGO).get(world.page("letter-sign")).status_code == 200


@pytest.mark.django_db
def test_the_page_leads_to_no_other_site():
    person = account("a person", password=PASSWORD)
    client = signed_in(person, AGO)
    for target in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        answer = client.post(reverse("password-again"), {"password": PASSWORD, "next": target})
        assert answer.status_code == 303 and answer["Location"] == reverse("home")


@pytest.mark.django_db
def test_no_hash_of_a_password_is_kept_with_the_form():
    from jtai.apps.drafts.models import Sending

    person = account("a person", password=PASSWORD)
    client = signed_in(person)
    for name in ("password-again", "password-change"):
        page = client.get(reverse(name)).content.decode()
        form_id = page.split('name="form-id" value="')[1].split('"')[0]
        client.post(
            reverse(name), {"password": "wrong", "again": "wrong", "old": "wrong", "form-id": form_id}
        )
    assert not Sending.objects.exists()
