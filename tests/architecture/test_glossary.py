"""Every state, status and menu word of the screens is in docs/reference/glossary.md, once (ADR 0276)."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jtai.core.framework import available_editions, load_edition
from tools.generated.states import found as workflows

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/jtai"
GLOSSARY = ROOT / "docs/reference/glossary.md"
# How a class of choices, a function, a dictionary and an argument is called whose words are states.
CHOICES = {"State", "Status", "Reply"}
ANSWERS = re.compile(r"_?(\w+_)?(status|state)(_words|_of)?")
TABLES = {"STATUSES", "TAGS"}
ARGUMENTS = {"status", "state"}
# Task("Call sheet", "/i/…", "Due today"): the status is the third.
OF_A_TASK = slice(2, 3)
LINKS = {"links", "links[2:2]", "FOOT"}
TAG = re.compile(r'{% tag "([^"]+)" %}')


def words(value: ast.AST) -> Iterator[str]:
    """Words that an expression may come to; those it only compares with, and codes, are not said."""
    if isinstance(value, ast.Compare | ast.JoinedStr):
        return
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value[:1].isupper():
        yield value.value
    for part in ast.iter_child_nodes(value):
        yield from words(part)


def last_name(call: ast.Call) -> str:
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def states_of_python(text: str) -> Iterator[str]:
    """Labels of choices, statuses given to tasks and lines, and words of functions and tables of states."""
    nodes = list(ast.walk(ast.parse(text)))
    assignments = [node for node in nodes if isinstance(node, ast.Assign)]
    assigned = [(set(map(ast.unparse, node.targets)), node.value) for node in assignments]
    for node in nodes:
        if isinstance(node, ast.ClassDef) and node.name in CHOICES:
            yield from (label for _, label in choices_of(node))
        elif isinstance(node, ast.FunctionDef) and ANSWERS.fullmatch(node.name):
            returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
            yield from (word for value in returned for word in words(value))
        elif isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg in ARGUMENTS]
            given += node.args[OF_A_TASK] if last_name(node) == "Task" else []
            named = {part.id for value in given for part in ast.walk(value) if isinstance(part, ast.Name)}
            given += [value for targets, value in assigned if targets & named]
            yield from (word for value in given for word in words(value))
    yield from (word for targets, value in assigned if targets & TABLES for word in words(value))


def menus_of_python(text: str) -> Iterator[str]:
    """Texts of menu entries, titles of sections, and the links above and below every page."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and last_name(node) in {"MenuEntry", "Section"}:
            yield from (word for value in node.args[:2] for word in words(value))
        elif isinstance(node, ast.Assign) and set(map(ast.unparse, node.targets)) & LINKS:
            yield from words(node.value)


def choices_of(of: ast.ClassDef) -> list[tuple[str, str]]:
    """Code and label of each choice: `DRAFT = "draft", "Draft"`."""
    return [ast.literal_eval(node.value) for node in of.body if isinstance(node, ast.Assign)]


def python() -> Iterator[tuple[str, str]]:
    """Name and text of each module whose words are on a screen."""
    for part in ("apps", "ui"):
        for path in sorted((SOURCE / part).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(SOURCE)), path.read_text()


def said() -> dict[str, str]:
    """Each word with a place that says it."""
    found = {title: f"workflow {table.name}" for table in workflows() for title in table.titles.values()}
    for name, text in python():
        found |= dict.fromkeys([*states_of_python(text), *menus_of_python(text)], name)
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        found |= dict.fromkeys(TAG.findall(path.read_text()), str(path.relative_to(SOURCE)))
    return found


def listed() -> list[str]:
    """The first column of the tables of states and menus."""
    parts = re.split(r"^## ", GLOSSARY.read_text(), flags=re.M)
    tables = [part for part in parts if part.startswith(("Words of states", "Words of menus"))]
    rows = [line.split("|")[1].strip() for table in tables for line in table.splitlines() if line[:2] == "| "]
    return [word for word in rows if not word.endswith(" says")]


def test_every_state_status_and_menu_word_is_in_the_glossary() -> None:
    known = set(listed())
    assert [f"{place}: {word}" for word, place in said().items() if word not in known] == []


def test_every_word_of_these_tables_is_said() -> None:
    assert sorted(set(listed()) - set(said())) == []


def test_the_roles_that_the_glossary_names_are_in_every_edition() -> None:
    named = re.findall(r"role `([\w-]+)`", GLOSSARY.read_text())
    assert named
    for edition in map(load_edition, available_editions()):
        assert sorted(set(named) - {role.code for role in edition.roles}) == []


def test_a_word_has_one_line_and_one_meaning() -> None:
    assert [word for word, lines in Counter(word.lower() for word in listed()).items() if lines > 1] == []


def test_the_row_and_the_workflow_call_a_state_the_same() -> None:
    titles = [table.titles.items() for table in workflows()]
    for name, text in python():
        classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        for choices in (choices_of(node) for node in classes if node.name == "State"):
            alike = [
                table for table in titles if {code for code, _ in choices} <= {code for code, _ in table}
            ]
            assert not alike or any(set(choices) <= set(table) for table in alike), (name, choices)


@pytest.mark.parametrize(
    "text",
    [
        'class State(TextChoices):\n    A = "a", "Parked"',
        'Task("Letter", href, "Parked" if late else "Late", "letter")',
        'status = "Parked"\nTask("Letter", href, status, "letter")',
        'Line(name=name, status={"a": "Parked"}[row.state])',
        'def _sent_status(viewer):\n    return "Parked"',
        'TAGS = {"parked": "Parked"}',
    ],
)
def test_a_new_state_is_found_wherever_python_says_it(text: str) -> None:
    assert "Parked" in set(states_of_python(text))


def test_a_new_menu_entry_and_a_new_tag_are_found() -> None:
    assert list(menus_of_python('MenuEntry("Parking", "parking", "sea")')) == ["Parking"]
    assert list(menus_of_python('FOOT = [("Parking", "parking")]')) == ["Parking"]
    assert TAG.findall('<p>{% tag "Parked" %}</p>') == ["Parked"]


def test_codes_and_what_is_only_compared_are_no_words_of_a_screen() -> None:
    assert list(states_of_python('Task("Letter", href, "" if row.status == "Parked" else row.status)')) == []
