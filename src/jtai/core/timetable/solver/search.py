"""Large neighbourhood search: again and again a part of the best plan is opened and planned anew, exactly.

Two workers share one best plan. Each opens its own part; what comes back better (or as good, to move on)
replaces it. Nothing is ever worse than what there was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.chance import Chance
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.model import Model
from jtai.core.timetable.solver.neighbourhoods import KINDS
from jtai.core.timetable.solver.objective import add_cost
from jtai.core.timetable.solver.price import price
from jtai.core.timetable.solver.rules import add_rules
from jtai.core.timetable.week import Placed

Report = Callable[[dict[str, Placed], int], None]
_LEAST_SIZE, _FIRST_SIZE, _MOST_SIZE = 8, 14, 60
# How often each kind is tried, by what each was seen to gain.
_TURNS = (
    "children", "children", "sites", "sites", "sites", "team", "team", "days", "inspectorate", "inspectors",
)  # fmt: skip


@dataclass
class Search:
    """The best plan so far and the rules of the search for a better one."""

    facts: Facts
    best: dict[str, Placed]
    report: Report
    until: float
    seed: int = 1
    each: float = 0.7
    began: float = 0.0
    cost: int = 0
    stats: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    ended: bool = False
    at_work: set[cp_model.CpSolver] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cost = price(self.facts, self.best)

    def run(self, workers: int, until: float | None = None) -> dict[str, Placed]:
        """Search until the time is up, or until an earlier time."""
        last = self.until if until is None else min(until, self.until)
        threads = [threading.Thread(target=self._work, args=(n, last), daemon=True) for n in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.best

    def _work(self, number: int, until: float) -> None:
        chance = Chance(self.seed * 1000 + number)
        sizes = dict.fromkeys(KINDS, _FIRST_SIZE)
        while time.monotonic() < until and not self.ended:
            kind = self._kind(chance)
            with self.lock:
                plan, cost = dict(self.best), self.cost
            self._improve(kind, plan, cost, chance, sizes)

    def _kind(self, chance: Chance) -> str:
        missing = any(n not in self.best for n in self.facts.week.activities)
        # What must take place comes first: in two turns of three a place is sought for it.
        if missing and chance.below(3) < (1 if self.full() else 2):
            return "missing"
        return chance.one_of(_TURNS)

    def _improve(
        self, kind: str, plan: dict[str, Placed], cost: int, chance: Chance, sizes: dict[str, int]
    ) -> None:
        began = time.monotonic()
        free = KINDS[kind](self.facts, plan, chance, sizes[kind])
        left_out = [n for n in self.facts.week.activities if n not in plan and self.facts.starts[n]]
        may_drop = {n for n in left_out if self.facts.week.activities[n].mandatory}
        model = Model(self.facts, {*free, *left_out}, plan, frozenset(may_drop))
        add_rules(model)
        add_cost(model)
        model.hint(plan)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = chance.below(1_000_000)
        # Effort is counted in the solver's own steps, which are the same on a busy machine and a quiet one.
        solver.parameters.max_deterministic_time = self.each
        solver.parameters.max_time_in_seconds = max(0.05, self.until - time.monotonic())
        solver.parameters.linearization_level = 0
        with self.lock:
            self.at_work.add(solver)
        status = solver.solve(model.cp)
        with self.lock:
            self.at_work.discard(solver)
        gain = 0
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            gain = self._take(model.read(solver), cost)
        took = time.monotonic() - began
        effort = solver.response_proto.deterministic_time
        self._resize(kind, sizes, status == cp_model.OPTIMAL, effort)
        row = self.stats.setdefault(kind, [0, 0, 0])
        row[0] += 1
        row[1] += gain
        row[2] += took

    def end(self) -> None:
        """End the search now."""
        self.ended = True
        with self.lock:
            for solver in self.at_work:
                solver.stop_search()

    def offer(self, plan: dict[str, Placed]) -> None:
        """Go on from a plan found elsewhere, if it is better."""
        self._take(plan, -1)

    def full(self) -> bool:
        """Whether everything mandatory is planned."""
        return all(n in self.best for n, a in self.facts.week.activities.items() if a.mandatory)

    def _take(self, plan: dict[str, Placed], was: int) -> int:
        cost = price(self.facts, plan)
        with self.lock:
            if cost > self.cost or (cost == self.cost and cost != was):
                return 0
            gain = self.cost - cost
            self.best, self.cost = plan, cost
            if gain:
                self.report(dict(plan), cost)
            return gain

    def _resize(self, kind: str, sizes: dict[str, int], proven: bool, effort: float) -> None:
        if proven and effort < self.each / 2:
            sizes[kind] = min(sizes[kind] + 2, _MOST_SIZE)
        elif not proven:
            sizes[kind] = max(sizes[kind] - 2, _LEAST_SIZE)
