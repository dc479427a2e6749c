"""Planned dates: every milestone of both editions on seven example calendars, with times and sources."""

from __future__ import annotations

from datetime import date, time

import pytest

from jtai.core.framework import load_edition
from jtai.core.results import ProblemsFound
from jtai.core.timeline import Hold, explain, plan, statement_due
from jtai.core.working_days import BeyondHorizon, at, england
from tests.editions.shared import A1, J2, planned, read_data

WORKED = read_data("worked_calendars.json")
EXAMPLES = [(edition, name) for edition, rows in WORKED.items() for name in rows]


@pytest.mark.parametrize(("edition", "name"), EXAMPLES)
def test_every_milestone_falls_on_its_worked_date(edition: str, name: str) -> None:
    example = WORKED[edition][name]
    timeline = planned(edition, example["day_zero"])
    found = {row.code: [row.first_on.isoformat(), row.due_on.isoformat()] for row in timeline.rows}
    assert found == example["dates"]


@pytest.mark.requirement("R-009-2")
def test_day_33_after_9_february_2016_skips_good_friday_and_easter_monday() -> None:
    timeline = planned(*J2)
    assert timeline.day(33) == date(2016, 3, 29)
    assert timeline.day_number(date(2016, 3, 29)) == 33
    assert timeline.day_number(date(2016, 3, 25)) is None
    drifting = [row.code for row in timeline.rows if row.drift]
    assert drifting == ["letter-agreed", "final-signoff", "proof", "prepub", "publish"]
    assert timeline.row("letter-agreed").milestone.printed_weekday == "Tuesday"


@pytest.mark.requirement("R-009-3")
def test_the_day_number_governs_unless_the_printed_weekday_is_chosen() -> None:
    assert planned("2016-01", "2016-01-19").row("prepub").due_on == date(2016, 3, 11)
    chosen = planned("2016-01", "2016-01-19", anchor__prepub="printed_weekday")
    assert chosen.row("prepub").due_on == date(2016, 3, 14)
    assert planned(*A1).row("publish").due_on == date(2016, 11, 4)
    chosen = planned(*A1, anchor__publish="printed_weekday")
    assert chosen.row("publish").due_on == date(2016, 11, 8)
    assert "the printed weekday “Tuesday” governs by choice" in explain(chosen.row("publish").derivation)


# Row of the catalogue, then edition, day 0, milestone, first and last date, clock.
ROWS = [
    ("R-T16-2", J2, "draft-agreed", "2016-03-02", "2016-03-02", "13:00"),
    ("R-T16-2", A1, "draft-agreed", "2016-09-28", "2016-09-28", "13:00"),
    ("R-T19-1", J2, "signoff-3", "2016-03-02", "2016-03-07", "13:00"),
    ("R-T20-1", J2, "signoff-ofsted", "2016-03-07", "2016-03-08", ""),
    ("R-T21-1", A1, "signoff-3", "2016-09-28", "2016-10-05", "13:00"),
    ("R-T22-1", A1, "signoff-ofsted", "2016-10-05", "2016-10-06", ""),
    ("R-T23-1", A1, "editors-draft", "2016-10-07", "2016-10-07", ""),
    ("R-T24-1", J2, "draft-sent", "2016-03-09", "2016-03-09", ""),
    ("R-T24-1", A1, "draft-sent", "2016-10-10", "2016-10-10", "12:00"),
    ("R-T24-2", J2, "fa-due", "2016-03-10", "2016-03-23", ""),
    ("R-T24-2", A1, "fa-due", "2016-10-10", "2016-10-21", ""),
    ("R-T34-1", J2, "fa-considered", "2016-03-24", "2016-03-24", ""),
    ("R-T34-1", A1, "fa-considered", "2016-10-24", "2016-10-24", ""),
    ("R-T37-1", J2, "letter-agreed", "2016-03-31", "2016-03-31", ""),
    ("R-T37-1", A1, "letter-agreed", "2016-10-27", "2016-10-27", ""),
    ("R-T38-1", J2, "final-signoff", "2016-04-01", "2016-04-01", ""),
    ("R-T38-1", A1, "final-signoff", "2016-10-28", "2016-10-31", ""),
    ("R-T40-1", J2, "proof", "2016-04-04", "2016-04-04", ""),
    ("R-T40-2", A1, "editors-final", "2016-11-01", "2016-11-01", ""),
    ("R-T41-1", J2, "prepub", "2016-04-05", "2016-04-05", ""),
    ("R-T41-1", A1, "prepub", "2016-11-02", "2016-11-02", ""),
    ("R-T43-1", J2, "publish", "2016-04-07", "2016-04-07", ""),
    ("R-T43-1", A1, "publish", "2016-11-04", "2016-11-04", ""),
    ("R-T01-1", A1, "select-20", "2016-09-07", "2016-09-07", "12:00"),
    ("R-T02-2", A1, "joint-eval", "2016-09-15", "2016-09-15", ""),
    ("R-T03-1", J2, "brief-note", "2016-02-12", "2016-02-12", ""),
    ("R-T10-1", A1, "sao-onsite", "2016-09-19", "2016-09-20", ""),
    ("R-T-1-1", J2, "prep-1", "2016-02-08", "2016-02-08", ""),
]


@pytest.mark.parametrize(
    ("where", "code", "first", "last", "clock"),
    [
        pytest.param(*row, id=f"{name}-{row[0][0]}-{row[1]}", marks=pytest.mark.requirement(name))
        for name, *row in ROWS
    ],
)
def test_a_row_of_the_catalogue_has_the_date_it_names(
    where: tuple[str, str], code: str, first: str, last: str, clock: str
) -> None:
    row = planned(*where).row(code)
    assert (row.first_on.isoformat(), row.due_on.isoformat(), row.clock) == (first, last, clock)


def test_the_exclusive_reading_gives_ten_full_days() -> None:
    row = planned(*A1, fa__window="exclusive").row("fa-due")
    assert row.due_on == date(2016, 10, 24)


def test_times_are_clocks_words_or_the_end_of_the_day() -> None:
    timeline = planned(*A1)
    shown = {row.code: (row.clock, row.time_label) for row in timeline.rows}
    assert shown["notify-dcs"] == ("09:30", "09:30")
    assert shown["select-20"] == ("12:00", "midday (12:00)")
    assert shown["data-20"] == ("15:00", "mid-afternoon (15:00)")
    assert shown["select-5-7"] == shown["lists-rest"] == ("17:00", "17:00")
    assert shown["findings-meet"] == ("13:00", "lunchtime (13:00)")
    assert shown["feedback"] == ("15:00", "mid-afternoon (15:00)")
    assert shown["joint-eval"] == ("", "end of the day")
    assert shown["brief-note"] == shown["onsite"] == ("", "")


def test_the_end_of_the_day_is_half_past_five_in_england() -> None:
    timeline = planned(*A1)
    assert timeline.row("joint-eval").due_at == at(date(2016, 9, 15), time(17, 30))
    assert timeline.row("brief-note").due_at is None
    assert timeline.row("brief-note").late_after == at(date(2016, 9, 10), time(0, 0))


def test_the_findings_meeting_does_not_start_before_half_past_three() -> None:
    timeline = planned(*A1)
    assert timeline.row("findings-prov").starts_at == at(date(2016, 9, 22), time(15, 30))
    later = planned(*A1, findings_meeting__earliest_start="16:00")
    assert later.row("findings-prov").starts_at == at(date(2016, 9, 22), time(16, 0))


def test_times_keep_to_the_wall_clock_across_the_october_change() -> None:
    timeline = plan(load_edition("2016-08"), date(2016, 10, 4), england())
    assert timeline.row("draft-agreed").due_at == at(date(2016, 10, 26), time(13, 0))
    assert timeline.row("signoff-3").due_at == at(date(2016, 11, 2), time(13, 0))


@pytest.mark.requirement("R-009-1")
def test_the_stage_bar_places_fieldwork_in_week_three_and_notes_week_nine() -> None:
    timeline = planned(*J2)
    stage = timeline.stage(date(2016, 2, 22))
    assert stage is not None
    assert (stage.code, stage.weeks_printed) == ("on-site", "Week three")
    assert timeline.stage(date(2016, 2, 8)) is None
    last = timeline.edition.stages[-1]
    assert (last.weeks_printed, "week nine" in last.note) == ("Weeks four to eight", True)


@pytest.mark.parametrize("day", ["2016-12-27", "2016-09-10"])
def test_a_day_zero_that_is_no_working_day_is_refused(day: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        planned("2016-08", day)
    (problem,) = raised.value.problems
    assert (problem.code, problem.blocks) == ("day-zero-not-working-day", True)


def test_an_unknown_reading_or_value_is_refused() -> None:
    for settings in ({"anchor__prepub": "day_number"}, {"anchor__publish": "tuesday"}):
        with pytest.raises(ProblemsFound, match=r"setting|reading"):
            planned(*A1, **settings)


def test_a_timeline_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BeyondHorizon):
        planned("2016-08", "2050-12-20")


def test_dates_past_the_proclaimed_years_say_that_they_are_provisional() -> None:
    assert explain(planned("2016-08", "2040-09-04").row("publish").derivation).endswith("are provisional")
    assert "provisional" not in explain(planned(*A1).row("publish").derivation)


# Calendar, edition, day 0; then 70 working days from the pre-publication letter and from publication.
STATEMENTS = [
    ("2016-01", "2016-01-19", "2016-06-23", "2016-06-27"),
    ("2016-01", "2016-02-09", "2016-07-14", "2016-07-18"),
    ("2016-08", "2016-09-06", "2017-02-13", "2017-02-15"),
    ("2016-08", "2016-11-22", "2017-05-04", "2017-05-08"),
    ("2016-08", "2016-12-13", "2017-05-25", "2017-05-30"),
    ("2016-08", "2017-02-28", "2017-08-08", "2017-08-10"),
    ("2016-08", "2017-04-04", "2017-09-13", "2017-09-15"),
]


@pytest.mark.requirement("R-T70-1", "R-098-1")
@pytest.mark.parametrize(("edition", "day_zero", "from_copy", "from_publication"), STATEMENTS)
def test_both_readings_of_the_statement_are_given_the_default_first(
    edition: str, day_zero: str, from_copy: str, from_publication: str
) -> None:
    both = statement_due(planned(edition, day_zero))
    assert [each.due_on.isoformat() for each in both] == [from_copy, from_publication]
    assert [each.is_default for each in both] == [True, False]
    assert all(each.due_words.startswith(f"{each.due_on:%A}") for each in both)


def test_receipt_counts_once_it_is_recorded() -> None:
    timeline = planned(*A1)
    received = statement_due(timeline, dates={"letter-received": date(2016, 11, 3)})
    assert received[0].due_on == date(2017, 2, 14)
    sent = statement_due(timeline, {"prepub": at(date(2016, 11, 4), time(9, 0))})
    assert sent[0].due_on == date(2017, 2, 15)


ELECTION = Hold(date(2019, 11, 6), date(2019, 12, 13), "General election")


def test_a_hold_moves_publication_to_the_first_working_day_after_it() -> None:
    edition = load_edition("2016-08")
    free = plan(edition, date(2019, 9, 10), england())
    held = plan(edition, date(2019, 9, 10), england(), holds=[ELECTION])
    assert free.row("publish").due_on == date(2019, 11, 8)
    assert held.row("publish").due_on == date(2019, 12, 16)
    assert held.row("prepub").due_on == free.row("prepub").due_on
    assert "on hold from Wed 6 Nov 2019 to Fri 13 Dec 2019 (General election)" in explain(
        held.row("publish").derivation
    )
    later = {each.code: each.due_on for each in statement_due(held)}
    assert later["from-publication"] == england().add(date(2019, 12, 16), 70)


def test_holds_that_follow_each_other_move_it_past_both() -> None:
    holds = [ELECTION, Hold(date(2019, 12, 16), date(2019, 12, 17), "again")]
    held = plan(load_edition("2016-08"), date(2019, 9, 10), england(), holds=holds)
    assert held.row("publish").due_on == date(2019, 12, 18)


def test_a_date_is_explained_in_one_line() -> None:
    timeline = planned(*A1)
    assert explain(timeline.row("publish").derivation) == (
        "day 43 = Fri 4 Nov 2016: 43 working days after Tue 6 Sep 2016; "
        "no bank holiday or closure in between; the table prints “Tuesday”, see C02"
    )
    assert explain(timeline.row("notify-dcs").derivation) == (
        "day 0 = Tue 6 Sep 2016: the day of notification"
    )
    assert explain(timeline.row("prep-1").derivation).startswith(
        "day -1 = Mon 5 Sep 2016: 1 working day before"
    )
    easter = explain(planned(*J2).row("publish").derivation)
    assert "not counted: Fri 25 Mar 2016 (Good Friday), Mon 28 Mar 2016 (Easter Monday)" in easter
