"""What is asked of whom, when it came, and the two tests for anything beyond the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jtai.core.framework import load_edition
from jtai.core.framework.model import ThemeItem
from jtai.core.portal import (
    Extra,
    by_inspectorate,
    check_extra,
    check_extra_decision,
    punctuality,
    wanted_items,
)
from jtai.core.workflows.extra_request import EXTRA_REQUEST
from jtai.core.workflows.request_item import IN, OPEN, REQUEST_ITEM, SETTLED
from jtai.words import LONDON

EDITIONS = ["2016-01", "2016-08"]
DUE = datetime(2016, 9, 13, 17, 30, tzinfo=LONDON)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_an_item_without_an_agency_is_asked_of_each_agency_there(edition_id):
    edition = load_edition(edition_id)
    wanted = [w for w in wanted_items(edition, None, ["police", "ccg"]) if w.code == "rest-of-annex-a"]
    assert {(w.agency, w.inspectorate) for w in wanted} == {("police", "hmic"), ("ccg", "cqc")}


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_items_of_an_agency_that_the_area_lacks_are_left_out(edition_id):
    wanted = wanted_items(load_edition(edition_id), None, ["police"])
    assert {w.agency for w in wanted} == {"police"}


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_no_set_is_empty_and_each_item_stands_in_one(edition_id):
    edition = load_edition(edition_id)
    every = wanted_items(edition, None)
    sets = by_inspectorate(every)
    assert set(sets) == {i.code for i in edition.inspectorates}
    assert sum(map(len, sets.values())) == len(every)
    assert "hmi-probation" not in by_inspectorate(
        wanted_items(edition, None, ["police", "local-authority", "ccg"])
    )


def test_a_themes_items_are_added_to_those_of_the_framework_even_where_the_agency_is_not_recorded():
    edition = load_edition("2016-08")
    item = ThemeItem("x1", "Invented", "police", "hmic", "annex-a-rest", child_level=True)
    theme = type("T", (), {"items": (item, replace(item, code="x2", agency="yot"))})()
    added = [w for w in wanted_items(edition, theme, ["police"]) if w.origin == "theme"]
    assert [(w.code, w.agency, w.inspectorate, w.child_level) for w in added] == [
        ("x1", "police", "hmic", True),
        ("x2", "yot", "hmic", True),
    ]


@pytest.mark.parametrize(
    ("came", "word", "late"),
    [
        (datetime(2016, 9, 8, 23, 0, tzinfo=LONDON), "early", timedelta()),
        (datetime(2016, 9, 12, 23, 59, tzinfo=LONDON), "early", timedelta()),
        (datetime(2016, 9, 13, 0, 0, tzinfo=LONDON), "on time", timedelta()),
        (DUE, "on time", timedelta()),
        (DUE + timedelta(minutes=1), "late", timedelta(minutes=1)),
    ],
)
def test_early_in_time_and_late(came, word, late):
    found = punctuality(DUE, came)
    assert (found.word, found.by) == (word, late)


def test_without_a_date_nothing_is_late():
    assert punctuality(None, DUE).word == "on time"


GOOD = Extra(
    title="Audit of strategy meetings",
    agency="police",
    offered=False,
    why_necessary="The sampled files do not show how decisions are taken.",
    exceptional="A new unit began its work last month.",
    confirmed_not_there=True,
    checked=("a",),
)


def problems(extra: Extra) -> set[str]:
    return {p.code for p in check_extra(extra, agencies={"police"}, items={"a", "b"})}


def test_a_complete_proposal_has_no_problem():
    assert problems(GOOD) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "extra-title"),
        ({"agency": "navy"}, "extra-agency"),
        ({"exceptional": " "}, "extra-exceptional"),
        ({"why_necessary": ""}, "extra-necessary"),
        ({"confirmed_not_there": False}, "extra-not-confirmed"),
        ({"checked": ()}, "extra-nothing-checked"),
        ({"checked": ("a", "z")}, "extra-nothing-checked"),
    ],
)
def test_each_missing_part_is_a_problem_of_paragraph_17(change, code):
    bad = replace(GOOD, **change)
    assert problems(bad) == {code}
    found = check_extra(bad, agencies={"police"}, items={"a", "b"})
    assert all(p.blocks and p.source == "Guidance, paragraph 17" for p in found)


def test_an_offer_needs_no_exceptional_circumstances_and_both_tests():
    assert problems(replace(GOOD, offered=True, exceptional="")) == set()
    assert problems(replace(GOOD, offered=True, exceptional="", why_necessary="", checked=())) == {
        "extra-necessary",
        "extra-nothing-checked",
    }


def test_a_decision_is_a_yes_or_a_no_with_a_reason():
    assert {p.code for p in check_extra_decision(None, "")} == {"extra-undecided", "extra-reason"}
    assert check_extra_decision(False, "It is in the list.") == []


def test_every_state_is_open_or_settled():
    assert REQUEST_ITEM.states == OPEN | SETTLED
    assert not OPEN & SETTLED
    assert IN <= SETTLED


def test_what_was_accepted_cannot_be_replaced_without_a_query():
    assert not REQUEST_ITEM.decide("accepted", "supply")
    assert REQUEST_ITEM.after("accepted", "query") == "query"
    assert REQUEST_ITEM.after("query", "supply") == "received"


def test_a_part_is_not_accepted():
    assert not REQUEST_ITEM.decide("part-received", "accept")


def test_what_was_declined_can_still_come():
    assert REQUEST_ITEM.after("declined", "supply") == "received"


def test_an_extra_request_is_decided_once():
    for state in ("approved", "refused", "withdrawn"):
        assert not EXTRA_REQUEST.decide(state, "approve")
