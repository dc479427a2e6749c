"""The first plan: at once, never against a rule, with a reason for whatever is left out."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.timetable import Week, check, read_week
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.greedy import attempts, first_plan
from tests.core.timetable_weeks import activity, as_bytes, longer_back, stored_week, the_activity, tiny
from tests.editions.shared import ROOT

INTERVALS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(6, 30)).map(lambda row: [row[0], row[0] + row[1]]),
    min_size=1,
    max_size=3,
)


@st.composite
def weeks(draw: Any) -> Week:
    """The tiny week with more to do, other windows, other people and some of the extra rules."""
    data = tiny()
    for number in range(draw(st.integers(1, 5))):
        needs = draw(
            st.sampled_from([{}, {"inspectorate": "cqc"}, {"mini_team": "front_door"}, {"lead": True}])
        )
        data["activities"].append(
            activity(
                f"X{number}",
                "interview",
                draw(st.integers(1, 12)),
                {"count": draw(st.integers(1, 2)), **needs},
                site=draw(st.sampled_from([None, 0, 1])),
                windows=draw(INTERVALS),
                people=draw(st.sampled_from([[], ["P0"], ["P1"], ["P0", "P3"]])),
                mandatory=draw(st.booleans()),
                reward=draw(st.integers(0, 30)),
                phone_allowed=draw(st.booleans()),
                pair=draw(st.booleans()),
                after=draw(st.sampled_from([[], ["C0"], ["D0"]])),
                support=draw(st.sampled_from([None, "interpreter"])),
            )
        )
    data["people"][3] |= {
        "deputies": draw(st.sampled_from([[], ["P1"], ["P2"]])),
        "available": draw(INTERVALS),
    }
    data["travel"] = [[0, draw(st.integers(1, 6))], [draw(st.integers(1, 6)), 0]]
    if draw(st.booleans()):
        data["reserve"] = {"dur": draw(st.integers(1, 6)), "days": [9, 10], "win": [9, 12]}
        data["write_up"] = {"dur": 3, "days": [10], "win": [13, 18]}
    return read_week(as_bytes(data))


@settings(max_examples=50, deadline=None)
@given(weeks())
def test_a_first_plan_breaks_no_rule_and_tells_why_something_is_left_out(week: Week) -> None:
    plan, why = first_plan(Facts(week))
    assert {v.rule for v in check(week, plan)} <= {"missing"}
    assert set(why) == {name for name in week.activities if name not in plan}
    assert all(why.values())


@settings(max_examples=20, deadline=None)
@given(weeks())
def test_nobody_is_in_two_places_at_once_in_a_first_plan(week: Week) -> None:
    plan, _ = first_plan(Facts(week))
    for inspector in week.inspector:
        mine = sorted(
            (p.start, p.start + week.activities[n].duration)
            for n, p in plan.items()
            if inspector in p.inspectors
        )
        assert all(one[1] <= two[0] for one, two in pairwise(mine))


def test_a_first_plan_tells_the_way_there_from_the_way_back() -> None:
    week = read_week(as_bytes(longer_back()))
    plan, _ = first_plan(Facts(week))
    assert {v.rule for v in check(week, plan)} == {"missing"}
    assert len({"X0", "X1"} & set(plan)) == 1


def test_the_first_plan_of_a_small_week_is_whole() -> None:
    week = stored_week("d1_small")
    plan, why = first_plan(Facts(week))
    assert check(week, plan) == []
    assert why == {}


def test_the_inspector_pinned_to_one_meeting_of_a_child_follows_the_child_from_the_first() -> None:
    for name in ("I1", "I2"):
        data = tiny()
        the_activity(data, "C1")["pin"] = {"start": 30, "inspectors": [name]}
        plan, why = first_plan(Facts(read_week(as_bytes(data))))
        assert why == {}
        assert plan["C0"].inspectors == plan["C1"].inspectors == {name}


def test_what_cannot_be_placed_is_told_with_what_stands_in_the_way() -> None:
    data = tiny()
    data["activities"].append(activity("X0", "sampling", 4, {"count": 1, "inspectorate": "hmip"}))
    data["activities"].append(activity("X1", "interview", 4, people=["P2"], windows=[[60, 100]]))
    _, why = first_plan(Facts(read_week(as_bytes(data))))
    assert why["X0"] == "the inspectors it needs are taken when it could take place"
    assert why["X1"] == "it has no possible time at all"


def test_the_same_week_gives_the_same_first_plan_under_another_hash_seed() -> None:
    program = (
        "from tests.core.timetable_weeks import stored_week\n"
        "from jtai.core.timetable import plan_data\n"
        "from jtai.core.timetable.solver.facts import Facts\n"
        "from jtai.core.timetable.solver.greedy import first_plan\n"
        "import json; print(json.dumps(plan_data(first_plan(Facts(stored_week('d1_small')))[0])))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_an_activity_that_never_finds_a_place_does_not_end_the_attempts() -> None:
    """Each attempt puts it earlier: after some hundreds the weight once outgrew what a float can hold."""
    data = tiny()
    data["activities"].append(activity("X0", "interview", 12, {"count": 1, "lead": True}, windows=[[0, 3]]))
    facts = Facts(read_week(as_bytes(data)))
    plans = list(islice(attempts(facts), 350))
    assert len(plans) == 350
    assert not any("X0" in plan for plan in plans)
