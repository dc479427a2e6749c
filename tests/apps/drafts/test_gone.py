"""The thing was taken away or changed while somebody was writing: their words are on the page (ADR 0230)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from jtai.apps.accounts.models import User
from jtai.apps.drafts.models import Draft
from jtai.apps.evidence import actions as evidence_actions
from jtai.apps.inspections.models import Contact
from jtai.apps.letters import actions as letter_actions
from jtai.apps.letters.models import Letter
from jtai.apps.meetings import actions as meeting_actions
from tests.factories import evidence
from tests.factories.letters import written
from tests.factories.world import World
from tests.forms.browser import browser, only_form, open_and_fill, send, text_of
from tests.forms.filling import MARK

Scene = tuple[User, str, Callable[[], object], str]


def point(world: World) -> Scene:
    """A point of the letter is taken out by the lead in another window."""
    letter: Letter = written(world)
    world.move_clock(14, "15:00")
    row, at = letter.points.earliest("pk"), world.moment(14, "15:10")

    def drop() -> None:
        letter_actions.drop_point(point=row, by=world.lead, at=at)

    return world.lead, world.page("letter-point", row.pk), drop, "this point was taken out of the letter"


def record(world: World) -> Scene:
    """A record is withdrawn by its author while the lead writes a note on it."""
    by, at = world.person("team-inspector", "cqc"), world.move_clock(10, "15:00")
    row = evidence.submitted(world, by=by, at=at)

    def withdraw() -> None:
        evidence_actions.withdraw_record(row=row, reason="Recorded twice.", by=by, at=at)

    return by, world.page("evidence-write", row.pk), withdraw, "withdrawn"


def meeting(world: World) -> Scene:
    """A meeting is cancelled while somebody writes what came of it."""
    world.move_clock(9, "10:00")
    at = world.moment(9, "10:00")
    row = meeting_actions.add_meeting(
        inspection=world.inspection, code="team", on=at.today, by=world.lead, at=at
    )

    def cancel() -> None:
        meeting_actions.cancel(meeting=row, reason="Nobody can come.", by=world.lead, at=at)

    return world.lead, world.page("meeting-record", row.pk), cancel, "is cancelled"


def contact(world: World) -> Scene:
    """A contact is removed."""
    row = Contact.objects.get(inspection=world.inspection, contact_role="pcc")
    return world.lead, world.page("contact", row.pk), row.delete, ""


@pytest.mark.parametrize("scene", [point, record, meeting, contact], ids=lambda s: s.__name__)
def test_the_words_are_on_the_page_with_what_became_of_the_thing(scene: Any, world: World) -> None:
    user, url, take_away, became = scene(world)
    client = browser(user)
    form, filled = open_and_fill(client, url, now=world.inspection.clock_at)
    assert filled.has_words
    take_away()
    answer = send(client, url, form, filled)
    page = text_of(answer)
    assert answer.status_code in (404, 409), answer.status_code
    for value in filled.values.values():
        text = value if isinstance(value, str) else value[0]
        assert MARK not in text or text in page
    assert became in page.lower()
    assert "Page not found" not in page
    # Its draft never leads to nothing: its words, and that the page is no more.
    kept = Draft.objects.get(user=user)
    led = client.get(kept.opens_at, follow=True)
    assert led.status_code == 200 and led.redirect_chain[-1][0] == f"/drafts/{kept.pk}?page=gone"
    assert MARK in text_of(led) and "Your text is still here." in text_of(led)
    assert kept.opens_at not in text_of(led).partition("<main")[2], "it does not lead round in a circle"


@pytest.mark.parametrize("scene", [point, record, meeting], ids=lambda s: s.__name__)
def test_a_fresh_page_of_what_has_ended_says_so_and_shows_no_form(scene: Any, world: World) -> None:
    user, url, take_away, became = scene(world)
    client = browser(user)
    take_away()
    answer = client.get(url)
    page = text_of(answer).partition("<main")[2]
    assert answer.status_code == 409 and became in page.lower() and "<textarea" not in page
    assert re.search(r"Last recorded here: [A-Z][^,]+, by [A-Z][^,]+(, [^,]+)?, \d\d:\d\d, ", page)
    read = re.search(r'href="(/i/[^"]+)">(Read|Go to)', page)
    assert read is not None and client.get(read[1]).status_code == 200


def test_nobody_but_the_writer_is_told_what_became_of_a_thing_that_is_not_there(world: World) -> None:
    user, url, take_away, _ = contact(world)
    form, filled = open_and_fill(browser(user), url, now=world.inspection.clock_at)
    take_away()
    stranger = browser(world.person("call-lead"), tokens=False)
    answer = send(stranger, url, form, filled)
    assert answer.status_code in (403, 404)
    assert MARK not in text_of(answer) and "Last recorded here" not in text_of(answer)


def test_a_stale_page_shows_both_texts_and_the_next_try_goes_on_top(world: World) -> None:
    row = Contact.objects.get(inspection=world.inspection, contact_role="pcc")
    client, url = browser(world.lead), world.page("contact", row.pk)
    form, filled = open_and_fill(client, url, now=world.inspection.clock_at, name=f"{MARK} of mine")
    other, others = open_and_fill(client, url, now=world.inspection.clock_at, name="Somebody Else")
    assert send(client, url, other, others).status_code == 303
    answer = send(client, url, form, filled)
    assert answer.status_code == 409
    assert f"{MARK} of mine" in text_of(answer) and "Somebody Else" in text_of(answer)
    again = only_form(answer)
    filled.values |= {name: again.values()[name] for name in ("version", "form-id", "csrfmiddlewaretoken")}
    assert send(client, url, again, filled).status_code == 303
    row.refresh_from_db()
    assert row.name == f"{MARK} of mine"
