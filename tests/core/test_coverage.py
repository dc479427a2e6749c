"""Coverage: whose voices count, what is missing, how evidence was obtained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.coverage import (
    CoverageItem,
    RecordUse,
    count,
    counted_once,
    cover,
    leans_on,
    mix_of,
    scope_covered,
    weakest_first,
    without_entry_on,
)

CODES = ["C 1", "C 2", "C 3"]

items = st.lists(
    st.builds(
        CoverageItem,
        criterion=st.sampled_from(CODES),
        inspectorate=st.sampled_from(["red", "blue"]),
        author=st.sampled_from(["a", "b", "c"]),
        kind=st.sampled_from(["evidence", "entry"]),
        judgement=st.sampled_from(["effective", "development"]),
        route=st.sampled_from(["", "tracking"]),
        submitted=st.booleans(),
        withdrawn=st.booleans(),
        thing=st.uuids().map(str),
    ),
    max_size=30,
)


def item(criterion: str = "C 1", author: str = "a", **changes: object) -> CoverageItem:
    values = {
        "inspectorate": "red",
        "kind": "entry",
        "judgement": "effective",
        "thing": f"{criterion}{author}",
    }
    return CoverageItem(criterion=criterion, author=author, **{**values, **changes})  # type: ignore[arg-type]


def test_three_entries_of_one_inspector_are_one_voice() -> None:
    (row,) = cover(["C 1"], [item(thing=str(n)) for n in range(3)])
    assert (len(row.voices), row.one_voice, row.number("entry")) == (1, True, 3)


def test_a_joint_entry_is_one_entry_in_several_voices() -> None:
    (row,) = cover(["C 1"], [item(author=one, thing="joint") for one in "abc"])
    assert (len(row.voices), row.one_voice, row.number("entry")) == (3, False, 1)


@given(items)
def test_neither_a_draft_nor_what_was_withdrawn_ever_counts(found: list[CoverageItem]) -> None:
    there = {i.criterion for i in found if i.submitted and not i.withdrawn}
    assert {row.criterion for row in cover(CODES, found) if row.covered} == there


@given(items)
def test_done_and_missing_are_all_there_is(found: list[CoverageItem]) -> None:
    rows = cover(CODES, found)
    for kind in (None, "evidence", "entry"):
        told = count(rows, kind)  # type: ignore[arg-type]
        assert told.done + len(told.missing) == told.total == len(CODES)


@given(items)
def test_repeating_everything_adds_no_voice(found: list[CoverageItem]) -> None:
    once, twice = cover(CODES, found), cover(CODES, [*found, *found])
    assert [row.voices for row in once] == [row.voices for row in twice]
    assert [row.number("entry") for row in once] == [row.number("entry") for row in twice]


@given(items)
def test_the_weakest_come_first_and_none_is_lost(found: list[CoverageItem]) -> None:
    rows = cover(CODES, found)
    ordered = weakest_first(rows)
    assert sorted(row.criterion for row in ordered) == CODES
    voices = [len(row.voices) for row in ordered]
    assert voices == sorted(voices)


@given(items)
def test_what_is_judged_both_ways_has_two_judgements_that_count(found: list[CoverageItem]) -> None:
    for row in cover(CODES, found):
        here = {i.judgement for i in found if i.counts and i.criterion == row.criterion}
        assert row.contradicts == (len(here) > 1)


def test_a_criterion_in_no_sea_entry_is_not_in_the_sea() -> None:
    (row,) = cover(["C 1"], [item(kind="evidence")])
    assert row.covered
    assert not row.in_the_sea
    assert count([row], "entry").missing == ("C 1",)


def test_two_records_from_one_source_are_one_source() -> None:
    same = [item(kind="evidence", source="case file | 12", thing=str(n), author=str(n)) for n in range(2)]
    other = item(kind="evidence", source="interview", thing="x")
    assert cover(["C 1"], same)[0].one_source
    assert not cover(["C 1"], [*same, other])[0].one_source


def test_numbers_by_inspectorate_and_route_add_up_to_all() -> None:
    found = [
        item(kind="evidence", inspectorate=i, route=r, thing=f"{i}{r}")
        for i in ("red", "blue")
        for r in ("", "tracking", "sampling")
    ]
    (row,) = cover(["C 1"], found)
    assert sum(row.number("evidence", inspectorate=i) for i in ("red", "blue")) == row.number("evidence")
    assert row.number("evidence", route="tracking") == 2


def test_a_part_of_the_scope_is_covered_by_its_criteria_or_by_an_entry_that_names_it() -> None:
    elements, element_of = ["first", "second", "third"], {"C 1": "first", "C 2": "second"}
    found = [item("C 1"), item("C 2", kind="evidence"), item("C 3", scope=("third",))]
    assert scope_covered(elements, found, element_of) == {"first": True, "second": False, "third": True}


def test_who_has_no_entry_on_these_criteria() -> None:
    found = [
        item("C 1", "a"),
        item("C 2", "b"),
        item("C 1", "c", kind="evidence"),
        item("C 1", "d", withdrawn=True),
    ]
    assert without_entry_on(["a", "b", "c", "d"], ["C 1"], found) == ["b", "c", "d"]


@pytest.mark.parametrize(("documents", "noted"), [(5, False), (6, True)])
def test_more_than_half_of_one_method_is_noted_and_exactly_half_is_not(documents: int, noted: bool) -> None:
    records = [RecordUse("documents")] * documents + [RecordUse("observation")] * (10 - documents)
    shares = mix_of(records, "method", ["observation", "documents", "data"])
    assert [(one.code, one.number) for one in shares] == [
        ("observation", 10 - documents),
        ("documents", documents),
        ("data", 0),
    ]
    assert bool(leans_on(shares, {"documents": 50})) is noted


def test_no_record_at_all_leans_on_nothing() -> None:
    assert leans_on(mix_of([], "method", ["documents"]), {"documents": 50}) == []


def test_records_about_a_child_are_counted_apart_from_the_rest() -> None:
    records = [RecordUse("m", "tracking", about_child=True)] * 3 + [RecordUse("m")] * 2
    assert counted_once(records) == (3, 2)
