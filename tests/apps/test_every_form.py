"""Every form of the service, opened, filled and tried with everything that may go wrong (ADR 0230, 0231).

Never an error page of ours, never a lost word, never two rows, never a word shown to somebody else. A form
that no place opens, or that the test cannot fill, fails it: the next form cannot have these faults either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.ui.together import WAS
from tests.forms import places, trying
from tests.forms.again import back_and_again, named, put_right
from tests.forms.crossing import ids_of_another
from tests.forms.ended import ended_meanwhile
from tests.forms.extras import add
from tests.forms.scenes import stages
from tests.forms.sites import Site, sites
from tests.forms.trying import NOT_SENT, VERSIONS, Opened, taken_back, try_everything

pytestmark = pytest.mark.django_db
TRIES = {
    **trying.TRIES,
    "back and sent again": back_and_again,
    "put right": put_right,
    "draft is named": named,
    "ended meanwhile": ended_meanwhile,
    "ids of another inspection": ids_of_another,
}
# Begin with something in their boxes, and need not notice what others saved meanwhile.
BEGIN_FILLED = {
    ("briefing/discussion.html", 1): "today and now, of something new",
    ("evidence/note_write.html", 1): "today, of something new",
    ("findings/present.html", 1): "ticked for whoever presents: all that can be",
    ("inspections/clock.html", 1): "the time of the inspection, which goes on by itself",
    ("inspections/closure.html", 1): "asks again before something new is made",
    ("letters/accuracy_sort.html", 1): "a proposal; what was sorted before asks nothing again",
    ("letters/consult.html", 1): "today, of something new",
    ("meetings/close.html", 1): "now; a meeting ends once",
    ("meetings/start.html", 1): "now; a meeting begins once",
    ("notification/call_sheet.html", 1): "now, before the call is kept for the first time",
    ("notification/leader_call.html", 1): "now; each try is noted beside the others",
    ("portal/system_day.html", 1): "the first day that is open",
    ("selection/choose.html", 1): "a new choice is a new version; the first draft begins with none",
    ("selection/context.html", 1): "a choice of something new",
    ("selection/list_new.html", 1): "the name of a new list",
    ("workspace/holiday_new.html", 1): "asks again before something new is made",
}
# How many forms there are at least to each try: a try that nothing is put to proves nothing.
LEAST = {
    "sent twice": 110,
    "back and sent again": 60,
    "asked whether a second one is meant": 40,
    "put right": 55,
    "draft is named": 70,
    "ended meanwhile": 15,
    "ids of another inspection": 12,
    "session ended": 60,
    "other person signed in": 60,
    "stale token": 110,
    "stale version": 28,
    "two people, one box": 10,
    "two people, two boxes": 8,
    "thing gone": 45,
    "no longer theirs": 100,
    "stopped": 100,
    "odd characters": 60,
}


@dataclass
class Found:
    """What was tried, by form."""

    opened: dict[Site, Opened] = field(default_factory=dict)
    not_opened: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> Found:
    """All forms, tried once for all tests."""
    result = Found()
    with django_db_blocker.unblock(), transaction.atomic():
        # Has rows of every kind, for whoever chooses one of them elsewhere.
        published_demonstration()
        for name, cast in stages():
            wanted = [place for place in places.PLACES if place.stage == name]
            with taken_back():
                add(cast, name)
                for place in wanted:
                    with taken_back():
                        one = places.opened(place, cast)
                        if one is None:
                            result.not_opened.append(f"{place.site} at {place.address}, {place.who}, {name}")
                            continue
                        try_everything(one, TRIES)
                        result.opened[place.site] = one
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("kind", TRIES)
def test_no_form_has_this_fault(kind: str, found: Found) -> None:
    lines = [
        f"{site[0]} form {site[1]} at {one.url}: {fault}"
        for site, one in sorted(found.opened.items())
        for fault in one.faults
        if fault.startswith(f"{kind}: ")
    ]
    assert not lines, f"{len(lines)}:\n" + "\n".join(lines)


def test_every_place_still_opens_its_form(found: Found) -> None:
    assert found.not_opened == []


def test_every_form_of_every_template_was_tried(found: Found) -> None:
    without = sites() - set(found.opened) - set(places.NOT_VISITED)
    assert sorted(without) == [], "add a place to tests/forms/places.py"


def test_what_is_not_visited_has_a_reason_and_is_true(found: Found) -> None:
    assert sorted(set(places.NOT_VISITED) & set(found.opened)) == []
    assert sorted(set(places.NOT_VISITED) - sites()) == []
    assert [site for site, reason in places.NOT_VISITED.items() if len(reason) < 15] == []


def test_what_is_not_sent_has_a_reason_and_is_true(found: Found) -> None:
    assert sorted(set(NOT_SENT) - set(found.opened)) == []
    assert [site for site, reason in NOT_SENT.items() if found.opened[site].takes or len(reason) < 15] == []


def test_each_try_was_put_to_many_forms(found: Found) -> None:
    tried = {kind: sum(kind in one.tried for one in found.opened.values()) for kind in LEAST}
    assert {kind: count for kind, count in tried.items() if count < LEAST[kind]} == {}


def begins_filled(one: Opened) -> bool:
    """Is there something in its boxes, and nothing on the page that says what was kept when it was made?"""
    values = one.form.values()
    knows = WAS in values or any(values.get(name, [""])[0] not in ("", "0") for name in VERSIONS)
    typed = ("text", "textarea", "email", "tel", "number")
    filled = any(
        c.chosen if c.kind in ("radio", "checkbox") else c.kind in typed and any(values.get(c.name, []))
        for c in one.form.controls
    )
    return filled and not knows


def test_whatever_begins_with_what_is_kept_notices_what_others_saved(found: Found) -> None:
    """By a version or by the prints of its boxes (ADR 0237)."""
    assert sorted(site for site, one in found.opened.items() if begins_filled(one)) == sorted(BEGIN_FILLED)
