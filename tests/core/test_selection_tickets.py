"""Tickets spread over the children of a kind: nobody twice in one, everybody alike."""

from __future__ import annotations

import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.selection.optimiser.kinds import kinds_of
from jtai.core.selection.optimiser.tickets import spread
from jtai.core.selection.question import Question
from tests.core.selection_lists import small_list


@st.composite
def shared_out(drawing: st.DrawFn) -> tuple[list[int], list[int], list[list[int]]]:
    """How many children each kind has; tickets and counts by kind of some panels."""
    held = drawing(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    counts = st.tuples(*[st.integers(0, number) for number in held]).map(list)
    panels = drawing(st.lists(counts, min_size=1, max_size=6, unique_by=tuple))
    tickets = drawing(st.lists(st.integers(0, 50), min_size=len(panels), max_size=len(panels)))
    return held, tickets, panels


@settings(deadline=None)
@given(shared_out())
def test_every_child_of_a_kind_has_as_many_tickets_but_for_one(
    given_out: tuple[list[int], list[int], list[list[int]]],
) -> None:
    held, tickets, panels = given_out
    rows = {f"c{kind}{i}": (str(kind),) for kind, number in enumerate(held) for i in range(number)}
    kinds = kinds_of(Question(small_list(rows), (), 1))
    found = spread(np.array(tickets), [np.array(panel) for panel in panels], kinds)

    assert sum(number for _, number in found) == sum(tickets)
    assert all(len(members) == len(set(members)) for members, _ in found)
    shown: dict[tuple[int, ...], int] = {}
    mine = dict.fromkeys(rows, 0)
    for members, number in found:
        by_kind = tuple(sum(rows[child][0] == str(kind) for child in members) for kind in range(len(held)))
        shown[by_kind] = shown.get(by_kind, 0) + number
        for child in members:
            mine[child] += number
    assert shown == {tuple(p): n for p, n in zip(panels, tickets, strict=True) if n}
    for kind in range(len(held)):
        alike = [number for child, number in mine.items() if rows[child][0] == str(kind)]
        assert max(alike) - min(alike) <= 1


def test_the_solver_is_not_loaded_where_it_is_not_needed() -> None:
    """The solver of the lottery and the one of the timetable cannot live in one process."""
    assert "highspy" not in sys.modules
