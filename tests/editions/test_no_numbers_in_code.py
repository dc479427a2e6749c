"""Numbers and names of the guidance stand in the editions, never in the code that applies them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from jtai.core.framework import load_edition
from tests.editions.shared import PUBLISHED, ROOT

CODE = [
    path
    for folder in ("core", "apps")
    for path in sorted((ROOT / "src/jtai" / folder).rglob("*.py"))
    # The demonstration's story is invented evidence: it may count eleven contacts.
    if not {"migrations", "demonstration"} & set(path.parts)
]
# Words for counts of the guidance, as whole words of a text that people read.
COUNTS = re.compile(
    r"\b(four inspectorates|all four (inspectorates )?(sign|agree)|three others|other three|eleven)\b", re.I
)
WEEKDAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}


def sizes_of_the_guidance() -> set[int]:
    """How many children, inspectors and days for the statement: what code might compare with."""
    editions = [load_edition(each) for each in PUBLISHED]
    return {
        size
        for edition in editions
        for size in (
            edition.selection.shortlist_size,
            edition.statement_days,
            sum(each.usual_inspectors for each in edition.inspectorates),
        )
    }


def days_of_the_guidance() -> set[int]:
    """Every day number and offset of every track: what code might count by."""
    found: set[int | None] = set()
    for edition in map(load_edition, PUBLISHED):
        for track in edition.tracks.values():
            for row in track.milestones:
                found |= {row.first_day, row.last_day, row.offset}
    return {number for number in found if number is not None and abs(number) > 1}


def docstrings(tree: ast.AST) -> set[int]:
    """Ids of the nodes that are docstrings: they may quote the guidance."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def names_of_a_week(tree: ast.AST) -> set[int]:
    """Ids of weekdays that stand in a list of all five: the names of any week, not a rule."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            texts = [each for each in node.elts if isinstance(each, ast.Constant)]
            if {each.value for each in texts} >= WEEKDAYS:
                found |= {id(each) for each in texts}
    return found


def numbers_at_work(tree: ast.AST) -> Iterator[ast.Constant]:
    """Sizes of the guidance that are compared with, and day numbers that days are counted by."""
    sizes, days = sizes_of_the_guidance(), days_of_the_guidance()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from _numbers([node.left, *node.comparators], sizes)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"add", "day"}:
            yield from _numbers(node.args, days)


def _numbers(nodes: list[ast.expr], wanted: set[int]) -> Iterator[ast.Constant]:
    for node in nodes:
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in wanted:
            yield node


def trees() -> Iterator[tuple[str, ast.AST]]:
    for path in CODE:
        yield str(path.relative_to(ROOT / "src/jtai")), ast.parse(path.read_text(encoding="utf-8"))


def test_no_number_of_the_guidance_is_compared_or_counted_with() -> None:
    found = [f"{name}, line {n.lineno}: {n.value!r}" for name, tree in trees() for n in numbers_at_work(tree)]
    assert found == []


def test_no_count_of_inspectorates_and_no_weekday_stands_in_a_text() -> None:
    found = []
    for name, tree in trees():
        passed_over = docstrings(tree) | names_of_a_week(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in passed_over:
                continue
            text = node.value if isinstance(node.value, str) else ""
            if COUNTS.search(text) or text in WEEKDAYS:
                found.append(f"{name}, line {node.lineno}: {text}")
    assert found == []


def test_the_search_would_find_what_it_looks_for() -> None:
    bad = ast.parse("if len(children) != 20: pass\ncalendar.add(start, 43)\n")
    assert {node.value for node in numbers_at_work(bad)} == {20, 43}
    assert sizes_of_the_guidance() == {20, 70, 11}
    assert COUNTS.search("All four inspectorates agree") and COUNTS.search("the three others")
