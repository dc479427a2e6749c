"""Words of dates, numbers and lists are made in `jtai.words` and nowhere else (docs/adr/0270)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jtai.words import agreed, plural

SOURCE = Path(__file__).resolve().parents[2] / "src/jtai"
# The check of a receipt stands on the standard library alone (ADR 0201).
LEFT_OUT = {SOURCE / "words.py", SOURCE / "core/selection/verifying.py", *SOURCE.rglob("migrations/*.py")}
PYTHON = {path: ast.parse(path.read_text()) for path in sorted({*SOURCE.rglob("*.py")} - LEFT_OUT)}
TEMPLATES = [path for end in ("html", "txt") for path in sorted(SOURCE.rglob(f"templates/**/*.{end}"))]
# Names of days and months, the hour of twelve, and a number without its nought: the machine's locale decides.
BY_LOCALE = re.compile(r"%-?[aAbBcpxX]|%-\w")
BY_HAND = re.compile(
    r"""\|(pluralize|date|time|filesizeformat|timesince|timeuntil)\b|\|join:"(, | and )"|\w\(s\)"""
)


def text_of(node: ast.AST) -> str | None:
    """The text of a constant, and of an f-string with blanks where it is filled in; None of anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else " " for part in node.values)
    return None


def called(node: ast.AST) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def formats_by_locale(node: ast.AST) -> bool:
    """`{on:%A}`, `on.strftime("%A")`, `format(on, "%A")`."""
    if isinstance(node, ast.FormattedValue) and node.format_spec:
        return bool(BY_LOCALE.search(text_of(node.format_spec) or ""))
    texts = node.args if isinstance(node, ast.Call) and called(node) in ("strftime", "format") else []
    return any(BY_LOCALE.search(text_of(text) or "") for text in texts)


def chooses_by_one(node: ast.AST) -> bool:
    """`"" if n == 1 else "s"`, `"is" if n == 1 else "are"`, `"1 draft" if n < 2 else f"{n} drafts"`."""
    if not isinstance(node, ast.IfExp) or not isinstance(node.test, ast.Compare):
        return False
    texts = [text_of(node.body), text_of(node.orelse)]
    if None in texts or not any(text_of(side) is None for side in node.test.comparators):
        return False
    words = [re.findall("[A-Za-z]+", text or "") for text in texts]
    return any(differ_by_number(one, many) for one, many in (words, words[::-1]))


def differ_by_number(one: list[str], many: list[str]) -> bool:
    if not one or not many:
        return not one and many in (["s"], ["es"])
    first, other = one[0], many[0]
    return first != other and (other in (plural(first), agreed(2, first)) or (first, other) == ("y", "ies"))


def nouns() -> set[str]:
    """The plural of everything that is counted somewhere."""
    found = {noun for path in TEMPLATES for noun in re.findall(r'\|counted:"([\w ]+)', path.read_text())}
    for tree in PYTHON.values():
        calls = (node for node in ast.walk(tree) if called(node) in ("counted", "noun_of"))
        found |= {text_of(call.args[1]) or "" for call in calls if len(call.args) > 1}  # type: ignore[attr-defined]
    known = {plural(noun) for noun in found if noun}
    return known | {noun.split()[-1] for noun in known}


NOUNS = nouns()
AFTER_A_NUMBER = re.compile(rf"\s+({'|'.join(sorted(NOUNS))})\b")


def counts_by_hand(node: ast.AST) -> bool:
    """`f"{number} drafts"`: one day the number is one."""
    if not isinstance(node, ast.JoinedStr):
        return False
    return any(
        isinstance(filled, ast.FormattedValue)
        and not isinstance(filled.value, ast.Call | ast.Subscript | ast.Attribute)
        and AFTER_A_NUMBER.match(text_of(after) or "")
        for filled, after in zip(node.values, node.values[1:], strict=False)
    )


def lists_by_hand(node: ast.AST) -> bool:
    return called(node) == "join" and text_of(getattr(node.func, "value", node)) == " and "  # type: ignore[attr-defined]


KINDS = {
    "date": formats_by_locale,
    "time zone": lambda node: text_of(node) == "Europe/London",
    "plural": lambda node: chooses_by_one(node) or counts_by_hand(node),
    "list": lists_by_hand,
}


def made_by_hand(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and kind of everything that `jtai.words` would make."""
    for node in ast.walk(tree):
        for kind, is_one in KINDS.items():
            if is_one(node):
                yield node.lineno, kind  # type: ignore[attr-defined]


def in_template(text: str) -> list[str]:
    counted = re.finditer(r"\}\}(?:</?(?:strong|span|a)\b[^>]*>)?" + AFTER_A_NUMBER.pattern, text)
    return [found[0] for found in [*BY_HAND.finditer(text), *counted]]


def test_no_module_makes_a_date_a_plural_or_a_list_of_its_own() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {kind}"
        for path in PYTHON
        for line, kind in made_by_hand(PYTHON[path])
    ]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path).split("/templates/", 1)[1])
def test_no_template_makes_a_plural_or_a_list_of_its_own(path: Path) -> None:
    assert in_template(path.read_text()) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('f"{on:%A} {on.day} {on:%B %Y}"', "date"),
        ('f"{on:%-d}"', "date"),
        ('on.strftime("%d %b")', "date"),
        ('ZoneInfo("Europe/London")', "time zone"),
        ("f\"{n} draft{'' if n == 1 else 's'}\"", "plural"),
        ("f\"{n} access{'es' if n > 1 else ''}\"", "plural"),
        ('"is" if n == 1 else "are"', "plural"),
        ('"entry" if len(rows) == 1 else "entries"', "plural"),
        ('"1 person" if n == 1 else f"{n} people"', "plural"),
        ('f"{n} drafts"', "plural"),
        ('f"{LONGEST} characters"', "plural"),
        ('" and ".join(names)', "list"),
    ],
)
def test_what_is_planted_in_a_module_is_found(line: str, kind: str) -> None:
    assert kind in [found for _, found in made_by_hand(ast.parse(line))]


@pytest.mark.parametrize(
    "line", ['f"{at:%Y%m%d%H%M}"', '"Entered" if n == 1 else f"Revised, version {n}"', '", ".join(names)']
)
def test_a_key_a_choice_and_a_row_of_codes_are_none(line: str) -> None:
    assert list(made_by_hand(ast.parse(line))) == []


@pytest.mark.parametrize(
    "line",
    [
        "{{ n }} draft{{ n|pluralize }}",
        '{{ names|join:", " }}',
        "{{ row.day|date:'j F Y' }}",
        "{{ n }} drafts",
        "<strong>{{ rows|length }}</strong> records",
        "document(s)",
    ],
)
def test_what_is_planted_in_a_template_is_found(line: str) -> None:
    assert in_template(line)
