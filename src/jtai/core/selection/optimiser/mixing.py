"""Panels that mix to given chances, made as they are needed; or a cut that shows that none do.

The master programme mixes the panels at hand as near to the chances as they come. Its dual weights price
the children; a panel worth more than the price of the lottery is added. When the best of all panels is
worth no more, its worth is a bound that every lottery keeps and the chances break: a cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from jtai.core.selection.optimiser.exchanges import Panel, improve, keeping_quotas
from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector
from jtai.core.selection.optimiser.levels import Cut
from jtai.core.selection.optimiser.solver import ENDLESS, Programme, best_panel, panels_of

_NEAR_ENOUGH = 1e-7
_WORTH_MORE = 1e-9
_STARTS = 8  # more of them find panels that are much alike
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
    """Shares of the panels of the pool; `cut` when the chances cannot be reached."""

    shares: Vector
    cut: Cut | None = None


class Mixer:
    """Mixes panels of a question to chances; keeps its pool from one target to the next."""

    def __init__(self, kinds: Kinds, pool: Iterable[Counts] = ()) -> None:
        self.kinds = kinds
        self.pool = Pool(kinds)
        for counts in pool:
            self.pool.add(counts)
        self._whole = panels_of(kinds, whole=True)

    def best(self, worth: Vector, *, enough: float = ENDLESS) -> Counts | None:
        """The panel worth most of all there are, or one worth `enough`."""
        return best_panel(self._whole, worth, enough=enough)

    def missing_kinds(self, chances: Vector) -> list[int]:
        """Kinds with a chance above nothing that are in no panel; a panel is made for each that has one."""
        missing = []
        for kind in np.flatnonzero(chances > _WORTH_MORE):
            if any(counts[kind] for counts in self.pool.panels):
                continue
            worth = np.zeros(len(chances))
            worth[kind] = 1.0
            found = self.best(worth)
            if found is None or not found[kind]:
                missing.append(int(kind))
            else:
                self.pool.add(found)
        return missing

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
            if not added:
                found = self.best(worth, enough=price * _CLEARLY)
                if found is None or worth @ found <= price + _WORTH_MORE or not self.pool.add(found):
                    return Mixed(shares, self._cut(worth))
                added = [found]
            for counts in added:
                _enter(master, counts, wanted)

    def _exchanged(self, worth: Vector, price: float, shares: Vector) -> list[Counts]:
        """New panels worth more than the price, by exchanges from the panels in use."""
        added = []
        savings = keeping_quotas(self.kinds)
        for place in np.argsort(-shares, kind="stable")[:_STARTS]:
            panel = Panel(self.kinds, self.pool.panels[place])
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
