"""Help, Accessibility and Privacy: from the foot of every page, with or without an account, and true."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGES = ("help", "accessibility", "privacy")
FOOT = ["/letters", "/help", "/accessibility", "/privacy"]


def foot_of(page: str) -> list[str]:
    return re.findall(r'<a class="govuk-footer__link" href="([^"]+)">', page)


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_about_the_service_are_open_to_everybody(client, world, name):
    for asking in (client, world.client(world.lead)):
        answer = asking.get(f"/{name}")
        assert answer.status_code == 200
        assert foot_of(answer.content.decode()) == FOOT


def test_they_stand_at_the_foot_of_pages_of_an_inspection_and_of_error_pages(client, world):
    inside = world.client(world.lead).get(world.page("overview"))
    assert foot_of(inside.content.decode()) == FOOT
    nowhere = world.client(world.lead).get("/nowhere")
    assert nowhere.status_code == 404 and foot_of(nowhere.content.decode())
    assert foot_of(client.get("/sign-in").content.decode()) == FOOT


def test_the_privacy_page_names_as_many_cookies_as_there_are(client, world):
    lead = world.client(world.lead)
    lead.get("/sign-out")
    told = lead.post(
        world.page("closure-new"),
        {
            "on_day": "30",
            "on_month": "9",
            "on_year": "2016",
            "reason": "Inspectorates are closed.",
            "confirm": "yes",
        },
    )
    assert told.status_code == 303
    mine = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    assert set(lead.cookies) <= mine
    assert "three cookies" in client.get("/privacy").content.decode()


def test_what_help_and_privacy_say_of_signing_in_is_so(client, world):
    page = client.get("/help").content.decode()
    assert f"{settings.SESSION_COOKIE_AGE // 3600} hours" in page
    for told in (page, client.get("/privacy").content.decode()):
        idle = f"{settings.JTAI_SESSION_IDLE_MINUTES} minutes without opening a page"
        assert idle in " ".join(told.split())
    assert f"{settings.AXES_COOLOFF_TIME // timedelta(minutes=1)} minutes" in page
    assert f"{settings.PASSWORD_RESET_TIMEOUT // 86400} days" in page
    assert reverse("password-forgotten") in client.get("/sign-in").content.decode()
    client.post("/sign-in", {"email": world.lead.email, "password": "wrong"}, HTTP_USER_AGENT="A browser")
    kept = AccessAttempt.objects.get()
    assert kept.ip_address and kept.user_agent == "A browser"
    assert "with the network address and the browser" in client.get("/privacy").content.decode()
