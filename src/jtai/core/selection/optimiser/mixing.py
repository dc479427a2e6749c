"""Panels that mix to given chances, made as they are needed; or a cut that shows that none do.

The master programme mixes the panels at hand as near to the chances as they come. Its dual weights price
the children; a panel worth more than the price of the lottery is added. When the best of all panels is
worth no more, its worth is a bound that every lottery keeps and the chances break: a cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from jtai.core.selection.optimiser.exchanges import Kicks, Panel, improve, keeping_quotas
from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector
from jtai.core.selection.optimiser.levels import Cut
from jtai.core.selection.optimiser.solver import ENDLESS, Programme, best_panel, panels_of

_NEAR_ENOUGH = 1e-7
_WORTH_MORE = 1e-9
# More starts find panels that are much alike; without any found they still cost less than the solver.
_STARTS, _MOST_STARTS, _SHAKEN = 8, 80, 80
_MUST = 1e9  # worth more than any quota
# Counted, not timed, so that the same list gives the same lottery on a slow machine.
_MOST_ASKED = 300
_CLEARLY = 1.001  # a panel worth this much more than the price need not be the best


@dataclass
class Pool:
    """Every panel made so far, each once."""

    kinds: Kinds
    panels: list[Counts] = field(default_factory=list)
    _known: set[bytes] = field(default_factory=set)

    def add(self, counts: Counts) -> bool:
        """Keep a panel; False when it is here already."""
        mark = counts.tobytes()
        if mark in self._known:
            return False
        self._known.add(mark)
        self.panels.append(counts.copy())
        return True


@dataclass(frozen=True)
class Mixed:
    """Shares of the panels of the pool; `cut` when the chances cannot be reached.

    is_ended: the solver was asked as often as it may be, and the shares are the best so far.
    """

    shares: Vector
    cut: Cut | None = None
    is_ended: bool = False


class Mixer:
    """Mixes panels of a question to chances; keeps its pool from one target to the next."""

    def __init__(self, kinds: Kinds, pool: Iterable[Counts] = ()) -> None:
        self.kinds = kinds
        self.pool = Pool(kinds)
        for counts in pool:
            self.pool.add(counts)
        self._kicks = Kicks()
        self._asked = 0
        self._whole = panels_of(kinds, whole=True)

    def best(self, worth: Vector, *, enough: float = ENDLESS) -> Counts | None:
        """The panel worth most of all there are, or one worth `enough`."""
        self._asked += 1
        return best_panel(self._whole, worth, enough=enough)

    def missing_kinds(self, chances: Vector) -> list[int]:
        """Kinds with a chance above nothing that are in no panel; a panel is made for each that has one."""
        missing = []
        for kind in np.flatnonzero(chances > _WORTH_MORE):
            if any(counts[kind] for counts in self.pool.panels) or self._held_by_exchange(int(kind)):
                continue
            worth = np.zeros(len(chances))
            worth[kind] = 1.0
            found = self.best(worth)
            if found is None or not found[kind]:
                missing.append(int(kind))
            else:
                self.pool.add(found)
        return missing

    def _held_by_exchange(self, kind: int) -> bool:
        """Put the kind into a panel at hand and mend the rest; True when that made a panel."""
        worth = np.zeros(len(self.kinds.held))
        worth[kind] = _MUST
        for counts in self.pool.panels[-_STARTS:]:
            panel = Panel(self.kinds, counts)
            panel.exchange(0, kind)
            improve(panel, worth, keeping_quotas(self.kinds))
            if self.kinds.deviation(panel.counts) <= self.kinds.allowance:
                return self.pool.add(panel.counts)
        return False

    def mix(self, chances: Vector) -> Mixed:
        """Mix the pool to the chances, adding panels; a cut when that is impossible."""
        wanted = np.flatnonzero(chances > _WORTH_MORE)
        target = (chances * self.kinds.held)[wanted]
        master = _master(target)
        for counts in self.pool.panels:
            _enter(master, counts, wanted)
        while True:
            master.solve()
            shares = master.values[1:]
            if master.objective >= 1 - _NEAR_ENOUGH:
                return Mixed(shares)
            worth = np.zeros(len(chances))
            worth[wanted] = np.abs(master.duals[:-1])
            price = abs(float(master.duals[-1]))
            added = self._exchanged(worth, price, shares)
            if not added and self._asked >= _MOST_ASKED:
                return Mixed(shares, is_ended=True)
            if not added:
                found = self.best(worth, enough=price * _CLEARLY)
                if found is None or worth @ found <= price + _WORTH_MORE or not self.pool.add(found):
                    return Mixed(shares, self._cut(worth))
                added = [found]
            for counts in added:
                _enter(master, counts, wanted)

    def _exchanged(self, worth: Vector, price: float, shares: Vector) -> list[Counts]:
        """New panels worth more than the price, by exchanges from the panels in use, some of them shaken."""
        added: list[Counts] = []
        savings = keeping_quotas(self.kinds)
        used = np.argsort(-shares, kind="stable")[: int((shares > 0).sum())]
        for turn, place in enumerate([*used[:_MOST_STARTS], *np.resize(used, _SHAKEN)]):
            # The longer it takes, the sooner what was found is enough.
            if turn >= _STARTS and len(added) >= max(1, min(_STARTS, _MOST_STARTS // turn)):
                break
            panel = Panel(self.kinds, self.pool.panels[place])
            if turn >= min(len(used), _MOST_STARTS):
                self._kicks.shake(panel, worth > 0)
            improve(panel, worth, savings)
            good = self.kinds.deviation(panel.counts) <= self.kinds.allowance
            if good and worth @ panel.counts > price + _WORTH_MORE and self.pool.add(panel.counts):
                added.append(panel.counts)
        return added

    def _cut(self, worth: Vector) -> Cut:
        scaled = worth / worth.max()
        found = self.best(scaled)
        return Cut(scaled, 0.0 if found is None else float(scaled @ found))


def _master(target: Vector) -> Programme:
    """How much of the target can be had: a row for each kind and one for the shares; column 0 the answer."""
    master = Programme(grows=True)
    for _ in target:
        master.add_row(0.0, ENDLESS, [], [])
    master.add_row(1.0, 1.0, [], [])
    master.add_column(1.0, 2.0, np.arange(len(target)), -target)
    return master


def _enter(master: Programme, counts: Counts, wanted: np.ndarray) -> None:
    held = counts[wanted]
    places = np.flatnonzero(held)
    rows = np.append(places, len(wanted))
    master.add_column(0.0, ENDLESS, rows, np.append(held[places].astype(float), 1.0))
