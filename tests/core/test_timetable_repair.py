"""The repair of a running plan: the least disturbance, the past untouched, a reason for each change."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.timetable import (
    Placed,
    Wishes,
    check_repair,
    disruption,
    read_event,
    read_plan,
    read_week,
    replan,
)
from jtai.core.timetable.replanning import _quick
from jtai.core.timetable.week import Event, Week
from tests.core.timetable_weeks import (
    Data,
    activity,
    as_bytes,
    placed,
    stored_event,
    stored_plan,
    stored_week,
    tiny,
    tiny_plan,
)


def running(*more: tuple[Data, Data]) -> tuple[Week, dict[str, Placed]]:
    """The tiny week with its plan, and more activities with their places."""
    data, plan = tiny(), tiny_plan()
    for extra, place in more:
        data["activities"].append(extra)
        plan[extra["id"]] = place
    week = read_week(as_bytes(data))
    return week, read_plan(as_bytes({"plan": plan}), week)


def event(week: Week, **fields: Any) -> Event:
    return read_event(as_bytes(fields), week)


def test_a_person_who_drops_out_costs_the_proven_least() -> None:
    week = stored_week("d2_typical")
    old = stored_plan("d2_typical", week)
    happened, answer = stored_event("r1_person_away", week)
    repaired = replan(week, old, happened, Wishes(seconds=30))
    assert repaired is not None
    assert repaired.disruption == answer["disruption"] == repaired.bound == 15
    assert repaired.proven
    assert check_repair(week, old, happened, repaired.plan) == []
    assert [change.activity for change in repaired.changes] == ["A017"]
    assert "P004" in repaired.changes[0].why


def test_nothing_changes_when_nothing_has_to() -> None:
    week, old = running()
    repaired = replan(week, old, event(week, now=10), Wishes(seconds=10))
    assert repaired is not None
    assert (repaired.plan, repaired.disruption, repaired.changes, repaired.proven) == (old, 0, (), True)


def test_an_illness_gives_the_work_to_others_and_says_so() -> None:
    week, old = running()
    # I1 follows the child and falls ill on the first day: C0 has been, C1 has not.
    happened = event(week, now=20, ill={"inspector": "I1", "from_day": 9})
    repaired = replan(week, old, happened, Wishes(seconds=10))
    assert repaired is not None
    assert check_repair(week, old, happened, repaired.plan) == []
    # Continuity starts afresh: one off, one on.
    assert repaired.disruption == 6
    assert repaired.plan["C1"].inspectors == {"I2"}
    assert [(c.activity, c.what, c.why) for c in repaired.changes] == [
        ("C1", "I2 instead of I1", "I1 is ill from day 9")
    ]


def test_an_activity_that_is_added_finds_its_place() -> None:
    week, old = running()
    extra = activity("N0", "parent_discussion", 4, {"count": 1, "lead": True}, windows=[[62, 67]])
    happened = event(week, now=20, added=[extra])
    repaired = replan(week, old, happened, Wishes(seconds=10))
    assert repaired is not None
    assert check_repair(week, old, happened, repaired.plan) == []
    # The lead is wanted in her window, so somebody else takes the reserve, or it moves.
    assert "N0" in repaired.plan
    assert repaired.disruption == 6
    assert {change.activity: change.why for change in repaired.changes}["N0"] == "it was asked for"


def test_what_is_pinned_stays_and_what_cannot_be_kept_is_no_repair() -> None:
    week, old = running((activity("K0", "kit_meeting", 2, {"count": 1, "lead": True}), placed(80, "L")))
    extra = activity("N0", "parent_discussion", 4, {"count": 1, "lead": True}, windows=[[62, 67]])
    happened = event(week, now=20, added=[extra], pinned=["F0"])
    repaired = replan(week, old, happened, Wishes(seconds=10))
    assert repaired is not None
    assert repaired.plan["F0"] == old["F0"]
    assert "N0" not in repaired.plan
    gone = event(week, now=20, ill={"inspector": "L", "from_day": 9})
    assert replan(week, old, gone, Wishes(seconds=10)) is None


def test_an_event_in_the_middle_of_an_activity_leaves_it_alone() -> None:
    week, old = running()
    # The case file is read from 8 to 12; its social worker and its inspector are gone from 10 on.
    happened = event(
        week, now=10, unavailable_people={"P0": [[60, 100]]}, ill={"inspector": "I1", "from_day": 9}
    )
    repaired = replan(week, old, happened, Wishes(seconds=10))
    assert repaired is not None
    assert check_repair(week, old, happened, repaired.plan) == []
    assert all(repaired.plan[name] == old[name] for name in ("B0", "C0", "M0"))
    assert repaired.plan["C1"].inspectors == {"I2"}


def test_two_who_drop_out_at_once_move_what_they_were_wanted_for() -> None:
    week, old = running()
    happened = event(week, now=9, unavailable_people={"P2": [[20, 40]], "P3": [[60, 100]]})
    repaired = replan(week, old, happened, Wishes(seconds=10))
    assert repaired is not None
    assert check_repair(week, old, happened, repaired.plan) == []
    # D0 is moved (10 and 5 for the officer), C1 too (25: it was agreed in writing).
    assert (repaired.disruption, repaired.proven) == (40, True)
    assert {change.activity for change in repaired.changes} == {"C1", "D0"}


def test_who_drops_out_on_the_last_day_can_still_be_dropped() -> None:
    extra = activity("X0", "interview", 4, people=["P1"], reward=7, mandatory=False)
    week, old = running((extra, placed(80, "I2")))
    repaired = replan(week, old, event(week, now=79, unavailable_people={"P1": []}), Wishes(seconds=10))
    assert repaired is not None
    assert [(c.activity, c.what) for c in repaired.changes] == [("X0", "dropped")]
    assert (repaired.disruption, repaired.proven) == (10, True)


def test_an_activity_that_is_added_where_all_are_busy_moves_as_little_as_can_be() -> None:
    """The quick repair drops it; parts of the plan, opened one by one, find the place."""
    week = stored_week("d2_typical")
    old = stored_plan("d2_typical", week)
    extra = activity(
        "N1", "interview", 8, {"count": 2, "inspectorate": "hmic"}, site=1, windows=[[64, 98], [124, 158]]
    )
    person = next(p for a in week.activities.values() for p in a.people if old[a.id].start >= 124)
    other = activity("N0", "parent_discussion", 4, site=0, people=[person], windows=[[124, 158], [184, 200]])
    happened = event(week, now=70, added=[other, extra])
    repaired = replan(week, old, happened, Wishes(seconds=30))
    assert repaired is not None
    assert check_repair(week, old, happened, repaired.plan) == []
    assert {"N0", "N1"} <= set(repaired.plan)
    assert repaired.disruption <= 1.05 * repaired.bound


TIMES = st.lists(st.tuples(st.integers(0, 90), st.integers(2, 40)), max_size=3)


@st.composite
def events(draw: Any, week: Week) -> Event:
    """Something that happens in the tiny week."""
    names = draw(st.lists(st.sampled_from(sorted(week.people)), unique=True, max_size=2))
    away = {name: [[a, a + b] for a, b in draw(TIMES)] for name in names}
    ill = draw(st.sampled_from([None, "I1", "I2", "AN"]))
    fields = {"now": draw(st.integers(0, 70)), "unavailable_people": away}
    return event(week, **fields, ill=ill and {"inspector": ill, "from_day": draw(st.integers(9, 10))})


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_first_repair_never_moves_the_past_and_breaks_no_rule(data: Any) -> None:
    week, old = running()
    happened = data.draw(events(week))
    new = _quick(week, old, happened)
    assert new is not None
    kept = [v for v in check_repair(week, old, happened, new) if v.rule != "missing"]
    assert kept == []
    assert all(new[name] == place for name, place in old.items() if place.start < happened.now)


@settings(max_examples=4, deadline=None)
@given(st.data())
def test_a_repair_never_moves_the_past_and_is_no_dearer_than_it_says(data: Any) -> None:
    week, old = running()
    happened = data.draw(events(week))
    repaired = replan(week, old, happened, Wishes(seconds=10))
    if repaired is None:
        return
    assert check_repair(week, old, happened, repaired.plan) == []
    assert all(repaired.plan[n] == place for n, place in old.items() if place.start < happened.now)
    assert repaired.disruption == disruption(week, old, happened, repaired.plan)
    assert repaired.bound <= repaired.disruption
