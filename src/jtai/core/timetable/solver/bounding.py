"""A cost that no plan can go below: that of the week without its times of day.

What is left is who does what on which day; that alone decides nearly all of the cost.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.model import Model
from jtai.core.timetable.solver.objective import add_cost
from jtai.core.timetable.solver.rules import add_crew_rules

_LP_EVERYWHERE = 2


def bound(facts: Facts, until: float, seed: int, report: Callable[[int], None]) -> None:
    """Tell a higher and higher bound until the time is up."""
    model = Model(facts, facts.week.activities, {})
    add_crew_rules(model)
    add_cost(model)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    # The bound lives from the linear relaxation; the search for plans does better without.
    solver.parameters.linearization_level = _LP_EVERYWHERE
    solver.parameters.max_time_in_seconds = max(0.1, until - time.monotonic())
    status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        report(max(0, round(solver.best_objective_bound)))
