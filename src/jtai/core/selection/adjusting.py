"""Keeps a selection balanced when the lead inspector locks, vetoes or swaps children (paragraphs 21, 54).

Whatever comes out is no longer a pure draw, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

from jtai.core.selection.question import Question
from jtai.words import counted

# So many ways to let children go are tried here before the optimiser is asked.
_MOST_DEPARTURES = 200
# The name of the rows of families; no column of a list can be called that.
_FAMILY = "\n"
_Row = tuple[str, str]


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
        wrong.append(
            f"{counted(len(wish.locked), 'child', 'is')} locked and only {question.size} are chosen."
        )
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
    if question.allowance:  # a selection that may be off its quotas is left to the optimiser
        return None
    search = _Search(question, chosen, wish)
    changes = search.fewest
    while changes <= question.size:
        if comb(len(search.may_go), changes - len(search.must_go)) > _MOST_DEPARTURES:
            return None
        found = list(islice(search.selections(changes), ways))
        if found:
            return [alternative(chosen, children) for children in found]
        changes += 1
    return []


class _Search:
    """Who must go and come, who may, and by row how many there are and may be."""

    def __init__(self, question: Question, chosen: Sequence[str], wish: Wish) -> None:
        self.rows = _rows_of(question)
        limits = {(q.feature, q.value): (q.least, q.most) for q in question.quotas}
        self.low = {row: limits.get(row, (0, 0))[0] for rows in self.rows.values() for row in rows}
        self.high = {row: limits.get(row, (0, question.size))[1] for row in self.low}
        self.high.update({row: 1 for row in self.high if row[0] == _FAMILY})
        now = set(chosen)
        self.must_go = sorted(now & wish.barred)
        self.must_come = sorted(wish.locked - now)
        self.stay = sorted(now - wish.barred)
        self.may_go = [child for child in self.stay if child not in wish.locked]
        # Those who are alike stand together, the first by id first.
        free = [child for child in self.rows if child not in now | wish.barred | wish.locked]
        self.may_come = sorted(free, key=lambda child: (self.rows[child], child))
        self.fewest = max(len(self.must_go), len(self.must_come))

    def selections(self, changes: int) -> Iterator[list[str]]:
        """The balanced ones with so many changes."""
        out, into = changes - len(self.must_go), changes - len(self.must_come)
        for going in combinations(self.may_go, out):
            gone = set(going)
            kept = [child for child in self.stay if child not in gone] + self.must_come
            counts = Counter(row for child in kept for row in self.rows[child])
            if all(number <= self.high[row] for row, number in counts.items()):
                yield from (sorted([*kept, *coming]) for coming in self._comings(self.may_come, into, counts))

    def _comings(
        self, among: Sequence[str], missing: int, counts: Counter[_Row]
    ) -> Iterator[tuple[str, ...]]:
        """The children who fill a selection so that every floor is reached and no ceiling passed."""
        short = Counter(row[0] for row, low in self.low.items() for _ in range(low - counts[row]))
        if max(short.values(), default=0) > missing:
            return
        if missing == 0:
            yield ()
            return
        fitting = [c for c in among if all(counts[row] < self.high[row] for row in self.rows[c])]
        for place, child in enumerate(fitting):
            if place and self.rows[child] == self.rows[fitting[place - 1]]:
                continue  # the one before, who is alike, has been tried in this place
            counts.update(self.rows[child])
            for others in self._comings(fitting[place + 1 :], missing - 1, counts):
                yield (child, *others)
            counts.subtract(self.rows[child])


def _rows_of(question: Question) -> dict[str, tuple[_Row, ...]]:
    """The bounds each child counts for: its values, and its family where that binds."""
    pool, siblings = question.pool, question.pool.siblings
    rows: dict[str, tuple[_Row, ...]] = {}
    for child, values in pool.children:
        family = ((_FAMILY, siblings[child]),) if child in siblings else ()
        rows[child] = (*zip(pool.features, values, strict=True), *family)
    return rows
