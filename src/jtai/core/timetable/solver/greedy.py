"""A first plan in well under a second: one activity after the other, the least free first, where it is cheap.

It may leave activities out; each is given with what stood in its way. The search goes on from here.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jtai.core.timetable.solver.diary import Diaries
from jtai.core.timetable.solver.facts import Facts, fills
from jtai.core.timetable.week import Activity, Placed, Plan, Requirement

_LOAD_WEIGHT = 0.04
_DAY_WEIGHT = 0.05
_SEAT_ORDER = ("all", "tracker", "analyst", "lead", "inspectorate", "mini_team", "any")


@dataclass
class Greedy:
    """A plan in the making."""

    facts: Facts
    allowed: frozenset[str] | None = None
    until: float = math.inf
    first: Mapping[str, int] = field(default_factory=dict)
    diaries: Diaries = field(init=False)
    plan: dict[str, Placed] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    follower: dict[str, str] = field(default_factory=dict)
    followed: Counter[str] = field(default_factory=Counter)
    later: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.diaries = Diaries(self.facts)
        self.later = {name: [] for name in self.facts.week.activities}
        for activity in self.facts.week.activities.values():
            for name in activity.after:
                self.later[name].append(activity.id)
        for child, names in self.facts.tracked().items():
            pinned = self._pinned_to_follow(names)
            if len(pinned) == 1:
                self.follower[child] = pinned.pop()
                self.followed[self.follower[child]] += 1

    def _pinned_to_follow(self, names: Sequence[str]) -> set[str]:
        """Who alone can follow a child when one of these activities is pinned to certain inspectors."""
        may, pinned = set(self.facts.followers()), False
        for name in names:
            pin = self.facts.week.activities[name].pin
            if pin is not None and pin.inspectors is not None and ("pin", name) not in self.facts.off:
                may, pinned = may & set(pin.inspectors), True
        return may if pinned else set()

    def keep(self, plan: Plan) -> None:
        """Begin with these as they stand."""
        for name, placed in plan.items():
            self._put(self.facts.week.activities[name], placed)

    def run(self) -> None:
        """Place everything that is not there yet, as far as it goes."""
        for activity in _in_order(self.facts, self.first):
            if activity.id in self.plan or (self.allowed is not None and activity.id not in self.allowed):
                continue
            if time.monotonic() < self.until:
                self._place(activity)
            else:
                self.why[activity.id] = "there was no time left to look for a place"

    def _place(self, activity: Activity) -> None:
        blocked: Counter[str] = Counter()
        best: tuple[float, Placed] | None = None
        ways = (False, True) if self.facts.phone_possible(activity) else (False,)
        for phone in ways:
            for score, placed in self._ways(activity, phone, blocked):
                if best is None or score < best[0]:
                    best = score, placed
            if best is not None and best[0] < activity.phone_penalty:
                break
        if best is not None and (activity.mandatory or best[0] < activity.reward):
            self._put(activity, best[1])
        else:
            self.why[activity.id] = _reason(blocked)

    def _ways(self, activity: Activity, phone: bool, blocked: Counter[str]) -> list[tuple[float, Placed]]:
        week, site = self.facts.week, None if phone else activity.site
        found: list[tuple[float, Placed]] = []
        open_of: dict[tuple[str, int], int] = {}
        starts = self.facts.starts[activity.id]
        if not starts:
            blocked["windows"] += 1
        for start in starts:
            deputies = self._deputies(activity, start)
            if not self._stands(activity, start, site, deputies, blocked):
                continue
            crew = self._crew(activity, start, site, open_of)
            if crew is None:
                blocked["inspectors"] += 1
                continue
            day = week.day_of(start)
            score: float = phone * activity.phone_penalty + week.figures.deputy * len(deputies or ())
            score += _DAY_WEIGHT * (day - week.days[0]) + self._price(activity, crew, day, site)
            found.append((score, Placed(start, phone, frozenset(crew), deputies or ())))
        return found

    def _stands(
        self, activity: Activity, start: int, site: int | None,
        deputies: tuple[tuple[str, str], ...] | None, blocked: Counter[str],
    ) -> bool:  # fmt: skip
        """Whether time, people, room and support allow this start; what does not is counted."""
        length = activity.duration
        checks = {
            "people": deputies is not None,
            "rooms": self.diaries.has_room(site, start, length),
            "support": self.diaries.has_support(activity.support, start, length),
            "order": self._in_turn(activity, start),
        }
        for name, fine in checks.items():
            if not fine:
                blocked[name] += 1
        return all(checks.values())

    def _in_turn(self, activity: Activity, start: int) -> bool:
        week = self.facts.week
        for name in activity.after:
            earlier = self.plan.get(name)
            if earlier and earlier.start + week.activities[name].duration > start:
                return False
        end = start + activity.duration
        return all(end <= self.plan[name].start for name in self.later[activity.id] if name in self.plan)

    def _deputies(self, activity: Activity, start: int) -> tuple[tuple[str, str], ...] | None:
        """Who stands in for whom at this start; None when somebody cannot come and nobody can stand in."""
        people, there, instead = self.facts.week.people, [], []
        for name in activity.people:
            options = (name, *people[name].deputies)
            able = [
                p for p in options if p not in there and self.diaries.free_for(p, start, activity.duration)
            ]
            if not able:
                return None
            there.append(able[0])
            if able[0] != name:
                instead.append((name, able[0]))
        if any(people[name].manager in there for name in there):
            return None
        return tuple(sorted(instead))

    def _crew(
        self, activity: Activity, start: int, site: int | None, open_of: dict[tuple[str, int], int]
    ) -> list[str] | None:
        """Who takes part at this start, or None when a seat stays empty."""
        week, day = self.facts.week, self.facts.week.day_of(start)
        first = start % week.day_stride
        entry = (first, first + activity.duration, site)
        able = []
        for inspector in self.facts.eligible[activity.id]:
            key = (inspector, day)
            if key not in open_of:
                open_of[key] = self.diaries.open_starts(inspector, day, activity.duration, site)
            if open_of[key] >> first & 1 and self.diaries.leaves_breaks(inspector, day, entry):
                able.append(inspector)
        return self._seats(activity, day, site, able)

    def _seats(self, activity: Activity, day: int, site: int | None, able: list[str]) -> list[str] | None:
        week = self.facts.week
        needs = self.facts.needs[activity.id]
        if any(need.kind == "all" for need in needs):
            on_site = [i.id for i in week.inspectors if day in i.days]
            return on_site if set(on_site) <= set(able) else None
        pinned = activity.pin.inspectors if activity.pin else None
        if pinned is not None:
            able = [i for i in able if i in pinned]
        if activity.open_attendance:
            able_to_fill = all(self._filled(need, able) >= need.count for need in needs)
            return able if able_to_fill else None
        able.sort(key=lambda i: (self._price_of(i, day, site), i))
        crew: list[str] = []
        for need in sorted(needs, key=lambda need: _SEAT_ORDER.index(need.kind)):
            share = activity.kind in week.figures.quorum_kinds
            already = self._filled(need, crew) if share else 0
            fit = [i for i in able if i not in crew and self._suits(i, need)]
            wanted = max(need.count - already, 0)
            if len(fit) < wanted:
                return None
            crew += fit[:wanted]
        return crew

    def _filled(self, need: Requirement, crew: list[str]) -> int:
        return sum(fills(self.facts.week.inspector[i], need) for i in crew)

    def _suits(self, inspector: str, need: Requirement) -> bool:
        if (
            need.kind == "tracker"
            and need.of in self.follower
            and ("continuity", need.of) not in self.facts.off
        ):
            return inspector == self.follower[need.of]
        return fills(self.facts.week.inspector[inspector], need)

    def _price_of(self, inspector: str, day: int, site: int | None) -> float:
        mine = self.diaries.days[inspector, day]
        visit = self.facts.week.figures.visit if site is not None and site not in mine.sites else 0
        return visit + _LOAD_WEIGHT * self.diaries.work[inspector] + self.followed[inspector]

    def _price(self, activity: Activity, crew: list[str], day: int, site: int | None) -> float:
        week = self.facts.week
        price = sum(self._price_of(i, day, site) for i in crew if i in self.facts.crew)
        if activity.open_attendance:
            price += week.figures.absence * sum(i not in crew for i in self.facts.crew) - 2 * price
        if activity.kind == "case_file":
            price += week.figures.case_file_day * (day - week.days[0])
        return price

    def _put(self, activity: Activity, placed: Placed) -> None:
        self.plan[activity.id] = placed
        self.diaries.write(activity, placed)
        for need in self.facts.needs[activity.id]:
            if need.kind == "tracker" and need.of not in self.follower:
                crew = [i for i in sorted(placed.inspectors) if fills(self.facts.week.inspector[i], need)]
                if crew:
                    self.follower[need.of] = crew[0]
                    self.followed[crew[0]] += 1


def attempts(facts: Facts) -> Iterator[dict[str, Placed]]:
    """Plan after plan; what found no place in one comes earlier in the next."""
    first: dict[str, int] = {}
    while True:
        making = Greedy(facts, first=first)
        making.run()
        yield making.plan
        for name in making.why:
            first[name] = first.get(name, 0) + (3 if facts.week.activities[name].mandatory else 0)


def first_plan(facts: Facts, until: float = math.inf) -> tuple[dict[str, Placed], Mapping[str, str]]:
    """A plan that breaks no rule but may leave activities out, and why each one is left out."""
    making = Greedy(facts, until=until)
    making.run()
    return making.plan, making.why


def _in_order(facts: Facts, first: Mapping[str, int]) -> list[Activity]:
    """The least free first; what must come before another comes before it."""
    room = {name: len(starts) for name, starts in facts.starts.items()}
    rank: dict[str, float] = {}

    def ranked(name: str) -> float:
        if name not in rank:
            activity = facts.week.activities[name]
            own = room[name] / (1 + 0.5 * len(facts.needs[name])) + (0 if activity.mandatory else 1000)
            # A power of two would outgrow what a float can hold; a half only becomes nothing.
            own *= 0.5 ** first.get(name, 0)
            rank[name] = own
            later = [a.id for a in facts.week.activities.values() if name in a.after]
            rank[name] = min([own, *(ranked(each) - 0.01 for each in later)])
        return rank[name]

    return sorted(facts.week.activities.values(), key=lambda a: (ranked(a.id), a.id))


_REASONS = {
    "windows": "it has no possible time at all",
    "people": "the people to be met are not free when it could take place",
    "rooms": "no room is free when it could take place",
    "support": "the interpreter or advocate is taken when it could take place",
    "order": "what must come before it leaves no time",
    "inspectors": "the inspectors it needs are taken when it could take place",
}


def _reason(blocked: Counter[str]) -> str:
    if not blocked:
        return "it costs more to hold it than to leave it out"
    return _REASONS[blocked.most_common(1)[0][0]]
