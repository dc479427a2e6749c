"""Dates counted from an event: complaints, requests to withhold, SEA entries, the statement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jtai.core.timeline import (
    plan_track,
    sea_entry_due,
    sea_locks_at,
)
from tests.editions.shared import A1, J2, planned, when

COMPLAINT = {
    "2016-11-11": ["2016-11-18", "2016-11-25", "2016-12-09", "2016-12-13", "2016-12-16", "2016-12-23"],
    "2016-12-14": ["2016-12-21", "2016-12-30", "2017-01-16", "2017-01-18", "2017-01-23", "2017-01-30"],
}
STEPS = ["acknowledge", "comments", "draft-response", "comments-on-draft", "finalise", "send"]


@pytest.mark.requirement("R-AXD-10", "R-AXD-11", "R-AXD-12", "R-AXD-13", "R-AXD-14", "R-AXD-15")
@pytest.mark.parametrize("made", COMPLAINT)
def test_the_dates_of_a_complaint(made: str) -> None:
    track = plan_track(planned(*A1), "complaint", {"complaint-received": when(made)})
    assert [track.row(code).due_on.isoformat() for code in STEPS] == COMPLAINT[made]
    conduct = plan_track(planned(*A1), "conduct", {"complaint-received": when(made)})
    assert conduct.row("conduct-acknowledge").due_on.isoformat() == COMPLAINT[made][0]
    assert conduct.row("conduct-response").due_on.isoformat() == COMPLAINT[made][-1]


WINDOWS = [
    ("2016-09-06", "2016-11-18"),
    ("2016-11-22", "2017-02-08"),
    ("2016-12-13", "2017-03-01"),
    ("2017-02-28", "2017-05-17"),
    ("2017-04-04", "2017-06-22"),
]


@pytest.mark.requirement("R-AXD-7")
@pytest.mark.parametrize(("day_zero", "last"), WINDOWS)
def test_the_window_for_complaints_closes_ten_days_after_publication(day_zero: str, last: str) -> None:
    row = plan_track(planned("2016-08", day_zero), "complaint").row("complaint-window")
    assert row.due_on.isoformat() == last
    assert "as planned" in row.derivation.start_title


@pytest.mark.requirement("R-AXD-24")
def test_a_withhold_request_is_answered_within_48_elapsed_hours() -> None:
    track = plan_track(planned(*A1), "withhold", {"withhold-requested": when("2016-11-02", "16:00")})
    assert track.row("withhold-decision").due_at == when("2016-11-04", "16:00")


def test_48_hours_across_the_october_change_are_48_hours() -> None:
    requested = when("2016-10-29", "12:00")
    row = plan_track(planned(*A1), "withhold", {"withhold-requested": requested}).row("withhold-decision")
    assert row.due_at == requested + timedelta(hours=48)
    assert row.time_label == "11:00"


def test_hours_need_a_time_to_count_from() -> None:
    with pytest.raises(ValueError, match="Give the time"):
        plan_track(planned(*A1), "withhold", dates={"withhold-requested": date(2016, 11, 2)})


def test_what_the_guidance_gives_no_deadline_for_stays_undated() -> None:
    track = plan_track(planned(*A1), "concern", {"concern-raised": when("2016-09-20")})
    assert (track.rows, [each.code for each in track.undated]) == ((), ["concern-reply"])
    with pytest.raises(KeyError, match="no date for “concern-reply”"):
        track.row("concern-reply")


def test_the_track_of_factual_accuracy_agrees_with_the_timetable() -> None:
    for where in (A1, J2):
        timeline = planned(*where)
        track = plan_track(timeline, "factual-accuracy")
        assert track.row("fa-due").due_on == timeline.row("fa-due").due_on
        assert track.row("fa-considered").due_on == timeline.row("fa-considered").due_on


def test_the_statement_track_follows_the_reading() -> None:
    assert plan_track(planned(*A1), "statement").row("statement-due").due_on == date(2017, 2, 13)
    published = planned(*A1, statement__final_letter="published")
    assert plan_track(published, "statement").row("statement-due").due_on == date(2017, 2, 15)
    january = planned(*J2, statement__anchor="published")
    assert plan_track(january, "statement").row("statement-due").due_on == date(2016, 7, 18)


@pytest.mark.requirement("R-078-2")
def test_an_sea_entry_is_due_two_days_after_its_evidence_or_at_the_meeting() -> None:
    timeline = planned(*A1)
    monday = sea_entry_due(timeline, when("2016-09-19"))
    assert (monday.due_on, monday.before_meeting) == (date(2016, 9, 21), False)
    wednesday = sea_entry_due(timeline, when("2016-09-21"))
    assert (wednesday.due_at, wednesday.before_meeting) == (when("2016-09-22", "15:30"), True)
    assert "not later than 15:30" in wednesday.explanation
    apart = planned(*A1, sea__rule="two_days")
    assert sea_entry_due(apart, when("2016-09-21")).due_on == date(2016, 9, 23)


def test_the_sea_locks_a_minute_before_midnight_on_day_13() -> None:
    assert sea_locks_at(planned(*A1)) == when("2016-09-23", "23:59")
    assert sea_locks_at(planned(*J2)) == when("2016-02-26", "23:59")
