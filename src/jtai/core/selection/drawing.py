"""The draw from a stored lottery and its receipt (ADR 0201).

The seed has two parts. The inspector's is committed first: its hash is given away, the part is not. Then the
director is asked for theirs. If it has not come in time the hash of the list stands in for it. Nobody can
choose the result: the inspector's part was fixed before the director's was known, and the other way round.
The draw is one SHA-256 and one whole number: the same on every machine, and checked with a calculator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jtai.core.selection.following import sizes_left
from jtai.core.selection.question import FORMAT, canonical, hash_of, read_question


@dataclass(frozen=True, slots=True)
class Seed:
    """The parts of the seed. director: None when it has not come; commitment: "" when none was made."""

    inspector: str
    director: str | None = None
    commitment: str = ""


class NotADraw(Exception):
    """The lottery cannot be drawn from, or the seed does not belong to it. The message is a sentence."""


def commitment_of(lottery_hash: str, part: str) -> str:
    """What the inspector gives away before the director is asked."""
    return hashlib.sha256(f"jtai commitment 1\n{lottery_hash}\n{part}".encode()).hexdigest()


def check_lottery(lottery: Any) -> None:
    """Can this be drawn from? Raises `NotADraw`; `jtai select verify` checks far more."""
    if not isinstance(lottery, dict) or "feasible" not in lottery:
        raise NotADraw("This is no lottery. Make one with `jtai select lottery --format json`.")
    if not lottery["feasible"]:
        raise NotADraw("This lottery holds a conflict and no selections. Change the quotas first.")
    try:
        read_question(lottery)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotADraw("A part of this lottery is missing. It is not as it was made.") from fault
    panels = lottery.get("panels")
    good = (
        isinstance(panels, list)
        and isinstance(lottery.get("list_hash"), str)
        and all(_is_panel(panel) for panel in panels)
        and sum(panel["tickets"] for panel in panels) == lottery.get("tickets")
    )
    if not good or not panels:
        raise NotADraw("The tickets of this lottery do not add up. It is not as it was made.")


def draw(lottery: Mapping[str, Any], seed: Seed) -> dict[str, Any]:
    """The children drawn, the ticket and the receipt. Raises `NotADraw`.

    Where the lottery names the sizes of a second choice, the receipt says which leave a balanced one.
    """
    check_lottery(lottery)
    lottery_hash = hash_of(lottery)
    if seed.commitment and seed.commitment != commitment_of(lottery_hash, seed.inspector):
        raise NotADraw("The inspector's part is not the one that was committed to for this lottery.")
    director = lottery["list_hash"] if seed.director is None else seed.director
    ticket = ticket_of(lottery_hash, seed.inspector, director, lottery["tickets"])
    children = _children_of(lottery, ticket)
    leaves = _leaves(lottery, children)
    receipt = {
        "format": FORMAT,
        "kind": "jtai-selection-receipt",
        "list_hash": lottery["list_hash"],
        "lottery_hash": lottery_hash,
        "commitment": seed.commitment or None,
        "inspector_part": seed.inspector,
        "director_part": seed.director,
        "stand_in": director if seed.director is None else None,
        "ticket": ticket,
        "children": children,
        "pure_draw": True,
        "leaves": leaves,
        "words": [*_words(seed, ticket, lottery["tickets"]), *_leaves_in_words(leaves)],
        "lottery": lottery,
    }
    return {"children": children, "ticket": ticket, "receipt": receipt}


def ticket_of(lottery_hash: str, inspector: str, director: str, tickets: int) -> int:
    """The ticket that the seed draws, from 1."""
    text = canonical({"director": director, "inspector": inspector, "lottery": lottery_hash})
    return int(hashlib.sha256(f"jtai draw 1\n{text}".encode()).hexdigest(), 16) % tickets + 1


def _children_of(lottery: Mapping[str, Any], ticket: int) -> list[str]:
    last = 0
    for panel in lottery["panels"]:
        last += panel["tickets"]
        if ticket <= last:
            return list(panel["children"])
    raise NotADraw("The tickets of this lottery do not add up. It is not as it was made.")


def _leaves(lottery: Mapping[str, Any], children: list[str]) -> list[int] | None:
    """The sizes of a second choice that can be balanced; None when the lottery names none."""
    if not lottery.get("then"):
        return None
    return sizes_left(read_question(lottery).pool, children, lottery["then"]["sizes"])


def _leaves_in_words(leaves: list[int] | None) -> list[str]:
    if leaves is None:
        return []
    if not leaves:
        return ["No second choice out of these children can be balanced; `track` shows the nearest."]
    return [f"A balanced second choice out of these children can have {_or(leaves)} children."]


def _or(numbers: list[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} or {last}" if first else last


def _is_panel(panel: Any) -> bool:
    return (
        isinstance(panel, dict)
        and isinstance(panel.get("children"), list)
        and type(panel.get("tickets")) is int
        and panel["tickets"] > 0
    )


def _words(seed: Seed, ticket: int, tickets: int) -> list[str]:
    words = [f"Ticket {ticket} of {tickets} was drawn."]
    if not seed.commitment:
        words.append(
            "No part of the seed was committed to beforehand: whoever gave it could have tried others."
        )
    if seed.director is None:
        words.append("The director gave no part of the seed. The hash of the list is used instead.")
    return words
