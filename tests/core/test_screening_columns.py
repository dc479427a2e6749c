"""Which columns of a list look like names."""

from __future__ import annotations

import pytest

from jtai.core.screening import name_columns
from jtai.core.screening.name_columns import header_says_name


@pytest.mark.parametrize(
    "title",
    [
        "Name",
        "Child's name",
        "child_name",
        "Forename",
        "SURNAME",
        "firstName",
        "Known as name",
        "Child",
        "Social worker name",
    ],
)
def test_a_header_that_says_name_is_enough(title: str) -> None:
    assert header_says_name(title)


@pytest.mark.parametrize(
    "title", ["child_id", "School name", "Filename", "gender", "Name of placement", "ethnicity", "team"]
)
def test_other_headers_say_nothing(title: str) -> None:
    assert not header_says_name(title)


def test_a_fifth_of_the_cells_is_enough_and_less_is_not() -> None:
    rows = [["1", cell] for cell in ["Darren Eccles", "ECCLES, Uzma", *["neglect"] * 8]]
    (column,) = name_columns(["child_id", "notes"], rows)
    assert (column.number, column.header, column.why) == (2, "notes", "2 of its 10 cells look like names")
    assert name_columns(["child_id", "notes"], [*rows, ["11", "emotional abuse"]]) == []


def test_lists_as_areas_send_them_have_no_column_of_names() -> None:
    header = [
        "child_id",
        "gender",
        "ethnicity",
        "language",
        "area",
        "legal_status",
        "school_type",
        "religion",
    ]
    rows = [
        ["C001", "F", "White British", "English", "Leeds", "CLA", "Secondary", "Christian"],
        [
            "C002",
            "M",
            "Asian or Asian British - Pakistani",
            "Punjabi",
            "Bradford",
            "CIN",
            "Primary",
            "Muslim",
        ],
        ["C003", "F", "Black African", "Somali", "Ashton-under-Lyne", "CP", "Nursery", "None"],
        ["C004", "M", "Gypsy / Roma", "Romanian", "Wakefield", "CLA", "Academy", "Sikh"],
    ]
    assert name_columns(header, rows) == []


def test_rows_that_are_too_short_or_too_long_do_no_harm() -> None:
    assert name_columns(["a", "b"], [[], ["1"], ["1", "Uzma Rehman", "more"]])[0].number == 2


def test_months_days_and_places_under_their_headings_are_no_names() -> None:
    months = [[month] for month in "Jan Feb April May June August".split()]  # noqa: SIM905
    assert name_columns(["month opened"], months) == []
    assert name_columns(["day"], [["Mon"], ["Tue"], ["Sat"], ["Sun"]]) == []
    places = [[place] for place in ("Easton", "Chelsea", "Preston", "Clayton", "Hyde")]
    assert name_columns(["locality"], places) == []
    assert name_columns(["lead"], places) != []


def test_initials_and_surnames_in_a_column_are_names() -> None:
    (column,) = name_columns(["lead"], [["T Blackwood"], ["Khan, S"], ["J. Smith"], ["Sian W"]])
    assert column.why == "4 of its 4 cells look like names"
