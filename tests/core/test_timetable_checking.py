"""The check of a plan: each rule broken once and named with its activity, and the cost term by term."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from jtai.core.timetable import Event, check, check_repair, cost, disruption, read_plan, read_week
from tests.core.timetable_weeks import (
    Data,
    activity,
    as_bytes,
    person,
    placed,
    stored_event,
    stored_plan,
    stored_week,
    the_activity,
    tiny,
    tiny_plan,
)
from tests.editions.shared import ROOT

Bend = Callable[[Data, Data], Any]


def broken(bend: Bend) -> list[tuple[str, str]]:
    """The rules a bent week and plan break, with the activity."""
    data, plan = deepcopy(tiny()), deepcopy(tiny_plan())
    bend(data, plan)
    week = read_week(as_bytes(data))
    return [(v.rule, v.activity) for v in check(week, read_plan(as_bytes({"plan": plan}), week))]


def add(data: Data, *more: Data) -> None:
    data["activities"] += more


def two_long(data: Data, plan: Data) -> None:
    add(data, activity("X1", "sampling", 14), activity("X2", "sampling", 17))
    plan |= {"X1": placed(60, "I2"), "X2": placed(79, "I2")}


def twice_met(data: Data, plan: Data) -> None:
    add(data, activity("X1", "sw_discussion", 2, people=["P0"]))
    plan["X1"] = placed(10, "I2")


def one_room(data: Data, plan: Data) -> None:
    add(data, activity("X1", "sampling", 2, site=0))
    plan["X1"] = placed(9, "I2")
    plan["D0"]["start"] = 20


def one_interpreter(data: Data, plan: Data) -> None:
    add(data, activity("X1", "parent_discussion", 2, support="interpreter"))
    plan["X1"] = placed(31, "I2")


def no_lunch(data: Data, plan: Data) -> None:
    add(data, activity("X1", "sampling", 12))
    plan["X1"] = placed(74, "I2")


def eaten_by_the_journey(data: Data, plan: Data) -> None:
    # 12:30-13:00 and 13:00-13:30 are free between two places an hour apart: time for lunch or the journey.
    add(data, activity("X1", "sampling", 4, site=0), activity("X2", "sampling", 4, site=1))
    plan |= {"X1": placed(74, "I2"), "X2": placed(83, "I2")}


def with_deputy(data: Data, plan: Data) -> None:
    data["people"] += [person("P9", "deputy of the officer", available=[[60, 100]])]
    next(each for each in data["people"] if each["id"] == "P2")["deputies"] = ["P9"]
    plan["D0"] = placed(64, "I2", deputies={"P2": "P9"})


def wrong_deputy(data: Data, plan: Data) -> None:
    plan["D0"]["deputies"] = {"P2": "P1"}


def boss_beside(data: Data, plan: Data) -> None:
    the_activity(data, "C0")["people"] = ["P0", "P1"]


def boss_as_deputy(data: Data, plan: Data) -> None:
    add(data, activity("X1", "practitioner_focus_group", 2, people=["P0", "P3"]))
    next(each for each in data["people"] if each["id"] == "P3")["deputies"] = ["P1"]
    plan["X1"] = placed(70, "I2", deputies={"P3": "P1"})


RULES: dict[str, tuple[Bend, str, str]] = {
    "missing": (lambda w, p: p.pop("D0"), "missing", "D0"),
    "window": (lambda w, p: the_activity(w, "C0").update(windows=[[9, 40]]), "window", "C0"),
    "window that touches another": (
        lambda w, p: the_activity(w, "C0").update(windows=[[4, 10], [10, 40]]),
        "window",
        "C0",
    ),
    "end of the day": (lambda w, p: w.update(day_slots=31), "window", "C1"),
    "availability": (lambda w, p: w["people"][2].update(available=[[13, 40]]), "availability", "D0"),
    "availability that touches": (
        lambda w, p: w["people"][0].update(available=[[0, 10], [10, 40]]),
        "availability",
        "C0",
    ),
    "evidence ends": (lambda w, p: w.update(evidence_ends=31), "evidence-ends", "C1"),
    "person twice": (twice_met, "person-twice", "X1"),
    "presence": (lambda w, p: p["M0"].update(start=68), "presence", "M0"),
    "overlap": (lambda w, p: p["M0"].update(inspectors=["AN", "I1"]), "overlap", "M0"),
    "travel": (lambda w, p: p["D0"].update(start=9), "travel", "D0"),
    "rooms": (one_room, "rooms", "X1"),
    "support": (one_interpreter, "support", "X1"),
    "telephone not allowed": (lambda w, p: p["C1"].update(phone=True), "phone", "C1"),
    "telephone without a place": (
        lambda w, p: (the_activity(w, "F0").update(phone_allowed=True), p["F0"].update(phone=True)),
        "phone",
        "F0",
    ),
    "order": (lambda w, p: p["C1"].update(start=6), "order", "C1"),
    "too many": (lambda w, p: p["F0"].update(inspectors=["L", "I2"]), "staffing", "F0"),
    "nobody for the seat": (lambda w, p: p["D0"].update(inspectors=["L"]), "staffing", "D0"),
    "not everyone": (lambda w, p: p["B0"].update(inspectors=["L", "I1", "I2"]), "staffing", "B0"),
    "analyst for any": (lambda w, p: p["F0"].update(start=20, inspectors=["AN"]), "staffing", "F0"),
    "lead as tracker": (lambda w, p: p["C1"].update(inspectors=["L"]), "staffing", "C1"),
    "continuity": (lambda w, p: p["C1"].update(inspectors=["I2"]), "continuity", "C1"),
    "daily load": (two_long, "daily-load", "X2"),
    "break": (no_lunch, "break", "X1"),
    "break eaten by the journey": (eaten_by_the_journey, "break", "X1"),
    "deputy": (wrong_deputy, "deputy", "D0"),
    "manager beside": (boss_beside, "manager", "C0"),
    "manager as deputy": (boss_as_deputy, "manager", "X1"),
    "consent not yet": (
        lambda w, p: the_activity(w, "C1").update(consent_needed={"agreed_at": 32, "best_interests_at": 0}),
        "consent",
        "C1",
    ),
    "decision never": (
        lambda w, p: the_activity(w, "C1").update(consent_needed={"agreed_at": 0, "best_interests_at": None}),
        "consent",
        "C1",
    ),
    "pairing": (lambda w, p: the_activity(w, "C1").update(pair=True), "pairing", "C1"),
    "pin": (lambda w, p: the_activity(w, "F0").update(pin={"start": 65}), "pin", "F0"),
    "pinned crew": (lambda w, p: the_activity(w, "F0").update(pin={"inspectors": ["I2"]}), "pin", "F0"),
    "reserve": (
        lambda w, p: w.update(reserve={"dur": 6, "days": [9], "win": [15, 16.5]}),
        "reserve",
        "C1",
    ),
    "write-up": (
        lambda w, p: w.update(write_up={"dur": 8, "days": [10], "win": [8, 10.5]}),
        "write-up",
        "F0",
    ),
}  # fmt: skip


def test_the_tiny_plan_keeps_every_rule() -> None:
    assert broken(lambda week, plan: None) == []


def test_a_deputy_who_is_free_may_stand_in() -> None:
    assert broken(with_deputy) == []


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_named_with_its_activity(name: str) -> None:
    bend, rule, where = RULES[name]
    assert (rule, where) in broken(bend)


@pytest.mark.parametrize("name", sorted(set(RULES) - {"end of the day", "lead as tracker", "pairing"}))
def test_only_the_broken_rule_is_named(name: str) -> None:
    bend, rule, _ = RULES[name]
    alone = {"decision never": {"consent"}, "manager as deputy": {"manager"}}
    assert {found for found, _ in broken(bend)} == alone.get(name, {rule})


@pytest.mark.parametrize(
    ("name", "best"),
    [("d1_small", 133), ("d2_typical", 225), ("d3_typical7", 247), ("d4_busy", 309), ("d5_hard", 376)],
)
def test_the_best_plans_known_hold_and_cost_what_is_said(name: str, best: int) -> None:
    week = stored_week(name)
    plan = stored_plan(name, week)
    assert check(week, plan) == []
    assert cost(week, plan).total == best


@pytest.mark.parametrize(
    ("event", "name", "least"),
    [
        ("r1_person_away", "d2_typical", 15),
        ("r2_inspector_ill", "d3_typical7", 1597),
        ("r3_both", "d4_busy", 183),
    ],
)
def test_the_repairs_known_hold_and_disturb_what_is_said(event: str, name: str, least: int) -> None:
    week = stored_week(name)
    old = stored_plan(name, week)
    happened, answer = stored_event(event, week)
    new = read_plan(as_bytes(answer), week)
    assert check_repair(week, old, happened, new) == []
    assert disruption(week, old, happened, new) == least
    # The old plan itself does not hold any more: that is why there is a repair.
    assert check_repair(week, old, happened, old) != []


REPAIRS: dict[str, tuple[Bend, str, str]] = {
    "the past is moved": (lambda old, new: new["M0"].update(start=12), "past", "M0"),
    "the past is dropped": (lambda old, new: new.pop("M0"), "past", "M0"),
    "something is moved into the past": (lambda old, new: new["F0"].update(start=16), "past", "F0"),
    "a meeting of the team is dropped": (lambda old, new: new.pop("K0"), "missing", "K0"),
    "something comes in": (lambda old, new: old.pop("F0"), "missing", "F0"),
}


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_that_breaks_its_own_rules_is_named(name: str) -> None:
    bend, rule, where = REPAIRS[name]
    data = tiny()
    add(data, activity("K0", "kit_meeting", 2, {"count": 1, "lead": True}))
    old = tiny_plan() | {"K0": placed(70, "L")}
    new = deepcopy(old)
    bend(old, new)
    week = read_week(as_bytes(data))
    plans = [read_plan(as_bytes({"plan": each}), week) for each in (old, new)]
    found = check_repair(week, plans[0], Event(now=20), plans[1])
    assert (rule, where) in [(v.rule, v.activity) for v in found]


def test_the_cost_is_told_term_by_term() -> None:
    data, plan = tiny(), tiny_plan()
    add(
        data,
        activity("T0", "team_meeting", 2, {"count": 1, "lead": True}, open_attendance=True),
        activity("O0", "observation", 2, mandatory=False, reward=7),
    )
    plan["T0"] = placed(62, "L", "I1")
    plan["D0"]["phone"] = True
    plan["C0"]["start"], plan["C1"]["start"] = 66, 72
    week = read_week(as_bytes(data))
    terms = cost(week, read_plan(as_bytes({"plan": plan}), week))
    assert terms.left_out == 7
    assert terms.by_telephone == 8
    # L, I1 and I2 at the first site on day 9 (the analyst is not counted), I1 there again on day 10.
    assert terms.visits == 3 * 4
    assert terms.absences == 4
    assert terms.case_files == 2
    # L has 12 slots, I2 has 4.
    assert terms.spread == 8
    assert terms.total == 7 + 8 + 12 + 4 + 2 + 8


def test_nothing_of_the_solver_is_loaded_to_check_a_plan() -> None:
    program = (
        "import sys; from jtai.core.timetable.checking import check; "
        "assert not [m for m in sys.modules if 'ortools' in m]"
    )
    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT / "src")}, check=False)
    assert done.returncode == 0
