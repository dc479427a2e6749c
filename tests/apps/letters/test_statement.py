"""The decision on the statement, and the date the letter prints."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.letters import actions
from jtai.apps.letters.models import StatementDecision
from jtai.apps.letters.queries.facts import statement_readings
from jtai.core.results import ProblemsFound, Refused
from tests.factories.letters import chain, circulate, decide_statement, letter_at, started


@pytest.mark.requirement("R-096-2")
def test_yes_after_two_of_three_consultations_is_refused(any_world):
    letter = started(any_world)
    by, at = any_world.person("hmci"), any_world.moment(30, "10:00")
    for code in ("cqc", "hmic"):
        actions.consult(letter=letter, inspectorate=code, consulted_on=at.today, view="", by=by, at=at)
    given = {
        "letter": letter,
        "version": 0,
        "asked": True,
        "reason": "",
        "lead_agency": "Northmere Council",
        "cooperating": [],
        "reading": "from-prepublication",
        "own_date": None,
        "due_reason": "",
        "by": by,
        "at": at,
    }
    with pytest.raises(ProblemsFound, match="HMI Probation"):
        actions.decide_statement(**given)
    actions.consult(letter=letter, inspectorate="hmi-probation", consulted_on=at.today, view="", by=by, at=at)
    actions.decide_statement(**given)
    assert StatementDecision.objects.get().asked


@pytest.mark.requirement("R-096-3")
def test_the_letter_prints_the_agencies_both_dates_and_the_corrected_link(any_world):
    letter = letter_at(any_world, "response")
    at = any_world.moment(any_world.inspection.edition.milestone("fa-considered").last_day, "10:00")
    decide_statement(any_world, letter, at=at)
    version = circulate(any_world, letter, at=at)
    page = (
        any_world.client(any_world.lead)
        .get(any_world.page("letter-version", version.number))
        .content.decode()
    )
    assert "Northmere Council should prepare a written statement" in page
    assert "Northmere Police" in page
    assert "/uksi/2015/1792/" in page
    assert "ukxi" not in page
    one, other = {
        "2016-08": ("Monday 13 February 2017", "Wednesday 15 February 2017"),
        "2016-01": ("Thursday 14 July 2016", "Monday 18 July 2016"),
    }[any_world.inspection.edition_id]
    assert f"by {one}" in page
    assert f"end on {one}, counted from receipt of the pre-publication letter, or on {other}, counted" in page
    shown = any_world.client(any_world.lead).get(any_world.page("letter-statement")).content.decode()
    assert one in shown
    assert other in shown
    assert "70 working days after" in shown


def test_another_date_than_the_default_needs_a_reason_and_a_working_day(world):
    letter = started(world)
    at = world.moment(30, "10:00")
    other = next(row for row in statement_readings(letter) if not row.is_default)
    with pytest.raises(ProblemsFound, match="Explain why"):
        decide_statement(world, letter, at=at, reading=other.code)
    with pytest.raises(ProblemsFound, match="not a working day"):
        decide_statement(
            world, letter, at=at, reading="own", own_date=date(2017, 2, 11), due_reason="The council asked."
        )
    done = decide_statement(world, letter, at=at, reading=other.code, due_reason="The letter was late.")
    assert (done.due_on, done.due_reason) == (date(2017, 2, 15), "The letter was late.")


def test_no_needs_a_reason_and_the_page_keeps_what_was_typed(world):
    letter = started(world)
    client, page = world.client(world.person("national-director")), world.page("letter-statement")
    answer = client.post(page, {"version": 0, "asked": "no", "reason": ""})
    assert answer.status_code == 422
    assert "Say why no statement is asked for." in answer.content.decode()
    assert client.post(page, {"version": 0, "asked": "no", "reason": "The plan exists."}).status_code == 303
    assert (
        world.client(world.lead).post(page, {"version": 0, "asked": "no", "reason": "Mine."}).status_code
        == 403
    )
    stale = client.post(page, {"version": 9, "asked": "no", "reason": "Other."})
    assert stale.status_code == 409
    assert "Other." in stale.content.decode() and "The plan exists." in stale.content.decode()
    assert letter.statement.reason == "The plan exists."


def test_a_consultation_is_recorded_once_on_a_day_that_has_come(world):
    letter = started(world)
    at = world.moment(30, "10:00")
    with pytest.raises(ProblemsFound, match="in the future"):
        actions.consult(
            letter=letter,
            inspectorate="cqc",
            consulted_on=date(2020, 1, 1),
            view="",
            by=world.person("hmci"),
            at=at,
        )
    with pytest.raises(Refused):
        actions.consult(
            letter=letter, inspectorate="cqc", consulted_on=at.today, view="", by=world.lead, at=at
        )
    assert chain(letter).version is None
