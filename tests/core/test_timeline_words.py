"""What a new holiday would move, the calendar file, and dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.core.framework import load_edition
from jtai.core.timeline import (
    PinnedDates,
    affected_by_holiday,
    calendar_file,
    day_label,
    due_words,
    plan,
    what_moves,
)
from jtai.core.working_days import england
from tests.editions.shared import A1, planned, when


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
