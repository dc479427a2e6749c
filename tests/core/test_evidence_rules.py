"""What a record and an SEA entry need before they are submitted; which moves an entry has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.evidence import (
    EntryFacts,
    Framework,
    RecordFacts,
    check_entry,
    check_record,
    looks_descriptive,
)
from jtai.core.framework import load_edition, load_theme
from jtai.core.workflows.evidence import EVIDENCE
from jtai.core.workflows.sea import SEA_ENTRY, state_at
from jtai.words import LONDON

NOW = datetime(2016, 9, 22, 16, 0, tzinfo=LONDON)
CLOSES = datetime(2016, 9, 22, 15, 0, tzinfo=LONDON)
COMPLETE = RecordFacts(
    text="The discussion was held within two hours.",
    outcome="The child was seen the same day.",
    judgement="effective",
    method="observation",
    source_kind="meeting",
    source_role="Team manager",
    period="current",
    criteria=("ESN 07",),
    observed_at=CLOSES - timedelta(hours=1),
)


@pytest.fixture(params=["2016-01", "2016-08"])
def framework(request: pytest.FixtureRequest) -> Framework:
    return Framework(load_edition(request.param))


def codes(facts: RecordFacts, framework: Framework) -> set[str]:
    return {p.code for p in check_record(facts, framework, now=NOW, closes_at=CLOSES)}


def test_a_complete_record_has_no_problem(framework: Framework) -> None:
    assert codes(COMPLETE, framework) == set()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": " "}, "text-missing", "text"),
        ({"outcome": ""}, "outcome-missing", "outcome"),
        ({"judgement": ""}, "judgement-missing", "judgement"),
        ({"judgement": "not-judged"}, "judgement-missing", "judgement"),
        ({"method": ""}, "method-missing", "method"),
        ({"method": "hearsay"}, "method-missing", "method"),
        ({"source_kind": ""}, "source-kind-missing", "source_kind"),
        ({"source_role": "", "source_reference": ""}, "source-role-missing", "source_role"),
        ({"period": ""}, "period-missing", "period"),
        ({"criteria": ()}, "criterion-missing", "criteria"),
        ({"criteria": ("ESN 07", "ESN 99")}, "criterion-unknown", "criteria"),
        ({"scope_elements": ("weather",)}, "scope-unknown", "scope_elements"),
        ({"sector": "weather"}, "sector-unknown", "sector"),
        ({"child_ref": "7F3A"}, "route-missing", "route"),
        ({"route": "tracking"}, "child-missing", "child_ref"),
        ({"observed_at": None}, "observed-at-missing", "observed_at"),
        ({"observed_at": NOW + timedelta(minutes=1)}, "observed-in-future", "observed_at"),
        ({"observed_at": CLOSES + timedelta(minutes=1)}, "evidence-closed", "observed_at"),
        (
            {"observed_at": CLOSES + timedelta(minutes=1), "clarifies": True},
            "clarification-reason-missing",
            "clarification_reason",
        ),
    ],
)
def test_each_thing_that_is_missing_is_said_beside_its_field(
    changes: dict, code: str, field: str, framework: Framework
) -> None:
    found = check_record(replace(COMPLETE, **changes), framework, now=NOW, closes_at=CLOSES)
    assert [(p.code, p.field, p.severity) for p in found] == [(code, field, "blocks")]
    assert found[0].source.startswith("Guidance, ")


def test_everything_that_is_missing_is_said_at_once(framework: Framework) -> None:
    assert len(codes(RecordFacts(), framework)) == 8


def test_the_very_minute_of_the_end_is_still_in_time(framework: Framework) -> None:
    assert codes(replace(COMPLETE, observed_at=CLOSES), framework) == set()


def test_a_clarification_with_a_reason_comes_after_evidence_has_closed(framework: Framework) -> None:
    late = replace(
        COMPLETE, observed_at=NOW, clarifies=True, clarification_reason="The chair confirms who was there."
    )
    assert codes(late, framework) == set()


def test_without_a_day_zero_nothing_has_closed(framework: Framework) -> None:
    late = replace(COMPLETE, observed_at=NOW)
    assert check_record(late, framework, now=NOW, closes_at=None) == []


def test_a_record_carries_a_criterion_of_the_framework_and_one_of_the_theme(framework: Framework) -> None:
    both = replace(COMPLETE, criteria=("ESN 05", "EX 01"))
    theme = load_theme("example-moving-home")
    assert codes(both, Framework(framework.edition, theme)) == set()
    assert codes(both, framework) == {"criterion-unknown"}
    assert Framework(framework.edition, theme).scope_of(both.criteria) == ["assessment", "deep-dive"]


@given(
    st.datetimes(min_value=datetime(2016, 9, 1), max_value=datetime(2016, 9, 30), timezones=st.just(LONDON))
)
def test_no_time_is_both_accepted_and_in_the_future(seen: datetime) -> None:
    framework = Framework(load_edition("2016-08"))
    accepted = not check_record(replace(COMPLETE, observed_at=seen), framework, now=NOW, closes_at=CLOSES)
    assert accepted == (seen <= CLOSES)


ENTRY = EntryFacts(
    evaluation="Effective, because every agency decides with the others.",
    judgement="effective",
    criteria=("ESN 07",),
    evidence=2,
)
MEETING = datetime(2016, 9, 22, 15, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"evaluation": ""}, "evaluation-missing"),
        ({"judgement": "not-judged"}, "judgement-missing"),
        ({"criteria": ()}, "criterion-missing"),
        ({"criteria": ("ESN 99",)}, "criterion-unknown"),
        ({"evidence": 0}, "evidence-missing"),
        ({"evidence_not_there": ("4",)}, "evidence-not-submitted"),
    ],
)
def test_an_entry_says_what_it_still_needs(changes: dict, code: str, framework: Framework) -> None:
    found = check_entry(replace(ENTRY, **changes), framework, now=MEETING, meeting_at=MEETING)
    assert [p.code for p in found] == [code]


@pytest.mark.parametrize(
    ("minutes", "reason", "first", "asked"),
    [
        (0, "", True, False),
        (1, "", True, True),
        (1, "Telephoned at 15:20.", True, False),
        (1, "", False, False),
    ],
)
def test_a_new_entry_after_the_meeting_began_asks_for_a_reason_and_a_revision_does_not(
    minutes: int, reason: str, first: bool, asked: bool, framework: Framework
) -> None:
    facts = replace(ENTRY, after_meeting_reason=reason, first_entry=first)
    found = check_entry(facts, framework, now=MEETING + timedelta(minutes=minutes), meeting_at=MEETING)
    assert [p.code for p in found] == (["after-meeting-reason-missing"] if asked else [])


def test_a_description_earns_a_hint_and_an_evaluation_does_not() -> None:
    assert looks_descriptive("Six people met in a room for forty minutes and then they went home again.")
    assert not looks_descriptive(
        "Six people met and decided early, because the agencies trust each other's records."
    )
    assert not looks_descriptive("Six people met.")


@pytest.mark.parametrize(
    ("stored", "past", "again", "shown"),
    [
        ("entered", False, False, "entered"),
        ("entered", True, False, "locked"),
        ("entered", True, True, "reopened"),
        ("draft", True, False, "draft"),
        ("withdrawn", True, True, "withdrawn"),
    ],
)
def test_the_clock_and_the_lead_tell_the_state_of_an_entry(stored, past, again, shown) -> None:
    assert state_at(stored, past_lock=past, open_again=again) == shown


def test_nothing_is_changed_in_a_locked_entry_and_nothing_comes_back_from_withdrawn() -> None:
    for action in ("keep", "revise", "agree", "withdraw", "enter"):
        assert not SEA_ENTRY.decide("locked", action)
    assert {m.before for m in SEA_ENTRY.moves} | {m.before for m in EVIDENCE.moves} >= {"locked"}
    assert not [m for w in (SEA_ENTRY, EVIDENCE) for m in w.moves if m.before == "withdrawn"]
