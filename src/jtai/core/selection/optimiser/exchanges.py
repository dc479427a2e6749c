"""A better panel by exchanging one child for another, for as long as that helps.

The gain of all exchanges is worked out at once as a matrix (places of the panel by kinds). What an exchange
does to the rows depends only on the rows that would be left and entered, so their costs by count are enough.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector

# What one unit off a bound costs, beside weights that are about 1.
OFF = 1e4
# Numbers for kicks: a fixed sequence, so that the same list gives the same lottery.
_MULTIPLIER, _ADDEND, _MODULUS = 1103515245, 12345, 2**31
_NEVER = -1e18
_MOST_ROUNDS = 200
# Below this a gain is an error of rounding beside costs of 1e7, and exchanges would go round in circles.
_GAIN = 1e-6


class Panel:
    """A panel on its way: the kind in each place, counts by kind, totals by row."""

    def __init__(self, kinds: Kinds, counts: Counts) -> None:
        self.kinds = kinds
        self.counts = counts.copy()
        self.places = np.repeat(np.arange(len(counts)), counts)
        self.totals = np.rint(kinds.matrix @ counts).astype(np.int64)

    def exchange(self, place: int, kind: int) -> None:
        """Put a child of `kind` in a place."""
        out = self.places[place]
        self.counts[out] -= 1
        self.counts[kind] += 1
        self.places[place] = kind
        self.totals += (self.kinds.matrix[:, kind] - self.kinds.matrix[:, out]).astype(np.int64)


# By row: what one fewer saves, what one more saves (negative: it costs).
Savings = Callable[[Counts], tuple[Vector, Vector]]


def improve(panel: Panel, worth: Vector, savings: Savings, *, rounds: int = _MOST_ROUNDS) -> int:
    """Exchange while the sum of worth and row savings grows; how many exchanges were made."""
    matrix, held = panel.kinds.matrix, panel.kinds.held
    rows_of = matrix.T
    for done in range(rounds):
        fewer, more = savings(panel.totals)
        leaving = (fewer @ matrix - worth)[panel.places]
        entering = more @ matrix + worth
        entering[panel.counts >= held] = _NEVER
        # A row that is left and entered by one exchange does not change: what was counted for it goes back.
        same = (rows_of[panel.places] * (fewer + more)) @ matrix
        gain = leaving[:, None] + entering - same
        best = int(gain.argmax())
        place, kind = divmod(best, len(held))
        if gain[place, kind] <= _GAIN:
            return done
        panel.exchange(place, kind)
    return rounds


def keeping_quotas(kinds: Kinds) -> Savings:
    """Savings that bring every row to its bounds and leave it there."""
    low, high = kinds.low, kinds.high

    def savings(totals: Counts) -> tuple[Vector, Vector]:
        fewer = (totals > high) * OFF - (totals <= low) * OFF
        more = (totals < low) * OFF - (totals >= high) * OFF
        return fewer, more

    return savings


class Kicks:
    """A few exchanges by lot, out of a place where no single exchange helps."""

    def __init__(self, turn: int = 1) -> None:
        self._state = turn

    def _below(self, limit: int) -> int:
        self._state = (self._state * _MULTIPLIER + _ADDEND) % _MODULUS
        return (self._state >> 8) % limit

    def shake(self, panel: Panel, among: np.ndarray) -> None:
        """Four exchanges; `among` are the kinds that may come in."""
        for _ in range(4):
            free = np.flatnonzero((panel.counts < panel.kinds.held) & among)
            if len(free):
                panel.exchange(self._below(len(panel.places)), int(free[self._below(len(free))]))
