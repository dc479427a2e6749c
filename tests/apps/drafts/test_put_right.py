"""A form comes again with something to put right: one draft, told on the page, no clash (ADR 0234)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps

from jtai.apps.accounts.models import User
from jtai.apps.drafts.models import Draft, FormSave
from tests.factories.letters import written
from tests.factories.world import World
from tests.forms.browser import browser, only_form, send, text_of
from tests.forms.filling import Filled
from tests.forms.parsing import Form, posted_forms

TOO_LONG = "x y " * 20_000


@dataclass(frozen=True)
class Case:
    """A form of long writing; its words, how it is kept, and how it is sent to others."""

    model: str
    ready: Callable[[World], tuple[User, str]]
    words: str
    keep: str = "keep"
    hand_in: str = ""

    def rows(self) -> int:
        return apps.get_model(self.model).objects.count()


def on_site(name: str) -> Callable[[World], tuple[User, str]]:
    def ready(world: World) -> tuple[User, str]:
        world.move_clock(10, "11:00")
        return world.person("team-inspector", "cqc"), world.page(name)

    return ready


def finding(world: World) -> tuple[User, str]:
    world.move_clock(10, "11:00")
    kind = world.inspection.edition.findings.types[0].code
    return world.lead, f"{world.page('finding-new')}?type={kind}"


def point(world: World) -> tuple[User, str]:
    letter: Any = written(world)
    world.move_clock(14, "15:00")
    return world.lead, world.page("letter-point", letter.points.earliest("pk").pk)


CASES = {
    "evidence": Case("evidence.EvidenceRecord", on_site("evidence-new"), "text", hand_in="submit"),
    "note": Case("evidence.NotebookEntry", on_site("note-new"), "text"),
    "SEA": Case("evidence.SEAEntry", on_site("sea-new"), "evaluation", hand_in="enter"),
    "finding": Case("findings.Finding", finding, "text", hand_in="propose"),
    "point": Case("letters.Point", point, "text", keep=""),
}
ALL = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
HANDED_IN = pytest.mark.parametrize("case", [c for c in CASES.values() if c.hand_in], ids=lambda c: c.model)


def opened(client: Any, url: str, case: Case) -> tuple[Form, Filled]:
    return written_form(client.get(url), case)


def written_form(page: Any, case: Case) -> tuple[Form, Filled]:
    (form,) = [one for one in posted_forms(page) if case.words in {c.name for c in one.controls}]
    return form, Filled(dict(form.values()))


def press(filled: Filled, button: str, words: str, case: Case) -> Filled:
    filled.values |= {case.words: words} | ({button: "yes"} if button else {})
    return filled


@ALL
def test_what_cannot_be_read_is_one_draft_and_the_page_says_so(case: Case, world: World) -> None:
    user, url = case.ready(world)
    client, before = browser(user), case.rows()
    form, filled = opened(client, url, case)
    heading = text_of(client.get(url)).partition("<h1")[2].partition("</h1>")[0]
    answer = send(client, url, form, press(filled, case.keep, TOO_LONG, case))
    assert (answer.status_code, case.rows()) == (422, before), "nothing is half kept"
    page = text_of(answer)
    assert "as a draft that only you can see" in page
    assert "Draft saved at" in page
    assert "data-unsent" not in page, "the save line says what is true"
    assert heading in page, "it is the same page"
    draft = Draft.objects.get()
    assert draft.why == Draft.Why.NOT_RIGHT and TOO_LONG.strip()[:100] in str(draft.fields)
    form, filled = written_form(answer, case)
    done = send(client, url, form, press(filled, case.keep, "Short enough.", case))
    assert done.status_code == 303
    assert Draft.objects.count() == 0, "one form, one draft: it ends when it is sent"


@HANDED_IN
def test_what_is_refused_is_kept_in_the_thing_and_the_page_says_so(case: Case, world: World) -> None:
    user, url = case.ready(world)
    client, before = browser(user), case.rows()
    form, filled = opened(client, url, case)
    heading = text_of(client.get(url)).partition("<h1")[2].partition("</h1>")[0]
    answer = send(client, url, form, press(filled, case.hand_in, "Not complete yet.", case))
    page = text_of(answer)
    assert (answer.status_code, case.rows()) == (422, before + 1)
    assert "What you wrote is saved in the draft of" in page and "Only you can read it." in page
    assert heading in page and "data-unsent" not in page
    row = apps.get_model(case.model).objects.latest("pk")
    assert f'data-address="{url.partition("?")[0]}' not in page, "what is typed from here on belongs to it"
    assert str(row.pk) in page.partition('data-address="')[2].partition('"')[0]
    assert Draft.objects.count() == 0, "one form, one draft"
    form, filled = written_form(answer, case)
    again = send(client, url, form, press(filled, case.keep, "Not complete yet, but longer.", case))
    assert again.status_code == 303 and case.rows() == before + 1


@ALL
def test_going_back_and_sending_other_words_is_no_clash_with_oneself(case: Case, world: World) -> None:
    """The page as the browser kept it: the same id, the version it was opened with."""
    user, url = case.ready(world)
    client, before = browser(user), case.rows()
    form, filled = opened(client, url, case)
    first = send(client, url, form, press(filled, case.hand_in or case.keep, "The first words.", case))
    assert first.status_code in (303, 422)
    filled.values.pop(case.hand_in, None)
    after = case.rows()
    answer = send(client, url, form, press(filled, case.keep, "Other words, after going back.", case))
    assert answer.status_code == 303, text_of(answer)[-3000:]
    assert case.rows() == after <= before + 1
    assert FormSave.objects.count() == 1


def test_somebody_else_who_saved_meanwhile_is_still_a_clash(world: World) -> None:
    case = CASES["point"]
    user, url = case.ready(world)
    client = browser(user)
    form, filled = opened(client, url, case)
    _, others = opened(client, url, case)
    assert send(client, url, form, press(filled, "", "My first words.", case)).status_code == 303
    others.values["version"] = ["2"] if filled.values["version"] == ["1"] else ["1"]
    assert send(client, url, form, press(others, "", "Of a colleague.", case)).status_code == 303
    answer = send(client, url, form, press(filled, "", "After going back.", case))
    assert answer.status_code == 409
    assert "Of a colleague." in text_of(answer) and "After going back." in text_of(answer)


def test_a_short_answer_makes_no_draft(world: World) -> None:
    client, url = browser(world.lead), world.page("hold-new")
    form = only_form(client.get(url))
    answer = client.post(url, form.values() | {"reason": ["No"], "first_on_day": ["never"]})
    assert answer.status_code == 422 and "as a draft that only you can see" not in text_of(answer)
    assert Draft.objects.count() == 0
