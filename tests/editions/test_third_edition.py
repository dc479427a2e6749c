"""An invented edition that differs in everything that can differ works without a change to code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from jtai.core.framework import Edition, also_editions_from, available_editions, load_edition
from jtai.core.timeline import (
    Hold,
    check_day_zero,
    explain,
    plan,
    plan_track,
    sea_entry_due,
    sea_locks_at,
    statement_due,
)
from jtai.core.working_days import at, england
from tests.editions.shared import THIRD

MONDAY = date(2031, 6, 2)


@pytest.fixture
def third() -> Iterator[Edition]:
    with also_editions_from(THIRD):
        yield load_edition("2031-05")


def test_it_stands_beside_the_published_ones_only_while_it_is_wanted(third: Edition) -> None:
    assert {"2016-01", "2016-08", "2031-05"} <= set(available_editions())


def test_it_is_gone_afterwards() -> None:
    assert "2031-05" not in available_editions()
    with pytest.raises(KeyError):
        load_edition("2031-05")


@pytest.mark.requirement("R-006-2")
def test_a_criterion_added_to_a_new_edition_leaves_the_earlier_ones_alone(third: Edition) -> None:
    assert "ESN 23" in {each.code for each in third.criteria}
    assert len(load_edition("2016-01").criteria) == len(load_edition("2016-08").criteria) == 22


def test_days_are_numbered_from_one_and_notice_is_ten_days(third: Edition) -> None:
    timeline = plan(third, MONDAY, england())
    assert timeline.row("ring-head").due_on == timeline.day(1) == MONDAY
    assert timeline.fieldwork()[0] == date(2031, 6, 16)
    assert timeline.day_number(date(2031, 6, 16)) == 11
    assert england().count(MONDAY, date(2031, 6, 16)) == third.notice_days
    assert timeline.row("issue").due_on == date(2031, 7, 4)
    assert explain(timeline.row("issue").derivation).startswith("day 25 = Fri 4 Jul 2031: 24 working days")


def test_its_words_for_times_and_its_stages_are_its_own(third: Edition) -> None:
    timeline = plan(third, MONDAY, england())
    assert timeline.row("long-choice").time_label == "noon (12:00)"
    assert timeline.row("first-list").due_at == at(date(2031, 6, 3), time(18, 0))
    stage = timeline.stage(date(2031, 6, 17))
    assert stage is not None
    assert stage.code == "visit"


def test_its_usual_day_is_a_monday(third: Edition) -> None:
    assert check_day_zero(third, MONDAY, england()) == []
    (problem,) = check_day_zero(third, date(2031, 6, 3), england(), split_reason="a reason")
    assert problem.code == "day-zero-unusual-weekday"
    assert "usually on a Monday" in problem.message


def test_it_warns_before_it_is_published(third: Edition) -> None:
    codes = [problem.code for problem in check_day_zero(third, date(2031, 3, 10), england())]
    assert codes == ["edition-not-published"]


def test_its_extra_track_has_dates(third: Edition) -> None:
    timeline = plan(third, MONDAY, england())
    agreed = at(date(2031, 7, 10), time(9, 0))
    track = plan_track(timeline, "return-visit", {"return-visit-agreed": agreed})
    assert track.row("return-plan").due_on == date(2031, 7, 31)
    assert track.row("return-answer").due_at == at(date(2031, 7, 13), time(9, 0))


def test_its_entries_statement_and_holds_follow_its_own_data(third: Edition) -> None:
    timeline = plan(third, MONDAY, england())
    assert third.complaints is None
    due = sea_entry_due(timeline, at(date(2031, 6, 17), time(11, 0)))
    assert due.due_at == at(date(2031, 6, 18), time(14, 0))
    assert sea_locks_at(timeline) == at(date(2031, 6, 19), time(20, 0))
    (statement,) = statement_due(timeline)
    assert england().count(date(2031, 7, 4), statement.due_on) == 30
    held = plan(third, MONDAY, england(), holds=[Hold(date(2031, 7, 1), date(2031, 7, 8), "invented")])
    assert held.row("issue").due_on == date(2031, 7, 9)
    assert held.row("agree").due_on == timeline.row("agree").due_on
