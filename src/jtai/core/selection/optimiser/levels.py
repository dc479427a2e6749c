"""The fairest chances when fractions of children are allowed.

Stage by stage: the least chance of those not settled is raised as far as it goes; whoever has a positive
dual weight can never be above it in any best solution, and is settled there. The result is leximin, and
unique in the chances. Panels of whole children can do no better; `cuts` say where they must do worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jtai.core.selection.optimiser.kinds import Kinds, Vector
from jtai.core.selection.optimiser.solver import ENDLESS, Programme, Unsolved, panels_of

_NO_WEIGHT = 1e-9
# A settled level is asked for a hair lower, so that rounding never makes the next stage impossible.
_HAIR = 1e-11


@dataclass(frozen=True)
class Fractions:
    """The chance of one child of each kind, and by how much each row is broken below and above."""

    chances: Vector
    short: Vector
    over: Vector


@dataclass(frozen=True)
class Cut:
    """No panel of whole children has more than `most` of this weight."""

    weights: Vector
    most: float


def fair_chances(kinds: Kinds, cuts: list[Cut]) -> Fractions | None:
    """The fairest chances; None when even fractions keep no bounds."""
    programme, least, stage = _staged(kinds, cuts)
    open_kinds = np.ones(len(kinds.held), bool)
    chances = np.zeros(len(kinds.held))
    while open_kinds.any():
        if not programme.solve():
            return None
        level, weights = programme.objective, np.abs(programme.duals[stage:])
        settled = open_kinds & (weights > _NO_WEIGHT)
        if not settled.any():
            raise Unsolved("no kind could be settled")
        for kind in np.flatnonzero(settled):
            chances[kind] = max(level, 0.0)
            programme.set_value(stage + int(kind), least, 0.0)
            programme.set_row(stage + int(kind), kinds.held[kind] * level - _HAIR, ENDLESS)
        open_kinds &= ~settled
    return Fractions(chances, *_broken(kinds, programme.values))


def _broken(kinds: Kinds, values: Vector) -> tuple[Vector, Vector]:
    """By row: what the columns of the allowance say, without what cancels out."""
    short, over = np.zeros(len(kinds.rows)), np.zeros(len(kinds.rows))
    if kinds.allowance:
        quotas = kinds.quota_rows > 0
        first = len(kinds.held)
        short[quotas], over[quotas] = values[first : first + 2 * int(quotas.sum())].reshape(-1, 2).T
    both = np.minimum(short, over)
    return short - both, over - both


def first_weights(kinds: Kinds, cuts: list[Cut], among: Vector) -> tuple[float, Vector]:
    """The highest least chance of the kinds in `among` (1 or 0), and the weights that prove it."""
    programme, least, stage = _staged(kinds, cuts)
    for kind in np.flatnonzero(among < 1):
        programme.set_value(stage + int(kind), least, 0.0)
    programme.solve()
    weights = np.abs(programme.duals[stage:]) * (among > 0)
    return programme.objective, weights / float(weights @ kinds.held)


def _staged(kinds: Kinds, cuts: list[Cut]) -> tuple[Programme, int, int]:
    """The programme, the column of the least chance, and the row of the first kind."""
    programme = panels_of(kinds, whole=False, presolve=False)
    for cut in cuts:
        places = np.flatnonzero(cut.weights)
        programme.add_row(-ENDLESS, cut.most, places, cut.weights[places])
    least = programme.add_column(1.0)
    stage = programme.rows
    for kind, held in enumerate(kinds.held):
        programme.add_row(0.0, ENDLESS, [kind, least], [1.0, -held])
    return programme, least, stage
