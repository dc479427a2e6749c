"""Planned, forecast and actual dates, and how late something is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jtai.core.timeline import explain, forecast, lateness, state
from jtai.core.working_days import england
from tests.editions.shared import A1, J2, planned, when


@pytest.mark.requirement("R-009-5")
def test_a_draft_sent_late_moves_the_forecast_and_leaves_the_plan() -> None:
    ahead = forecast(planned(*A1), {"draft-sent": when("2016-10-12")})
    row = ahead.row("fa-due")
    assert (row.planned.due_on, row.forecast.due_on) == (date(2016, 10, 21), date(2016, 10, 25))
    assert row.moved
    assert ahead.row("fa-considered").forecast.due_on == date(2016, 10, 26)
    assert ahead.row("draft-sent").actual_at == when("2016-10-12")
    assert not ahead.row("letter-agreed").moved
    assert "9 working days after Wed 12 Oct 2016" in explain(row.forecast.derivation)


def test_nothing_happened_means_nothing_moved() -> None:
    ahead = forecast(planned(*A1), {})
    assert not any(row.moved for row in ahead.rows)
    assert all(row.actual_at is None for row in ahead.rows)


def test_a_draft_sent_on_its_day_moves_nothing() -> None:
    ahead = forecast(planned(*J2), {"draft-sent": when("2016-03-09")})
    assert not any(row.moved for row in ahead.rows)


def test_an_early_response_leaves_the_team_its_day_and_a_late_one_moves_it() -> None:
    early = forecast(planned(*A1), {"fa-due": when("2016-10-18")})
    assert early.row("fa-considered").forecast.due_on == date(2016, 10, 24)
    late = forecast(planned(*A1), {"fa-due": when("2016-10-26")})
    assert late.row("fa-considered").forecast.due_on == date(2016, 10, 27)


def test_january_counts_ten_days_after_the_day_of_sending() -> None:
    ahead = forecast(planned(*J2), {"draft-sent": when("2016-03-11")})
    assert ahead.row("fa-due").forecast.due_on == england().add(date(2016, 3, 11), 10)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2016-09-05", "not yet due"),
        ("2016-09-06T09:30", "due today"),
        ("2016-09-06T09:31", "late by 1 minute"),
        ("2016-09-06T11:20", "late by 1 hour 50 minutes"),
        ("2016-09-09T09:30", "late by 3 days"),
    ],
)
def test_how_a_milestone_stands(now: str, words: str) -> None:
    day, _, clock = now.partition("T")
    assert state(planned(*A1).row("notify-dcs"), when(day, clock or "11:00")).words == words


def test_what_was_done_late_is_late_by_the_minute_and_stays_so() -> None:
    row = planned(*A1).row("notify-dcs")
    late = state(row, when("2016-09-20"), when("2016-09-06", "09:31"))
    assert (late.standing, late.late_by, late.is_late) == ("met-late", timedelta(minutes=1), True)
    met = state(row, when("2016-09-20"), when("2016-09-06", "09:30"))
    assert (met.standing, met.late_by, met.is_late) == ("met", timedelta(0), False)


def test_a_day_without_a_time_is_late_only_when_it_is_over() -> None:
    row = planned(*A1).row("brief-note")
    assert state(row, when("2016-09-09", "23:59")).standing == "due-today"
    assert state(row, when("2016-09-10", "00:01")).standing == "late"


@pytest.mark.parametrize(
    ("deadline", "now", "words"),
    [
        (("2016-09-06", "09:30"), ("2016-09-06", "09:31"), "1 minute"),
        (("2016-09-06", "09:30"), ("2016-09-06", "11:20"), "1 hour 50 minutes"),
        (("2016-09-06", "17:30"), ("2016-09-07", "09:00"), "1 working day"),
        (("2016-09-07", "00:00"), ("2016-09-07", "09:00"), "1 working day"),
        (("2016-09-09", "17:30"), ("2016-09-10", "17:30"), "1 day"),
        (("2016-09-09", "17:30"), ("2016-09-12", "09:00"), "1 working day"),
        (("2016-08-26", "17:30"), ("2016-08-30", "09:00"), "1 working day"),
        (("2016-09-06", "17:30"), ("2016-11-08", "09:00"), "45 working days"),
    ],
)
def test_lateness_is_told_by_the_clock_on_its_day_and_in_working_days_after(deadline, now, words) -> None:
    assert lateness(when(*deadline), when(*now), england()) == words
