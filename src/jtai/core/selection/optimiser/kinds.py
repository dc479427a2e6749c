"""Children of one kind, and the bounds of a question as a matrix over kinds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jtai.core.selection.question import Question

Vector = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """One bound: the children it is about, from `low` to `high` of them.

    quota: its place among the quotas, -1 for a family or for a limit of a branch.
    """

    name: str
    kinds: tuple[int, ...]
    low: int
    high: int
    quota: int = -1
    family: str = ""


@dataclass(frozen=True)
class Kinds:
    """All kinds of a question: their children, how many there are, and every row."""

    question: Question
    children: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    held: Vector
    matrix: Vector
    low: Vector
    high: Vector

    @property
    def size(self) -> int:
        return self.question.size

    @property
    def allowance(self) -> int:
        return self.question.allowance

    @property
    def quota_rows(self) -> Vector:
        """1 for a quota, 0 for a family: only quotas may be off by the allowance."""
        return np.array([1.0 if row.quota >= 0 else 0.0 for row in self.rows])

    def deviation(self, counts: Vector | Counts) -> float:
        """By how many units a panel is off its quotas; endless when a family is in it twice."""
        totals = self.matrix @ counts
        off = np.maximum(self.low - totals, 0) + np.maximum(totals - self.high, 0)
        is_quota = self.quota_rows > 0
        return float(off.sum()) if not off[~is_quota].any() else float("inf")


def kinds_of(question: Question) -> Kinds:
    """Group the children of a question."""
    siblings = question.pool.siblings
    grouped: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for child, values in question.pool.children:
        grouped.setdefault((values, siblings.get(child, "")), []).append(child)
    keys = sorted(grouped)
    rows = [*_quota_rows(question, keys), *_family_rows(keys)]
    matrix = np.zeros((len(rows), len(keys)))
    for place, row in enumerate(rows):
        matrix[place, list(row.kinds)] = 1.0
    return Kinds(
        question=question,
        children=tuple(tuple(grouped[key]) for key in keys),
        rows=tuple(rows),
        held=np.array([float(len(grouped[key])) for key in keys]),
        matrix=matrix,
        low=np.array([float(row.low) for row in rows]),
        high=np.array([float(row.high) for row in rows]),
    )


def _quota_rows(question: Question, keys: list[tuple[tuple[str, ...], str]]) -> list[Row]:
    rows = []
    for place, quota in enumerate(question.quotas):
        column = question.pool.features.index(quota.feature)
        kinds = tuple(i for i, (values, _) in enumerate(keys) if values[column] == quota.value)
        name = f"{quota.feature}, {quota.value}"
        rows.append(Row(name, kinds, quota.least, min(quota.most, question.size), place))
    return rows


def _family_rows(keys: list[tuple[tuple[str, ...], str]]) -> list[Row]:
    families: dict[str, list[int]] = {}
    for i, (_, family) in enumerate(keys):
        if family:
            families.setdefault(family, []).append(i)
    return [
        Row(f"family {family}", tuple(kinds), 0, 1, family=family)
        for family, kinds in sorted(families.items())
    ]
