"""No page or message gives advice that destroys what somebody is writing (ADR 0235)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.test_templates import TEMPLATES

SOURCE = Path(__file__).parents[2] / "src" / "jtai"
# To load a page again, or to go back, leaves or empties the page with the words on it.
DESTROYS = re.compile(
    r"(re)?load (this|the|that|your) page|load it again|refresh (this|the) page|\breload\b|\bgo back\b"
    r"|press F5|copy (your|these) words,? (and|then)",
    re.I,
)
# Advice of this kind that destroys nothing, each with the reason.
ALLOWED = {
    "If the text is yours, go back and copy it.": "another account's words; the page before has them",
}


def sentences() -> list[tuple[str, str]]:
    """Every text of a template, a script and a string in the code, with the file it stands in."""
    found = [(str(path.relative_to(SOURCE)), path.read_text()) for path in TEMPLATES]
    for path in SOURCE.rglob("*.js"):
        if "vendor" not in path.parts:
            text = re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)
            found.append((str(path.relative_to(SOURCE)), text))
    for path in SOURCE.rglob("*.py"):
        found += [(str(path.relative_to(SOURCE)), text) for text in strings(ast.parse(path.read_text()))]
    return found


def strings(tree: ast.Module) -> list[str]:
    """String constants that are no docstrings."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def bad(text: str) -> list[str]:
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return [match[0] for match in DESTROYS.finditer(text)]


def test_no_text_tells_anybody_to_leave_or_empty_the_page_they_write_on() -> None:
    found = sentences()
    assert len(found) > 3000, "templates, scripts and code"
    assert [(place, text[:80]) for place, text in found if bad(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Load the page again to see where it stands.",
        "Go back, put it right.",
        "Copy your words and go.",
    ],
)
def test_such_advice_is_seen(text: str) -> None:
    assert bad(text)


def test_what_is_allowed_stands_somewhere_and_has_a_reason() -> None:
    texts = "\n".join(text for _, text in sentences())
    assert [one for one, reason in ALLOWED.items() if one not in texts or len(reason) < 20] == []
