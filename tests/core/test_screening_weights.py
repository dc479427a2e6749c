"""The weights of the screen: each is read and decides its example, and no rule holds a number of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.weights import table, without
from jtai.core.screening import screen

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src/jtai/core/screening"
SCORING = (
    "evidence",
    "finding",
    "initials",
    "institutions",
    "masks",
    "neighbours",
    "small_letters",
    "surroundings",
)
RANKED = {"first", "last", "place", "level", "first_of", "last_of", "place_of", "level_of"}
# A token is at most so many places away without a name for the distance.
NEXT = 3


def sources(names: tuple[str, ...] = ()) -> dict[str, str]:
    paths = [path for path in FOLDER.glob("*.py") if not names or path.stem in names]
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def unread(texts: dict[str, str]) -> list[str]:
    """Weights that no rule reads."""
    read = {name for text in texts.values() for name in re.findall(r"\bweights\.([A-Z_]+)", text)}
    return sorted(set(table()) - read)


def number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp):
        return number(node.operand)
    plain = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return node.value if plain else None  # type: ignore[attr-defined,no-any-return]


def rank(node: ast.expr) -> bool:
    """word.first, flags.level_of(value), max(word.first, word.last)."""
    if isinstance(node, ast.Call):
        return rank(node.func) or any(map(rank, node.args))
    return isinstance(node, ast.Attribute) and node.attr in RANKED


def ranks_as_numbers(text: str) -> list[int]:
    """Lines that compare how much of a name, place or word something is with a bare number."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(rank, sides)) and any(number(side) is not None for side in sides):
                lines.append(node.lineno)
    return lines


def bare_numbers(text: str) -> list[int]:
    """Lines of rules with a number that should be a weight, or a distance with a name."""
    return sorted(set(_bare(ast.parse(text))))


def _bare(tree: ast.Module) -> Iterator[int]:
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    named = {id(inner) for node in assigned for inner in ast.walk(node)}
    for node in ast.walk(tree):
        value = number(node) if isinstance(node, ast.Constant) else None
        if value is None or not value:
            continue
        # A whole number that a module names is a distance or a length; weights have their names elsewhere.
        if isinstance(value, float) or (value > NEXT and id(node) not in named):
            yield node.lineno


def test_every_weight_is_read() -> None:
    assert unread(sources(SCORING)) == []


def test_a_weight_that_nothing_reads_is_seen() -> None:
    texts = {name: text.replace("weights.COMPANION", "0.7") for name, text in sources(SCORING).items()}
    assert unread(texts) == ["COMPANION"]


def test_no_rule_holds_a_number_of_its_own() -> None:
    assert {name: found for name, text in sources(SCORING).items() if (found := bare_numbers(text))} == {}


@pytest.mark.parametrize(
    "line",
    ["add(token, 0.6, '')", "return -0.4", "_FIRM = 1.2", "near = tokens[index : index + 8]", "amount -= .4"],
)
def test_a_bare_number_in_a_rule_is_seen(line: str) -> None:
    text = sources()["finding"]
    indent = "" if line.startswith("_") else "    "
    planted = text + (
        f"\n\ndef planted(token, tokens, index, amount):\n{indent}{line}\n" if indent else f"\n{line}\n"
    )
    assert bare_numbers(planted) == [len(planted.splitlines())]


def test_ranks_are_compared_by_name() -> None:
    distilling = (ROOT / "tools/distil_names.py").read_text(encoding="utf-8")
    texts = {**sources(), "distil_names": distilling}
    assert {name: found for name, text in texts.items() if (found := ranks_as_numbers(text))} == {}


@pytest.mark.parametrize(
    "condition",
    [
        "word.first > 1",
        "token.word.level == 3",
        "0 < flags.level_of(value) <= 2",
        "max(word.first, word.last) < 2",
    ],
)
def test_a_rank_compared_with_a_number_is_seen(condition: str) -> None:
    assert ranks_as_numbers(f"if {condition}:\n    pass\n") == [1]


@pytest.mark.parametrize("name", table())
def test_each_weight_decides_its_example(name: str) -> None:
    example = table()[name].example
    whole = screen(example)
    with without(name):
        assert screen(example).spans != whole.spans


def test_each_weight_says_why_it_is_there() -> None:
    assert [name for name, weight in table().items() if not weight.why or not weight.example] == []
