"""A draft has the name of its page, its first words, and the day and time, with a script or without."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jtai.apps.drafts import actions
from jtai.apps.drafts.models import FIRST, Draft
from jtai.core.results import Refused
from jtai.words import clock_and_date
from tests.factories.world import World
from tests.forms.browser import browser, only_form, text_of


@pytest.fixture
def client(world: World) -> Client:
    world.move_clock(10, "11:00")
    return browser(world.person("team-inspector", "cqc"))


def stale(client: Client, url: str, **words: str) -> Draft:
    """Sent from a page that was open for too long, without a script."""
    form = only_form(client.get(f"{url}?draft=none"))
    client.cookies.pop("csrftoken", None)
    answer = client.post(url, form.values() | {name: [text] for name, text in words.items()})
    assert answer.status_code == 303
    return Draft.objects.latest("saved_at")


def listed(client: Client) -> str:
    return " ".join(text_of(client.get("/drafts")).split())


def test_a_draft_made_without_a_script_has_the_name_of_its_page(client: Client, world: World) -> None:
    draft = stale(client, world.page("note-new"), text="The strategy discussion began late")
    assert draft.title == "Write in your notebook"
    page = listed(client)
    assert "Write in your notebook" in page and "The strategy discussion began late" in page
    assert clock_and_date(draft.saved_at) in page and "A page of this service" not in page


def test_two_drafts_of_one_page_can_be_told_apart(client: Client, world: World) -> None:
    for text in ("The first visit in the morning", "The second visit after lunch"):
        stale(client, world.page("note-new"), text=text)
    page = listed(client)
    assert "The first visit in the morning" in page and "The second visit after lunch" in page


def test_a_long_text_is_shown_by_its_beginning(client: Client, world: World) -> None:
    draft = stale(client, world.page("note-new"), text="word " * 200, heading="A visit")
    assert draft.first_words.startswith("word word") and draft.first_words.endswith("word…")
    assert len(draft.first_words) <= FIRST + 1


def test_a_draft_whose_page_said_no_name_has_the_one_of_its_address(client: Client, world: World) -> None:
    no_name = {"draft-title": "\x00 "}
    draft = stale(client, world.page("note-new"), text="Somebody took the name out", **no_name)
    assert (draft.title, draft.name) == ("", "Note new")
    assert "Note new" in listed(client)


@pytest.mark.parametrize(
    "address",
    [
        "/sign-out",
        "/sign-in",
        "/password/again",
        "/drafts",
        "/nowhere",
        "https://elsewhere.invalid/",
        "",
        "/home",
    ],
)
def test_only_the_page_of_a_form_takes_its_drafts(address: str, client: Client, world: World) -> None:
    form = only_form(client.get(world.page("note-new")))
    values = form.values() | {"text": ["Some words"], "draft-address": [address]}
    answer = client.post("/drafts", values)
    assert (answer.status_code, answer.json()["error"]) == (404, "unknown")
    assert Draft.objects.count() == 0
    if address != "/home":
        with pytest.raises(Refused):
            actions.require_address(address)


def test_the_form_of_the_way_out_holds_no_draft(client: Client, world: World) -> None:
    form = only_form(client.get("/sign-out"))
    answer = client.post("/drafts", form.values() | {"text": ["Words"], "draft-address": ["/sign-out"]})
    assert (answer.status_code, Draft.objects.count()) == (404, 0)


def test_no_choice_is_shown_by_its_id(client: Client, world: World) -> None:
    """A finding or a record that was chosen travels as its id, which says nothing to its reader."""
    chosen = "0b0c1c52-37ef-4a4b-bd48-c67a6c1ae5a0"
    fields: Any = [["text", ["Words of a point"]], ["finding", [chosen]], ["evidence", [chosen, chosen]]]
    row = Draft.objects.create(
        user=world.person("team-inspector", "cqc"), address=world.page("note-new"), fields=fields,
        saved_at=timezone.now(),
    )  # fmt: skip
    page = text_of(client.get(f"/drafts/{row.pk}")).partition("<main")[2]
    assert "Words of a point" in page and chosen not in page
