"""The dates of every step of the chain, on the calendars of the catalogue."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jtai.apps.inspections import dates
from jtai.apps.letters import actions
from jtai.apps.letters.models import SignOff
from jtai.core.results import Refused
from jtai.words import LONDON
from tests.factories.letters import chain, letter_at


def due(world, code: str) -> datetime:
    return dates.due_at(world.inspection, code).astimezone(LONDON)


@pytest.mark.parametrize(
    ("code", "on", "clock"),
    [
        ("draft-agreed", date(2016, 9, 28), "13:00"),
        ("signoff-3", date(2016, 10, 5), "13:00"),
        ("signoff-ofsted", date(2016, 10, 6), "17:30"),
        ("editors-draft", date(2016, 10, 7), "17:30"),
        ("draft-sent", date(2016, 10, 10), "12:00"),
        ("fa-due", date(2016, 10, 21), "17:30"),
        ("fa-considered", date(2016, 10, 24), "17:30"),
        ("letter-agreed", date(2016, 10, 27), "17:30"),
        ("final-signoff", date(2016, 10, 31), "17:30"),
        ("editors-final", date(2016, 11, 1), "17:30"),
        ("prepub", date(2016, 11, 2), "17:30"),
        ("publish", date(2016, 11, 4), "17:30"),
    ],
)
def test_august_dates_of_the_chain(world, code, on, clock):
    assert (due(world, code).date(), f"{due(world, code):%H:%M}") == (on, clock)


@pytest.mark.parametrize(
    ("code", "on", "clock"),
    [
        ("draft-agreed", date(2016, 3, 2), "13:00"),
        ("signoff-3", date(2016, 3, 7), "13:00"),
        ("signoff-ofsted", date(2016, 3, 8), "17:30"),
        ("draft-sent", date(2016, 3, 9), "17:30"),
        ("fa-due", date(2016, 3, 23), "17:30"),
        ("fa-considered", date(2016, 3, 24), "17:30"),
        ("letter-agreed", date(2016, 3, 31), "17:30"),
        ("final-signoff", date(2016, 4, 1), "17:30"),
        ("proof", date(2016, 4, 4), "17:30"),
        ("prepub", date(2016, 4, 5), "17:30"),
        ("publish", date(2016, 4, 7), "17:30"),
    ],
)
def test_january_dates_of_the_chain(january, code, on, clock):
    assert (due(january, code).date(), f"{due(january, code):%H:%M}") == (on, clock)


@pytest.mark.requirement("R-T16-2")
def test_two_approvals_of_the_same_version_by_the_lunchtime_of_the_day_open_the_inspectorates(any_world):
    printed = {"2016-08": datetime(2016, 9, 28, 13, 0), "2016-01": datetime(2016, 3, 2, 13, 0)}
    assert due(any_world, "draft-agreed").replace(tzinfo=None) == printed[any_world.inspection.edition_id]
    letter = letter_at(any_world)
    version = chain(letter).version
    day = any_world.inspection.edition.milestone("draft-agreed").last_day
    for role, clock in (("lead-inspector", "10:00"), ("qa-manager", "13:30")):
        assert not chain(letter).complete("draft-agreed")
        assert not chain(letter).step("inspectorates-draft").open
        actions.sign(
            letter=letter,
            step="draft-agreed",
            seen=version.number,
            by=any_world.person(role),
            at=any_world.moment(day, clock),
        )
    assert chain(letter).step("inspectorates-draft").open
    rows = SignOff.objects.filter(letter=letter, step="draft-agreed")
    assert {row.digest for row in rows} == {version.digest}
    # Lateness is kept, and never refuses (ADR 0300).
    assert [row.late_seconds for row in rows.order_by("at")] == [0, 30 * 60]


@pytest.mark.requirement("R-T19-1")
def test_january_two_of_three_keep_ofsted_closed(january):
    assert due(january, "signoff-3").replace(tzinfo=None) == datetime(2016, 3, 7, 13, 0)
    letter = letter_at(january, "draft-agreed")
    at = january.moment(17, "11:00")
    for body in ("cqc", "hmic"):
        actions.sign(
            letter=letter, step="inspectorates-draft", seen=1, by=january.person("signatory", body), at=at
        )
    assert not chain(letter).step("ofsted-draft").open
    with pytest.raises(Refused) as refused:
        actions.sign(
            letter=letter, step="ofsted-draft", seen=1, by=january.person("regional-director"), at=at
        )
    assert refused.value.decision.kind == "moment"
    actions.sign(
        letter=letter,
        step="inspectorates-draft",
        seen=1,
        by=january.person("signatory", "hmi-probation"),
        at=at,
    )
    assert chain(letter).step("ofsted-draft").open


@pytest.mark.requirement("R-T16-3")
def test_january_ofsted_at_ten_of_the_shared_day_is_refused_while_hmic_is_unsigned(january):
    letter = letter_at(january, "draft-agreed")
    at = january.moment(19, "10:00")
    assert at.local.replace(tzinfo=None) == datetime(2016, 3, 7, 10, 0)
    for body in ("cqc", "hmi-probation"):
        actions.sign(
            letter=letter, step="inspectorates-draft", seen=1, by=january.person("signatory", body), at=at
        )
    director = january.person("regional-director")
    with pytest.raises(Refused):
        actions.sign(letter=letter, step="ofsted-draft", seen=1, by=director, at=at)
    actions.sign(
        letter=letter, step="inspectorates-draft", seen=1, by=january.person("signatory", "hmic"), at=at
    )
    # The same day: what opens the step is that the one before it is recorded.
    actions.sign(letter=letter, step="ofsted-draft", seen=1, by=director, at=january.moment(19, "10:30"))
    assert chain(letter).complete("ofsted-draft")


@pytest.mark.requirement("R-T20-1")
def test_january_the_regional_director_signs_and_the_national_director_cannot(january):
    assert due(january, "signoff-ofsted").date() == date(2016, 3, 8)
    _the_office(january, "regional-director", "national-director")


@pytest.mark.requirement("R-T21-1")
def test_august_the_three_sign_by_the_lunchtime_of_day_21(world):
    assert due(world, "signoff-3").replace(tzinfo=None) == datetime(2016, 10, 5, 13, 0)
    letter = letter_at(world, "draft-agreed")
    at = world.moment(21, "12:59")
    for body in ("cqc", "hmic", "hmi-probation"):
        done = actions.sign(
            letter=letter, step="inspectorates-draft", seen=1, by=world.person("signatory", body), at=at
        )
        assert done.late_seconds == 0
    assert chain(letter).step("ofsted-draft").open


@pytest.mark.requirement("R-T22-1")
def test_august_the_national_director_signs_and_the_regional_director_cannot(world):
    assert due(world, "signoff-ofsted").date() == date(2016, 10, 6)
    _the_office(world, "national-director", "regional-director")


def _the_office(world, right: str, wrong: str) -> None:
    letter = letter_at(world, "inspectorates-draft")
    at = world.moment(world.inspection.edition.milestone("signoff-ofsted").last_day, "10:00")
    with pytest.raises(Refused) as refused:
        actions.sign(letter=letter, step="ofsted-draft", seen=1, by=world.person(wrong), at=at)
    assert refused.value.decision.kind == "role"
    assert world.inspection.edition.role(right).title in refused.value.decision.reason
    client = world.client(world.person(wrong))
    assert client.post(world.page("letter-sign"), {"seen": 1, "step": "ofsted-draft"}).status_code == 403
    actions.sign(letter=letter, step="ofsted-draft", seen=1, by=world.person(right), at=at)
    assert chain(letter).complete("ofsted-draft")
