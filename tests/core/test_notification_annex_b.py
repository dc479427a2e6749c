"""Annex B: filled in one pass, nothing left open (paragraph 13, Annex B)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jtai.core.framework import load_edition
from jtai.core.notification import (
    Spoken,
    check_fieldwork_start,
    check_letter,
    check_moment,
    fill,
    minutes_late,
    spoken_words,
)
from jtai.core.notification.annex_b import PLACE

EDITIONS = ["2016-01", "2016-08"]
CALLED = datetime(2016, 9, 6, 8, 20, tzinfo=UTC)


def notice(edition: str):
    return load_edition(edition).notice_for("confirm-call")


def values(edition: str, **changes: str) -> dict[str, str]:
    return {field.code: f"<{field.code}>" for field in notice(edition).fields} | changes


def appended(edition: str) -> dict[str, str]:
    return {item.code: f"Text of {item.title}" for item in notice(edition).attachments}


def problems(edition: str, given: dict[str, str], texts: dict[str, str]) -> set[str]:
    wanted = notice(edition)
    return {p.code for p in check_letter(wanted, given, fill(wanted, given, texts), texts)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_notice_with_everything_has_no_problem(edition):
    assert problems(edition, values(edition), appended(edition)) == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_place_of_the_wording_is_a_field_of_the_edition(edition):
    wanted = notice(edition)
    places = PLACE.findall(" ".join([wanted.subject, wanted.salutation, *wanted.paragraphs]))
    assert set(places) <= {field.code for field in wanted.fields}


@pytest.mark.requirement("R-AXB-1", "R-AXB-7", "R-AXB-8")
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_missing_field_is_named(edition):
    for field in notice(edition).fields:
        assert problems(edition, values(edition, **{field.code: " "}), appended(edition)) == {
            f"field-{field.code}"
        }


@pytest.mark.parametrize("edition", EDITIONS)
def test_before_the_call_is_logged_the_reader_is_told_what_fills_the_names(edition):
    wanted, given = notice(edition), values(edition, spoken_to="", pronoun="")
    letter = fill(wanted, given, appended(edition))
    assert "I spoke with [name, filled in when the call is logged] to inform [pronoun" in letter.text
    found = check_letter(wanted, given, letter, appended(edition))
    assert [one.message for one in found] == ["Log the call first: it fills in who you spoke to."]


@pytest.mark.requirement("R-AXB-5", "R-AXB-6")
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_missing_attachment_is_refused(edition):
    for item in notice(edition).attachments:
        texts = appended(edition) | {item.code: ""}
        assert problems(edition, values(edition), texts) == {f"attachment-{item.code}"}


@pytest.mark.requirement("R-AXB-8")
@pytest.mark.parametrize("left", ["[insert date]", "[Insert link", "[ insert name, number and email]"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_bracket_is_found_in_any_field_and_in_any_attachment(edition, left):
    assert problems(edition, values(edition, theme=left), appended(edition)) == {"bracket-left"}
    texts = appended(edition) | {"team-contacts": f"Alex Ferrow, {left}"}
    assert problems(edition, values(edition), texts) == {"bracket-left"}


def test_who_was_spoken_to():
    spoken = Spoken("Alex Ferrow", "Director of children's services", "her")
    assert spoken_words(spoken, to_them=True) == {"spoken_to": "you", "pronoun": "you"}
    assert spoken_words(spoken, to_them=False) == {
        "spoken_to": "Alex Ferrow, director of children's services",
        "pronoun": "her",
    }


def test_the_start_of_fieldwork_agrees_with_the_plan():
    assert check_fieldwork_start(date(2016, 9, 19), date(2016, 9, 19)) == []
    found = check_fieldwork_start(date(2016, 9, 20), date(2016, 9, 19))
    assert "Monday 19 September 2016" in found[0].message
    assert check_fieldwork_start(None, None)[0].code == "fieldwork-start"


def test_it_is_written_after_the_call_and_on_its_day():
    later = CALLED + timedelta(minutes=20)

    def found(called: datetime | None, now: datetime, today: date) -> list[str]:
        on = called.date() if called else None
        return [p.code for p in check_moment(called_at=called, now=now, called_on=on, today=today)]

    assert found(CALLED, later, later.date()) == []
    assert found(None, later, later.date()) == ["before-call"]
    assert found(CALLED, CALLED - timedelta(minutes=1), CALLED.date()) == ["before-call"]
    assert found(CALLED, later + timedelta(days=1), date(2016, 9, 7)) == ["another-day"]


@pytest.mark.parametrize(("seconds", "late"), [(-60, 0), (0, 0), (59, 0), (60, 1), (3900, 65)])
def test_minutes_late_are_whole_minutes(seconds, late):
    assert minutes_late(CALLED + timedelta(seconds=seconds), CALLED) == late
    assert minutes_late(CALLED, None) == 0
