"""Who has to be at a meeting, when it may be, and how lateness is put."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jtai.core.framework import load_edition
from jtai.core.meetings import (
    Needs,
    Person,
    Slot,
    attendance_tests,
    check_actual_start,
    check_agenda,
    check_attendance,
    check_invitations,
    check_schedule,
    late_words,
    local_notes,
)
from jtai.words import LONDON

EDITIONS = ["2016-01", "2016-08"]


def needs(edition_id: str, leaders: tuple[tuple[str, str], ...] = ()) -> Needs:
    edition = load_edition(edition_id)
    return Needs(
        lead_role=edition.team.lead_role,
        inspectorates={i.code: i.short_name for i in edition.inspectorates},
        workstreams={w.code: w.title for w in edition.workstreams},
        agencies={a.code: a.name for a in edition.agencies},
        roles={r.code: r.title for r in edition.roles},
        leaders=leaders,
    )


def team(edition_id: str, *, but: str = "") -> list[Person]:
    """One person of each inspectorate; the lead also stands in the first workstream."""
    edition = load_edition(edition_id)
    streams = [w.code for w in edition.workstreams]
    return [
        Person("lead-inspector" if i.leads else "team-inspector", i.code, (streams[n % len(streams)],))
        for n, i in enumerate(edition.inspectorates)
        if i.code != but
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_four_people_who_cover_all_are_enough_and_whoever_is_missing_is_named(edition: str) -> None:
    rule = load_edition(edition).meeting("team").attendance
    people = team(edition)
    assert len(people) == 4
    assert all(test.met for test in attendance_tests(rule, needs(edition), people))
    without = attendance_tests(rule, needs(edition), team(edition, but="hmi-probation"))
    assert [test.missing for test in without if not test.met] == [("HMI Probation",)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_three_inspectorates_at_a_keep_in_touch_meeting_are_a_warning(edition: str) -> None:
    rule = load_edition(edition).meeting("kit").attendance
    problems = check_attendance(rule, needs(edition), team(edition, but="cqc"))
    assert [(p.code, p.severity) for p in problems] == [("absent-inspectorates", "warns")]
    assert "usually" in problems[0].message
    assert "CQC" in problems[0].message


def test_one_person_with_no_workstream_fills_none() -> None:
    rule = load_edition("2016-08").meeting("team").attendance
    people = [Person(p.role, p.body) for p in team("2016-08")]
    assert [t.code for t in attendance_tests(rule, needs("2016-08"), people) if not t.met] == ["workstreams"]


def test_a_local_person_stands_for_no_inspectorate() -> None:
    rule = load_edition("2016-08").meeting("feedback").attendance
    people = [Person(p.role, p.body, p.workstreams, is_local=True) for p in team("2016-08")]
    assert all(test.missing for test in attendance_tests(rule, needs("2016-08"), people))


def test_each_leader_and_the_chair_are_to_be_invited() -> None:
    rule = load_edition("2016-08").meeting("feedback").attendance
    leaders = (("dcs", "local-authority"), ("agency-leader", "police"), ("agency-leader", "ccg"))
    invited = [Person("dcs", "local-authority", is_local=True), Person("agency-leader", "ccg", is_local=True)]
    problems = check_invitations(rule, needs("2016-08", leaders), invited)
    assert [p.code for p in problems] == ["not-invited-lscb-chair", "not-invited-agency-leader-police"]
    assert {p.severity for p in problems} == {"warns"}


@pytest.mark.parametrize(("most", "expected"), [(1, 1), (2, 0), (0, 0)])
def test_a_second_person_of_an_agency_is_noted(most: int, expected: int) -> None:
    people = [Person("agency-leader", "police", is_local=True)] * 2 + [Person("dcs", "ccg", is_local=True)]
    assert len(local_notes(needs("2016-08"), people, most)) == expected


ON = date(2016, 9, 22)


def at(clock: str, on: date = ON) -> datetime:
    return datetime.combine(on, datetime.strptime(clock, "%H:%M").time(), LONDON)  # noqa: DTZ007


@pytest.mark.parametrize(("clock", "found"), [("15:15", ["starts-early"]), ("15:30", []), ("15:45", [])])
def test_a_start_before_the_usual_one_is_flagged(clock: str, found: list[str]) -> None:
    slot = Slot(ON, at(clock), None, not_before=at("15:30"), not_before_words="15:30")
    assert [p.code for p in check_schedule(slot)] == found


def test_another_day_warns_and_the_usual_day_does_not() -> None:
    assert check_schedule(Slot(ON, None, None, usual_on=ON)) == []
    [problem] = check_schedule(Slot(ON, None, None, usual_on=ON - timedelta(days=1)))
    assert (problem.code, problem.severity) == ("another-day", "warns")
    assert "Wednesday 21 September 2016" in problem.message


@pytest.mark.parametrize(("firm", "severity"), [(True, "blocks"), (False, "warns")])
def test_a_meeting_before_what_it_follows(firm: bool, severity: str) -> None:
    slot = Slot(ON, at("09:00"), None, after=at("09:30"), after_title="Team meeting", firm=firm)
    [problem] = check_schedule(slot)
    assert (problem.code, problem.severity) == ("before-what-it-follows", severity)


def test_an_end_before_its_start_is_refused() -> None:
    assert [p.code for p in check_schedule(Slot(ON, at("10:00"), at("10:00")))] == ["ends-before-start"]


@pytest.mark.parametrize(("ended", "count"), [(None, 1), ("13:31", 1), ("13:30", 0), ("12:50", 0)])
def test_it_starts_only_when_the_one_before_has_ended(ended: str | None, count: int) -> None:
    found = check_actual_start(at("13:30"), "Team meeting", at(ended) if ended else None, "")
    assert len(found) == count


def test_every_point_needs_its_outcome() -> None:
    problems = check_agenda({"one": "One", "two": "Two"}, ["two"], "")
    assert [p.field for p in problems] == ["outcome-one"]


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("13:00", ""),
        ("13:20", "20 minutes late"),
        ("14:01", "1 hour 1 minute late"),
        ("15:00", "2 hours late"),
    ],
)
def test_lateness_in_words(ended: str, words: str) -> None:
    assert late_words(at(ended), at("13:00")) == words
