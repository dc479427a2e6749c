"""Links to choose a password, as a person follows them in a browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

GOOD = "a long enough phrase"


def choose_password(
    client: Client, link: str, password: str = GOOD, again: str | None = None
) -> HttpResponse:
    """Open a link and choose a password; the answer of the link itself when it has ended."""
    opened = client.get(link)
    if opened.status_code != 303:
        return opened
    given = {"password": password, "again": password if again is None else again}
    return client.post(opened["Location"], given)


def link_is_good(link: str) -> bool:
    """Does it still lead to the page that asks for a password?"""
    answer = Client().get(link)
    return answer.status_code == 303 and answer["Location"] == reverse("password-choose")
