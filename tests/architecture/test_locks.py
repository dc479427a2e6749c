"""Rows are locked, and steps after a commit registered, in one place each (docs/adr/0250, 0251)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/jtai"
# What is called, and the one module that may call it.
ONE_PLACE = {
    "select_for_update": "apps/database/locking.py",  # use locking.lock
    "update_or_create": "nowhere",  # locks FOR UPDATE; use locking.put
    "on_commit": "apps/database/after.py",  # use after.after_commit
}


def calls(text: str) -> list[tuple[str, int]]:
    """The calls among those of ONE_PLACE, with their lines."""
    found = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)]
    return [(name, node.lineno) for node in found if (name := name_of(node.func)) in ONE_PLACE]


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def elsewhere() -> list[str]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = str(path.relative_to(SOURCE))
        found += [
            f"{place}:{line} calls {name}"
            for name, line in calls(path.read_text())
            if ONE_PLACE[name] != place
        ]
    return found


def test_nothing_locks_rows_or_waits_for_a_commit_by_itself() -> None:
    assert elsewhere() == []


@pytest.mark.parametrize(
    "line",
    [
        "Inspection.objects.select_for_update().get(pk=1)",
        "rows.filter(pk=1).select_for_update(no_key=True)",
        "Sentence.objects.update_or_create(pk=1)",
        "transaction.on_commit(lambda: None)",
        "from django.db.transaction import on_commit\non_commit(print)",
    ],
)
def test_such_a_call_would_be_found(line: str) -> None:
    assert calls(line)
