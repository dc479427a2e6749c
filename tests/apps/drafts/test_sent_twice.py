"""A form that arrives twice is carried out once (ADR 0231)."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.apps import apps
from django.http import QueryDict
from django.utils import timezone

from jtai.apps.drafts import values
from jtai.apps.drafts.models import Draft, Sending
from jtai.apps.drafts.sending import AGAIN, GIVEN_UP, TWICE
from jtai.words import LONDON
from tests.apps.drafts.cases import CASES, Case
from tests.factories.world import World
from tests.forms.browser import browser, only_form, open_and_fill, send, text_of


def rows(case: Case) -> int:
    return apps.get_model(case.model).objects.count()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_form_that_arrives_twice_makes_one_and_says_so(case: Case, world: World) -> None:
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now, **case.over)
    first = send(client, url, form, filled)
    second = send(client, url, form, filled)
    assert (first.status_code, second.status_code) == (303, 303)
    assert second["Location"] == first["Location"]
    assert rows(case) == before + 1
    assert TWICE in text_of(client.get(second["Location"]))


# A meeting has no words: two of a kind on one day are caught by its own rules.
WITH_WORDS = [case for case in CASES if case.words]


@pytest.mark.parametrize("case", WITH_WORDS, ids=lambda case: case.name)
def test_the_same_words_from_a_page_opened_again_are_asked_about_first(case: Case, world: World) -> None:
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    now = world.moment(case.day).now
    form, filled = open_and_fill(client, url, now=now, **case.over)
    first = send(client, url, form, filled)
    form, filled = open_and_fill(client, url, now=now, **case.over)
    asked = send(client, url, form, filled)
    assert (asked.status_code, rows(case)) == (303, before + 1), "nothing is made"
    page = client.get(asked["Location"])
    sent_at = Sending.objects.get().started_at.astimezone(LONDON)
    assert f"You sent exactly this at {sent_at:%H:%M}, and it was saved." in text_of(page)
    assert "Send it again only if you want a second one." in text_of(page)
    assert f'href="{escape(first["Location"])}"' in page.content.decode()
    again = only_form(page, holding=case.words)
    shown = again.values()
    assert all(
        filled.values[name] in (value, value[0]) for name, value in shown.items() if name == case.words
    )
    filled.values |= {c.name: shown[c.name] for c in again.controls if c.kind == "hidden"}
    assert send(client, url, again, filled).status_code == 303
    assert (rows(case), Draft.objects.count()) == (before + 2, 0), "a second one was meant, and is made"
    assert send(client, url, again, filled).status_code == 303
    assert rows(case) == before + 2, "and once"


def test_after_an_hour_nobody_is_asked(world: World) -> None:
    case = CASES[0]
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    for _ in range(2):
        form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
        assert "draft=" not in send(client, url, form, filled)["Location"]
        Sending.objects.update(started_at=timezone.now() - AGAIN - timedelta(minutes=1))
    assert rows(case) == before + 2


def test_the_same_words_of_somebody_else_are_theirs(world: World) -> None:
    """A colleague at the same address writes the same: nobody is asked, and neither is told of the other."""
    case = next(one for one in CASES if one.name == "note")
    user, url = case.ready(world)
    before = rows(case)
    for writer in (user, world.person("team-inspector", "hmic")):
        client = browser(writer)
        form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
        assert "draft=" not in send(client, url, form, filled)["Location"]
    assert rows(case) == before + 2


def test_nothing_that_was_written_lies_in_the_row_of_a_form(world: World, settings: Any) -> None:
    """The digests are keyed: whoever has the rows and not the key cannot try words against them."""
    case = CASES[0]
    user, url = case.ready(world)
    client = browser(user)
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
    send(client, url, form, filled)
    row = Sending.objects.get()
    data = QueryDict(mutable=True)
    for name, value in filled.sent().items():
        data.setlist(name, value if isinstance(value, list) else [value])
    assert row.words == values.words_digest(url, data) != ""
    settings.SECRET_KEY = "another key, invented for this test and for nothing else"
    assert row.words != values.words_digest(url, data)
    assert row.digest != values.digest(url, data)


@pytest.mark.parametrize(
    ("fields", "is_asked"),
    [
        ("reason=Elections+in+May", True),
        ("reason=Elections+in+May&version=0", True),
        ("reason=Elections+in+May&version=3", False),
        ("reason=Elections+in+May&version=3&adds=yes", True),
        ("reason=No", False),
        ("act=mark-as-read&next=/home-of-something", False),
        ("agency=local-authority&on_day=12&starts=10:00", False),
        ("id=0b0c1c52-37ef-4a4b-bd48-c67a6c1ae5a0&answer=yes", False),
        ("warning-late=This+is+later+than+usual&answer=yes", False),
    ],
)
def test_what_is_asked_about(fields: str, is_asked: bool) -> None:
    assert bool(values.words_digest("/somewhere", QueryDict(fields))) is is_asked


def test_what_a_page_carries_along_makes_no_difference() -> None:
    one = "reason=Elections+in+May%0D%0A&id=1&form-id=a&csrfmiddlewaretoken=b&version=0&keep=yes"
    two = "reason=Elections+in+May&id=2&form-id=c&csrfmiddlewaretoken=d&version=&submit=yes&a-second-one=yes"
    digests = {
        values.words_digest(address, QueryDict(q)) for address, q in (("/x", one), ("/x?draft=none", two))
    }
    assert len(digests) == 1
    assert values.words_digest("/y", QueryDict(one)) not in digests
    assert values.words_digest("/x", QueryDict("reason=Elections+in+June")) not in digests


def test_going_back_and_sending_other_words_is_another_sending(world: World) -> None:
    case = CASES[0]
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
    send(client, url, form, filled)
    filled.values[case.words] = "Other words, after going back."
    assert send(client, url, form, filled).status_code == 303
    assert rows(case) == before + 2


def test_what_was_not_carried_out_can_be_sent_again_as_it_is(world: World) -> None:
    case = CASES[0]
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
    day, filled.values["first_on_day"] = filled.values["first_on_day"], "never"
    assert [send(client, url, form, filled).status_code for _ in range(2)] == [422, 422]
    assert (Sending.objects.count(), rows(case)) == (0, before)
    filled.values["first_on_day"] = day
    assert send(client, url, form, filled).status_code == 303
    assert rows(case) == before + 1


def test_a_form_whose_server_died_before_it_did_anything_can_be_sent_again_later(world: World) -> None:
    case = CASES[0]
    user, url = case.ready(world)
    client, before = browser(user), rows(case)
    form, filled = open_and_fill(client, url, now=world.moment(case.day).now)
    send(client, url, form, filled)
    apps.get_model(case.model).objects.order_by("pk").last().delete()
    row = Sending.objects.get()
    row.location, row.done_at, row.started_at = "", None, row.started_at - 2 * GIVEN_UP
    row.save()
    assert send(client, url, form, filled).status_code == 303
    assert rows(case) == before + 1


def test_nobody_can_use_up_the_form_of_somebody_else(world: World) -> None:
    """An id is signed for one person: in another hand it claims nothing, and tells nothing."""
    case = CASES[0]
    user, url = case.ready(world)
    form, filled = open_and_fill(browser(user), url, now=world.moment(case.day).now)
    other = browser(world.person("call-lead"), tokens=False)
    assert send(other, url, form, filled).status_code == 403
    assert Sending.objects.count() == 0
