"""The least disturbing repair: every change of a running plan has its price, and the sum is made least."""

from __future__ import annotations

import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.changes import facts_after, started
from jtai.core.timetable.solver.model import Choice, Model
from jtai.core.timetable.solver.rules import add_rules
from jtai.core.timetable.week import Event, Placed, Plan, Week

Report = Callable[[dict[str, Placed], int, int], None]


class Repair:
    """A model of everything that may still change."""

    def __init__(self, week: Week, old: Plan, event: Event) -> None:
        self.facts = facts_after(week, old, event)
        self.old, self.event = old, event
        held = started(old, event)
        free = [n for n in (*old, *(a.id for a in event.added)) if n not in held]
        kept = self.facts.week.figures.kept_kinds
        activities = self.facts.week.activities
        may_drop = {n for n in free if activities[n].kind not in kept and n not in event.pinned}
        self.model = Model(self.facts, free, held, frozenset(may_drop), event.now)
        for name in free:
            if name not in may_drop:
                # Not even an optional meeting of the whole team is dropped in a repair.
                self.model.cp.add(self.model.choices[name].here == 1)
        add_rules(self.model)
        self.terms: list[cp_model.LinearExprT] = []
        for name, choice in self.model.choices.items():
            self._add_price(choice, old.get(name))
            if name in event.pinned:
                self._keep(choice, old[name])

    def _add_price(self, choice: Choice, old: Placed | None) -> None:
        figures, activity, cp = self.model.week.figures, choice.activity, self.model.cp
        dropped = figures.dropped if activity.mandatory else activity.reward
        self.terms.append(dropped * (1 - choice.here))
        if choice.phone is not None:
            cp.add_implication(choice.phone, choice.here)
        before = dict(old.deputies) if old else {}
        if old is None:
            return
        moved = cp.new_bool_var("")
        cp.add(choice.start == old.start).only_enforce_if(moved.negated(), choice.here)
        price = figures.moved + figures.moved_consent * activity.consent
        self.terms.append((price + figures.moved_person * len(activity.people)) * moved)
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
        total = sum(self.terms)
        self.model.cp.minimize(total)
        if most is not None:
            self.model.cp.add(total <= most)
        self.model.hint(self.old)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = max(0.1, until - time.monotonic())
        status = solver.solve(self.model.cp, _Listener(self.model, report))
        self.bound = round(solver.best_objective_bound)
        if status == cp_model.OPTIMAL:
            return "proven"
        if status == cp_model.INFEASIBLE:
            return "impossible"
        return "found" if status == cp_model.FEASIBLE else "unknown"


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model, report: Report) -> None:
        super().__init__()
        self._model, self._report = model, report

    def on_solution_callback(self) -> None:
        """Tell of every better repair."""
        bound = round(self.best_objective_bound)
        self._report(self._model.read(self), round(self.objective_value), bound)
