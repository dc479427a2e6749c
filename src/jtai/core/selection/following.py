"""Does a first choice leave a balanced second one possible (paragraphs 21, 54)?

A small exact search: children are added one after the other while no value can still miss its floor or pass
its ceiling; it ends with the first balanced selection, or with the certainty that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jtai.core.selection.proportions import INVOLVED, PROBATION, tracking_quotas
from jtai.core.selection.question import ChildList, make_list

# Far more steps than a search has ever needed; beyond it the answer is "not found".
_MOST_STEPS = 20_000


def sizes_left(pool: ChildList, chosen: Iterable[str], sizes: Sequence[int]) -> list[int]:
    """Of these sizes, those for which a balanced selection of the chosen children exists."""
    values = dict(pool.children)
    members = list(chosen)
    families = {child: pool.families[child] for child in members if child in pool.families}
    twenty = make_list(pool.features, [(child, values[child]) for child in members], families)
    return [size for size in sizes if size <= len(members) and _Search(twenty, size).succeeds()]


def has_balanced(pool: ChildList, chosen: Sequence[str], sizes: Sequence[int]) -> bool:
    """Is there one for any of these sizes? The largest is tried first: it is the easiest."""
    return any(sizes_left(pool, chosen, [size]) for size in sorted(sizes, reverse=True))


@dataclass
class _Limits:
    """For every value: how many are taken, floor and ceiling, how many of those not looked at have it."""

    held: list[int]
    low: list[int]
    high: list[int]
    coming: list[int]


class _Search:
    def __init__(self, pool: ChildList, size: int) -> None:
        quotas = tracking_quotas(pool, size)
        places = {(quota.feature, quota.value): i for i, quota in enumerate(quotas)}
        low = [quota.least for quota in quotas]
        for (feature, value), place in places.items():
            if feature.casefold() == PROBATION and value.casefold() == INVOLVED.casefold():
                low[place] = max(low[place], 1)
        self.size = size
        self.children = [
            ([places[f, v] for f, v in zip(pool.features, values, strict=True)], pool.siblings.get(child, ""))
            for child, values in pool.children
        ]
        coming = [0] * len(quotas)
        for held, _ in self.children:
            for place in held:
                coming[place] += 1
        # Children with rare values first: a mistake with them shows soonest.
        self.children.sort(key=lambda child: sorted(coming[place] for place in child[0]))
        self.limits = _Limits([0] * len(quotas), low, [quota.most for quota in quotas], coming)
        self.steps = 0

    def succeeds(self) -> bool:
        """Is there a balanced selection?"""
        return self._from(0, self.size, frozenset())

    def _from(self, start: int, missing: int, families: frozenset[str]) -> bool:
        self.steps += 1
        if missing == 0:
            return self._is_full()
        if self.steps > _MOST_STEPS or len(self.children) - start < missing:
            return False
        held, family = self.children[start]
        limits = self.limits
        for place in held:
            limits.coming[place] -= 1
        found = False
        if family not in families and all(limits.held[place] < limits.high[place] for place in held):
            for place in held:
                limits.held[place] += 1
            found = self._from(start + 1, missing - 1, families | {family} if family else families)
            for place in held:
                limits.held[place] -= 1
        if not found and self._can_spare(held):
            found = self._from(start + 1, missing, families)
        for place in held:
            limits.coming[place] += 1
        return found

    def _can_spare(self, held: Sequence[int]) -> bool:
        limits = self.limits
        return all(limits.held[place] + limits.coming[place] >= limits.low[place] for place in held)

    def _is_full(self) -> bool:
        return all(held >= low for held, low in zip(self.limits.held, self.limits.low, strict=True))
