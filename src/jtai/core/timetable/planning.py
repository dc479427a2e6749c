"""Plans a week: a first plan at once, then a search in a process of its own, every plan checked on arrival.

The best plan is held here, outside the solver. Whatever becomes of the solver, that plan stands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from jtai.core.timetable.checking import check, cost
from jtai.core.timetable.process import Limits, listen
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.solver.greedy import first_plan
from jtai.core.timetable.week import Placed, Week
from jtai.core.timetable.writer import plan_data, week_data


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a conflict, with the ids it concerns and a sentence a director understands."""

    rule: str
    message: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Something somebody could change in the week, in words.

    The price is one for each slot outside a diary or a window, and 100 for a rule that is given up. `whole`
    says whether it was seen that the whole week can then be planned.
    """

    message: str
    price: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """The cheapest changes to be made together.

    `whole`: a full plan of the changed week was found and checked. `least`: nothing cheaper of this kind is
    enough, which is proven.
    """

    changes: tuple[Relaxation, ...]
    whole: bool
    least: bool

    @property
    def price(self) -> int:
        """What all of it costs."""
        return sum(each.price for each in self.changes)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands: seconds since it began, the cost, and how many must still be placed."""

    seconds: float
    cost: int
    missing: int


@dataclass
class Planned:
    """The best plan found, and what is known about it.

    `bound` is a cost no plan can go below, or None. `why` says for each activity left out what stood in the
    way. `conflict` are rules that cannot be kept together; with one, there is no full plan. It is `smallest`
    when it was proven that without any one of its rules the rest can be kept. `relaxations` are single
    changes that end it, the least first; `further` are clashes beside it; `remedy` ends all of them together.
    `ended` is how the solver came to its end.
    """

    plan: dict[str, Placed]
    cost: int
    bound: int | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    conflict: tuple[Rule, ...] = ()
    smallest: bool = False
    relaxations: tuple[Relaxation, ...] = ()
    further: tuple[tuple[Rule, ...], ...] = ()
    remedy: Remedy | None = None
    ended: str = "finished"
    steps: list[Progress] = field(default_factory=list)

    def missing(self, week: Week) -> list[str]:
        """The mandatory activities that are not in the plan."""
        return [n for n, a in week.activities.items() if a.mandatory and n not in self.plan]


@dataclass(frozen=True)
class Wishes:
    """How a search is to be done. `stop` is asked ten times a second; `progress` is told of every step."""

    seconds: float = 30.0
    seed: int = 1
    workers: int = 2
    stop: Callable[[], bool] = lambda: False
    progress: Callable[[Progress], None] = lambda step: None
    memory: int = Limits(0).memory


def solve(week: Week, wishes: Wishes) -> Planned:
    """The best plan found in the time given, or a first plan and why there can be no full one."""
    began = time.monotonic()
    plan, why = first_plan(Facts(week), began + wishes.seconds)
    planned = Planned({}, _all_left_out(week), why=why)
    _offer(week, planned, _sound(week, plan), began, wishes)
    left = wishes.seconds - (time.monotonic() - began)
    if left > 0:
        job = {
            "task": "solve", "week": week_data(week), "plan": plan_data(planned.plan), "seed": wishes.seed,
            "workers": wishes.workers,
        }  # fmt: skip
        try:
            with closing(listen(job, Limits(left, wishes.memory), wishes.stop)) as messages:
                for message in messages:
                    _hear(week, planned, message, began, wishes)
        except KeyboardInterrupt:
            # `listen` has ended the solver; the best plan so far is the answer.
            planned.ended = "stopped"
    planned.why = {
        name: planned.why.get(name, _NOT_WORTH) for name in week.activities if name not in planned.plan
    }
    return planned


def _sound(week: Week, plan: dict[str, Placed]) -> dict[str, Placed]:
    """The plan without what breaks a rule: whatever becomes of the first plan, there is one."""
    while broken := {v.activity for v in check(week, plan) if v.rule != "missing"} & set(plan):
        plan = {name: placed for name, placed in plan.items() if name not in broken}
    return plan


_NOT_WORTH = "no place was found for it that costs less than leaving it out"


def _hear(week: Week, planned: Planned, message: Mapping[str, Any], began: float, wishes: Wishes) -> None:
    kind = message["kind"]
    if kind == "plan":
        _offer(week, planned, plan_of(message["plan"]), began, wishes)
    elif kind == "bound":
        planned.bound = max(int(message["bound"]), planned.bound or 0)
    elif kind == "conflict":
        planned.conflict = rules_of(message["rules"])
        planned.smallest = bool(message["smallest"])
    elif kind == "relaxations":
        alone = planned.remedy.changes if planned.remedy and len(planned.remedy.changes) == 1 else ()
        seen = {each.message for each in alone if each.whole}
        planned.relaxations = tuple(
            Relaxation(row["message"], row["price"], bool(row["whole"]) or row["message"] in seen)
            for row in message["rows"]
        )
    elif kind == "remedy":
        planned.further = tuple(rules_of(rows) for rows in message["further"])
        planned.remedy = _remedy(week, message)
    elif kind == "end":
        planned.ended = str(message["how"])


def _remedy(week: Week, message: Mapping[str, Any]) -> Remedy:
    """The changes of a message; a plan that would need others as well counts for nothing."""
    rows, plan = message["changes"], plan_of(message["plan"])
    given_up = {rule for row in rows if not row["activities"] for rule in row["rules"]}
    allowed = {(rule, name) for row in rows for rule in row["rules"] for name in row["activities"]}
    whole = bool(plan) and all(
        v.rule in given_up or (v.rule, v.activity) in allowed for v in check(week, plan)
    )
    changes = tuple(Relaxation(row["message"], row["price"], whole) for row in rows)
    return Remedy(changes, whole, whole and bool(message["least"]))


def _offer(week: Week, planned: Planned, plan: dict[str, Placed], began: float, wishes: Wishes) -> None:
    """Keep a plan if it breaks no rule and is better than the one we hold."""
    if any(each.rule != "missing" for each in check(week, plan)):
        return
    rank = _rank(week, plan)
    if planned.plan and rank >= _rank(week, planned.plan):
        return
    planned.plan, planned.cost = plan, rank[1]
    step = Progress(time.monotonic() - began, rank[1], rank[0])
    planned.steps.append(step)
    wishes.progress(step)


def _rank(week: Week, plan: Mapping[str, Placed]) -> tuple[int, int]:
    missing = sum(a.mandatory and name not in plan for name, a in week.activities.items())
    return missing, cost(week, plan).total


def _all_left_out(week: Week) -> int:
    return sum(each.reward for each in week.activities.values() if not each.mandatory)


def plan_of(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Placed]:
    """A plan from the solver's message."""
    return {
        name: Placed(
            row["start"], row["phone"], frozenset(row["inspectors"]),
            tuple(sorted(row.get("deputies", {}).items())),
        )
        for name, row in data.items()
    }  # fmt: skip


def rules_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a conflict from the solver's message."""
    return tuple(Rule(row["rule"], row["message"], tuple(row["ids"])) for row in rows)
