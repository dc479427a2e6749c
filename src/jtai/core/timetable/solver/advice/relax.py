"""What would help with one clash: for each of its rules the least change that ends it, the cheapest first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from jtai.core.timetable.solver.advice.combine import planned_by_hand
from jtai.core.timetable.solver.advice.extend import TIMES, extended, nearest
from jtai.core.timetable.solver.advice.words import Proposal, extension_proposal, giving_up_proposal
from jtai.core.timetable.solver.explain import Conflict, Explainer
from jtai.core.timetable.solver.facts import Facts, Member
from jtai.core.timetable.week import Plan, Week

_PATIENCE = 0.5


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change that ends a clash; `whole` when it was seen that the whole week can then be planned."""

    change: Proposal
    whole: bool


def relaxations(explainer: Explainer, conflict: Conflict, begun: Plan, until: float) -> list[Relaxation]:
    """Changes that end the clash each by itself, the least first. Each was tried."""
    rows: dict[str, Relaxation] = {}
    for member in conflict.rules:
        if explainer.over() or time.monotonic() > until:
            break
        for change, week, given_up in _least(explainer, conflict, member):
            if change.words not in rows:
                whole = time.monotonic() < until and planned_by_hand(Facts(week, given_up), begun)
                rows[change.words] = Relaxation(change, whole)
    return sorted(rows.values(), key=lambda row: (row.change.price, row.change.words))


def _least(
    explainer: Explainer, conflict: Conflict, member: Member
) -> Iterator[tuple[Proposal, Week, frozenset[Member]]]:
    """The least change of one rule that helps; for a time, of the person's and the activity's together."""
    week, names = explainer.week, conflict.activities
    if member[0] not in TIMES:
        if explainer.possible(names, frozenset({member})):
            yield giving_up_proposal(week, member, names), week, frozenset({member})
        return
    concerned = [n for n in names if member[1] == n or member[1] in week.activities[n].people]
    for name in concerned:
        met_there = [("availability", each) for each in week.activities[name].people]
        for off in (frozenset({member}), frozenset({("window", name), *met_there})):
            rows, _ = nearest(explainer, names, off, _PATIENCE)
            if rows is not None and len(rows) == 1:
                yield extension_proposal(week, rows[0]), extended(week, rows), frozenset()
                return
