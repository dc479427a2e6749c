"""What moves: forecasts, lateness, other tracks, new holidays, and day 0 before it is set."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.core.framework import load_edition
from jtai.core.timeline import (
    PinnedDates,
    affected_by_holiday,
    calendar_file,
    check_day_zero,
    day_label,
    due_words,
    duration,
    explain,
    forecast,
    plan,
    plan_track,
    sea_entry_due,
    sea_locks_at,
    state,
    what_moves,
)
from jtai.core.working_days import at, england
from tests.editions.shared import A1, J2, planned


def when(day: str, clock: str = "11:00") -> datetime:
    return at(date.fromisoformat(day), time.fromisoformat(clock))


@pytest.mark.requirement("R-009-5")
def test_a_draft_sent_late_moves_the_forecast_and_leaves_the_plan() -> None:
    ahead = forecast(planned(*A1), {"draft-sent": when("2016-10-12")})
    row = ahead.row("fa-due")
    assert (row.planned.due_on, row.forecast.due_on) == (date(2016, 10, 21), date(2016, 10, 25))
    assert row.moved
    assert ahead.row("fa-considered").forecast.due_on == date(2016, 10, 26)
    assert ahead.row("draft-sent").actual_on == date(2016, 10, 12)
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


def test_durations_in_words() -> None:
    assert duration(timedelta(seconds=30)) == "less than a minute"
    assert duration(timedelta(hours=2)) == "2 hours"
    assert duration(timedelta(days=1, hours=5)) == "1 day"


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


@pytest.mark.requirement("R-SE-5")
def test_a_new_holiday_lists_the_inspections_it_would_move_and_moves_none() -> None:
    pinned = [
        PinnedDates("one", load_edition("2016-08"), date(2016, 9, 6), england()),
        PinnedDates("two", load_edition("2016-08"), date(2016, 11, 22), england()),
        PinnedDates("three", load_edition("2016-08"), date(2016, 10, 13), england()),
    ]
    one, three = affected_by_holiday(pinned, date(2016, 10, 13), "Invented holiday")
    assert (one.reference, three.reference, three.day_zero_lost) == ("one", "three", True)
    moves = {move.code: (move.old_on, move.new_on) for move in one.moves}
    assert moves["publish"] == (date(2016, 11, 4), date(2016, 11, 7))
    assert "draft-sent" not in moves
    assert plan(pinned[0].edition, pinned[0].day_zero, pinned[0].calendar).row("publish").due_on == date(
        2016, 11, 4
    )


def test_what_moves_between_two_timelines() -> None:
    old = planned(*A1)
    new = planned(*A1, anchor__publish="printed_weekday")
    assert [(m.code, m.old_on, m.new_on) for m in what_moves(old, new)] == [
        ("publish", date(2016, 11, 4), date(2016, 11, 8))
    ]
    assert what_moves(old, old) == []


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


def test_a_calendar_file_has_its_time_zone_and_names_a_reference_alone() -> None:
    timeline = planned(*A1)
    text = calendar_file(timeline.rows, reference="j7k2m4", made_at=when("2016-09-06")).decode()
    assert text.count("BEGIN:VEVENT") == len(timeline.rows)
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=Europe/London:20160922T150000" in text
    assert "DTSTART;VALUE=DATE:20160919\r\nDTEND;VALUE=DATE:20160923" in text
    assert "SUMMARY:j7k2m4: Evidence collection ends" in text


def test_an_empty_calendar_file_is_still_one() -> None:
    assert b"END:VCALENDAR" in calendar_file([], reference="j7k2m4", made_at=when("2016-09-06"))


def test_days_and_due_times_in_words() -> None:
    timeline = planned(*A1)
    assert day_label(timeline, date(2016, 9, 22)) == "Thu 22 Sep 2016, day 12"
    assert day_label(timeline, date(2016, 9, 24)) == "Sat 24 Sep 2016"
    assert day_label(timeline, date(2017, 2, 13)) == "Mon 13 Feb 2017"
    assert due_words(timeline.row("data-20")) == "by mid-afternoon (15:00), Thu 8 Sep 2016"
    assert due_words(timeline.row("joint-eval")) == "by the end of the day, Thu 15 Sep 2016"
    assert due_words(timeline.row("brief-note")) == "on Fri 9 Sep 2016"
    assert due_words(timeline.row("onsite")) == "Mon 19 Sep 2016 to Thu 22 Sep 2016"
