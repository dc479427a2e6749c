"""The cheapest changes, taken together, after which the whole week can be planned.

Where a week has several clashes no single change helps. So: the activities of the clashes known so far are
planned with every window and diary open at a price; the week is changed as that plan needs it; and the
changed week is planned. Where it cannot be, it has another clash, whose activities join the others. What is
found for a part can only be cheaper than what the whole week needs: the first changed week that can be
planned is therefore the cheapest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice

from jtai.core.timetable.solver.advice.extend import TIMES, Extension, extended, nearest, soft_rules
from jtai.core.timetable.solver.advice.words import GIVEN_UP, Proposal, extension_proposal, giving_up_proposal
from jtai.core.timetable.solver.explain import Conflict, Explainer
from jtai.core.timetable.solver.facts import Facts, Member
from jtai.core.timetable.solver.greedy import Greedy, attempts
from jtai.core.timetable.solver.search import Search
from jtai.core.timetable.week import Placed, Plan, Week

_PATIENCE = 2.0
_AT_ONCE, _NEAR, _FAR = 2, 8, 14
_MOST_PLANS = 4
_SHRINKING = 2.0
_SEARCH = 1.5


@dataclass(frozen=True)
class Remedy:
    """Changes that together end every clash found.

    `plan` is a full plan of the changed week, empty when none was found in the time. `least` when it is
    proven that nothing cheaper is enough. `further` are the clashes found beside the first.
    """

    changes: tuple[Proposal, ...]
    plan: dict[str, Placed]
    least: bool
    further: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of giving way: times outside what is allowed, and rules given up."""

    extensions: tuple[Extension, ...]
    given_up: frozenset[Member]
    proven: bool

    @property
    def price(self) -> int:
        return sum(each.price for each in self.extensions) + GIVEN_UP * len(self.given_up)


@dataclass
class Combiner:
    """Looks for the cheapest changes until the time is up."""

    explainer: Explainer
    begun: Plan
    until: float
    workers: int
    conflicts: list[Conflict] = field(default_factory=list)
    avoid: list[tuple[Extension, ...]] = field(default_factory=list)
    unsettled: int | None = None

    def remedy(self, conflict: Conflict) -> Remedy | None:
        """The cheapest changes, or None when no change of the known kinds was found to be enough."""
        self.conflicts, best = [conflict], None
        while not self._over():
            way = self._cheapest()
            if way is None or not (way.extensions or way.given_up):
                return best
            changed = extended(self.explainer.week, way.extensions)
            plan, more = self._settled(changed, way.given_up)
            best = best if best and not more and not plan else self._told(way, plan)
            if plan:
                return best
            if more is None:
                # Neither a plan nor a clash was found: another way, as cheap perhaps, may be easier.
                if not way.extensions:
                    return best
                self.avoid.append(way.extensions)
                self.unsettled = way.price if self.unsettled is None else min(self.unsettled, way.price)
            else:
                self.conflicts.append(more)
        return best

    def _over(self) -> bool:
        return self.explainer.stop() or time.monotonic() > self.until

    def _told(self, way: _Way, plan: dict[str, Placed]) -> Remedy:
        week, names = self.explainer.week, self._names()
        changes = [extension_proposal(week, each) for each in way.extensions]
        changes += [giving_up_proposal(week, member, names) for member in sorted(way.given_up)]
        rows = tuple(sorted(changes, key=lambda each: (each.price, each.words)))
        return Remedy(rows, plan, self._is_least(way) and bool(plan), tuple(self._further()))

    def _is_least(self, way: _Way) -> bool:
        """Nothing cheaper was left unsettled."""
        return way.proven and (self.unsettled is None or self.unsettled == way.price)

    def _further(self) -> Iterator[Conflict]:
        """The clashes that share no rule with one told before: those are clashes of their own."""
        seen: set[Member] = set(self.conflicts[0].rules)
        for each in self.conflicts[1:]:
            if not seen & set(each.rules):
                yield each
            seen |= set(each.rules)

    def _names(self) -> list[str]:
        return sorted({name for each in self.conflicts for name in each.activities})

    def _cheapest(self) -> _Way | None:
        """The cheapest way for all activities of the clashes, with no rule given up, one, two, and so on."""
        best: _Way | None = None
        proven = True
        for given_up in self._sets_given_up():
            least = GIVEN_UP * len(given_up)
            if best is not None and least >= best.price:
                break
            if self._over():
                proven = False
                break
            off = soft_rules(self.explainer.week, self._names()) | given_up
            left = self.until - time.monotonic()
            rows, settled = nearest(self.explainer, self._names(), off, min(_PATIENCE, left), self.avoid)
            if rows is None and not settled:
                proven = False
                break
            proven = proven and settled
            way = None if rows is None else _Way(tuple(rows), given_up, True)
            if way and (best is None or way.price < best.price):
                best = way
        return best and _Way(best.extensions, best.given_up, proven)

    def _sets_given_up(self) -> Iterator[frozenset[Member]]:
        rules = sorted({m for each in self.conflicts for m in each.rules if m[0] not in TIMES})
        for size in range(len(rules) + 1):
            yield from map(frozenset, combinations(rules, size))

    def _settled(self, week: Week, off: frozenset[Member]) -> tuple[dict[str, Placed], Conflict | None]:
        """A full plan of the changed week, or a clash that is still there, or neither."""
        facts, best = Facts(week, off), dict(self.begun)
        explainer = Explainer(week, self.until, self.explainer.stop, given_up=off, shrinking=_SHRINKING)
        # The surroundings of what is left out, nearest first; between them, other ways to a whole plan.
        for ways, most in ((_put_in, _AT_ONCE), (_afresh, _NEAR), (self._searched, _FAR)):
            plan = ways(facts, best)
            best = min(best, plan, key=lambda plan: len(_left_out(week, plan)))
            missing = _left_out(week, best)
            # What one attempt left out and another did not may stand on the other side of the same clash.
            out = dict.fromkeys((*missing, *_left_out(week, plan)))
            conflict = explainer.near([*out], most) if missing else None
            if not missing or conflict is not None:
                return ({} if missing else best), conflict
        return {}, None

    def _searched(self, facts: Facts, plan: Plan) -> dict[str, Placed]:
        def report(found: dict[str, Placed], cost: int) -> None:
            if not _left_out(facts.week, found):
                search.end()

        search = Search(facts, dict(plan), report, self.until)
        return search.run(self.workers, time.monotonic() + _SEARCH)


def planned_by_hand(facts: Facts, begun: Plan) -> bool:
    """Whether the whole week can be planned, as far as plans without the solver show."""
    plan = _put_in(facts, begun)
    return not (_left_out(facts.week, plan) and _left_out(facts.week, _afresh(facts, plan)))


def _put_in(facts: Facts, begun: Plan) -> dict[str, Placed]:
    """The plan there is, with what it left out put in as far as there is room."""
    making = Greedy(facts)
    making.keep(begun)
    making.run()
    return making.plan


def _afresh(facts: Facts, begun: Plan) -> dict[str, Placed]:
    """The best of a few plans made from the beginning."""
    best = dict(begun)
    for plan in islice(attempts(facts), _MOST_PLANS):
        best = min(best, plan, key=lambda plan: len(_left_out(facts.week, plan)))
        if not _left_out(facts.week, best):
            break
    return best


def _left_out(week: Week, plan: Plan) -> list[str]:
    return [n for n, a in week.activities.items() if a.mandatory and n not in plan]
