"""A question answered: the stored lottery with its proof, or why there is none and what has to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from jtai.core.selection.following import has_balanced
from jtai.core.selection.optimiser.conflicts import MOST_WAYS, conflict_of, relaxations_of
from jtai.core.selection.optimiser.fairest import Fairest, fairest
from jtai.core.selection.optimiser.kinds import Counts, Kinds, kinds_of
from jtai.core.selection.optimiser.proving import as_chance, prove_absence, prove_bound
from jtai.core.selection.optimiser.tickets import spread, whole_tickets
from jtai.core.selection.question import FORMAT, Question
from jtai.core.selection.wording import conflict_in_words, relaxation_in_words, shut_out_in_words

TICKETS = 1_000_000
_NONE = 1e-9
_PLACES = 8
# Why a kind is shut out is worked out for the first ones; a list that shuts out more has one cause.
_MOST_EXPLAINED = 12


def answer(question: Question, *, relax: bool = False, then: Sequence[int] = ()) -> dict[str, Any]:
    """The lottery, or the conflict.

    relax: balance first, as near to the quotas as any selection comes. then: the sizes of a second choice.
    """
    kinds = kinds_of(question)
    found = fairest(kinds)
    if found is not None:
        return _lottery(kinds, found, then)
    relaxations = relaxations_of(question, most=1 if relax else MOST_WAYS)
    if relax and relaxations:
        return answer(replace(question, allowance=relaxations[0].total), then=then)
    conflict = [bound.as_data() for bound in conflict_of(question)] if relaxations else []
    ways = [relaxation.as_data() for relaxation in relaxations]
    return {
        "format": FORMAT,
        "feasible": False,
        "conflict": conflict,
        "relaxations": ways,
        "words": [conflict_in_words(conflict, question.size), *map(relaxation_in_words, ways)],
    }


def _lottery(kinds: Kinds, found: Fairest, then: Sequence[int]) -> dict[str, Any]:
    question = kinds.question
    given = whole_tickets(found, kinds, TICKETS)
    panels = spread(given, found.panels, kinds)
    tickets = dict.fromkeys((child for child, _ in question.pool.children), 0)
    for members, number in panels:
        for child in members:
            tickets[child] += number
    among = (found.chances > _NONE).astype(float)
    out = [kind for kind in range(len(among)) if not among[kind]]
    unselectable = sorted(child for kind in out for child in kinds.children[kind])
    shut = set(unselectable)
    proof = prove_bound(kinds, found.cuts, among)
    return {
        "format": FORMAT,
        "feasible": True,
        "min_chance": min(n for child, n in tickets.items() if child not in shut) / TICKETS,
        "upper_bound": round(float(found.relaxed.min()), _PLACES),
        "proven_bound": None if proof is None else round(float(as_chance(proof)), _PLACES),
        "is_settled": found.is_settled,
        "unselectable": unselectable,
        "shut_out": [_shut_out(question, kinds, kind) for kind in out[:_MOST_EXPLAINED]],
        "levels": _levels(kinds, found),
        "then": {"sizes": list(then), "tickets": _leaving(kinds, found, given, then)} if then else None,
        "chances": {child: number / TICKETS for child, number in sorted(tickets.items())},
        "tickets": TICKETS,
        "panels": [{"children": list(members), "tickets": number} for members, number in panels],
        **{key: value for key, value in question.as_data().items() if key != "format"},
        "list_hash": question.pool.hash,
        "proof": proof,
        "absence": [prove_absence(kinds, kind) for kind in out],
    }


def _levels(kinds: Kinds, found: Fairest) -> list[list[float]]:
    """How many children have each chance, before the rounding to tickets."""
    counted: Counter[float] = Counter()
    for chance, held in zip(found.chances, kinds.held, strict=True):
        counted[round(float(chance), 5)] += int(held)
    return [[chance, number] for chance, number in sorted(counted.items())]


def _leaving(kinds: Kinds, found: Fairest, given: Counts, then: Sequence[int]) -> int:
    """How many tickets leave a balanced second choice of one of the sizes possible."""
    leaving = 0
    for number, counts in zip(given, found.panels, strict=True):
        if number:
            held = zip(kinds.children, counts, strict=True)
            chosen = [child for children, many in held for child in children[:many]]
            leaving += int(number) if has_balanced(kinds.question.pool, chosen, then) else 0
    return leaving


def _shut_out(question: Question, kinds: Kinds, kind: int) -> dict[str, Any]:
    conflict = [] if question.allowance else [bound.as_data() for bound in conflict_of(question, kind)]
    children = list(kinds.children[kind])
    return {"children": children, "conflict": conflict, "words": shut_out_in_words(children, conflict)}


def fair_share(panels: list[list[int]], people: int) -> float:
    """The highest least chance of any lottery over these panels (each a list of people's numbers)."""
    from jtai.core.selection.optimiser.solver import ENDLESS, Programme

    programme = Programme()
    for _ in range(people):
        programme.add_row(0.0, ENDLESS, [], [])
    programme.add_row(1.0, 1.0, [], [])
    programme.add_column(1.0, 1.0, np.arange(people), -np.ones(people))
    for members in panels:
        programme.add_column(0.0, ENDLESS, [*members, people], np.ones(len(members) + 1))
    programme.solve()
    return programme.objective
