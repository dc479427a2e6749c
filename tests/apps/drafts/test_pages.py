"""One's own unsent words: listed, read, discarded; never another person's (ADR 0230)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from jtai.apps.audit.models import Event
from jtai.apps.chores.registry import works
from jtai.apps.drafts import actions
from jtai.apps.drafts.models import Draft, Sending
from tests.factories.world import World
from tests.forms.browser import browser, only_form, open_and_fill, send, text_of
from tests.forms.filling import MARK


def save(client: Client, url: str, **fields: str) -> Any:
    """What the script of the page posts while somebody types."""
    form = only_form(client.get(url))
    values = form.values() | {name: [value] for name, value in fields.items()}
    return client.post("/drafts", values | {"draft-address": [url], "draft-title": ["New hold"]})


@pytest.fixture
def url(world: World) -> str:
    return world.page("hold-new")


def test_a_draft_saved_while_typing_is_on_the_page_when_it_is_opened_again(world: World, url: str) -> None:
    client = browser(world.lead)
    answer = save(client, url, reason=f"{MARK} so far")
    told = answer.json()
    assert answer.status_code == 200 and set(told) == {"form_id", "saved", "count"}
    page = client.get(url)
    assert f"{MARK} so far" in text_of(page) and "Saved while you were typing" in text_of(page)
    assert page.status_code == 200 and "There is a problem" not in text_of(page), "nothing is judged yet"
    assert MARK not in text_of(client.get(f"{url}?draft=none"))
    assert MARK in text_of(client.get(url)), "opening the page without it leaves it where it is"
    assert only_form(client.get(url)).values()["form-id"][0].split(".")[0] == told["form_id"].split(".")[0]


def test_saving_again_replaces_and_does_not_add(world: World, url: str) -> None:
    client = browser(world.lead)
    form = only_form(client.get(url))
    for words in ("One", "One two", "One two three"):
        values = form.values() | {"reason": [words], "draft-address": [url]}
        assert client.post("/drafts", values).status_code == 200
    assert Draft.objects.get().fields[-1] == ["reason", ["One two three"]]
    assert Draft.objects.count() == 1


def test_drafts_are_listed_and_linked_on_home(world: World, url: str) -> None:
    client = browser(world.lead)
    assert 'href="/drafts"' not in text_of(client.get("/home"))
    save(client, url, reason=MARK)
    home = text_of(client.get("/home"))
    assert 'href="/drafts"' in home and "1 unsent draft" in home
    page = text_of(client.get("/drafts"))
    assert "New hold" in page and Draft.objects.get().opens_at in page and world.inspection.ref in page


def test_discarding_asks_first_and_then_deletes(world: World, url: str) -> None:
    client = browser(world.lead)
    save(client, url, reason=MARK)
    row = Draft.objects.get()
    address = f"/drafts/{row.pk}/discard"
    asked = client.get(f"{address}?next={url}")
    assert asked.status_code == 200 and Draft.objects.count() == 1
    answer = send(client, address, only_form(asked), _as_it_is(asked))
    assert (answer.status_code, answer["Location"]) == (303, url)
    assert Draft.objects.count() == 0
    assert MARK not in text_of(client.get(url))


def test_discarding_never_leads_to_another_site(world: World, url: str) -> None:
    client = browser(world.lead)
    save(client, url, reason=MARK)
    asked = client.get(f"/drafts/{Draft.objects.get().pk}/discard?next=https://elsewhere.invalid/")
    answer = send(client, asked.request["PATH_INFO"], only_form(asked), _as_it_is(asked))
    assert answer["Location"] == "/drafts"


def _as_it_is(page: Any) -> Any:
    from tests.forms.filling import Filled

    return Filled(only_form(page).values())


def test_a_draft_is_nobody_elses(world: World, url: str) -> None:
    """Not the colleague with the same role, not the administrator: there is no such page."""
    save(browser(world.lead), url, reason=MARK)
    row = Draft.objects.get()
    for other in (world.person("qa-manager"), world.person("team-inspector"), world.person("dcs")):
        other.is_active = True
        other.save()
        client = browser(other, tokens=False)
        for address in (f"/drafts/{row.pk}", f"/drafts/{row.pk}/discard"):
            assert client.get(address).status_code == 404
        assert client.post(f"/drafts/{row.pk}/discard").status_code == 404
        assert MARK not in text_of(client.get("/drafts")) + text_of(client.get(f"{url}?draft={row.pk}"))
    assert Draft.objects.count() == 1


def test_nobody_saves_over_the_draft_of_another(world: World, url: str) -> None:
    mine = browser(world.lead)
    form = only_form(mine.get(url))
    values = form.values() | {"reason": [MARK], "draft-address": [url]}
    mine.post("/drafts", values)
    other = browser(world.person("qa-manager"), tokens=False)
    answer = other.post("/drafts", values | {"reason": ["Over it"]})
    assert answer.status_code == 409 and answer.json()["error"] == "other-person"
    assert MARK in str(Draft.objects.get().fields)


def test_a_script_is_told_the_truth_when_nothing_was_saved(world: World, url: str, settings) -> None:
    client = browser(world.lead)
    form = only_form(client.get(url))
    values = form.values() | {"draft-address": [url]}
    settings.JTAI_DRAFT_LIMIT = 10
    long = client.post("/drafts", values | {"reason": ["x" * 11]})
    assert (long.status_code, long.json()["error"]) == (413, "too-long")
    for address in ("/nowhere", "https://elsewhere.invalid/", "//elsewhere.invalid", ""):
        away = client.post("/drafts", values | {"draft-address": [address], "reason": ["x"]})
        assert (away.status_code, away.json()["error"]) == (404, "unknown")
    assert Draft.objects.count() == 0
    assert client.get("/drafts/token").json()["token"]


def test_a_password_is_never_in_a_draft(world: World, url: str) -> None:
    client = browser(world.lead)
    save(client, url, reason=MARK, password="One quiet lantern", again="One quiet lantern", old="The old one")
    assert "lantern by" not in str(Draft.objects.get().fields)
    assert {name for name, _ in Draft.objects.get().fields}.isdisjoint({"password", "again", "old"})


def test_sending_the_form_ends_its_draft_and_a_refused_one_does_not(world: World, url: str) -> None:
    client = browser(world.lead)
    save(client, url, reason=MARK)
    form, filled = open_and_fill(client, url, now=world.moment(60).now)
    day, filled.values["first_on_day"] = filled.values["first_on_day"], "never"
    assert send(client, url, form, filled).status_code == 422
    assert Draft.objects.count() == 1
    filled.values["first_on_day"] = day
    assert send(client, url, form, filled).status_code == 303
    assert Draft.objects.count() == 0


def test_unsent_words_leave_no_event_and_are_swept_by_the_worker(world: World, url: str, settings) -> None:
    client, events = browser(world.lead), Event.objects.count()
    save(client, url, reason=MARK)
    assert Event.objects.count() == events
    chore = next(work for work in works() if work.name == "unsent-words")
    chore.run()
    assert Draft.objects.count() == 1
    old = timezone.now() - timedelta(days=settings.JTAI_DRAFT_DAYS, minutes=1)
    Draft.objects.update(saved_at=old)
    Sending.objects.create(form_id=Draft.objects.get().pk, digest="x", user_id=1, started_at=old)
    chore.run()
    assert (Draft.objects.count(), Sending.objects.count()) == (0, 0)


def test_another_form_of_the_same_page_neither_ends_nor_overwrites_a_draft(world: World, url: str) -> None:
    """A page of two forms restores a draft into one of them; the other carries its id too."""
    client = browser(world.lead)
    save(client, url, reason=MARK)
    row = Draft.objects.get()
    other = QueryDict("answer=yes&version=3")
    actions.end_with(user=world.lead, form_id=row.pk, fields=other)
    assert Draft.objects.count() == 1
    second = actions.save_draft(
        user=world.lead, form_id=row.pk, address=url, fields=QueryDict("answer=Else"), at=timezone.now()
    )
    assert second.pk != row.pk and MARK in str(Draft.objects.get(pk=row.pk).fields)
    assert MARK in text_of(client.get(row.opens_at)), "each is opened by its own address"
    actions.end_with(user=world.lead, form_id=row.pk, fields=QueryDict("reason=Changed"))
    assert list(Draft.objects.all()) == [second]


def test_words_come_back_even_on_a_page_that_was_opened_without_its_draft(world: World, url: str) -> None:
    client = browser(world.lead)
    save(client, url, reason="An older text")
    plain = f"{url}?draft=none"
    form, filled = open_and_fill(client, plain, now=world.moment(60).now)
    del client.cookies["csrftoken"]
    answer = send(client, plain, form, filled)
    assert answer.status_code == 303
    assert MARK in text_of(client.get(answer["Location"]))
    assert Draft.objects.count() == 2
    assert {row.address for row in Draft.objects.all()} == {url}
