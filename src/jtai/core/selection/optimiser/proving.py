"""A proof that no lottery gives every child of a group a higher least chance.

Weights that add up to 1 over the group: the least chance is at most the weighted mean of chances, and that
is at most the weight of the heaviest panel. That no panel is heavier is shown by multipliers of the bounds
(weak duality); where fractions of children could be heavier, the panels are split in two by a count, and each
part is shown by itself. All numbers are whole multiples of 1 / SCALE, so that the check is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from jtai.core.selection.optimiser.kinds import Kinds, Row, Vector
from jtai.core.selection.optimiser.levels import Cut, first_weights
from jtai.core.selection.optimiser.solver import ENDLESS, Programme

SCALE = 10**10
_MOST_PARTS = 2000
_SLIP = 1e-6
_WHOLE = 1e-6


@dataclass(frozen=True)
class _Limit:
    """A bound of one part: from `low` to `high` of these kinds. name: how the proof calls it."""

    name: dict[str, Any]
    kinds: tuple[int, ...]
    low: int
    high: int


class _Failed(Exception):
    """There are too many parts."""


def prove_bound(kinds: Kinds, cuts: list[Cut], among: Vector) -> dict[str, Any] | None:
    """The proof for the kinds in `among` (1 or 0) as JSON holds it; None when it would be too long."""
    highest, weights = first_weights(kinds, cuts, among)
    return _prove(kinds, weights, highest)


def prove_absence(kinds: Kinds, kind: int) -> dict[str, Any] | None:
    """That no panel has a child of this kind: none has even one, so the bound is below 1."""
    weights = np.zeros(len(kinds.held))
    weights[kind] = 1.0
    return _prove(kinds, weights, 0.999)


def _prove(kinds: Kinds, weights: Vector, target: float) -> dict[str, Any] | None:
    whole = [round(float(weight) * SCALE) for weight in weights]
    prover = _Prover(kinds, whole, target)
    try:
        parts = prover.parts([])
    except _Failed:
        return None
    children = {
        child: weight
        for weight, members in zip(whole, kinds.children, strict=True)
        if weight
        for child in members
    }
    return {"scale": SCALE, "bound": prover.bound, "weights": dict(sorted(children.items())), "parts": parts}


class _Prover:
    """Splits until every part is shown; `bound` is the weight no panel is above, in 1 / SCALE."""

    def __init__(self, kinds: Kinds, weights: list[int], target: float) -> None:
        self.kinds, self.weights = kinds, weights
        self.target = ceil((target + _SLIP) * SCALE)
        self.bound = 0
        self._count = 0
        everyone = tuple(range(len(weights)))
        self._standing = [_Limit({"size": True}, everyone, kinds.size, kinds.size)]
        self._standing += [_Limit(_name(kinds, row), row.kinds, row.low, row.high) for row in kinds.rows]
        # Bounds may be broken at this price, so that a part without any panel has multipliers too.
        self._price = 400.0 * max(weights) / SCALE * kinds.size

    def parts(self, path: list[_Limit]) -> dict[str, Any]:
        """The proof of one part."""
        self._count += 1
        if self._count > _MOST_PARTS:
            raise _Failed
        limits = [*self._standing, *path]
        multipliers, point = self._solved(limits)
        bound = self._bound(limits, multipliers)
        if bound <= self.target:
            self.bound = max(self.bound, bound)
            used = [[limit.name, number] for limit, number in zip(limits, multipliers, strict=True) if number]
            return {"multipliers": used}
        split = self._split(point)
        if split is None:
            raise _Failed
        name, kinds, value = split
        low = _Limit({**name, "most": value}, kinds, 0, value)
        high = _Limit({**name, "least": value + 1}, kinds, value + 1, self.kinds.size)
        return {
            "split": {**name, "at": value},
            "low": self.parts([*path, low]),
            "high": self.parts([*path, high]),
        }

    def _solved(self, limits: list[_Limit]) -> tuple[list[int], Vector]:
        programme = Programme(presolve=False)
        for weight, held in zip(self.weights, self.kinds.held, strict=True):
            programme.add_column(weight / SCALE, held)
        off = []
        for row, limit in enumerate(limits):
            programme.add_row(limit.low, limit.high, limit.kinds, np.ones(len(limit.kinds)))
            is_quota = 0 < row <= len(self.kinds.rows) and self.kinds.rows[row - 1].quota >= 0
            price = 0.0 if is_quota else -self._price
            columns = [programme.add_column(price, ENDLESS, [row], [sign]) for sign in (1.0, -1.0)]
            off += columns if is_quota else []
        over = programme.add_column(-self._price)
        signs = [*np.ones(len(off)), -1.0]
        programme.add_row(-ENDLESS, self.kinds.allowance, [*off, over], signs)
        programme.solve()
        multipliers = [round(dual * SCALE) for dual in programme.duals.tolist()[:-1]]
        return multipliers, programme.values[: len(self.weights)]

    def _bound(self, limits: list[_Limit], multipliers: list[int]) -> int:
        """What the multipliers show, exactly."""
        rest = list(self.weights)
        total = 0
        for limit, number in zip(limits, multipliers, strict=True):
            if number:
                total += number * (limit.high if number > 0 else limit.low)
                for kind in limit.kinds:
                    rest[kind] -= number
        total += sum(max(0, left) * int(held) for left, held in zip(rest, self.kinds.held, strict=True))
        return total + self.kinds.allowance * self._dearest(multipliers)

    def _dearest(self, multipliers: list[int]) -> int:
        """Each unit off a quota costs at most the largest multiplier of a quota."""
        quotas = [abs(n) for n, row in zip(multipliers[1:], self.kinds.rows, strict=False) if row.quota >= 0]
        return max(quotas, default=0)

    def _split(self, point: Vector) -> tuple[dict[str, Any], tuple[int, ...], int] | None:
        """A count that is not whole: first of a bound, then of a kind."""
        counted = [(_name(self.kinds, row), row.kinds) for row in self.kinds.rows]
        counted += [({"children": list(c)}, (kind,)) for kind, c in enumerate(self.kinds.children)]
        best: tuple[float, dict[str, Any], tuple[int, ...], int] | None = None
        for place, (name, kinds) in enumerate(counted):
            total = float(point[list(kinds)].sum())
            off = abs(total - round(total))
            if off > _WHOLE and (best is None or off > best[0] + 1e-9):
                best = (off, name, kinds, int(np.floor(total)))
            if best is not None and place == len(self.kinds.rows) - 1:
                break
        return None if best is None else best[1:]


def _name(kinds: Kinds, row: Row) -> dict[str, Any]:
    if row.family:
        return {"family": row.family}
    quota = kinds.question.quotas[row.quota]
    return {"feature": quota.feature, "value": quota.value}


def as_chance(proof: dict[str, Any]) -> Fraction:
    """The bound of a proof as a chance."""
    return Fraction(proof["bound"], proof["scale"])
