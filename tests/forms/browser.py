"""A browser without a script that checks tokens as the service does, and sends what a page's form holds.

client = browser(user)
page = client.get(url)
form = only_form(page)
answer = send(client, url, form, fill(form, now=now))
"""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.utils import timezone

from jtai.apps.accounts.sessions import PASSWORD_AT
from tests.apps.test_every_address import signed_in
from tests.forms.filling import Filled, fill
from tests.forms.parsing import Form, posted_forms

PASSWORD = "Seven quiet lanterns by the river"


def browser(user: Any = None, *, tokens: bool = True) -> Client:
    """Signed in as `user`, or as nobody."""
    client = signed_in(user) if user is not None else Client()
    if user is not None:
        # As after a sign-in a moment ago: signing and publishing do not ask for the password again.
        session = client.session
        session[PASSWORD_AT] = timezone.now().timestamp()
        session.save()
    client.handler.enforce_csrf_checks = tokens
    return client


def only_form(answer: Any, *, holding: str = "") -> Form:
    """The form of a page (with a field of this name), or the test is wrong about the page."""
    found = [one for one in posted_forms(answer) if not holding or holding in {c.name for c in one.controls}]
    assert len(found) == 1, f"{answer.status_code}: {len(found)} forms"
    return found[0]


def send(client: Client, url: str, form: Form, filled: Filled) -> Any:
    """What a browser does when the button is pressed."""
    return client.post(urljoin(url, form.action or url), filled.sent())


def open_and_fill(client: Client, url: str, *, now: Any, **over: Any) -> tuple[Form, Filled]:
    """The form at this address, filled."""
    answer = client.get(url)
    assert answer.status_code == 200, f"{url} answered {answer.status_code}"
    form = only_form(answer)
    return form, fill(form, now=now, over=over)


def give_password(user: Any) -> Any:
    """Somebody who can go through the sign-in page."""
    user.set_password(PASSWORD)
    user.is_active = True
    user.save()
    return user


def sign_in_on(client: Client, page: Any, user: Any) -> Any:
    """Fill in the sign-in form of this page, with everything that it carries, and follow."""
    form = only_form(page, holding="email")
    values = form.values() | {"email": [user.email], "password": [PASSWORD]}
    return client.post("/sign-in", values, follow=True)


def text_of(answer: Any) -> str:
    """What a page says, as its reader sees it."""
    return unescape(answer.content.decode())
