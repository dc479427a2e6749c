"""The draw, its receipt, and a check that finds every change to it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.selection import verifying
from jtai.core.selection.drawing import NotADraw, Seed, commitment_of, draw, ticket_of
from jtai.core.selection.question import hash_of
from jtai.core.selection.verifying import Unreadable, verify
from tests.core.selection_lists import EQUAL, GAP, IMPOSSIBLE, SHUT_OUT, lottery, receipt


def failing(found: Any) -> set[str]:
    return {check.code for check in verify(found) if not check.passed}


def test_a_draw_is_kept_by_its_commitment_and_both_parts() -> None:
    found = lottery(GAP)
    commitment = commitment_of(hash_of(found), "heads 7")
    drawn = draw(found, Seed("heads 7", "tails 3", commitment))
    assert drawn["children"] == drawn["receipt"]["children"] and len(drawn["children"]) == 20
    assert drawn["receipt"]["words"] == [f"Ticket {drawn['ticket']} of 1000000 was drawn."]
    assert failing(drawn["receipt"]) == set()
    with pytest.raises(NotADraw, match="not the one that was committed"):
        draw(found, Seed("heads 8", "tails 3", commitment))


def test_the_hash_of_the_list_stands_in_for_a_director_who_does_not_answer() -> None:
    found = receipt(GAP)
    assert (found["director_part"], found["stand_in"]) == (None, found["list_hash"])
    assert "The director gave no part of the seed. The hash of the list is used instead." in found["words"]


def test_each_part_of_the_seed_changes_the_ticket() -> None:
    tickets = {ticket_of("h", a, b, 1_000_000) for a in ("x", "y") for b in ("p", "q")}
    assert len(tickets) == 4
    # Parts are not run together: moving a letter from one to the other is another seed.
    assert ticket_of("h", "ab", "c", 1_000_000) != ticket_of("h", "a", "bc", 1_000_000)


@given(st.text(), st.text(), st.integers(1, 10**6))
def test_every_seed_draws_a_ticket_that_is_there(inspector: str, director: str, tickets: int) -> None:
    assert 1 <= ticket_of("hash", inspector, director, tickets) <= tickets


def test_a_conflict_and_a_spoilt_lottery_are_not_drawn_from() -> None:
    with pytest.raises(NotADraw, match="holds a conflict"):
        draw(lottery(IMPOSSIBLE), Seed("x"))
    spoilt = lottery(GAP)
    spoilt["panels"].pop()
    with pytest.raises(NotADraw, match="do not add up"):
        draw(spoilt, Seed("x"))
    with pytest.raises(NotADraw, match="no lottery"):
        draw([], Seed("x"))  # type: ignore[arg-type]


def _move_tickets(found: Any) -> None:
    panels = found["lottery"]["panels"]
    panels[0]["tickets"] += 1000
    panels[1]["tickets"] -= 1000


def _set(*path: Any) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        for step in path[:-2]:
            found = found[step]
        found[path[-2]] = path[-1]

    return change


def _drop_proof_weight(found: Any) -> None:
    weights = found["lottery"]["proof"]["weights"]
    del weights[next(iter(weights))]


def _swap_value(found: Any) -> None:
    children = found["lottery"]["list"]["children"]
    one, other = list(children)[:2]
    children[one], children[other] = children[other], children[one]


def _other_child(found: Any) -> None:
    panel = found["lottery"]["panels"][0]["children"]
    panel[0] = next(c for c in found["lottery"]["list"]["children"] if c not in panel)


def _raise_bound(found: Any) -> None:
    proof = found["lottery"]["proof"]
    proof["bound"] = proof["bound"] // 2


def _borrowed_split(found: Any) -> None:
    """One part of the proof is given out for the whole."""
    part = found["lottery"]["proof"]["parts"]
    while "split" in part:
        part = part["low"]
    found["lottery"]["proof"]["parts"] = part


SPOILT: list[tuple[str, Callable[[Any], None]]] = [
    ("draw", _set("ticket", 1)),
    ("draw", _set("inspector_part", "heads 8")),
    ("draw", _set("director_part", "another")),
    ("draw", lambda found: found["children"].pop()),
    ("draw", _set("pure_draw", False)),
    ("director", _set("stand_in", "0")),
    ("commitment", _set("commitment", "00")),
    ("lottery", _set("lottery", "min_chance", 0.51)),
    ("chances", _set("lottery", "min_chance", 0.51)),
    ("chances", _move_tickets),
    ("tickets", _set("lottery", "panels", 0, "tickets", 7)),
    ("quotas", _other_child),
    ("quotas", _set("lottery", "quotas", 0, "max", 0)),
    ("list", _swap_value),
    ("least-chance", _raise_bound),
    ("least-chance", _drop_proof_weight),
    ("least-chance", _borrowed_split),
    ("least-chance", _set("lottery", "proof", None)),
    ("least-chance", _set("lottery", "proof", "parts", {"multipliers": []})),
]


@pytest.mark.parametrize(("code", "change"), SPOILT, ids=range(len(SPOILT)))
def test_every_change_to_a_receipt_is_found(code: str, change: Callable[[Any], None]) -> None:
    found = receipt(GAP)
    change(found)
    assert code in failing(found)


def test_a_child_kept_out_of_every_selection_is_found() -> None:
    found = receipt(SHUT_OUT)
    assert failing(found) == set()
    found["lottery"]["absence"] = []
    assert "unselectable" in failing(found)


def test_a_less_fair_lottery_is_not_verified_as_the_fairest() -> None:
    """Half the tickets of one panel go to another: all is kept but fairness."""
    found = lottery(EQUAL)
    panels = found["panels"]
    moved = panels[0]["tickets"] // 2
    panels[0]["tickets"] -= moved
    panels[1]["tickets"] += moved
    tickets = dict.fromkeys(found["chances"], 0)
    for panel in panels:
        for child in panel["children"]:
            tickets[child] += panel["tickets"]
    found["chances"] = {child: number / found["tickets"] for child, number in tickets.items()}
    found["min_chance"] = min(found["chances"].values())
    assert failing(draw(found, Seed("x"))["receipt"]) == {"least-chance"}


def test_somebody_who_holds_the_list_can_compare_it() -> None:
    found = receipt(GAP)
    assert not any(
        c.code == "your-list" and not c.passed for c in verify(found, list_hash=found["list_hash"])
    )
    assert any(c.code == "your-list" and not c.passed for c in verify(found, list_hash="0" * 64))


@pytest.mark.parametrize("nonsense", [{}, [], 7, {"lottery": 7}, {"lottery": {}}])
def test_what_is_no_receipt_is_refused_with_a_sentence(nonsense: Any) -> None:
    with pytest.raises(Unreadable, match="not a receipt of a draw"):
        verify(nonsense)


def test_the_check_imports_nothing_of_the_optimiser_and_nothing_from_elsewhere() -> None:
    """It stands on the standard library alone."""
    tree = ast.parse(Path(verifying.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    allowed = {
        "__future__",
        "collections",
        "collections.abc",
        "dataclasses",
        "fractions",
        "hashlib",
        "json",
        "typing",
    }
    assert imported <= allowed
