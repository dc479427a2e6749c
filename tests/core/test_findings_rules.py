"""Rules of findings that need no database: content by kind, decision, outline, changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.findings import (
    MOST_LETTERS,
    MOST_POINTS,
    EntryFacts,
    FindingFacts,
    Point,
    changes_between,
    check_basis,
    check_content,
    check_decision,
    check_outline,
    check_period,
    check_priority,
    outline,
)
from jtai.core.framework import load_edition

EDITIONS = ["2016-01", "2016-08"]
CRITERIA = {"ESN 07"}
AGENCIES = {"police"}
WHOLE = FindingFacts(
    type="strength",
    target="partnership",
    title="t",
    text="t",
    rationale="r",
    weight="strong",
    significance="main",
    criteria=("ESN 07",),
    positive_impact="p",
    multi_agency=False,
)


def codes(facts: FindingFacts, edition: str = "2016-08") -> set[str]:
    rules = load_edition(edition).findings
    return {p.code for p in check_content(facts, rules, CRITERIA, AGENCIES)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_whole_strength_has_no_problem(edition: str) -> None:
    assert codes(WHOLE, edition) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": ""}, "no-type"),
        ({"type": "weakness"}, "no-type"),
        ({"target": "", "agency": ""}, "no-target"),
        ({"target": "agency"}, "no-agency"),
        ({"target": "agency", "agency": "circus"}, "no-agency"),
        ({"title": " "}, "no-title"),
        ({"text": ""}, "no-text"),
        ({"rationale": ""}, "no-rationale"),
        ({"weight": ""}, "no-weight"),
        ({"significance": ""}, "no-significance"),
        ({"criteria": ()}, "no-criterion"),
        ({"criteria": ("ESN 99",)}, "unknown-criterion"),
        ({"subtype": "systematic"}, "unknown-subtype"),
    ],
)
def test_each_thing_that_is_missing_is_one_problem(change: dict[str, object], code: str) -> None:
    assert codes(replace(WHOLE, **change)) == {code}  # type: ignore[arg-type]


def test_all_problems_come_at_once_and_say_where_they_come_from() -> None:
    rules = load_edition("2016-08").findings
    problems = check_content(FindingFacts(type="priority-action"), rules, CRITERIA, AGENCIES)
    assert {"no-title", "no-rationale", "no-risk-statement", "no-extent", "no-trigger"} <= {
        p.code for p in problems
    }
    assert all(p.source.startswith("Guidance, paragraph") and p.field for p in problems)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6))
def test_it_rests_on_something_only_with_an_entry_that_is_in_the_sea(rows: list[tuple[bool, bool]]) -> None:
    entries = [EntryFacts(n, in_sea, older) for n, (in_sea, older) in enumerate(rows)]
    assert bool(check_basis(entries, "")) == (not any(in_sea for in_sea, _ in rows))
    counted = [older for in_sea, older in rows if in_sea]
    assert bool(check_period(entries)) == (bool(counted) and all(counted))


@pytest.mark.parametrize(
    ("needs", "decided", "count"), [(False, None, 0), (True, None, 1), (True, False, 1), (True, True, 0)]
)
def test_priority_action_waits_for_its_decision(needs: bool, decided: bool | None, count: int) -> None:
    assert len(check_priority(needs, decided, "")) == count


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_decision_answers_both_tests_of_the_guidance(edition: str) -> None:
    rules = load_edition(edition).findings
    first, second = (test.code for test in rules.priority_tests)
    assert check_decision({first: True, second: False}, True, "Because.", rules) == []
    assert check_decision({first: False, second: False}, False, "Because.", rules) == []
    assert [p.code for p in check_decision({first: True}, True, "Because.", rules)] == [f"no-answer-{second}"]


THEMES = {"a": "First theme", "b": "Second theme", "c": "Third theme"}


def test_the_lead_comes_first_then_one_section_for_each_theme() -> None:
    points = [Point("c", "three"), Point("a", "two", 2), Point("a", "one", 1), Point("", "overall")]
    found = outline(points, THEMES, "Overall")
    assert [section.title for section in found] == ["Overall", "First theme", "Third theme"]
    assert [point.text for point in found[1].points] == ["one", "two"]


def test_the_lead_has_a_section_even_without_a_point() -> None:
    assert [section.code for section in outline([Point("b", "x")], THEMES, "Overall")] == ["", "b"]


def test_an_outline_is_short_points_and_few_of_them() -> None:
    assert check_outline([Point("a", "x" * MOST_LETTERS)] * MOST_POINTS) == []
    assert [p.code for p in check_outline([Point("a", "x" * (MOST_LETTERS + 1))])] == ["point-too-long"]
    assert [p.code for p in check_outline([Point("a", "one\ntwo")])] == ["point-too-long"]
    assert [p.code for p in check_outline([Point("a", "x")] * (MOST_POINTS + 1))] == ["too-many-points"]


@given(
    st.dictionaries(st.sampled_from("abcd"), st.text(max_size=3)),
    st.dictionaries(st.sampled_from("abcd"), st.text(max_size=3)),
)
def test_changes_are_the_fields_that_differ(before: dict[str, str], after: dict[str, str]) -> None:
    found = {change.field for change in changes_between(before, after)}
    assert found == {name for name in after if before.get(name) != after[name]}
