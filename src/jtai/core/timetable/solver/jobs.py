"""The jobs the solver's process can be given, and how it tells what it finds."""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from jtai.core.timetable.reading import read_week
from jtai.core.timetable.reading_plans import read_event, read_plan
from jtai.core.timetable.solver.explain import Explainer
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.members import ids_of, told
from jtai.core.timetable.solver.relaxing import relaxations
from jtai.core.timetable.solver.repair import Repair
from jtai.core.timetable.solver.search import Search
from jtai.core.timetable.week import Placed, Week
from jtai.core.timetable.writing import plan_data

_SPEAKING = threading.Lock()
_ADVICE = 3.0
"""Seconds spent at most on what would help."""
_LAST = 0.3
"""Seconds kept back at the end, so that the last plan is told before the time is up."""


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

    search = Search(Facts(week), plan, report, until, job["seed"])
    if search.full():
        search.run(job["workers"])
        return
    # While one looks for a full plan, another looks for a reason why there is none.
    seeking = threading.Thread(target=search.run, args=(max(1, job["workers"] - 1),), daemon=True)
    seeking.start()
    if not _explained(search, until) and search.full() and job["workers"] > 1:
        search.run(1)
    seeking.join()


def _explained(search: Search, until: float) -> bool:
    """Tell of a proven conflict, if there is one, and end the search."""
    week = search.facts.week
    missing = [n for n, a in week.activities.items() if a.mandatory and n not in search.best]
    explainer = Explainer(week, until, search.full, search.offer)
    conflict = explainer.conflict(missing)
    if conflict is None or not explainer.proven(conflict):
        return False
    search.ended = True
    names = conflict.activities
    rules = [
        {"rule": m[0], "message": told(week, m, names), "ids": ids_of(week, m, names)} for m in conflict.rules
    ]
    tell(kind="conflict", rules=rules, relaxations=[])
    tell(kind="conflict", rules=rules, relaxations=relaxations(explainer, conflict, _ADVICE))
    return True


def replan(job: dict[str, Any], began: float) -> None:
    """The least disturbing repair."""
    week = _week(job)
    old = read_plan(json.dumps({"plan": job["plan"]}).encode(), week)
    event = read_event(json.dumps(job["event"]).encode(), week)

    def report(found: dict[str, Placed], disruption: int, bound: int) -> None:
        tell(kind="plan", cost=disruption, plan=plan_data(found))
        tell(kind="bound", bound=bound)

    repair = Repair(week, old, event)
    until = began + job["seconds"] - _LAST
    how = repair.solve(until, job["workers"], job["seed"], job["most"], report)
    if how != "impossible":
        tell(kind="bound", bound=repair.bound)


TASKS = {"solve": solve, "replan": replan}
