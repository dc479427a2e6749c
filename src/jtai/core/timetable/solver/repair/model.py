"""The least disturbing repair: every change of a running plan has its price, and the sum is made least."""

from __future__ import annotations

import time
from collections.abc import Callable, Set

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.model import Choice, Model
from jtai.core.timetable.solver.price import dropping, moving
from jtai.core.timetable.solver.rules import add_crew_rules, add_rules
from jtai.core.timetable.week import Event, Placed, Plan

# The effort spent on one part, in the solver's own steps.
_EACH = 1.0
Report = Callable[[dict[str, Placed], int, int], None]


class Repair:
    """A model of what may still change: everything to come, or a part of it while the rest of a plan stands.

    With a part, a meeting of the whole team may be left out at a price, so that a repair which has not found
    its place yet can get better.
    """

    def __init__(
        self, facts: Facts, old: Plan, event: Event, part: Set[str] = frozenset(), plan: Plan | None = None
    ) -> None:
        self.facts, self.old, self.event = facts, old, event
        activities, kept = facts.week.activities, facts.week.figures.kept_kinds
        coming = [n for n in (*old, *(a.id for a in event.added)) if n not in facts.held]
        free = [n for n in coming if not part or n in part]
        standing = {n: p for n, p in (plan or old).items() if n in facts.held or (part and n not in part)}
        may_drop = {n for n in free if (part or activities[n].kind not in kept) and n not in event.pinned}
        self.model = Model(facts, free, standing, frozenset(may_drop), event.now)
        for name in free:
            if name not in may_drop:
                # Not even an optional meeting of the whole team is dropped in a repair.
                self.model.cp.add(self.model.choices[name].here == 1)
        self.terms: list[cp_model.LinearExprT] = []
        for name, choice in self.model.choices.items():
            self._add_price(choice, old.get(name))
            if name in event.pinned and name in old:
                self._keep(choice, old[name])

    def _add_price(self, choice: Choice, old: Placed | None) -> None:
        figures, activity, cp = self.model.week.figures, choice.activity, self.model.cp
        self.terms.append(dropping(figures, activity, old is not None) * (1 - choice.here))
        if choice.phone is not None:
            cp.add_implication(choice.phone, choice.here)
        before = dict(old.deputies) if old else {}
        if old is None:
            return
        moved = cp.new_bool_var("")
        cp.add(choice.start == old.start).only_enforce_if(moved.negated(), choice.here)
        self.terms.append(moving(figures, activity) * moved)
        if choice.phone is not None:
            changed = choice.here - choice.phone if old.phone else choice.phone
            self.terms.append(figures.mode * changed)
        for inspector, there in choice.staff.items():
            if inspector in old.inspectors:
                self.terms.append(figures.staff * (1 - there))
            elif not activity.open_attendance:
                self.terms.append(figures.staff * there)
        lost = len(old.inspectors - set(choice.staff))
        self.terms.append(figures.staff * lost)
        new = [lit for (name, p), lit in choice.deputy.items() if before.get(name) != p]
        self.terms += [figures.deputy * lit for lit in new]

    def _keep(self, choice: Choice, old: Placed) -> None:
        cp = self.model.cp
        cp.add(choice.start == old.start)
        if choice.phone is not None:
            cp.add(choice.phone == old.phone)
        for inspector, there in choice.staff.items():
            cp.add(there == (inspector in old.inspectors))

    def solve(self, until: float, workers: int, seed: int, most: int | None, report: Report) -> str:
        """Search until the least is proven or the time is up: proven, found, impossible or unknown."""
        add_rules(self.model)
        total = sum(self.terms)
        self.model.cp.minimize(total)
        if most is not None:
            self.model.cp.add(total <= most)
        self.model.hint(self.old)
        solver = self.solver = _solver(until, workers, seed)
        status = solver.solve(self.model.cp, _Listener(self.model, report))
        self.bound = round(solver.best_objective_bound)
        if status == cp_model.OPTIMAL:
            return "proven"
        if status == cp_model.INFEASIBLE:
            return "impossible"
        return "found" if status == cp_model.FEASIBLE else "unknown"

    def improved(self, plan: Plan, until: float, seed: int) -> tuple[dict[str, Placed] | None, bool]:
        """The least disturbing plan of the part, and whether that was settled."""
        add_rules(self.model)
        self.model.cp.minimize(sum(self.terms))
        self.model.hint(plan)
        solver = _solver(until, 1, seed)
        solver.parameters.linearization_level = 0
        solver.parameters.max_deterministic_time = _EACH
        status = solver.solve(self.model.cp)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return self.model.read(solver) if found else None, status == cp_model.OPTIMAL

    def bounded(self, until: float, seed: int) -> int:
        """What no repair can go below: who does what on which day, without the times of day."""
        add_crew_rules(self.model)
        self.model.cp.minimize(sum(self.terms))
        solver = _solver(until, 1, seed)
        status = solver.solve(self.model.cp)
        known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN)
        return max(0, round(solver.best_objective_bound)) if known else 0


def _solver(until: float, workers: int, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, until - time.monotonic())
    return solver


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model, report: Report) -> None:
        super().__init__()
        self._model, self._report = model, report

    def on_solution_callback(self) -> None:
        """Tell of every better repair."""
        bound = round(self.best_objective_bound)
        self._report(self._model.read(self), round(self.objective_value), bound)
