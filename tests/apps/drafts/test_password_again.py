"""The password is asked for in between: the text waits, and the page says so as long (ADR 0225)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.apps.drafts.models import Draft
from tests.factories.world import account
from tests.forms.browser import PASSWORD, browser, give_password, only_form, text_of
from tests.forms.filling import MARK

WAITS = "Nothing has been sent yet. Your text is saved."
pytestmark = pytest.mark.django_db


def waits(page: Any) -> bool:
    return WAITS in " ".join(text_of(page).split())


def asked() -> tuple[Client, Any]:
    """Somebody's form was open for so long that the password is asked for."""
    admin = account("admin", service_roles=["administrator"])
    client, url = browser(give_password(admin)), reverse("person-new")
    form = only_form(client.get(url), holding="full_name")
    session = client.session
    session[PASSWORD_AT] = 0
    session.save()
    return client, client.post(url, form.values() | {"full_name": [f"{MARK} of mine"]})


def try_password(client: Client, page: Any, password: str) -> Any:
    form = only_form(page, holding="password")
    return client.post(form.action, form.values() | {"password": [password]})


def test_a_wrong_password_does_not_take_the_sentence_away() -> None:
    client, page = asked()
    assert page.status_code == 401 and waits(page)
    for _ in range(2):
        page = try_password(client, page, "not it")
        assert page.status_code == 422 and waits(page)
    done = try_password(client, page, PASSWORD)
    assert done.status_code == 303
    assert f"{MARK} of mine" in text_of(client.get(done["Location"]))


def test_whoever_must_wait_is_told_where_the_text_is() -> None:
    client, page = asked()
    for _ in range(30):
        page = try_password(client, page, "not it")
        if page.status_code == 429:
            break
    assert page.status_code == 429
    assert "Your text is saved" in text_of(page) and 'href="/drafts"' in text_of(page)


def test_the_sentence_goes_when_no_text_waits_any_more() -> None:
    client, page = asked()
    Draft.objects.all().delete()
    page = try_password(client, page, "not it")
    assert "Your text is saved" not in text_of(page)
    fresh = client.get(f"{reverse('password-again')}?next=/home")
    assert "Nothing has been sent yet" not in text_of(fresh)
