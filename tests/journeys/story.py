"""The hands of a journey: somebody opens a page, fills it in as its labels say, and presses its button."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.journeys.people import PASSWORD, Somebody, everybody

PATIENCE = 30_000
# The pictures of the README and of the guides; JTAI_SCREENSHOTS=1 takes them anew.
IMAGES = Path(__file__).resolve().parents[2] / "docs/how-to/images"
BANK_HOLIDAYS = {date(2016, 3, 25), date(2016, 3, 28), date(2016, 5, 2)}


def worded(label: str) -> re.Pattern[str]:
    """A label as the page shows it: a box that may stay empty says "(optional)"."""
    return re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")


class Hand:
    """One person in a browser of their own."""

    def __init__(self, page: Page, address: str, story: Story) -> None:
        self.page, self.address, self.story = page, address, story
        self.answered: Response | None = None

    # Where to

    def open(self, path: str, status: int = 200) -> Hand:
        """Open an address; one without a first stroke belongs to the inspection."""
        full = path if path.startswith("/") else f"/i/{self.story.ref}/{path}"
        self.answered = self.page.goto(self.address + full)
        assert self.answered is not None
        assert self.answered.status == status, f"{full}: {self.answered.status}\n{self.words[:1500]}"
        return self

    def follow(self, link: str, n: int = 0) -> Hand:
        """Follow a link of the page by its words."""
        self.page.get_by_role("link", name=re.compile(rf"^\s*{re.escape(link)}")).nth(n).click()
        self.page.wait_for_load_state()
        return self

    def addresses(self, part: str) -> list[str]:
        """The addresses the page links to that contain this, in order, each once."""
        found = [one.get_attribute("href") or "" for one in self.main.locator(f'a[href*="{part}"]').all()]
        return list(dict.fromkeys(found))

    def has_button(self, words: str) -> bool:
        return self.page.get_by_role("button", name=worded(words)).count() > 0

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def words(self) -> str:
        """What the page says, as one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    # What to write

    def write(self, label: str, text: str, n: int = 0) -> Hand:
        self.page.get_by_label(worded(label)).nth(n).fill(text)
        return self

    def pick(self, label: str, value: str) -> Hand:
        """A line of a list, by its value or its words."""
        self.page.get_by_label(worded(label)).first.select_option(value)
        return self

    def tick(self, *labels: str) -> Hand:
        for label in labels:
            self.page.get_by_label(worded(label)).first.check()
        return self

    def tick_all(self, name: str) -> Hand:
        """Every box of one question, by the name under which it is sent."""
        for box in self.page.locator(f'input[name="{name}"]').all():
            box.check()
        return self

    def choose(self, name: str, value: str) -> Hand:
        """One answer of a question (or a box of several), by the name and value under which it is sent."""
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        return self

    def date(self, question: str, on: date, clock: str = "") -> Hand:
        group = self.page.get_by_role("group", name=worded(question))
        for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year), ("Time", clock)):
            if value:
                group.get_by_label(label, exact=True).fill(str(value))
        return self

    def send_file(self, label: str, name: str, data: bytes, kind: str) -> Hand:
        file = {"name": name, "mimeType": kind, "buffer": data}
        self.page.get_by_label(worded(label)).set_input_files(file)  # type: ignore[arg-type]
        return self

    # What happens

    def press(self, button: str, n: int = 0) -> Hand:
        """Press a button of the page and wait for what comes."""
        before = self.page.get_by_role("button", name=worded(button)).nth(n)
        with self.page.expect_navigation(timeout=PATIENCE) as coming:
            before.click()
        self.answered = coming.value
        return self

    def done(self, *said: str) -> Hand:
        """It was accepted, and the page says so."""
        problems = self.page.locator(".govuk-error-summary")
        if problems.count():
            raise AssertionError(f"{self.path}: {' '.join(problems.first.inner_text().split())}")
        assert self.answered is not None and self.answered.status == 200, f"{self.path}: {self.words[:900]}"
        for text in said:
            assert text in self.words, f"{self.path} does not say {text!r}: {self.words[:3000]}"
        return self

    def sees(self, *said: str) -> Hand:
        for text in said:
            assert text in self.words, f"{self.path} does not say {text!r}: {self.words[:3000]}"
        return self

    def misses(self, *unsaid: str) -> Hand:
        for text in unsaid:
            assert text not in self.words, f"{self.path} says {text!r}"
        return self

    def heading(self, text: str) -> Hand:
        expect(self.page.locator("h1")).to_contain_text(text, timeout=PATIENCE)
        return self

    def picture(self, name: str) -> Hand:
        """The page as this person sees it, for the README and the guides."""
        if os.environ.get("JTAI_SCREENSHOTS") == "1":
            IMAGES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(IMAGES / f"{name}.png"))
        return self

    def give_reasons(self, text: str) -> Hand:
        """A reason for every warning that stands."""
        for box in self.page.locator('textarea[name^="reason-"], input[type="text"][name^="reason-"]').all():
            if not box.input_value():
                box.fill(text)
        return self

    def press_with_reasons(self, button: str, text: str) -> Hand:
        """Press; where the rules warn, give the reason they ask for and press again."""
        self.press(button)
        if self.answered is not None and self.answered.status == 422:
            self.give_reasons(text).press(button)
        return self


@dataclass
class Story:
    """One inspection, the people in it, and the calendar it follows."""

    browser: Browser
    address: str
    edition: str
    day_zero: date
    area: str = "Northmere"
    scripts: bool = True
    ref: str = ""
    people: dict[str, Somebody] = field(default_factory=everybody)
    hands: dict[str, Hand] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def as_(self, slug: str) -> Hand:
        """This person's browser, signed in on first use."""
        if slug not in self.hands:
            hand = self.visitor()
            hand.open("/sign-in?next=/account").write("E-mail address", self.people[slug].email)
            hand.write("Password", PASSWORD).press("Sign in").done()
            assert hand.path != "/sign-in", f"{slug} is not signed in: {hand.words[:400]}"
            self.hands[slug] = hand
        return self.hands[slug]

    def visitor(self) -> Hand:
        """Somebody who is not signed in."""
        context = self.browser.new_context(
            java_script_enabled=self.scripts, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return Hand(context.new_page(), self.address, self)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def day(self, number: int) -> date:
        """The date of a day number, counted here by hand: weekdays without bank holidays."""
        on, step = self.day_zero, 1 if number >= 0 else -1
        left = abs(number)
        while left:
            on += timedelta(days=step)
            if on.weekday() < 5 and on not in BANK_HOLIDAYS:
                left -= 1
        return on

    def clock(self, day: int, clock: str) -> None:
        """The lead puts the clock of the practice inspection there, on its page."""
        lead = self.as_("lead").open("clock")
        lead.date("Date and time", self.day(day), clock).press("Move the clock")
        lead.done("The clock has been moved")

    def at(self, day: int, clock: str) -> datetime:
        return datetime.combine(self.day(day), time.fromisoformat(clock))

    @property
    def inspectors(self) -> list[str]:
        return [s for s, p in self.people.items() if p.role in ("lead-inspector", "team-inspector")]

    @property
    def is_august(self) -> bool:
        return self.edition == "2016-08"
