"""What is always refused is refused by `refuse(…)`, which a type narrows behind; `no(…)` is an answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/jtai"


def called(node: ast.AST | None) -> str:
    """`no` of `no(…)` and of `results.no(…)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def answers_no(function: ast.FunctionDef) -> bool:
    """Has it no other answer than a no?"""
    answers = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    return bool(answers) and all(called(answer) == "no" for answer in answers)


def asked_of_a_no(text: str) -> Iterator[str]:
    """Each `require()` of what can only be a no: said there, by a function, or in the line above."""
    nodes = list(ast.walk(ast.parse(text)))
    noes = {"no"} | {node.name for node in nodes if isinstance(node, ast.FunctionDef) and answers_no(node)}
    given: dict[str, set[bool]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                given.setdefault(ast.unparse(target), set()).add(called(node.value) in noes)
    for node in nodes:
        if called(node) == "require" and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = node.func.value
            if called(asked) in noes or given.get(ast.unparse(asked)) == {True}:
                yield f"line {node.lineno}: {ast.unparse(node)[:60]}"


def test_nothing_is_asked_of_a_no() -> None:
    found = {
        str(path.relative_to(SOURCE)): list(asked_of_a_no(path.read_text())) for path in SOURCE.rglob("*.py")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        'no("Wait.", kind="moment").require()',
        'results.no("Wait.").require()',
        'answer = no("Wait.")\nanswer.require()',
        'def late():\n    return no("Wait.")\n\nlate().require()',
    ],
)
def test_such_a_question_would_be_found(text: str) -> None:
    assert len(list(asked_of_a_no(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        'refuse("Wait.")',
        "decide(by, action, material).require()",
        'answer = YES if ready else no("Wait.")\nanswer.require()',
        'def late():\n    if ready:\n        return YES\n    return no("Wait.")\n\nlate().require()',
        "require(by, action, material, inspection)",
    ],
)
def test_a_question_that_may_be_answered_yes_is_asked(text: str) -> None:
    assert list(asked_of_a_no(text)) == []
