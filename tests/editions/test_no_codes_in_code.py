"""No code of an edition stands in the software: what it looks up, it looks up by purpose (ADR 0281)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jtai.core.access import TABLE
from jtai.core.framework import load_edition
from jtai.core.framework.purposes import NEEDED_ROLES, PURPOSES, ROLES
from tests.editions.shared import PUBLISHED, ROOT

SOURCE = [
    path
    for path in sorted((ROOT / "src/jtai").rglob("*.py"))
    # The demonstration tells a story of the editions it is written for.
    if not {"migrations", "demonstration"} & set(path.parts)
]
# Whoever is asked for something by the code of a milestone, a meeting, a notice …
LOOKUPS = {
    "due_at", "due_on", "first_on", "late_by", "happened_at", "record_fact", "forget_fact", "milestone_due",
    "milestone", "milestone_of_any_track", "notice", "meeting", "section", "step", "contact_role",
    "criterion", "inspectorate", "agency", "row",
}  # fmt: skip
# Calls that are named like one of them and look up nothing of an edition.
OTHER_CALLS = {"core/timetable", "core/selection/optimiser", "core/framework"}
PURPOSE_CALLS = {
    "code_for", "milestone_for", "notice_for", "contact_for", "body_for", "clock_word_for", "setting_for",
    "section_for", "event_for", "reading_for",
}  # fmt: skip
# Codes of an edition that are also a word of the software, with what they mean here.
OUR_WORDS = {
    "inspection": "the track every edition has; the app of that name",
    "statement": "a key of the frozen document of the letter, a relation of the tables",
    "area": "a field of the form that plans an inspection",
    "partnership": "what evidence and findings are about when no single agency is meant",
    "comments": "a field of the forms that send something back",
    "finalise": "the move of a finding",
    "proof": "what an optimiser gives with its answer",
    "day-zero": "the event that every numbered day is counted from",
}


def looked_up() -> dict[str, set[str]]:
    """Codes of milestones, gates, events, meetings, notices, readings and steps: which edition has them."""
    found: dict[str, set[str]] = {}
    for edition in map(load_edition, PUBLISHED):
        rows = [row for track in edition.tracks.values() for row in track.milestones]
        lists = (rows, edition.gates, edition.events, edition.meetings, edition.notices, edition.bodies)
        codes = (
            {row.code for each in lists for row in each} | set(edition.readings) | set(edition.clock_words)
        )
        for code in codes:
            found.setdefault(code, set()).add(edition.id)
    return found


@lru_cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (str(path.relative_to(ROOT / "src/jtai")), ast.parse(path.read_text(encoding="utf-8")))
        for path in SOURCE
    )


def constants(tree: ast.Module) -> dict[str, str]:
    """Names that a module gives to texts, as NOTIFY = "first-call"."""
    found: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for name, value in zip(names, values, strict=False):
                if (
                    isinstance(name, ast.Name)
                    and isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                ):
                    found[name.id] = value.value
    return found


def texts_given(tree: ast.Module, functions: set[str], named: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Every text that one of these functions is called with, written there or under a name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "attr", getattr(node.func, "id", "")) not in functions:
            continue
        for given in node.args:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield node.lineno, given.value
            elif isinstance(given, ast.Name) and given.id in named:
                yield node.lineno, named[given.id]


def all_constants() -> dict[str, str]:
    return {name: text for _, tree in trees() for name, text in constants(tree).items()}


def test_nothing_is_looked_up_by_a_code() -> None:
    codes, named = looked_up(), all_constants()
    found = [
        f"{name}, line {line}: {text}"
        for name, tree in trees()
        if not any(name.startswith(each) for each in OTHER_CALLS)
        for line, text in texts_given(tree, LOOKUPS, named | constants(tree))
        if text in codes and text not in OUR_WORDS
    ]
    assert found == []


def test_every_purpose_is_listed_and_every_listed_one_is_looked_up() -> None:
    known = {purpose for listed in PURPOSES.values() for purpose in listed}
    named = all_constants()
    asked = {
        text for _, tree in trees() for _, text in texts_given(tree, PURPOSE_CALLS, named | constants(tree))
    }
    assert asked - known == set()
    texts = {n.value for _, tree in trees() for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    written = (ROOT / "src/jtai/core/framework/purposes.py").relative_to(ROOT / "src/jtai")
    elsewhere = {
        n.value
        for name, tree in trees()
        if name != str(written)
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    assert texts >= known
    assert known - elsewhere == set()


# Words of the 2016 editions for what another calls otherwise: the board, the front door, the first day.
WORDS_OF_AN_EDITION = re.compile(r"\bLSCB\b|\bMASH\b|\b[Dd]ay 0\b")
# The help of a command is printed before an edition is chosen.
SAYS_SO = {"commands/timeline.py"}


def texts_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text that may be shown: all but docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, owners) and _has_doc(n)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def _has_doc(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> bool:
    return ast.get_docstring(node, clean=False) is not None


def test_no_word_of_one_edition_stands_on_a_page() -> None:
    found = [
        f"{name}, line {line}: {text}"
        for name, tree in trees()
        if name not in SAYS_SO
        for line, text in texts_of(tree)
        if WORDS_OF_AN_EDITION.search(text)
    ]
    for path in sorted((ROOT / "src/jtai").glob("**/templates/**/*.*")):
        text = re.sub(
            r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.S
        )
        found += [f"{path.name}: {match.group()}" for match in WORDS_OF_AN_EDITION.finditer(text)]
    assert found == []


def words_of_the_software() -> set[str]:
    """Materials, actions and roles of the access table, names of pages, files, purposes."""
    words = set(TABLE) | {action for cells in TABLE.values() for action in cells} | set(OUR_WORDS)
    words |= {cell.role for cells in TABLE.values() for row in cells.values() for cell in row}
    words |= {purpose for listed in PURPOSES.values() for purpose in listed}
    for path in (ROOT / "src/jtai/apps").rglob("urls.py"):
        words |= set(re.findall(r'name="([^"]+)"', path.read_text(encoding="utf-8")))
    return (
        words
        | {path.stem for path in SOURCE}
        | {path.name for path in Path(ROOT / "src/jtai/apps").iterdir()}
    )


def test_no_text_is_a_code_unless_the_software_means_something_else_by_it() -> None:
    codes, ours = looked_up(), words_of_the_software()
    found = {
        f"{name}, line {node.lineno}: {node.value}"
        for name, tree in trees()
        if not name.startswith(("core/timetable", "core/screening", "core/selection/optimiser"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in codes and node.value not in ours
    }
    assert found == set()


def test_the_roles_of_the_loader_are_those_of_the_access_table() -> None:
    assert {cell.role for cells in TABLE.values() for row in cells.values() for cell in row} == ROLES
    assert set(NEEDED_ROLES) < ROLES


def test_the_search_would_find_what_it_looks_for() -> None:
    bad = ast.parse('NOTIFY = "notify-dcs"\ndates.due_at(inspection, NOTIFY)\nedition.notice("annex-b")\n')
    given = {text for _, text in texts_given(bad, LOOKUPS, constants(bad))}
    assert given == {"notify-dcs", "annex-b"}
    assert given <= set(looked_up())
