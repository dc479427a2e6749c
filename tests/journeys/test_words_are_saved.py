"""Somebody writes, and something happens: no word is lost, and the page says what is true (ADR 0242)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.desk import PASSWORD
from tests.journeys.house import house

SAVED = re.compile(r"^Draft saved at \d\d:\d\d$")
WORDS = "The health visitor told the school on the same day."


@dataclass
class Desk:
    """Where the writers write."""

    address: str
    ref: str
    writer: str
    other: str

    def at(self, page: str) -> str:
        return f"{self.address}/i/{self.ref}/{page}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with house(tmp_path_factory.mktemp("desk")) as made:
        writer, other, ref = made.run("-m", "tests.journeys.desk").split()
        with made.open() as address:
            yield Desk(address, ref, writer, other)


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, desk: Desk) -> dict:
    """The cookies of the writer's sign-in, for a window of its own in each test."""
    page = chromium.new_page()
    page.goto(f"{desk.address}/sign-in?next=/account")
    give_password(page, desk.writer)
    page.wait_for_url("**/account")
    state = page.context.storage_state()
    page.close()
    return state


@pytest.fixture
def window(chromium: Browser, signed_in: dict) -> Iterator[BrowserContext]:
    context = chromium.new_context(storage_state=signed_in, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def note(window: BrowserContext, desk: Desk) -> Page:
    """A new note at an address of its own, with a clock that the test moves on."""
    return opened(window, f"{desk.at('notebook/new')}?n={uuid4()}")


def opened(window: BrowserContext, address: str) -> Page:
    page = window.new_page()
    page.clock.install()
    page.goto(address)
    return page


def give_password(page: Page, email: str) -> None:
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def write(page: Page, words: str) -> None:
    page.locator("#id_text").press_sequentially(words)


def pass_time(page: Page, seconds: int = 4) -> None:
    page.clock.run_for(seconds * 1000)


def line(page: Page):
    return page.locator("[data-jtai-save] [data-line]")


def answers_with(body: Callable[[Route], tuple[str, str]]) -> Callable[[Route], None]:
    def fulfil(route: Route) -> None:
        kind, text = body(route)
        route.fulfill(status=200, content_type=kind, body=text)

    return fulfil


def test_words_are_there_again_after_the_page_was_closed(note, window, desk):
    expect(line(note)).to_be_hidden()
    write(note, WORDS)
    expect(line(note)).to_have_text("Not saved yet")
    pass_time(note)
    expect(line(note)).to_have_text(SAVED)
    expect(note.locator("[data-jtai-save] [role=status]")).to_have_text("Draft saved")
    address = note.url
    with note.expect_event("close"):
        note.close(run_before_unload=True)
    again = opened(window, address)
    expect(again.locator("#id_text")).to_have_value(WORDS)
    expect(again.get_by_role("region", name="Not sent yet")).to_contain_text("This is your unsent text from")
    # Sent, it is no draft any more.
    again.get_by_role("button", name="Save note").click()
    again.wait_for_url("**/write")
    again.goto(address)
    expect(again.locator("#id_text")).to_have_value("")


def test_a_lost_connection_is_told_and_sending_waits_for_it(note, window):
    write(note, WORDS)
    window.set_offline(True)
    pass_time(note)
    no_connection = "Not saved: no connection. Your text is on this page only. Trying again."
    expect(line(note)).to_have_text(no_connection)
    note.get_by_role("button", name="Save note").click()
    expect(line(note)).to_have_text("Not sent: no connection. Your text is still here. Try again later.")
    assert "/notebook/new" in note.url
    expect(note.locator("#id_text")).to_have_value(WORDS)
    window.set_offline(False)
    expect(line(note)).to_have_text(SAVED)
    write(note, " More.")
    expect(line(note)).to_have_text(re.compile(r"^Not saved yet \(last saved at \d\d:\d\d\)$"))
    # The button takes a second click within a second for a mistake.
    pass_time(note, 1)
    note.get_by_role("button", name="Save note").click()
    note.wait_for_url("**/write")
    expect(note.locator("#id_text")).to_have_value(f"{WORDS} More.")


def test_a_link_asks_before_unsaved_words_are_left(note, window):
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    note.on("dialog", stay)
    window.route("**/drafts", lambda route: route.abort())
    write(note, WORDS)
    note.get_by_role("link", name="My notebook").click()
    expect(note.locator("#id_text")).to_have_value(WORDS)
    assert (asked, "/notebook/new" in note.url) == (["beforeunload"], True)
    # Sending is not leaving; and once everything is saved nobody is asked.
    window.unroute("**/drafts")
    pass_time(note, 12)
    expect(line(note)).to_have_text(SAVED)
    note.get_by_role("link", name="My notebook").click()
    note.wait_for_url("**/notebook")
    assert asked == ["beforeunload"]


def test_sending_asks_nothing_and_a_second_click_sends_nothing(note, window, desk):
    asked, sent = [], []
    note.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    note.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    note.goto(desk.at("evidence/new"))
    write(note, WORDS)
    note.get_by_role("button", name="Save draft").dblclick()
    # The value of the button is sent although the button is disabled: kept, not submitted with its problems.
    note.wait_for_url("**/write")
    expect(note.locator("#id_text")).to_have_value(WORDS)
    expect(line(note)).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    assert (asked, len([one for one in sent if not one.endswith("/drafts")])) == ([], 1)


def test_a_session_that_ends_while_typing_is_told_and_the_words_come_along(note, window, desk):
    write(note, WORDS)
    window.clear_cookies(name="sessionid")
    pass_time(note)
    expect(line(note)).to_contain_text("You were signed out: not saved. Your text is on this page only.")
    note.get_by_role("button", name="Save note").click()
    expect(note.locator("main")).to_contain_text("What you sent has not been saved yet")
    give_password(note, desk.writer)
    note.wait_for_url("**/notebook/new?n=*")
    expect(note.locator("#id_text")).to_have_value(WORDS)
    note.get_by_role("button", name="Save note").click()
    note.wait_for_url("**/write")
    expect(note.locator("#id_text")).to_have_value(WORDS)


def test_signing_in_beside_the_page_goes_on_with_saving(note, window, desk):
    write(note, WORDS)
    window.clear_cookies(name="sessionid")
    pass_time(note)
    with window.expect_page() as beside:
        line(note).get_by_role("link", name="Sign in in a new tab").click()
    give_password(beside.value, desk.writer)
    beside.value.wait_for_url("**/account")
    # The sign-in made the token of the page stale too: a fresh one is fetched, and the form can be sent.
    pass_time(note, 12)
    expect(line(note)).to_have_text(SAVED)
    note.get_by_role("button", name="Save note").click()
    note.wait_for_url("**/write")


def test_somebody_else_who_signs_in_gets_nothing_of_it(note, window, desk):
    write(note, WORDS)
    window.clear_cookies(name="sessionid")
    pass_time(note)
    with window.expect_page() as beside:
        line(note).get_by_role("link", name="Sign in in a new tab").click()
    give_password(beside.value, desk.other)
    beside.value.wait_for_url("**/account")
    pass_time(note, 12)
    expect(line(note)).to_contain_text("Not saved: somebody else is signed in now.")
    beside.value.goto(f"{desk.address}/drafts")
    expect(beside.value.locator("main")).to_contain_text("You have no unsent drafts.")


def test_going_back_after_somebody_else_signed_in_does_not_make_the_words_theirs(note, window, desk):
    """The browser puts the words into the page anew, which is the other person's by then."""
    write(note, WORDS)
    window.clear_cookies(name="sessionid")
    pass_time(note)
    with window.expect_page() as beside:
        line(note).get_by_role("link", name="Sign in in a new tab").click()
    give_password(beside.value, desk.other)
    beside.value.wait_for_url("**/account")
    note.get_by_role("button", name="Save note").click()
    expect(note.get_by_role("heading", level=1)).to_contain_text("Somebody else")
    note.go_back()
    expect(note.locator("#id_text")).to_have_value(WORDS)
    expect(line(note)).to_contain_text("This text was written while somebody else was signed in.")
    expect(note.get_by_role("button", name="Save note")).to_be_disabled()
    pass_time(note, 70)
    beside.value.goto(f"{desk.address}/drafts")
    expect(beside.value.locator("main")).to_contain_text("You have no unsent drafts.")


LIES = {
    "a page": lambda route: ("text/html", "<h1>Sign in</h1>"),
    "another id": lambda route: (
        "application/json",
        json.dumps({"form_id": "x", "saved": "10:00", "count": 9}),
    ),
    "another number of values": lambda route: (
        "application/json",
        json.dumps({"form_id": form_id(route), "saved": "10:00", "count": 2}),
    ),
}


TYPED = """(area, text) => {
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def form_id(route: Route) -> str:
    from urllib.parse import parse_qs

    return parse_qs(route.request.post_data or "")["form-id"][0]


@pytest.mark.parametrize("lie", LIES)
def test_nothing_but_the_right_answer_means_saved(note, window, lie):
    window.route("**/drafts", answers_with(LIES[lie]))
    write(note, WORDS)
    pass_time(note)
    expect(line(note)).to_have_text(
        "Not saved: the service is in trouble. Your text is on this page only. Trying again."
    )


def test_what_is_left_is_said_before_the_limit_is_reached(note):
    heading, told = note.locator("#id_heading"), note.locator("#id_heading-info")
    expect(told).to_be_hidden()
    heading.fill("x" * 100)
    expect(told).to_be_hidden()
    # A sign outside the first plane is one character, here and on the server.
    heading.fill("x" * 139 + "😀")
    expect(told).to_have_text("You have 10 characters left")
    heading.fill("x" * 151)
    expect(told).to_have_text("You have 1 character too many")
    expect(note.locator("#id_text-info")).to_have_text("You can enter up to 20,000 characters")
    # A line break counts once.
    note.locator("#id_text").evaluate(TYPED, "word\n" * 3_976)
    expect(note.locator("#id_text-info")).to_have_text("You have 121 characters left")


def test_without_a_script_the_hint_says_the_limit(chromium, signed_in, desk):
    context = chromium.new_context(storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.at("notebook/new"))
    expect(page.get_by_text("You can enter up to 150 characters")).to_be_visible()
    expect(page.get_by_text("You can enter up to 20,000 characters")).to_be_visible()
    expect(line(page)).to_be_hidden()
    context.close()
