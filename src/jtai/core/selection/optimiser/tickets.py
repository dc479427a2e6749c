"""Shares become whole tickets, and kinds become children.

Rounding: the shares are rounded so that all tickets are given out and the chances stay as near as can be to
what was computed. Spreading: all tickets whose panel has the same number of one kind are laid in a row as
long as these tickets, one strip below the other for each place; the children of the kind follow each other
along the strips, each as long as the others (but for one ticket), so nobody is twice in one ticket.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from jtai.core.selection.optimiser.kinds import Counts, Kinds

if TYPE_CHECKING:  # the solver is not needed here
    from jtai.core.selection.optimiser.fairest import Fairest

_MOST_CORRECTIONS = 4000


def whole_tickets(found: Fairest, kinds: Kinds, tickets: int) -> Counts:
    """Tickets of each panel: whole numbers that add up, as true to the chances as rounding can be."""
    exact = found.shares / found.shares.sum() * tickets
    given = np.floor(exact).astype(np.int64)
    missing = tickets - int(given.sum())
    given[np.argsort(-(exact - given), kind="stable")[:missing]] += 1
    matrix = np.array(found.panels, float) / kinds.held
    error = given @ matrix - found.chances * tickets
    size = (matrix * matrix).sum(1)
    # One ticket from one panel to another, for as long as the sum of squared errors shrinks.
    for _ in range(min(_MOST_CORRECTIONS, 20 * len(given))):
        slope = matrix @ error
        give = int(np.argmin(2 * slope + size))
        change = 2 * slope[give] + size[give] - 2 * slope + size - 2 * (matrix @ matrix[give])
        change[given <= 0] = np.inf
        change[give] = 0.0
        take = int(np.argmin(change))
        if change[take] >= -1e-12:
            break
        given[give] += 1
        given[take] -= 1
        error += matrix[give] - matrix[take]
    return given


def spread(given: Counts, panels: list[Counts], kinds: Kinds) -> list[tuple[tuple[str, ...], int]]:
    """Panels of children with their tickets, in the order of the children's ids."""
    used = [(int(number), counts) for number, counts in zip(given, panels, strict=True) if number > 0]
    parts: list[list[tuple[int, int, str]]] = [[] for _ in used]
    for kind, children in enumerate(kinds.children):
        _spread_kind(kind, children, used, parts)
    total: dict[tuple[str, ...], int] = {}
    for (number, _), pieces in zip(used, parts, strict=True):
        for members, length in _sliced(number, pieces):
            total[members] = total.get(members, 0) + length
    return sorted(total.items())


def _spread_kind(
    kind: int,
    children: tuple[str, ...],
    used: list[tuple[int, Counts]],
    parts: list[list[tuple[int, int, str]]],
) -> None:
    """Add (first ticket, end, child) to the parts of every panel that has this kind."""
    groups: dict[int, list[int]] = {}
    for place, (_, counts) in enumerate(used):
        if counts[kind]:
            groups.setdefault(int(counts[kind]), []).append(place)
    turn = 0  # whose turn it is to have the one ticket more
    for places_held, members in sorted(groups.items()):
        length = sum(used[place][0] for place in members)
        ends = np.cumsum([used[place][0] for place in members])
        share, more = divmod(places_held * length, len(children))
        start = 0
        for step in range(len(children)):
            child = children[(turn + step) % len(children)]
            end = start + share + (1 if step < more else 0)
            for low, high in _wrapped(start, end, length):
                _lay(low, high, child, members, ends, parts)
            start = end
        turn = (turn + more) % len(children)


def _wrapped(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """A stretch of the strips as stretches of the row: it may run over the end of one strip."""
    while start < end:
        low = start % length
        high = min(length, low + end - start)
        yield low, high
        start += high - low


def _lay(
    low: int,
    high: int,
    child: str,
    members: list[int],
    ends: np.ndarray,
    parts: list[list[tuple[int, int, str]]],
) -> None:
    at = int(np.searchsorted(ends, low, side="right"))
    while low < high:
        begin = int(ends[at - 1]) if at else 0
        stop = min(high, int(ends[at]))
        parts[members[at]].append((low - begin, stop - begin, child))
        low = stop
        at += 1


def _sliced(number: int, pieces: list[tuple[int, int, str]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The panel between every two tickets where somebody changes."""
    changes = sorted({0, number, *(low for low, _, _ in pieces), *(high for _, high, _ in pieces)})
    entering: dict[int, list[str]] = {}
    leaving: dict[int, list[str]] = {}
    for low, high, child in pieces:
        entering.setdefault(low, []).append(child)
        leaving.setdefault(high, []).append(child)
    present: set[str] = set()
    for low, high in pairwise(changes):
        present.difference_update(leaving.get(low, ()))
        present.update(entering.get(low, ()))
        yield tuple(sorted(present)), high - low
