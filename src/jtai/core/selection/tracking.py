"""The choice out of the choice: every selection of a size is listed and measured (paragraphs 21, 54).

Deviation: for every value, the units by which its number is below the floor or above the ceiling of its
share; their sum. Exact, because all selections are looked at: fifteen to seventy-eight thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np

from jtai.core.selection.proportions import INVOLVED, PROBATION, tracking_quotas
from jtai.core.selection.question import ChildList
from jtai.words import counted

MOST_SELECTIONS = 2_000_000
_AT_ONCE = 50_000


class TooManySelections(Exception):
    """There are more selections than are looked at. The message is a sentence."""


@dataclass(frozen=True)
class Tracked:
    """Every selection that is not more than `further` units beyond the least deviation.

    selections holds numbers of children in the order of their ids; deviations theirs, and apart how far each
    is from the exact shares (in units of 1 / children of the list).
    """

    pool: ChildList
    size: int
    all_selections: int
    selections: np.ndarray
    deviations: np.ndarray
    distances: np.ndarray

    @property
    def least(self) -> int:
        """The least deviation."""
        return int(self.deviations.min())

    def within(self, allowed: int) -> list[list[int]]:
        """The selections with at most this deviation."""
        found: list[list[int]] = self.selections[self.deviations <= allowed].tolist()
        return found

    def proposal(self) -> list[str]:
        """Of the best balanced ones the nearest to the exact shares; among equals the first by id."""
        best = np.flatnonzero(self.deviations == self.least)
        first = best[np.argmin(self.distances[best])]
        return [self.pool.children[number][0] for number in self.selections[first]]


def track(pool: ChildList, size: int, *, further: int) -> Tracked | None:
    """Look at every selection of a size; None when none is allowed. Raises `TooManySelections`."""
    among = len(pool.children)
    number = comb(among, size)
    if number > MOST_SELECTIONS:
        raise TooManySelections(
            f"{counted(number, 'selection')} of {size} out of {among} are too many to list."
        )
    measure = _Measure(pool, size)
    kept: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    every = combinations(range(among), size)
    while chunk := list(islice(every, _AT_ONCE)):
        kept.append(measure.of(np.array(chunk, dtype=np.int16)))
    selections, deviations, distances = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    if not len(selections):
        return None
    near = deviations <= deviations.min() + further
    return Tracked(pool, size, number, selections[near], deviations[near], distances[near])


class _Measure:
    """Deviation and distance of selections; leaves out those that are not allowed."""

    def __init__(self, pool: ChildList, size: int) -> None:
        self.size = size
        quotas = tracking_quotas(pool, size)
        places = {(quota.feature, quota.value): i for i, quota in enumerate(quotas)}
        self.held = np.zeros((len(pool.children), len(quotas)), np.int16)
        for child, (_, values) in enumerate(pool.children):
            for feature, value in zip(pool.features, values, strict=True):
                self.held[child, places[feature, value]] = 1
        self.low = np.array([quota.least for quota in quotas], np.int16)
        self.high = np.array([quota.most for quota in quotas], np.int16)
        self.needed = _involved(quotas_names=list(places), held=self.held)
        self.families = _families(pool)

    def of(self, selections: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        counts = self.held[selections[:, 0]].copy()
        for place in range(1, self.size):
            counts += self.held[selections[:, place]]
        allowed = np.ones(len(selections), bool)
        if self.needed is not None:
            allowed &= counts[:, self.needed] > 0
        if self.families is not None:
            allowed &= (self.families[selections].sum(axis=1) <= 1).all(axis=1)
        selections, counts = selections[allowed], counts[allowed]
        off = np.maximum(self.low - counts, 0) + np.maximum(counts - self.high, 0)
        among = len(self.held)
        exact = self.size * self.held.sum(axis=0, dtype=np.int64)
        distance = np.abs(among * counts.astype(np.int64) - exact).sum(axis=1)
        return selections, off.sum(axis=1, dtype=np.int64), distance


def _involved(*, quotas_names: Sequence[tuple[str, str]], held: np.ndarray) -> int | None:
    """The column of probation involvement when somebody has it: then a selection without is not allowed."""
    for place, (feature, value) in enumerate(quotas_names):
        is_it = feature.casefold() == PROBATION and value.casefold() == INVOLVED.casefold()
        if is_it and held[:, place].any():
            return place
    return None


def _families(pool: ChildList) -> np.ndarray | None:
    """A column of 1 and 0 for each family with more than one child."""
    siblings = pool.siblings
    names = sorted(set(siblings.values()))
    if not names:
        return None
    table = np.zeros((len(pool.children), len(names)), np.int16)
    for number, (child, _) in enumerate(pool.children):
        if child in siblings:
            table[number, names.index(siblings[child])] = 1
    return table
