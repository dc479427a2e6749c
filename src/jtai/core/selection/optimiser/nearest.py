"""The nearest selections that keep the quotas when some children must be in and others must not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from jtai.core.selection.optimiser.kinds import Kinds, kinds_of
from jtai.core.selection.optimiser.solver import ENDLESS, panels_of
from jtai.core.selection.question import Question


def nearest(question: Question, task: Mapping[str, Any]) -> list[list[str]]:
    """Up to `ways` selections, nearest first: as many of `chosen` stay as can."""
    kinds = kinds_of(question)
    chosen, locked, barred = set(task["chosen"]), set(task["locked"]), set(task["barred"])
    programme = panels_of(kinds, whole=True)
    # One column for each child chosen now that may go, and one for the rest of the kind that may come.
    for kind, members in enumerate(kinds.children):
        free = sum(child not in barred for child in members)
        programme.set_column(kind, float(sum(child in locked for child in members)), float(free))
    stays = []
    for kind, members in enumerate(kinds.children):
        mine = [child for child in members if child in chosen and child not in barred]
        if mine:
            column = programme.add_column(1.0, float(len(mine)))
            # Places of this kind that go to somebody locked who is not chosen now keep nobody.
            newcomers = sum(child in locked and child not in chosen for child in members)
            programme.add_row(newcomers, ENDLESS, [kind, column], [1.0, -1.0])
            stays.append(column)
    found: list[list[str]] = []
    while len(found) < task["ways"] and programme.solve():
        counts = np.rint(programme.values[: len(kinds.held)]).astype(int)
        found.append(_children(kinds, counts, chosen, locked, barred))
        now = np.flatnonzero(counts)
        # Another way has at least one child fewer of one of these kinds.
        programme.add_row(-ENDLESS, float(kinds.size - 1), now, np.ones(len(now)))
    return found


def _children(
    kinds: Kinds, counts: np.ndarray, chosen: set[str], locked: set[str], barred: set[str]
) -> list[str]:
    """Of each kind first those locked, then those chosen now, then by id."""
    found: list[str] = []
    for number, members in zip(counts, kinds.children, strict=True):
        free = [child for child in members if child not in barred]
        free.sort(key=lambda child: (child not in locked, child not in chosen, child))
        found += free[:number]
    return sorted(found)
