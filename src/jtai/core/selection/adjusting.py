"""Keeps a selection balanced when the lead inspector locks, vetoes or swaps children (paragraphs 21, 54).

Whatever comes out is no longer a pure draw, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from jtai.core.selection.question import Question

# So many selections are tried here before the optimiser is asked.
_MOST_TRIES = 300_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Children who must be in, and children who must not."""

    locked: frozenset[str]
    barred: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A balanced selection, who goes and who comes."""

    children: tuple[str, ...]
    out: tuple[str, ...]
    into: tuple[str, ...]

    def words(self) -> str:
        """What changes, in a sentence."""
        if not self.out:
            return "Nothing changes."
        return f"{', '.join(self.out)} out, {', '.join(self.into)} in."


def check_wish(question: Question, chosen: Sequence[str], wish: Wish) -> list[str]:
    """What is wrong with a wish, in sentences."""
    known = {child for child, _ in question.pool.children}
    wrong = [f"{child} is not in the list." for child in sorted((wish.locked | wish.barred) - known)]
    wrong += [f"{child} is both locked and vetoed." for child in sorted(wish.locked & wish.barred)]
    if len(wish.locked) > question.size:
        wrong.append(f"{len(wish.locked)} children are locked and only {question.size} are chosen.")
    return wrong


def alternative(chosen: Iterable[str], children: Iterable[str]) -> Alternative:
    """What changes from one selection to another."""
    before, after = set(chosen), set(children)
    return Alternative(tuple(sorted(after)), tuple(sorted(before - after)), tuple(sorted(after - before)))


def near_at_hand(
    question: Question, chosen: Sequence[str], wish: Wish, ways: int
) -> list[Alternative] | None:
    """The nearest balanced selections, found by trying all small changes; None when larger ones are needed.

    Of children who are alike the first by id stands for all.
    """
    search = _Search(question, chosen, wish)
    for changes in range(search.fewest, search.fewest + 2):
        if search.tries(changes) > _MOST_TRIES:
            return None
        found = list(search.selections(changes))
        if found:
            return [alternative(chosen, children) for children in sorted(found)[:ways]]
    return None


class _Search:
    def __init__(self, question: Question, chosen: Sequence[str], wish: Wish) -> None:
        self.values = dict(question.pool.children)
        self.families = question.pool.siblings
        self.features = question.pool.features
        self.quotas = {(q.feature, q.value): (q.least, q.most) for q in question.quotas}
        self.allowance = question.allowance
        now = set(chosen)
        self.must_go = sorted(now & wish.barred)
        self.must_come = sorted(wish.locked - now)
        self.stay = sorted(now - wish.barred)
        self.may_go = [child for child in self.stay if child not in wish.locked]
        alike: dict[tuple[tuple[str, ...], str], str] = {}
        for child, values in question.pool.children:
            if child not in now and child not in wish.barred and child not in wish.locked:
                alike.setdefault((values, self.families.get(child, "")), child)
        self.may_come = sorted(alike.values())
        self.fewest = max(len(self.must_go), len(self.must_come))

    def _free(self, changes: int) -> tuple[int, int]:
        return changes - len(self.must_go), changes - len(self.must_come)

    def tries(self, changes: int) -> int:
        """How many selections there are with so many changes."""
        out, into = self._free(changes)
        return _choices(len(self.may_go), out) * _choices(len(self.may_come), into)

    def selections(self, changes: int) -> Iterator[list[str]]:
        """Those that are balanced."""
        out, into = self._free(changes)
        for going, coming in product(combinations(self.may_go, out), combinations(self.may_come, into)):
            gone = set(going)
            children = [child for child in self.stay if child not in gone] + self.must_come + list(coming)
            if self._is_balanced(children):
                yield sorted(children)

    def _is_balanced(self, children: Sequence[str]) -> bool:
        families = [self.families[child] for child in children if child in self.families]
        if len(families) != len(set(families)):
            return False
        off = 0
        for place, feature in enumerate(self.features):
            counts = Counter(self.values[child][place] for child in children)
            for (about, value), (least, most) in self.quotas.items():
                if about == feature:
                    off += max(0, least - counts[value]) + max(0, counts[value] - most)
            if off > self.allowance:
                return False
        return True


def _choices(among: int, number: int) -> int:
    found = 1
    for step in range(number):
        found = found * (among - step) // (step + 1)
    return max(found, 0)
