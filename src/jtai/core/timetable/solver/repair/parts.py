"""Repairs by parts: what lies around a change is opened, again and again, and done better."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from jtai.core.timetable.solver.chance import Chance
from jtai.core.timetable.solver.explain import reach
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.price import disturbance
from jtai.core.timetable.solver.repair.model import Repair
from jtai.core.timetable.week import Event, Placed, Plan

# Seconds without a gain after which the rest is left to the proof; twice that while something is dropped.
_PATIENCE = 1.2
_FIRST_SIZE, _LEAST_SIZE, _MOST_SIZE = 12, 6, 60


@dataclass
class PartSearch:
    """The least disturbing repair so far, and the search for a better one."""

    facts: Facts
    old: Plan
    event: Event
    best: dict[str, Placed]
    report: Callable[[dict[str, Placed], int], None]
    until: float
    price: int = 0
    least: int = 0
    gained_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.price = disturbance(self.facts.week, self.old, self.event, self.best)
        self.gained_at = time.monotonic()

    def _over(self, until: float) -> bool:
        now = time.monotonic()
        patience = _PATIENCE if self.price < self.facts.week.figures.dropped else 2 * _PATIENCE
        return now > min(until, self.until, self.gained_at + patience) or self.price <= self.least

    def run(self, seed: int, until: float) -> None:
        """Search until the time is up, nothing is gained any more, or no repair can be better.

        `least` is what no repair can go below, as far as known.
        """
        chance, size = Chance(seed), _FIRST_SIZE
        while not self._over(until):
            plan, price = dict(self.best), self.price
            repair = Repair(self.facts, self.old, self.event, self._part(plan, chance, size), plan)
            found, settled = repair.improved(plan, self.until, chance.below(1_000_000))
            if found is not None:
                self.take(found, price)
            size = min(size + 3, _MOST_SIZE) if settled else max(size - 3, _LEAST_SIZE)

    def take(self, plan: dict[str, Placed], was: int = -1) -> None:
        """Keep a repair that is better, or as good as the one (at the price `was`) it was made from."""
        price = disturbance(self.facts.week, self.old, self.event, plan)
        with self.lock:
            if price > self.price or (price == self.price and price != was):
                return
            better = price < self.price
            self.best, self.price = plan, price
            if better:
                self.gained_at = time.monotonic()
        if better:
            self.report(plan, price)

    def _part(self, plan: Plan, chance: Chance, size: int) -> frozenset[str]:
        """One or two changed activities and what is near them, or what is in their way on some day."""
        activities = self.facts.week.activities
        coming = [n for n in (*self.old, *(a.id for a in self.event.added)) if n not in self.facts.held]
        changed = [n for n in coming if plan.get(n) != self.old.get(n)] or coming
        out = [n for n in changed if n not in plan]
        wanted = [chance.one_of(out if out and chance.below(3) else changed)]
        wanted += [chance.one_of(changed)] if chance.below(2) else []
        part = dict.fromkeys(wanted)
        for name in wanted:
            child = activities[name].child
            part |= dict.fromkeys(n for n in coming if child and activities[n].child == child)
        choose = self._near if chance.below(3) == 0 else self._in_the_way
        near = [n for name in wanted for n in choose(plan, name, coming, chance, size)]
        part |= dict.fromkeys(chance.shuffled(near)[:size])
        return frozenset(part)

    def _near(self, plan: Plan, name: str, coming: list[str], chance: Chance, size: int) -> list[str]:
        return reach(self.facts, name, coming)[: 3 * size]

    def _in_the_way(self, plan: Plan, name: str, coming: list[str], chance: Chance, size: int) -> list[str]:
        """What those who may take part, or are met, do on one day it may be on."""
        facts, week = self.facts, self.facts.week
        if not facts.days[name]:
            return []
        day = chance.one_of(facts.days[name])
        able, people = set(facts.eligible[name]), set(week.activities[name].people)
        if chance.below(2):
            able = set(chance.shuffled(sorted(able))[:3])
        return [
            n for n in coming
            if n in plan and week.day_of(plan[n].start) == day
            and (plan[n].inspectors & able or people & set(week.activities[n].people))
        ]  # fmt: skip
