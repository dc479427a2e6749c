"""Dates, numbers, lists and sizes in words (docs/adr/0270)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jtai import words

AT = datetime(2016, 9, 22, 14, 0, tzinfo=UTC)
DAYS = some.dates(date(1990, 1, 1), date(2050, 12, 31))
INSTANTS = some.datetimes(datetime(1990, 1, 2), datetime(2050, 12, 30), timezones=some.just(UTC))
NOUNS = some.sampled_from(
    ["point", "SEA entry", "agency", "day", "access", "address", "person", "child", "criterion"]
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.short_date(date(2016, 9, 22)), "Thu 22 Sep 2016"),
        (words.day_month(date(2016, 9, 2)), "2 Sep"),
        (words.day_date(date(2016, 9, 22)), "Thursday 22 September 2016"),
        (words.long_date(date(2016, 9, 22)), "22 September 2016"),
        (words.clock(AT), "15:00"),
        (words.clock(time(9, 5)), "09:05"),
        (words.clock(datetime(2016, 9, 22, 15, 0)), "15:00"),
        (words.clock_and_date(AT), "15:00, Thursday 22 September 2016"),
        (words.clock_and_date(AT.date()), "Thursday 22 September 2016"),
        (words.clock_and_short_date(AT), "15:00, Thu 22 Sep 2016"),
        (words.clock_on(AT), "15:00 on Thursday 22 September 2016"),
        # Half past eleven at night by UTC is the next day in an English summer.
        (words.clock_on(AT.replace(hour=23, minute=30)), "00:30 on Friday 23 September 2016"),
        (words.short_date(AT.replace(hour=23, minute=30)), "Fri 23 Sep 2016"),
        (words.duration(timedelta(seconds=59)), "less than a minute"),
        (words.duration(timedelta(minutes=1)), "1 minute"),
        (words.duration(-timedelta(hours=2)), "2 hours"),
        (words.duration(timedelta(hours=1, minutes=50)), "1 hour 50 minutes"),
        (words.duration(timedelta(days=2, hours=1, minutes=5)), "2 days 1 hour"),
        (words.counted(0, "point"), "0 points"),
        (words.counted(1, "point"), "1 point"),
        (words.counted(-1, "working day"), "-1 working day"),
        (words.counted(2, "SEA entry"), "2 SEA entries"),
        (words.counted(3, "working day"), "3 working days"),
        (words.counted(2, "access"), "2 accesses"),
        (words.counted(20_000, "character"), "20,000 characters"),
        (words.counted(4, "person"), "4 people"),
        (words.counted(20, "child"), "20 children"),
        (words.counted(22, "criterion"), "22 criteria"),
        (words.counted(1, "message", "waits"), "1 message waits"),
        (words.counted(2, "message", "waits"), "2 messages wait"),
        (words.counted(2, "document", "has"), "2 documents have"),
        (words.noun_of(0.5, "hour"), "hours"),
        (words.agreed(2, "is"), "are"),
        (words.listed([]), ""),
        (words.listed(["a"]), "a"),
        (words.listed(["a", "b"]), "a and b"),
        (words.listed(["a", "b", "c"], "or"), "a, b or c"),
        (words.file_size(1), "1 byte"),
        (words.file_size(412), "412 bytes"),
        (words.file_size(1000), "1 kB"),
        (words.file_size(999_960), "1 MB"),
        (words.file_size(3_400_000), "3.4 MB"),
        (words.file_size(5 * 10**15), "5000 TB"),
    ],
)
def test_examples(said: str, expected: str) -> None:
    assert said == expected


def test_a_time_without_a_zone_cannot_be_placed() -> None:
    with pytest.raises(ValueError, match="Give it one"):
        words.local(datetime(2016, 9, 22, 15, 0))


@given(DAYS)
def test_a_long_date_can_be_read_back(on: date) -> None:
    day, month, year = words.long_date(on).split()
    assert date(int(year), words.MONTHS.index(month) + 1, int(day)) == on
    assert words.day_date(on) == f"{words.WEEKDAYS[on.weekday()]} {words.long_date(on)}"


@given(INSTANTS)
def test_an_instant_has_the_day_and_the_time_of_london(instant: datetime) -> None:
    wall = instant.astimezone(words.LONDON)
    assert words.clock_on(instant) == f"{wall:%H:%M} on {words.day_date(wall.date())}"


@given(some.integers(0, 5000), NOUNS)
def test_one_alone_is_singular(number: int, noun: str) -> None:
    said = words.counted(number, noun)
    assert (said == f"{number:,} {noun}") == (number == 1)
    assert said.endswith(f" {words.noun_of(number, noun)}")


@given(some.integers(0, 10**7))
def test_a_duration_has_two_units_at_most_and_never_nought_of_one(seconds: int) -> None:
    said = words.duration(timedelta(seconds=seconds))
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    assert len(numbers) <= 2 and 0 not in numbers
    assert not re.search(r"\b1 \w+s\b", said)


@given(some.integers(0, 10**15))
def test_a_size_has_at_most_three_digits_before_the_point(size: int) -> None:
    number, unit = words.file_size(size).split()
    assert float(number) < 1000 or unit == "TB"
    assert not number.endswith(".0")


@given(some.lists(some.text("abc", min_size=1), max_size=6))
def test_a_list_names_each_once_and_has_one_and(names: list[str]) -> None:
    said = words.listed(names)
    assert re.split(r", | and ", said) == (names or [""])
    assert said.count(" and ") == (len(names) > 1)
