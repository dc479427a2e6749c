"""Day 0 before it is set: refused, blocked, warned of; and what holds for any day 0."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.core.framework import load_edition
from jtai.core.timeline import (
    check_day_zero,
    plan,
)
from jtai.core.working_days import england
from tests.editions.shared import planned


@pytest.mark.requirement("R-009-4")
def test_day_zero_is_refused_blocked_or_accepted() -> None:
    edition = load_edition("2016-08")
    (refused,) = check_day_zero(edition, date(2016, 12, 27), england())
    assert (refused.code, refused.blocks) == ("day-zero-not-working-day", True)
    (split,) = check_day_zero(edition, date(2017, 4, 4), england())
    assert (split.code, split.blocks) == ("fieldwork-split", True)
    assert "Wed 19 Apr 2017 to Tue 25 Apr 2017" in split.message
    assert check_day_zero(edition, date(2017, 4, 4), england(), split_reason="agreed by all") == []
    assert check_day_zero(edition, date(2017, 2, 28), england()) == []
    assert [p.code for p in check_day_zero(edition, date(2017, 3, 1), england())] == [
        "day-zero-unusual-weekday",
        "fieldwork-split",
    ]


@pytest.mark.parametrize(
    ("edition_id", "day_zero", "one_week"),
    [
        ("2016-01", "2016-01-19", True),
        ("2016-01", "2016-02-09", True),
        ("2016-08", "2016-09-06", True),
        ("2016-08", "2016-11-22", True),
        ("2016-08", "2016-12-13", False),
        ("2016-08", "2017-02-28", True),
        ("2016-08", "2017-04-04", False),
    ],
)
def test_fieldwork_is_one_week_or_not(edition_id: str, day_zero: str, one_week: bool) -> None:
    problems = check_day_zero(load_edition(edition_id), date.fromisoformat(day_zero), england())
    assert ("fieldwork-split" not in [problem.code for problem in problems]) is one_week


def test_a_closure_day_in_fieldwork_splits_it_and_is_named() -> None:
    closed = england(closures={date(2016, 9, 21): "invented"})
    (problem,) = check_day_zero(load_edition("2016-08"), date(2016, 9, 6), closed)
    assert problem.code == "fieldwork-split"
    assert "closed: invented, Wed 21 Sep 2016" in problem.message


def test_an_edition_not_published_yet_warns() -> None:
    codes = [p.code for p in check_day_zero(load_edition("2016-01"), date(2016, 1, 12), england())]
    assert codes == ["edition-not-published"]


def test_the_day_before_notification_skips_a_bank_holiday() -> None:
    assert planned("2016-08", "2017-05-02").row("prep-1").due_on == date(2017, 4, 28)
    assert planned("2016-08", "2016-08-30").row("prep-1").due_on == date(2016, 8, 26)


MONTHS = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@given(MONTHS)
def test_dates_never_run_backwards_along_the_gates(day: date) -> None:
    assume(england().is_working_day(day))
    timeline = plan(load_edition("2016-08"), day, england())
    by_code = {row.code: row for row in timeline.rows}
    for row in timeline.rows:
        for gate in row.milestone.gates:
            if gate in by_code:
                assert by_code[gate].first_on <= row.due_on


@given(MONTHS, st.integers(1, 60))
def test_a_day_number_and_its_date_are_each_others_inverse(day: date, number: int) -> None:
    assume(england().is_working_day(day))
    timeline = plan(load_edition("2016-01"), day, england())
    assert timeline.day_number(timeline.day(number)) == number
