"""The owner that the access table is asked with is never taken from the person asking (ADR 0215)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src/jtai"
APPS = SRC / "apps"
# What says for whom somebody stands; none of it says whose a thing is.
OF_THE_CALLER = {"bodies_of", "held_by", "held", "memberships", "qualifications_of", "inspectorate_of"}
CALLERS = {"by", "user", "viewer", "request"}


def modules() -> list[Path]:
    """Actions and views: what is carried out, and the doors before it."""
    return [
        path
        for path in sorted(APPS.rglob("*.py"))
        if {"actions", "views"} & {part.removesuffix(".py") for part in path.relative_to(APPS).parts}
    ]


def is_of_the_caller(node: ast.AST, tainted: set[str]) -> bool:
    """Does this expression come from the roles of the person asking?

    Comparing is not handing in: `own=row.author_id == by.pk` asks whether the thing is theirs.
    """
    if isinstance(node, ast.Compare):
        return False
    if isinstance(node, ast.Name):
        return node.id in tainted
    if isinstance(node, ast.Call) and _name(node.func) in OF_THE_CALLER:
        return True
    if isinstance(node, ast.Attribute):
        words = {node.attr, *(one.attr for one in ast.walk(node.value) if isinstance(one, ast.Attribute))}
        of_caller = _root(node) in CALLERS and words & {"body", *OF_THE_CALLER}
        return bool(of_caller) or is_of_the_caller(node.value, tainted)
    return any(is_of_the_caller(child, tainted) for child in ast.iter_child_nodes(node))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return _name(node)


def faults(tree: ast.AST) -> Iterator[int]:
    """Lines that hand in the caller's own body as the owner of the thing."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        tainted: set[str] = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and is_of_the_caller(node.value, tainted):
                tainted |= {_name(target) for target in node.targets}
            if isinstance(node, ast.comprehension | ast.For) and is_of_the_caller(node.iter, tainted):
                tainted |= {one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)}
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name(node.func) == "About":
                handed = [*node.args, *(one.value for one in node.keywords)]
                if any(is_of_the_caller(one, tainted) for one in handed):
                    yield node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(APPS)))
def test_no_door_is_asked_with_the_bodies_of_whoever_asks(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "line",
    [
        "require(by, 'supply', 'child-list', inspection, About(body=by.body))",
        "require(by, 'supply', 'child-list', inspection, About(bodies=bodies_of(by, inspection)))",
        "own = next(iter(bodies_of(by, i)), '')\n    require(by, 'a', 'b', i, About(body=own))",
        "any(may(by, 'a', 'b', i, About(body=one.body)) for one in held_by(by, i))",
        "require(request.user, 'a', 'b', i, About(body=request.viewer.held[0].body))",
    ],
)
def test_the_fault_is_seen(line: str) -> None:
    assert list(faults(ast.parse(f"def action(by, inspection):\n    {line}"))) != []


@pytest.mark.parametrize(
    "line",
    [
        "require(by, 'write', 'notebook', inspection, About(own=note.author_id == by.pk))",
        "require(by, 'share', 'agency-message', inspection, About(body=message.inspectorate))",
    ],
)
def test_the_owner_of_the_thing_is_not_a_fault(line: str) -> None:
    assert list(faults(ast.parse(f"def action(by, inspection):\n    {line}"))) == []


def test_actions_and_views_are_looked_at() -> None:
    names = {str(path.relative_to(APPS)) for path in modules()}
    assert {"selection/actions/listing.py", "selection/views.py", "portal/views/items.py"} <= names
