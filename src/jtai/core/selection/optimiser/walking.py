"""Takes fair chances apart into panels by walking: the quick way, which nearly always arrives.

What is left of the chances is a point inside all bounds. A panel that keeps every bound this point still
touches can be taken off with some share of the lottery; the share ends where the next bound is touched. Each
step uses up one bound for good, so the walk is short. Exchanges find the panels; where they do not, the
solver is asked, and when there is none the rest is left over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jtai.core.selection.optimiser.exchanges import Kicks, Panel, Savings, improve
from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector
from jtai.core.selection.optimiser.levels import Fractions
from jtai.core.selection.optimiser.solver import best_panel, panels_of

# What may be left over of a lottery: less than a ticket or two.
ENOUGH = 2e-6
# Where the solver has to be asked often and kinds are few, mixing is quicker for the last part of the way.
FEW_KINDS = 350
_HARD, _LAST_PART = 2, 0.1
_TOO_OFTEN = 15
_FORBIDDEN = 1e7
_NOTHING = 1e-9
# Once the solver was asked more than a few times it will be asked again: exchanges get more tries before.
_TRIES, _MORE_TRIES, _FEW = 25, 80, 3
_ANY = 100.0  # a gap as wide as this: the first panel will do


@dataclass(frozen=True)
class Walked:
    """Panels with their shares, and how much of the lottery is left over."""

    panels: tuple[tuple[float, Counts], ...]
    left: float


class _Rest:
    """What is left: the share, the chances, and the room up to every bound.

    Where quotas may be off, what is short and over has room of its own, and the rest of the allowance too.
    """

    def __init__(self, kinds: Kinds, fractions: Fractions) -> None:
        self.kinds = kinds
        self.share = 1.0
        self.point = fractions.chances * kinds.held
        self.above = kinds.held - self.point
        kept = kinds.matrix @ self.point + fractions.short - fractions.over
        self.over_low = kept - kinds.low
        self.under_high = kinds.high - kept
        self.short, self.over = fractions.short.copy(), fractions.over.copy()
        self.unused = np.array([kinds.allowance - float(self.short.sum() + self.over.sum())])
        for room in self.rooms():
            room[room < _NOTHING] = 0.0

    def rooms(self) -> list[Vector]:
        return [self.point, self.above, self.over_low, self.under_high, self.short, self.over, self.unused]

    def used_by(self, panel: Panel) -> list[Vector]:
        kinds = self.kinds
        short, over = np.maximum(kinds.low - panel.totals, 0), np.maximum(panel.totals - kinds.high, 0)
        kept = panel.totals + short - over
        unused = np.array([kinds.allowance - float(short.sum() + over.sum())])
        counts = panel.counts.astype(float)
        return [counts, kinds.held - counts, kept - kinds.low, kinds.high - kept, short, over, unused]

    def step(self, panel: Panel) -> float:
        """How much of the lottery this panel can have; 0 when it breaks a bound."""
        longest = self.share
        for room, used in zip(self.rooms(), self.used_by(panel), strict=True):
            if (used < 0).any():
                return 0.0
            takes = used > 0
            if takes.any():
                longest = min(longest, float((room[takes] / used[takes]).min()))
        return longest

    def take(self, panel: Panel, share: float) -> None:
        for room, used in zip(self.rooms(), self.used_by(panel), strict=True):
            room -= share * used
            room[room < _NOTHING] = 0.0
        self.share -= share

    def prices(self) -> list[Vector]:
        """What one unit of each room costs: the scarcer, the dearer."""
        return [
            np.where(room > 0, np.minimum(self.share / np.maximum(room, 1e-15), _FORBIDDEN), _FORBIDDEN)
            for room in self.rooms()
        ]


def walk(kinds: Kinds, fractions: Fractions, *, turn: int = 1) -> Walked:
    """Take the chances apart; every turn goes another way."""
    rest = _Rest(kinds, fractions)
    panels: list[tuple[float, Counts]] = []
    panel = _first(kinds, rest)
    kicks = Kicks(turn)
    for _ in range(turn - 1):
        kicks.shake(panel, rest.point > 0)
    asked = 0
    longest = 4 * (len(kinds.held) + len(kinds.rows))
    while rest.share > ENOUGH and len(panels) < longest:
        if asked > _TOO_OFTEN or (asked > _HARD and rest.share < _LAST_PART and len(kinds.held) <= FEW_KINDS):
            break
        share = _next(panel, rest, kicks, _TRIES if asked < _FEW else _MORE_TRIES)
        if share <= 0:
            asked += 1
            found = _asked(kinds, rest)
            if found is None:
                break
            panel = found
            share = rest.step(panel)
            if share <= 0:
                break
        panels.append((share, panel.counts.copy()))
        rest.take(panel, share)
    return Walked(tuple(panels), max(rest.share, 0.0))


def _first(kinds: Kinds, rest: _Rest) -> Panel:
    """The kinds with most room, whatever the quotas say; exchanges put it right."""
    counts = np.zeros(len(kinds.held), np.int64)
    missing = kinds.size
    for kind in np.argsort(-rest.point, kind="stable"):
        counts[kind] = min(missing, int(kinds.held[kind]))
        missing -= int(counts[kind])
    return Panel(kinds, counts)


def _next(panel: Panel, rest: _Rest, kicks: Kicks, tries: int) -> float:
    """Change the panel into one that can be taken off; its share, 0 when none is found."""
    point, above, low, high, short, over, _ = rest.prices()
    savings = _priced(rest.kinds, low - high, short, over)
    for _ in range(tries):
        improve(panel, above - point, savings)
        share = rest.step(panel)
        if share > 0:
            return share
        kicks.shake(panel, rest.point > 0)
    return 0.0


def _asked(kinds: Kinds, rest: _Rest) -> Panel | None:
    """A panel that keeps every bound the rest touches, from the solver; None when there is none."""
    programme = panels_of(kinds, whole=True, gap=_ANY)
    for kind, held in enumerate(kinds.held):
        touched = rest.above[kind] <= 0
        programme.set_column(kind, held if touched else 0.0, held if rest.point[kind] > 0 else 0.0)
    for row, bounds in enumerate(kinds.rows):
        low = bounds.high if rest.under_high[row] <= 0 else bounds.low
        high = bounds.low if rest.over_low[row] <= 0 else bounds.high
        programme.set_row(row, low, high)
    if kinds.allowance:
        quotas = kinds.quota_rows > 0
        off = np.column_stack([rest.short[quotas], rest.over[quotas]]).ravel()
        for column in np.flatnonzero(off <= 0):
            programme.set_column(len(kinds.held) + int(column), 0.0, 0.0)
    found = best_panel(programme, rest.point / (rest.share * kinds.held))
    return None if found is None else Panel(kinds, found)


def _priced(kinds: Kinds, slope: Vector, short: Vector, over: Vector) -> Savings:
    """Between its bounds one more in a row costs `slope`; beyond them it costs far more than anything."""
    below, beyond = 4 * _FORBIDDEN + short, 4 * _FORBIDDEN + over

    def savings(totals: Counts) -> tuple[Vector, Vector]:
        fewer = np.where(totals > kinds.high, beyond, np.where(totals > kinds.low, slope, -below))
        more = np.where(totals < kinds.low, below, np.where(totals < kinds.high, -slope, -beyond))
        return fewer, more

    return savings
