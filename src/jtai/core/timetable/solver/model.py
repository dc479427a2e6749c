"""The week as a constraint model: decisions for the activities that are free, constants for the rest.

A search over parts of the week and the search over the whole of it use the same model: what is not free
stands in it as blocked time, taken rooms and work already given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from ortools.sat.python import cp_model, cp_model_helper

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Activity, Placed, Plan

Bool = cp_model.IntVar
Literal = cp_model_helper.Literal


@dataclass
class Choice:
    """The decisions about one activity."""

    activity: Activity
    start: cp_model.IntVar
    here: Bool
    phone: Bool | None
    staff: dict[str, Bool]
    day: dict[int, Bool]
    deputy: dict[tuple[str, str], Bool] = field(default_factory=dict)

    @property
    def site(self) -> int | None:
        """The site where it would be in person."""
        return self.activity.site


class Model:
    """Decisions and hard rules. The objective is added by whoever asks (cost, or disruption)."""

    def __init__(
        self, facts: Facts, free: Iterable[str], fixed: Plan, may_drop: Set[str] = frozenset(), now: int = 0
    ) -> None:
        self.facts, self.week, self.now = facts, facts.week, now
        self.cp = cp_model.CpModel()
        self.fixed = dict(fixed)
        self.may_drop = may_drop
        self.true = self.cp.new_constant(1)
        self.choices: dict[str, Choice] = {}
        self.worked: dict[tuple[str, int, str], Bool] = {}
        for name in sorted(free):
            self.fixed.pop(name, None)
            self._add(self.week.activities[name])

    def _add(self, activity: Activity) -> None:
        cp, name = self.cp, activity.id
        starts = self.facts.starts[name]
        optional = not activity.mandatory or name in self.may_drop
        here = cp.new_bool_var("") if optional or not starts else self.true
        if not starts:
            # Nothing fits: it is left out where that is allowed, and the model has no answer where not.
            cp.add(here == 0)
            if not optional:
                cp.add_bool_or([])
        start = cp.new_int_var_from_domain(cp_model.Domain.from_values(list(starts) or [0]), "")
        phone = cp.new_bool_var("") if self.facts.phone_possible(activity) else None
        staff = {i: cp.new_bool_var("") for i in self.facts.eligible[name]}
        days = self.facts.days[name]
        day = {each: cp.new_bool_var("") if len(days) > 1 else here for each in days}
        if len(day) > 1:
            cp.add(sum(day.values()) == here)
            for each, chosen in day.items():
                first = self.week.start_of(each)
                cp.add_linear_constraint(start, first, first + self.week.day_slots).only_enforce_if(chosen)
        self.choices[name] = Choice(activity, start, here, phone, staff, day)

    def in_person(self, choice: Choice) -> list[Literal]:
        """Literals that are all true when the activity is in person (beside its being planned)."""
        return [] if choice.phone is None else [choice.phone.negated()]

    def read(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> dict[str, Placed]:
        """The plan of a solution, what was fixed included."""
        plan = dict(self.fixed)
        for name, choice in self.choices.items():
            if solver.boolean_value(choice.here):
                plan[name] = _placed(choice, solver)
        return plan

    def hint(self, plan: Mapping[str, Placed]) -> None:
        """Begin from a plan."""
        for name, choice in self.choices.items():
            placed = plan.get(name)
            if placed is None:
                if choice.here is not self.true:
                    self.cp.add_hint(choice.here, 0)
                continue
            self._hint_one(choice, placed)

    def _hint_one(self, choice: Choice, placed: Placed) -> None:
        if choice.here is not self.true:
            self.cp.add_hint(choice.here, 1)
        self.cp.add_hint(choice.start, placed.start)
        if choice.phone is not None:
            self.cp.add_hint(choice.phone, placed.phone)
        for inspector, there in choice.staff.items():
            self.cp.add_hint(there, inspector in placed.inspectors)
        if len(choice.day) > 1:
            for day, chosen in choice.day.items():
                self.cp.add_hint(chosen, day == self.week.day_of(placed.start))


def _placed(choice: Choice, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Placed:
    return Placed(
        solver.value(choice.start),
        choice.phone is not None and solver.boolean_value(choice.phone),
        frozenset(i for i, there in choice.staff.items() if solver.boolean_value(there)),
        tuple(pair for pair, chosen in sorted(choice.deputy.items()) if solver.boolean_value(chosen)),
    )
