"""Words sent by somebody who was signed out meanwhile, or from a page that was open too long (ADR 0230)."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.test import Client

from jtai.apps.accounts.models import User, UserSession
from jtai.apps.drafts.middleware import NOT_THEIRS
from jtai.apps.drafts.models import Draft
from jtai.config.errors import OPEN_TOO_LONG
from tests.apps.drafts.cases import CASES, Case
from tests.factories.world import World
from tests.forms.browser import (
    PASSWORD,
    browser,
    give_password,
    only_form,
    open_and_fill,
    send,
    sign_in_on,
    text_of,
)
from tests.forms.filling import MARK, Filled
from tests.forms.parsing import Form

# The kind test tries every form of the service; these three are looked at closely.
WITH_WORDS = [case for case in CASES if case.name in ("hold", "note", "comment")]
NOTHING_SAVED = "What you sent has not been saved yet."


def rows(case: Case) -> int:
    return apps.get_model(case.model).objects.count()


def written(case: Case, world: World) -> tuple[Client, str, Form, Filled]:
    user, url = case.ready(world)
    client = browser(give_password(user))
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now, **case.over)
    return client, url, form, filled


def end_session(client: Client) -> None:
    """What an idle time, another browser or the service does; the browser keeps its other cookies."""
    client.session.flush()


@pytest.mark.parametrize("case", WITH_WORDS, ids=lambda case: case.name)
def test_after_the_session_ended_the_words_come_through_the_sign_in(case: Case, world: World) -> None:
    client, url, form, filled = written(case, world)
    before, user = rows(case), User.objects.get(pk=client.session["_auth_user_id"])
    end_session(client)
    page = send(client, url, form, filled)
    assert page.status_code == 401 and NOTHING_SAVED in text_of(page)
    assert rows(case) == before and Draft.objects.count() == 0
    back = sign_in_on(client, page, user)
    assert back.redirect_chain[-1][0].startswith(url)
    again = only_form(back)
    assert {k: v for k, v in again.values().items() if MARK in str(v)} == {
        k: v if isinstance(v, list) else [v] for k, v in filled.values.items() if MARK in str(v)
    }
    assert "Not sent: you had been signed out" in text_of(back)
    filled.values |= {n: v for n, v in again.values().items() if n in ("csrfmiddlewaretoken", "form-id")}
    assert send(client, url, again, filled).status_code == 303
    assert rows(case) == before + 1
    assert Draft.objects.count() == 0, "sending the form ends its draft"


def test_a_wrong_password_first_loses_nothing(world: World) -> None:
    client, url, form, filled = written(WITH_WORDS[0], world)
    end_session(client)
    page = send(client, url, form, filled)
    once = only_form(page, holding="email")
    wrong = client.post("/sign-in", once.values() | {"email": [world.lead.email], "password": ["not it"]})
    back = sign_in_on(client, wrong, world.lead)
    assert MARK in text_of(back)


@pytest.mark.parametrize("case", WITH_WORDS[:1], ids=lambda case: case.name)
def test_somebody_else_who_signs_in_is_shown_nothing(case: Case, world: World) -> None:
    client, url, form, filled = written(case, world)
    end_session(client)
    page = send(client, url, form, filled)
    other = give_password(world.person("call-lead"))
    back = sign_in_on(client, page, other)
    assert back.status_code == 200 and MARK not in text_of(back)
    assert NOT_THEIRS in text_of(back)
    assert Draft.objects.count() == 0


def test_a_form_left_open_by_the_person_before_is_not_sent_by_the_next(world: World) -> None:
    """Somebody else has signed in in another window: the token of the old page is no longer good."""
    client, url, form, filled = written(WITH_WORDS[0], world)
    before, other = rows(WITH_WORDS[0]), give_password(world.person("qa-manager"))
    end_session(client)
    sign_in_on(client, client.get("/sign-in"), other)
    answer = send(client, url, form, filled)
    assert answer.status_code == 403 and MARK not in text_of(answer)
    assert rows(WITH_WORDS[0]) == before and Draft.objects.count() == 0
    assert MARK not in text_of(client.get(url)) + text_of(client.get("/drafts"))


def test_not_even_a_fresh_token_sends_the_form_of_one_person_as_another(world: World) -> None:
    """A script can fetch a token of whoever is signed in now; the form stays whose it was."""
    client, url, _, filled = written(WITH_WORDS[0], world)
    before, other = rows(WITH_WORDS[0]), give_password(world.person("qa-manager"))
    allowed = give_password(world.lead)
    for user in (other, allowed):
        end_session(client)
        sign_in_on(client, client.get("/sign-in"), user)
        token = client.get("/drafts/token").json()["token"]
        answer = client.post(url, {**filled.sent(), "csrfmiddlewaretoken": token})
        if user is other:
            assert answer.status_code == 403 and "Somebody else is signed in now" in text_of(answer)
            assert rows(WITH_WORDS[0]) == before and MARK not in text_of(answer)
    assert rows(WITH_WORDS[0]) == before + 1, "and whoever opened it may still send it"


@pytest.mark.parametrize("case", WITH_WORDS, ids=lambda case: case.name)
def test_a_stale_token_brings_the_form_again_with_the_words(case: Case, world: World) -> None:
    client, url, form, filled = written(case, world)
    before = rows(case)
    del client.cookies["csrftoken"]
    answer = send(client, url, form, filled)
    assert (answer.status_code, answer["Location"]) == (303, Draft.objects.get().opens_at)
    page = client.get(answer["Location"])
    assert OPEN_TOO_LONG in text_of(page)
    again = only_form(page)
    words = [v for v in again.values().values() if MARK in str(v)]
    assert words and rows(case) == before
    fresh = {n: v for n, v in again.values().items() if n in ("csrfmiddlewaretoken", "form-id")}
    filled.values |= fresh
    assert send(client, url, again, filled).status_code == 303
    assert rows(case) == before + 1


def test_a_stale_token_without_a_session_leads_through_the_sign_in(world: World) -> None:
    client, url, form, filled = written(WITH_WORDS[0], world)
    end_session(client)
    client.cookies.clear()
    page = send(client, url, form, filled)
    assert page.status_code == 401 and NOTHING_SAVED in text_of(page)
    assert MARK in text_of(sign_in_on(client, page, world.lead))


def test_a_session_ended_in_another_browser_loses_nothing(world: World) -> None:
    user, url = WITH_WORDS[0].ready(world)
    client = browser()
    sign_in_on(client, client.get("/sign-in"), give_password(user))
    form, filled = open_and_fill(client, url, now=world.moment(60).now)
    UserSession.objects.all().delete()
    page = send(client, url, form, filled)
    assert page.status_code == 401 and NOTHING_SAVED in text_of(page)
    assert MARK in text_of(sign_in_on(client, page, user))


def test_very_long_words_are_not_lost_at_the_sign_in(world: World, settings) -> None:
    """More than a draft may hold: signing in still works, and says what became of the text."""
    client, url, form, filled = written(WITH_WORDS[0], world)
    filled.values["reason"] = f"{MARK} " * 40
    settings.JTAI_DRAFT_LIMIT = 100
    end_session(client)
    page = send(client, url, form, filled)
    back = sign_in_on(client, page, world.lead)
    assert back.status_code == 200
    assert MARK in text_of(back), "the words are on the page, to copy"


def test_a_stale_token_of_the_sign_in_page_itself_loses_nothing(world: World) -> None:
    """In another tab somebody signed in and out again: the token of this page is no longer good."""
    client, url, form, filled = written(WITH_WORDS[0], world)
    end_session(client)
    page = send(client, url, form, filled)
    del client.cookies["csrftoken"]
    again = sign_in_on(client, page, world.lead)
    assert again.status_code == 200 and OPEN_TOO_LONG in text_of(again)
    assert MARK in text_of(sign_in_on(client, again, world.lead))


def test_whoever_must_wait_before_signing_in_keeps_the_words(world: World, settings) -> None:
    """Too many wrong passwords, with words on the way: the page that says so carries them on."""
    client, url, form, filled = written(WITH_WORDS[0], world)
    end_session(client)
    page = send(client, url, form, filled)
    for _ in range(30):
        values = only_form(page, holding="carried").values()
        page = client.post("/sign-in", values | {"email": [world.lead.email], "password": ["not it"]})
        if page.status_code == 429:
            break
    assert page.status_code == 429
    values = only_form(page, holding="carried").values()
    AccessAttempt.objects.all().delete()
    later = client.post("/sign-in", values)
    assert later.status_code == 200 and "Enter your" not in text_of(later)
    assert MARK in text_of(sign_in_on(client, later, world.lead))


@pytest.mark.parametrize(
    "carried",
    [
        "no json",
        "[]",
        '{"a":' * 2000,
        '["/", "x", "", []]',
        '["https://elsewhere.invalid/", "ID", "", [["a", ["b"]]]]',
        '["//elsewhere.invalid/", "ID", "", [["a", ["b"]]]]',
        '["/nowhere", "ID", "", [["a", ["b"]]]]',
    ],
)
def test_what_is_carried_leads_nowhere_else_and_breaks_nothing(carried: str, world: World) -> None:
    client, _, _, filled = written(WITH_WORDS[0], world)
    mine = str(filled.values["form-id"][0])
    end_session(client)
    values = only_form(client.get("/sign-in"), holding="email").values()
    values |= {"email": [give_password(world.lead).email], "password": [PASSWORD]}
    answer = client.post("/sign-in", values | {"carried": [carried.replace("ID", mine)]})
    assert (answer.status_code, answer.get("Location", "/home")) in ((303, "/home"), (200, "/home"))
    assert "elsewhere" not in text_of(answer)
    assert "belonged to another account" not in text_of(client.get("/home"))
    assert client.get("/home").status_code == 200
    assert Draft.objects.count() == 0
