"""Repairs a running plan: a first repair at once, then the least disturbing one from a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from jtai.core.timetable.changes import Change, changes
from jtai.core.timetable.checking import check_repair, disruption
from jtai.core.timetable.planning import Progress, Rule, Wishes, plan_of
from jtai.core.timetable.process import Limits, listen
from jtai.core.timetable.solver.greedy import Greedy
from jtai.core.timetable.solver.repair.event import after_event, facts_after, started
from jtai.core.timetable.week import Event, Placed, Plan, Week
from jtai.core.timetable.wording import capital, named
from jtai.core.timetable.writer import event_data, plan_data, week_data


@dataclass
class Repaired:
    """The least disturbing repair found. `bound` is a disruption no repair can go below, as far as proven."""

    plan: dict[str, Placed]
    disruption: int
    changes: tuple[Change, ...] = ()
    bound: int = 0
    proven: bool = False
    ended: str = "finished"
    steps: list[Progress] = field(default_factory=list)


def replan(week: Week, old: Plan, event: Event, wishes: Wishes) -> Repaired | None:
    """The least disturbing repair of a valid plan; None when a meeting of the whole team cannot be kept."""
    began = time.monotonic()
    state = _State(week, old, event, wishes.progress, began)
    begun = _quick(week, old, event)
    state.offer(begun)
    left = wishes.seconds - (time.monotonic() - began)
    job = {
        "task": "replan", "week": week_data(week), "plan": plan_data(old), "event": event_data(event),
        "begun": plan_data(begun), "seed": wishes.seed, "workers": wishes.workers,
    }  # fmt: skip
    try:
        with closing(listen(job, Limits(max(left, 0.5), wishes.memory), wishes.stop)) as messages:
            for message in messages:
                state.hear(message)
    except KeyboardInterrupt:
        state.ended = "stopped"
    return state.answer()


def obstacles(week: Week, old: Plan, event: Event) -> list[Rule]:
    """Why there may be no repair: what is pinned and cannot stay, or meetings of the team without a place."""
    pinned = {n: p for n, p in old.items() if p.start < event.now or n in event.pinned}
    rows = [
        Rule(each.rule, f"{capital(named(week.activities[each.activity]))} is pinned, but: {each.message}")
        for each in check_repair(week, old, event, pinned)
        if each.activity in event.pinned and each.rule != "missing"
    ]
    if rows:
        return rows
    lost = [v for v in check_repair(week, old, event, _quick(week, old, event)) if v.rule == "missing"]
    why = "may not be dropped, and no place was found for it after what has happened."
    return [Rule(v.rule, f"{capital(named(week.activities[v.activity]))} {why}") for v in lost]


class _State:
    """The best repair so far, held outside the solver."""

    def __init__(
        self, week: Week, old: Plan, event: Event, progress: Callable[[Progress], None], began: float
    ) -> None:
        self.week, self.old, self.event = week, old, event
        self.whole = after_event(week, event)
        self.progress, self.began = progress, began
        self.best: Repaired | None = None
        self.bound, self.ended = 0, "finished"

    def offer(self, plan: dict[str, Placed]) -> None:
        """Keep a repair if it breaks no rule and disturbs less than the one we hold."""
        if check_repair(self.week, self.old, self.event, plan):
            return
        found = disruption(self.whole, self.old, self.event, plan)
        if self.best is not None and found >= self.best.disruption:
            return
        steps = self.best.steps if self.best else []
        step = Progress(time.monotonic() - self.began, found, 0)
        self.best = Repaired(plan, found, steps=[*steps, step])
        self.progress(step)

    def hear(self, message: Mapping[str, Any]) -> None:
        """Take one message of the solver."""
        if message["kind"] == "plan":
            self.offer(plan_of(message["plan"]))
        elif message["kind"] == "bound":
            self.bound = max(self.bound, int(message["bound"]))
        elif message["kind"] == "end":
            self.ended = str(message["how"])

    def answer(self) -> Repaired | None:
        """What was found."""
        if self.best is None:
            return None
        told = changes(self.whole, self.old, self.event, self.best.plan)
        bound = min(self.bound, self.best.disruption)
        proven = bound == self.best.disruption
        return replace(self.best, changes=tuple(told), bound=bound, proven=proven, ended=self.ended)


def _quick(week: Week, old: Plan, event: Event) -> dict[str, Placed]:
    """A repair without the solver: what still holds stays, the rest is placed anew or dropped."""
    facts = facts_after(week, old, event)
    held = started(old, event)
    plan = {name: _without_ill(week, placed, event, name in held) for name, placed in old.items()}
    loose: set[str] = set()
    while True:
        broken = {v.activity for v in check_repair(week, old, event, plan) if v.activity not in held}
        broken &= set(plan)
        if not broken:
            break
        loose |= broken
        plan = {name: placed for name, placed in plan.items() if name not in broken}
    making = Greedy(facts, allowed=frozenset(loose) | {each.id for each in event.added})
    making.keep(plan)
    making.run()
    return making.plan


def _without_ill(week: Week, placed: Placed, event: Event, past: bool) -> Placed:
    ill = event.ill
    if ill is None or past or week.day_of(placed.start) < ill.from_day:
        return placed
    return replace(placed, inspectors=placed.inspectors - {ill.inspector})
