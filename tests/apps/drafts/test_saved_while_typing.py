"""What the script of a page is told when it saves: the truth, also when nothing was saved (ADR 0242)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.drafts.models import Draft, Sending
from tests.factories.world import World
from tests.forms.parsing import posted_forms

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def url(world: World) -> str:
    world.move_clock(10, "11:00")
    return world.page("note-new")


@pytest.fixture
def writer(world: World) -> User:
    return world.person("team-inspector", "cqc")


def opened(client: Client, url: str) -> dict[str, Any]:
    """The values of the page's form."""
    (form,) = [one for one in posted_forms(client.get(url)) if any(c.name == "text" for c in one.controls)]
    return dict(form.values())


def typed(
    client: Client, values: dict[str, Any], url: str, words: str, page: str = "1", seen: str = ""
) -> Any:
    about = {"draft-address": url, "draft-title": "Note", "draft-page": page, "draft-seen": seen}
    return client.post("/drafts", values | {"text": words} | about, **JSON)


def words() -> list[str]:
    return sorted(dict(one.fields)["text"][0] for one in Draft.objects.all())


def test_the_answer_repeats_the_id_and_counts_every_value(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    answer = typed(client, values | {"themes": ["a", "b", "c"]}, url, "So far").json()
    assert answer["form_id"] == values["form-id"][0]
    # One for each field, three for the one with three values, and three about the page besides its name.
    assert answer["count"] == len(values) + 3 + 3
    draft = Draft.objects.get()
    assert (draft.address, draft.title, draft.user) == (url, "Note", writer)
    assert "csrfmiddlewaretoken" not in dict(draft.fields) and "draft-page" not in dict(draft.fields)


def test_an_empty_form_makes_no_draft_and_empties_one_that_is_there(world, writer, url):
    """Restored, it would stand in the place of what is kept."""
    client = world.client(writer)
    values = {name: found if name == "form-id" else "" for name, found in opened(client, url).items()}
    answer = typed(client, values, url, " ").json()
    assert answer["saved"] == "" and answer["form_id"] == values["form-id"][0]
    assert not Draft.objects.exists()
    typed(client, values, url, "Some words")
    typed(client, values, url, "")
    assert words() == [""]


def test_two_windows_with_one_draft_do_not_overwrite_each_other(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, url, "First", page="A")
    stamp = Draft.objects.get().stamp
    both = opened(client, url)
    assert both["form-id"][0].split(".")[0] == values["form-id"][0].split(".")[0]
    # The second window shows the draft as it is and goes on with it; the first is told when it comes back.
    assert typed(client, both, url, "First, then B", page="B", seen=stamp).status_code == 200
    assert typed(client, both, url, "First, then B again", page="B", seen=stamp).status_code == 200
    answer = typed(client, values, url, "First, then A", page="A")
    assert (answer.status_code, answer.json()["error"]) == (409, "other-window")
    assert words() == ["First, then B again"]
    beside = values | {"form-id": [answer.json()["form_id"]]}
    assert typed(client, beside, url, "First, then A", page="A").status_code == 200
    assert words() == ["First, then A", "First, then B again"]


def test_the_id_of_another_window_is_one_of_the_same_person(world, writer, url):
    client, stranger = world.client(writer), world.client(world.person("qa-manager"))
    values = opened(client, url)
    typed(client, values, url, "First", page="A")
    other = typed(client, values, url, "Second", page="B").json()["form_id"]
    assert typed(stranger, values | {"form-id": [other]}, url, "Mine").json()["error"] == "other-person"
    assert words() == ["First"]


def test_a_save_that_is_overtaken_does_not_bring_back_what_was_sent(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, url, "First")
    sent = values | {"text": "First", "heading": "A visit"}
    assert client.post(url, sent).status_code == 303
    assert Draft.objects.count() == 0
    answer = typed(client, values, url, "First")
    assert (answer.status_code, answer.json()["error"]) == (409, "being-sent")
    assert Draft.objects.count() == 0
    # Somebody who went back and writes more a little later has it saved.
    Sending.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    assert typed(client, values, url, "First and more").status_code == 200
    assert words() == ["First and more"]


def test_another_form_of_the_page_does_not_end_the_draft(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, url, "First")
    # The button of a small form beside it; every form of the page carries the draft's id.
    small = {name: values[name] for name in ("form-id", "csrfmiddlewaretoken")}
    sent = client.post("/sign-out", small)
    assert sent.status_code == 303 and words() == ["First"]


def test_a_script_is_told_that_nobody_is_signed_in(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    client.logout()
    answer = typed(client, values, url, "First")
    assert (answer.status_code, answer.json()) == (401, {"error": "signed-out"})
    assert client.get("/drafts/token", **JSON).status_code == 401
    assert Draft.objects.count() == 0


def test_a_stale_token_is_told_and_a_fresh_one_saves(world, writer, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    values = opened(client, url) | {"csrfmiddlewaretoken": ["stale"]}
    answer = typed(client, values, url, "First")
    assert (answer.status_code, answer.json()) == (403, {"error": "stale-token"})
    assert Draft.objects.count() == 0
    fresh = client.get("/drafts/token", **JSON).json()["token"]
    assert typed(client, values | {"csrfmiddlewaretoken": [fresh]}, url, "First").status_code == 200
    assert words() == ["First"]


def test_a_draft_that_is_too_long_is_refused_and_the_earlier_one_stays(world, writer, url, settings):
    settings.JTAI_DRAFT_LIMIT = 50
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, url, "First")
    answer = typed(client, values, url, "x" * 60)
    assert (answer.status_code, answer.json()["error"]) == (413, "too-long")
    assert words() == ["First"]


def test_a_draft_belongs_to_the_page_whichever_draft_it_was_opened_with(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, f"{url}?theme=x&draft=none", "First")
    draft = Draft.objects.get()
    assert draft.address == f"{url}?theme=x"
    assert ">\nFirst" in client.get(draft.opens_at).content.decode()
    assert ">\nFirst" not in client.get(draft.opens_without).content.decode()
    # Another page does not show it, whatever its address says.
    assert ">\nFirst" not in client.get(f"{world.page('evidence-new')}?draft={draft.pk}").content.decode()


def test_the_page_says_since_when_there_are_unsent_words(world, writer, url):
    client = world.client(writer)
    typed(client, opened(client, url), url, "First")
    page = client.get(url).content.decode()
    assert "This is your unsent text from" in page and "discard" in page.lower()
    assert f'data-seen="{Draft.objects.get().stamp}"' in page
    assert f'data-address="{url}"' in page


def test_a_form_that_was_sent_back_says_what_became_of_its_words(world, writer, url, settings):
    """They are a draft; where that cannot be, the script takes them for not saved (ADR 0234)."""
    client = world.client(writer)
    said = {"text": "Only this text", "heading": "x" * 200}
    answer = client.post(url, opened(client, url) | said)
    assert answer.status_code == 422 and words() == ["Only this text"]
    assert "Draft saved at" in answer.content.decode() and "data-unsent" not in answer.content.decode()
    Draft.objects.all().delete()
    settings.JTAI_DRAFT_LIMIT = 10
    answer = client.post(url, opened(client, url) | said)
    assert "data-unsent" in answer.content.decode() and words() == []
    assert "data-unsent" not in client.get(url).content.decode()


def test_a_form_that_comes_back_goes_on_with_its_draft_and_ends_it(world, writer, url):
    client = world.client(writer)
    values = opened(client, url)
    typed(client, values, url, "So far", page="1")
    refused = client.post(
        url, values | {"text": "So far", "observed_at_day": "²²²", "observed_on_day": "²²²"}
    )
    assert refused.status_code == 422
    (form,) = [one for one in posted_forms(refused) if any(c.name == "text" for c in one.controls)]
    again = dict(form.values())
    seen = re.search(r'data-seen="(\w*)"', refused.content.decode())
    assert seen is not None and seen[1] == Draft.objects.get().stamp
    assert typed(client, again, url, "So far, and more", page="2", seen=seen[1]).status_code == 200
    assert words() == ["So far, and more"]
    done = client.post(
        url,
        dict(opened(client, f"{url}?draft=none"))
        | {"text": "So far, and more"}
        | {"form-id": again["form-id"]},
    )
    assert done.status_code == 303
    assert words() == []
