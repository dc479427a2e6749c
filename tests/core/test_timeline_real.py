"""Dates of real inspections, from their published letters, as far as the framework explains them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jtai.core.framework import load_edition
from jtai.core.timeline import Hold, Timeline, plan, statement_due
from jtai.core.working_days import Calendar, england
from tests.editions.shared import read_data

INSPECTIONS: dict[str, dict[str, Any]] = {row["area"]: row for row in read_data("real_inspections.json")}
EXACT = [
    ("Croydon", "2016-01", 40),
    ("Liverpool", "2016-01", 40),
    ("Salford", "2016-08", 43),
    ("Lincolnshire", "2016-08", 43),
    ("Durham", "2016-08", 43),
    ("Halton", "2016-08", 43),
    ("Southend-on-Sea", "2016-08", 43),
    ("Plymouth", "2016-08", 43),
]


def day(area: str, field: str) -> date:
    return date.fromisoformat(INSPECTIONS[area][field])


def planned(area: str, edition_id: str, calendar: Calendar | None = None, **more: Any) -> Timeline:
    """The plan whose first day of fieldwork is the Monday of the week printed in the letter."""
    edition, known = load_edition(edition_id), calendar or england()
    start = day(area, "fieldwork_start")
    monday = start - timedelta(days=start.weekday())
    return plan(edition, known.add(monday, -edition.notice_days), known, **more)


@pytest.mark.parametrize(("area", "edition_id", "number"), EXACT)
def test_the_letter_came_on_the_day_of_the_timetable(area: str, edition_id: str, number: int) -> None:
    timeline = planned(area, edition_id)
    assert timeline.row("publish").last_day == number
    assert timeline.row("publish").due_on == day(area, "letter_published")


def test_haringey_fits_to_the_day_with_its_closure_days() -> None:
    row = INSPECTIONS["Haringey"]
    closures = {date.fromisoformat(each): "inspectorates closed" for each in row["inferred_closure_days"]}
    known = england(closures=closures)
    timeline = planned("Haringey", "2016-08", known)
    assert timeline.day_zero == day("Haringey", "notification")
    for name, number in row["day_numbers"].items():
        assert timeline.day(number) == date.fromisoformat(row["milestones"][name]), name
    for code, name in (
        ("draft-sent", "draft_letter_to_dcs"),
        ("fa-due", "factual_accuracy_response"),
        ("prepub", "pre_publication_letter"),
        ("publish", "published"),
    ):
        assert timeline.row(code).due_on == date.fromisoformat(row["milestones"][name])
    from_publication = {each.code: each.due_on for each in statement_due(timeline)}["from-publication"]
    assert from_publication == day("Haringey", "statement_deadline")
    assert planned("Haringey", "2016-08").row("publish").due_on != day("Haringey", "letter_published")


def test_shropshire_is_four_days_later_by_bank_holidays_alone() -> None:
    timeline = planned("Shropshire", "2016-08")
    assert timeline.day_number(day("Shropshire", "letter_published")) == 47
    closures = dict.fromkeys((date(2018, 12, each) for each in (24, 27, 28, 31)), "inspectorates closed")
    closed = planned("Shropshire", "2016-08", england(closures=closures))
    assert closed.row("publish").due_on == day("Shropshire", "letter_published")


def test_sefton_is_held_back_until_after_the_election() -> None:
    assert planned("Sefton", "2016-08").row("publish").due_on == date(2019, 11, 8)
    hold = Hold(date(2019, 11, 6), date(2019, 12, 17), "General election")
    held = planned("Sefton", "2016-08", holds=[hold])
    assert held.row("publish").due_on == day("Sefton", "letter_published")
    readings = {each.code: each.due_on for each in statement_due(held)}
    assert readings["from-publication"] == day("Sefton", "statement_deadline")


def test_south_tyneside_has_two_readings_and_both_are_shown() -> None:
    published = day("South Tyneside", "letter_published")
    timeline = planned("South Tyneside", "2016-01")
    assert timeline.day_number(published) == 38
    easter = {date(2016, 3, 25), date(2016, 3, 28)}
    without = england().bank_holidays.items()
    known = england().with_bank_holidays("england-1", {})
    counted = Calendar(
        version="without Easter 2016",
        bank_holidays={on: title for on, title in without if on not in easter},
        first_day=known.first_day,
        last_day=known.last_day,
        proclaimed_to=known.proclaimed_to,
    )
    assert planned("South Tyneside", "2016-01", counted).day_number(published) == 40
    # The statement: the printed date is 70 working days after the letter.
    dates = {each.code: each.due_on for each in statement_due(timeline, dates={"publish": published})}
    assert dates["from-publication"] == day("South Tyneside", "statement_deadline")


@pytest.mark.parametrize(("area", "edition_id"), [("Oxfordshire", "2016-01"), ("Hounslow", "2016-08")])
def test_what_the_framework_does_not_explain_is_later_than_planned(area: str, edition_id: str) -> None:
    assert planned(area, edition_id).row("publish").due_on < day(area, "letter_published")


@pytest.mark.parametrize(
    ("area", "working_days"),
    [("Salford", 64), ("Lincolnshire", 64), ("Lancashire", 38), ("Hertfordshire", 83)],
)
def test_printed_statement_dates_that_are_not_seventy_days_are_seen(area: str, working_days: int) -> None:
    counted = england().count(day(area, "letter_published"), day(area, "statement_deadline"))
    assert counted == working_days


@pytest.mark.parametrize("area", ["Gloucestershire", "Kirklees", "Hertfordshire", "Bromley"])
def test_from_2022_the_letter_came_38_working_days_after_the_monday(area: str) -> None:
    assert england().count(day(area, "fieldwork_start"), day(area, "letter_published")) == 38
