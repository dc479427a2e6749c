"""The jobs the solver's process can be given, and how it tells what it finds."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

from jtai.core.timetable.plan_reader import read_event, read_plan
from jtai.core.timetable.solver.advice.combine import Combiner, Remedy
from jtai.core.timetable.solver.advice.relax import relaxations
from jtai.core.timetable.solver.bounding import bound
from jtai.core.timetable.solver.explain import Conflict, Explainer
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.greedy import attempts
from jtai.core.timetable.solver.members import ids_of, member_words
from jtai.core.timetable.solver.price import KEPT
from jtai.core.timetable.solver.repair.event import facts_after
from jtai.core.timetable.solver.repair.model import Repair
from jtai.core.timetable.solver.repair.parts import PartSearch
from jtai.core.timetable.solver.search import Search
from jtai.core.timetable.week import Placed, Week
from jtai.core.timetable.week_reader import read_week
from jtai.core.timetable.writer import plan_data

_SPEAKING = threading.Lock()
# What would help is told so many seconds after the start, of which so many for the single changes; where a
# clash was found late, it gets a few seconds all the same.
_ADVICE, _SINGLES, _LEAST_ADVICE = 8.0, 1.0, 3.0
# Seconds spent on the bound, at most and at least, and as a share of all.
_MOST_BOUND, _LEAST_BOUND, _SHARE_BOUND = 6.0, 0.8, 0.2
# The share of the time spent at most on packing in everything mandatory.
_SHARE_PACKING = 0.2
# Seconds, and the share of the time, until which only what is close to the activities left out is looked at
# for a reason; from then on a reason is looked for everywhere while the search goes on.
_ALONE, _SHARE_ALONE = 6.0, 0.5
# Attempts at packing that may bring nothing before it is given up: what helped did so in the first few.
_IN_VAIN = 5
_AT_ONCE, _CLOSE = 2, 8
# Seconds, and the share of the time of a repair, in which a proof for the whole is tried before parts.
_SOON, _SHARE_SOON = 4.0, 0.35
# The share of the time of a repair until which, at most, parts of it are made better before the proof.
_SHARE_PARTS = 0.6
# Seconds kept back at the end, so that the last plan is told before the time is up.
_LAST = 0.3


def tell(**message: Any) -> None:
    """One line for whoever listens."""
    with _SPEAKING:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


def _week(job: dict[str, Any]) -> Week:
    return read_week(json.dumps(job["week"]).encode())


def solve(job: dict[str, Any], began: float) -> None:
    """A better plan, again and again, until the time is up."""
    week = _week(job)
    plan = read_plan(json.dumps({"plan": job["plan"]}).encode(), week)
    until = began + job["seconds"] - _LAST

    def report(found: dict[str, Placed], cost: int) -> None:
        tell(kind="plan", cost=cost, plan=plan_data(found))

    facts = Facts(week)
    missing = _left_out(facts, plan)
    # A clash of two is seen at once; where there is none it is worth while to try other orders.
    clash = Explainer(week, until).near(missing, _AT_ONCE) if missing else None
    if missing and clash is None:
        plan = _packed(facts, plan, began + _SHARE_PACKING * job["seconds"])
    search = Search(facts, plan, report, until, job["seed"], began=began)
    if search.full():
        tell(kind="plan", cost=search.cost, plan=plan_data(plan))
    elif _impossible(search, clash, job["workers"], began + min(_ALONE, _SHARE_ALONE * job["seconds"])):
        return
    bounding = threading.Thread(target=_bound, args=(search, job), daemon=True)
    bounding.start()
    search.run(job["workers"])
    bounding.join()


def _impossible(search: Search, clash: Conflict | None, workers: int, until: float) -> bool:
    """Tell of a conflict if there is one: first close to what is left out, later anywhere."""
    explainer = Explainer(search.facts.week, search.until, search.full, search.offer)
    conflict = clash or explainer.near(_left_out(search.facts, search.best), _CLOSE)
    if conflict is not None:
        _tell_conflict(search, explainer, conflict, workers)
        return True
    if not search.full():
        search.run(workers, until)
    return not search.full() and _explained_meanwhile(search, workers, explainer)


def _packed(facts: Facts, plan: dict[str, Placed], until: float) -> dict[str, Placed]:
    """A first plan with nothing mandatory left out, if a few attempts in another order find one."""
    best, fewest, in_vain = plan, len(_left_out(facts, plan)), 0
    if any(not facts.starts[name] for name in _left_out(facts, plan)):
        # No order of placing makes a time for what has none.
        return best
    for attempt in attempts(facts):
        left_out = len(_left_out(facts, attempt))
        in_vain = 0 if left_out < fewest else in_vain + 1
        if left_out < fewest:
            best, fewest = attempt, left_out
        if not fewest or in_vain == _IN_VAIN or time.monotonic() > until:
            break
    return best


def _left_out(facts: Facts, plan: dict[str, Placed]) -> list[str]:
    return [n for n, a in facts.week.activities.items() if a.mandatory and n not in plan]


def _bound(search: Search, job: dict[str, Any]) -> None:
    """At the end of a search of some length: how much better a plan could be at most."""
    seconds = min(_MOST_BOUND, _SHARE_BOUND * job["seconds"])
    time.sleep(max(0.0, search.until - seconds - time.monotonic()))
    if seconds >= _LEAST_BOUND and not search.ended:
        bound(search.facts, search.until, job["seed"], lambda found: _tell_bound(search, found))


def _tell_bound(search: Search, found: int) -> None:
    tell(kind="bound", bound=found)
    if found >= search.cost:
        # No plan can be better than the one there is.
        search.end()


def _explained_meanwhile(search: Search, workers: int, explainer: Explainer) -> bool:
    """While some look for a full plan, one looks for a reason why there is none."""
    seeking = threading.Thread(target=search.run, args=(max(1, workers - 1),), daemon=True)
    seeking.start()
    conflict = explainer.near(_left_out(search.facts, search.best)) or explainer.whole()
    search.end()
    if conflict is not None:
        _tell_conflict(search, explainer, conflict, workers)
        return True
    seeking.join()
    search.ended = False
    return False


def _tell_conflict(search: Search, explainer: Explainer, conflict: Conflict, workers: int) -> None:
    week = explainer.week
    rules = _rules(week, conflict)
    # That there is no plan is proven. The rest takes longer; should the time run out, the conflict is told.
    tell(kind="conflict", rules=rules, smallest=False)
    tell(kind="conflict", rules=rules, smallest=explainer.proven(conflict))
    now = time.monotonic()
    until = min(search.until, max(search.began + _ADVICE, now + _LEAST_ADVICE))
    explainer.found = lambda plan: None
    found = Combiner(explainer, search.best, until - _SINGLES, workers).remedy(conflict)
    if found is not None:
        _tell_remedy(week, found)
    single = relaxations(explainer, conflict, search.best, until)
    tell(
        kind="relaxations",
        rows=[
            {"message": each.change.words, "price": each.change.price, "whole": each.whole} for each in single
        ],
    )


def _rules(week: Week, conflict: Conflict) -> list[dict[str, Any]]:
    names = conflict.activities
    return [
        {"rule": m[0], "message": member_words(week, m, names), "ids": ids_of(week, m, names)}
        for m in conflict.rules
    ]


def _tell_remedy(week: Week, found: Remedy) -> None:
    tell(
        kind="remedy",
        changes=[
            {"message": e.words, "price": e.price, "rules": e.rules, "activities": e.activities}
            for e in found.changes
        ],
        plan=plan_data(found.plan),
        least=found.least,
        further=[_rules(week, each) for each in found.further],
    )


def replan(job: dict[str, Any], began: float) -> None:
    """The least disturbing repair."""
    week = _week(job)
    old = read_plan(json.dumps({"plan": job["plan"]}).encode(), week)
    event = read_event(json.dumps(job["event"]).encode(), week)

    facts = facts_after(week, old, event)
    begun = read_plan(json.dumps({"plan": job["begun"]}).encode(), facts.week)
    until = began + job["seconds"] - _LAST

    def better(found: dict[str, Placed], disruption: int) -> None:
        tell(kind="plan", cost=disruption, plan=plan_data(found))

    parts = PartSearch(facts, old, event, begun, better, until)
    if not event.added and parts.price < KEPT:
        # Somebody drops out or falls ill: mostly the whole is proven before its parts are better.
        soon = began + min(_SOON, _SHARE_SOON * job["seconds"])
        if _proven(parts, job, min(soon, until)):
            return
    if not _by_parts(parts, job):
        _proven(parts, job, until)


def _proven(parts: PartSearch, job: dict[str, Any], until: float) -> bool:
    """Look at everything to come at once; whether the least was proven."""

    def report(found: dict[str, Placed], disruption: int, bound: int) -> None:
        parts.take(found)
        tell(kind="bound", bound=bound)

    repair = Repair(parts.facts, parts.old, parts.event)
    most = parts.price if parts.price < KEPT else None
    how = repair.solve(until, job["workers"], job["seed"], most, report)
    if how != "impossible":
        tell(kind="bound", bound=repair.bound)
    return how in {"proven", "impossible"}


def _by_parts(parts: PartSearch, job: dict[str, Any]) -> bool:
    """Better parts until nothing more is gained, beside a bound that is quick to find; whether they meet."""
    last = parts.until - (1 - _SHARE_PARTS) * job["seconds"]
    parts.gained_at = time.monotonic()
    found: list[int] = []

    def first_bound() -> None:
        found.append(Repair(parts.facts, parts.old, parts.event).bounded(last, job["seed"]))
        tell(kind="bound", bound=found[0])
        parts.least = found[0]
        parts.run(job["seed"] + 1, last)

    beside = threading.Thread(target=first_bound, daemon=True)
    beside.start()
    parts.run(job["seed"], last)
    beside.join()
    return parts.price <= parts.least


TASKS = {"solve": solve, "replan": replan}
