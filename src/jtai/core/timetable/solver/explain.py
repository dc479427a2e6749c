"""Why a week cannot be planned: a few rules that cannot be kept together, found and proven on their own.

It begins with one activity that found no place and adds what touches it until the part is proven impossible.
Then everything that is not needed is taken away again: first whole activities, then rules. What is left is
irreducible, and that is tried once more at the end: with any one rule gone, the part can be planned.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.facts import Facts, Member
from jtai.core.timetable.solver.members import members_of
from jtai.core.timetable.solver.model import Model
from jtai.core.timetable.solver.rules import add_rules
from jtai.core.timetable.week import Placed, Week

_SIZES = (1, 2, 4, 8, 14, 24, 40)
_PATIENCE = 1.5


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot be kept together, and the activities at which they meet."""

    rules: tuple[Member, ...]
    activities: tuple[str, ...]


@dataclass
class Explainer:
    """Looks for a conflict until the time is up; `stop` ends it early. `found` is told of a full plan.

    `given_up` are rules that are not looked at at all.
    """

    week: Week
    until: float
    stop: Callable[[], bool] = lambda: False
    found: Callable[[dict[str, Placed]], None] = lambda plan: None
    given_up: frozenset[Member] = frozenset()
    shrinking: float = 6.0
    shrinking_until: float = 0.0
    tried: dict[tuple[frozenset[str], frozenset[Member]], bool | None] = field(default_factory=dict)

    def near(self, missing: Sequence[str], most: int = _SIZES[-1]) -> Conflict | None:
        """A conflict in the surroundings of these activities, or None when none was proven there."""
        mandatory = [n for n, a in self.week.activities.items() if a.mandatory]
        facts = Facts(self.week, self.given_up)
        ordered = {name: reach(facts, name, mandatory) for name in missing}
        # The nearest surroundings of every one come before the far ones of any.
        for size in _SIZES:
            for name in missing:
                part = ordered[name][:size]
                if self.over():
                    return None
                if self.possible(part, frozenset(), min(_PATIENCE, self.until - time.monotonic())) is False:
                    return self._shrink(part)
            if size >= min(len(mandatory), most):
                break
        return None

    def whole(self) -> Conflict | None:
        """A conflict anywhere in the week, or None when none was proven in the time there is."""
        mandatory = [n for n, a in self.week.activities.items() if a.mandatory]
        if self.possible(mandatory, frozenset(), self.until - time.monotonic()) is False:
            return self._shrink(mandatory)
        return None

    def over(self) -> bool:
        """Whether there is no time left, or nobody asks any more."""
        return self.stop() or time.monotonic() > self.until

    def possible(
        self, part: Iterable[str], off: frozenset[Member], patience: float = _PATIENCE
    ) -> bool | None:
        """Whether these activities can be planned without the rules in `off`; None when it stays open."""
        names = frozenset(part)
        key = (names, off)
        # What stayed open in a short time may be settled in a long one.
        if key not in self.tried or (self.tried[key] is None and patience > _PATIENCE):
            self.tried[key] = self._try(names, off, patience)
        return self.tried[key]

    def _try(self, names: frozenset[str], off: frozenset[Member], patience: float) -> bool | None:
        model = Model(Facts(part_of(self.week, names), self.given_up | off), names, {})
        add_rules(model)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = max(0.05, patience)
        status = self.solve(solver, model)
        if status == cp_model.INFEASIBLE:
            return False
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        if not off and all(n in names for n, a in self.week.activities.items() if a.mandatory):
            self.found(model.read(solver))
        return True

    def solve(self, solver: cp_model.CpSolver, model: Model) -> int:
        """Solve, but not a moment longer than anybody asks."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.1):
                if self.stop():
                    solver.stop_search()

        threading.Thread(target=watch, daemon=True).start()
        try:
            return int(solver.solve(model.cp))
        finally:
            done.set()

    def _shrink(self, part: Sequence[str]) -> Conflict:
        self.shrinking_until = min(self.until, time.monotonic() + self.shrinking)
        names = self._fewest(list(part))
        off: frozenset[Member] = frozenset()
        for member in self.members(names):
            without = off | {member}
            if self._needless(names, without):
                off = without
        rules = tuple(m for m in reversed(self.members(names)) if m not in off)
        return Conflict(rules, tuple(names))

    def members(self, names: Sequence[str]) -> list[Member]:
        """The rules that touch these activities and are not given up."""
        return [m for m in members_of(self.week, names) if m not in self.given_up]

    def _needless(self, names: Sequence[str], off: frozenset[Member]) -> bool:
        """Whether the clash remains; when the time for shrinking is over, it is not tried."""
        left = self.shrinking_until - time.monotonic()
        return left > 0 and bool(names) and self.possible(names, off, min(_PATIENCE, left)) is False

    def _fewest(self, names: list[str]) -> list[str]:
        """Leave out activities, half of what is left first, as long as the rest stays impossible."""
        step = max(1, len(names) // 2)
        while True:
            at = 0
            while at < len(names):
                rest = names[:at] + names[at + step :]
                if self._needless(rest, frozenset()):
                    names = rest
                else:
                    at += step
            if step == 1:
                return names
            step = max(1, step // 2)

    def proven(self, conflict: Conflict) -> bool:
        """Whether the rules clash by themselves and no longer do when any one is dropped."""
        names = conflict.activities
        others = frozenset(m for m in self.members(names) if m not in conflict.rules)
        self.tried.clear()
        if self.possible(names, others) is not False:
            return False
        return all(self.possible(names, others | {rule}) for rule in conflict.rules)


def part_of(week: Week, names: Iterable[str]) -> Week:
    """The week with these activities alone: what is not there costs no time to look at."""
    there = frozenset(names)
    rows = {n: a for n, a in week.activities.items() if n in there}
    part = {
        n: a if there.issuperset(a.after) else replace(a, after=tuple(e for e in a.after if e in there))
        for n, a in rows.items()
    }
    return replace(week, activities=part)


def reach(facts: Facts, name: str, mandatory: Sequence[str]) -> list[str]:
    """The mandatory activities in the order in which they can matter to one of them."""
    week = facts.week
    start = week.activities[name]
    days, able = set(facts.days[name]), set(facts.eligible[name])

    def distance(other: str) -> tuple[int, int, str]:
        activity = week.activities[other]
        if other == name:
            return 0, 0, other
        near = 6 - 2 * bool(days & set(facts.days[other])) - bool(able & set(facts.eligible[other]))
        if other in start.after or name in activity.after:
            near = 1
        elif set(activity.people) & set(start.people):
            near = 2
        # A narrow activity is likelier to be in the way, and so is one that few can do.
        return near, len(facts.starts[other]) * len(facts.eligible[other]), other

    return sorted(mandatory, key=distance)
