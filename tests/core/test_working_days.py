"""Working days of England: counted both ways, checked against three other sources."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.working_days import (
    BeyondHorizon,
    HolidayFaults,
    at,
    calendar_versions,
    england,
    read_bank_holidays,
)
from jtai.words import local
from tests.editions.shared import read_data

CALENDAR = england()
DAYS = st.dates(date(1991, 1, 1), date(2049, 12, 31))
NUMBERS = st.integers(-150, 150)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("1999-12-31", "Millennium"),
        ("2002-06-03", "Golden Jubilee"),
        ("2011-04-29", "Wedding"),
        ("2012-06-05", "Diamond Jubilee"),
        ("2020-05-08", "May Day"),
        ("2022-06-02", "Spring"),
        ("2022-06-03", "Platinum Jubilee"),
        ("2022-09-19", "State Funeral"),
        ("2023-05-08", "Coronation"),
        ("2016-12-27", "Christmas Day (substitute day)"),
        ("2017-01-02", "New Year's Day (substitute day)"),
    ],
)
def test_days_off_that_happened_once_and_substitute_days(day: str, why: str) -> None:
    assert why in CALENDAR.why_not(date.fromisoformat(day))


def test_the_may_holiday_of_2020_was_moved() -> None:
    assert CALENDAR.is_working_day(date(2020, 5, 4))
    assert CALENDAR.is_working_day(date(2022, 5, 30))


def test_the_data_are_those_of_the_package_on_every_weekday() -> None:
    package = holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2051))
    assert set(CALENDAR.bank_holidays) == {on for on in package if on.weekday() < 5}


def test_gov_uk_agrees_for_the_years_it_lists() -> None:
    listed = BankHolidays(use_cached_holidays=True).get_holidays("england-and-wales")
    years = {row["date"].year for row in listed}
    ours = {on for on in CALENDAR.bank_holidays if on.year in years}
    assert ours == {row["date"] for row in listed}
    assert CALENDAR.proclaimed_to == max(years)


def test_the_collected_bank_holidays_agree() -> None:
    rows = read_data("england_bank_holidays.json")["holidays"]
    theirs = {date.fromisoformat(row["date"]) for row in rows}
    assert theirs == {on for on in CALENDAR.bank_holidays if 2012 <= on.year <= 2026}


def test_years_not_proclaimed_yet_are_provisional() -> None:
    assert not CALENDAR.is_provisional(date(CALENDAR.proclaimed_to, 12, 31))
    assert CALENDAR.is_provisional(date(CALENDAR.proclaimed_to + 1, 1, 1))


def test_a_working_day_has_no_reason_against_it() -> None:
    assert CALENDAR.why_not(date(2016, 9, 6)) == ""
    assert CALENDAR.why_not(date(2016, 9, 10)) == "Saturday"


def test_closure_days_are_not_counted_and_say_why() -> None:
    closed = england(closures={date(2017, 12, 27): "office closed"})
    assert closed.why_not(date(2017, 12, 27)) == "closed: office closed"
    assert closed.add(date(2017, 12, 22), 1) == date(2017, 12, 28)
    assert CALENDAR.add(date(2017, 12, 22), 1) == date(2017, 12, 27)
    (skipped,) = closed.skipped(date(2017, 12, 26), date(2017, 12, 28))
    assert (skipped.on, skipped.why) == (date(2017, 12, 27), "closed: office closed")


def test_closure_days_add_up_and_leave_the_first_calendar_alone() -> None:
    one = CALENDAR.with_closures({date(2016, 9, 7): "a"})
    two = one.with_closures({date(2016, 9, 8): "b"})
    assert (len(CALENDAR.closures), len(one.closures), len(two.closures)) == (0, 1, 2)
    assert two.version == CALENDAR.version


def test_a_bank_holiday_added_later_makes_another_version() -> None:
    newer = CALENDAR.with_bank_holidays("england-2", {date(2016, 10, 13): "Invented holiday"})
    assert newer.version == "england-2"
    assert CALENDAR.is_working_day(date(2016, 10, 13))
    assert newer.why_not(date(2016, 10, 13)) == "Invented holiday"


def test_counting_starts_after_the_first_day_and_takes_the_last() -> None:
    assert CALENDAR.count(date(2018, 1, 30), date(2018, 5, 11)) == 70
    assert CALENDAR.add(date(2018, 1, 30), 70) == date(2018, 5, 11)
    assert CALENDAR.add(date(2016, 9, 6), -1) == date(2016, 9, 5)
    assert CALENDAR.count(date(2016, 9, 6), date(2016, 9, 5)) == -1
    assert CALENDAR.count(date(2016, 9, 6), date(2016, 9, 6)) == 0


def test_skipped_names_holidays_and_not_weekends() -> None:
    found = CALENDAR.skipped(date(2018, 1, 30), date(2018, 5, 11))
    assert [(row.on.isoformat(), row.why) for row in found] == [
        ("2018-03-30", "Good Friday"),
        ("2018-04-02", "Easter Monday"),
        ("2018-05-07", "May Day"),
    ]


def working(day: date) -> date:
    """The day itself, or the first working day after it."""
    return day if CALENDAR.is_working_day(day) else CALENDAR.add(day, 1)


@given(DAYS, NUMBERS)
def test_count_is_the_inverse_of_add_from_a_working_day(day: date, number: int) -> None:
    start = working(day)
    end = CALENDAR.add(start, number)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.count(start, end) == number
    assert CALENDAR.add(end, -number) == start


@given(DAYS, NUMBERS, st.integers(0, 60))
def test_adding_in_two_steps_is_adding_once(day: date, number: int, more: int) -> None:
    first = CALENDAR.add(working(day), abs(number))
    assert CALENDAR.add(first, more) == CALENDAR.add(working(day), abs(number) + more)


@given(DAYS, DAYS, st.integers(1, 90))
def test_a_later_start_never_ends_earlier(one: date, other: date, number: int) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.add(earlier, number) <= CALENDAR.add(later, number)


@given(DAYS, st.integers(1, 90), st.sets(st.integers(1, 120), max_size=6))
def test_a_closure_day_never_brings_a_date_forward(day: date, number: int, offsets: set[int]) -> None:
    closures = {day + timedelta(days=offset): "closed" for offset in offsets}
    closed = CALENDAR.with_closures(closures)
    end = closed.add(day, number)
    assert end >= CALENDAR.add(day, number)
    assert end not in closures


@given(DAYS, st.integers(0, 90))
def test_what_is_not_counted_is_weekends_and_what_is_skipped(day: date, number: int) -> None:
    end = CALENDAR.add(day, number)
    span = [day + timedelta(days=1 + step) for step in range((end - day).days)]
    weekends = sum(1 for on in span if on.weekday() >= 5)
    assert len(span) == weekends + len(CALENDAR.skipped(day, end)) + CALENDAR.count(day, end)


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2051, 1, 1)])
def test_beyond_the_horizon_it_refuses_with_a_sentence(day: date) -> None:
    with pytest.raises(
        BeyondHorizon, match=r"runs from 1990-01-01 to 2050-12-31\. Choose a date within it\."
    ):
        CALENDAR.is_working_day(day)
    with pytest.raises(BeyondHorizon):
        CALENDAR.add(date(2050, 12, 30), 5)
    with pytest.raises(BeyondHorizon):
        CALENDAR.count(day, date(2016, 1, 4))


def test_versions_are_pinned_by_name() -> None:
    assert "england-1" in calendar_versions()
    assert england("england-1").version == "england-1"
    with pytest.raises(KeyError, match="no calendar “england-0”"):
        england("england-0")


def test_a_time_of_day_is_wall_time_in_england() -> None:
    assert at(date(2016, 9, 22), time(15, 0)) == datetime(2016, 9, 22, 14, 0, tzinfo=UTC)
    assert at(date(2016, 11, 4), time(15, 0)) == datetime(2016, 11, 4, 15, 0, tzinfo=UTC)


def test_the_hour_of_the_march_change_does_not_exist_and_the_october_one_comes_twice() -> None:
    assert local(at(date(2016, 3, 27), time(1, 30))).time() == time(2, 30)
    assert at(date(2016, 10, 30), time(1, 30)) == datetime(2016, 10, 30, 0, 30, tzinfo=UTC)


def test_a_day_across_the_october_change_has_twenty_five_hours() -> None:
    length = at(date(2016, 10, 31), time(0, 0)) - at(date(2016, 10, 30), time(0, 0))
    assert length == timedelta(hours=25)


@given(st.datetimes(datetime(1991, 1, 1), datetime(2049, 12, 31), timezones=st.just(UTC)))
def test_local_and_back_is_the_same_instant(instant: datetime) -> None:
    assert local(instant) == instant
    assert local(instant).astimezone(UTC) == instant


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        local(datetime(2016, 9, 6, 9, 30))


@pytest.mark.requirement("R-SE-5")
def test_bank_holidays_sent_by_an_administrator_are_read() -> None:
    found = read_bank_holidays("\ufeffdate,title\n# a note\n\n2016-10-13, Invented holiday\n", CALENDAR)
    assert dict(found) == {date(2016, 10, 13): "Invented holiday"}
    assert not CALENDAR.with_bank_holidays("england-2", found).is_working_day(date(2016, 10, 13))


def test_every_line_that_cannot_be_used_is_named() -> None:
    text = "13.10.2016,A\n2016-10-15,B\n2016-12-26,C\n2016-10-13\n2016-10-14,D\n2016-10-14,E\n2060-10-13,F\n"
    with pytest.raises(HolidayFaults) as raised:
        read_bank_holidays(text, CALENDAR)
    words = {fault.line: fault.message for fault in raised.value.faults}
    assert sorted(words) == [1, 2, 3, 4, 6, 7]
    assert "is not a date" in words[1]
    assert "is a Saturday" in words[2]
    assert "already (Boxing Day)" in words[3]
    assert "no title" in words[4]
    assert "twice" in words[6]
    assert "outside the calendar" in words[7]
    with pytest.raises(HolidayFaults, match="no bank holiday here"):
        read_bank_holidays("date,title\n", CALENDAR)
