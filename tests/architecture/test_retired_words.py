"""Words that docs/reference/glossary.md retires are read by nobody: not in a page, not in a message."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/jtai"
GLOSSARY = ROOT / "docs/reference/glossary.md"
# What a template says to a reader stands between its tags, or in quotation marks inside one of these.
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
HIDDEN = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.S)
# The name that a tag is called by, a field it sends and a value nobody reads: not words on a page.
NAME = re.compile(
    r"\b(name|value|kind|level|mark|prefix)=\"[^\"]*\"|{% (url|include|extends|load|block) .*?%}"
)
MARKUP = re.compile(r"</?[a-z][^>]*>", re.I)
SPOKEN = re.compile(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"")


# Said to developers alone: what a fault of the program says, notes on columns, patterns, SQL.
PROGRAMMING = {
    "AssertionError",
    "ImproperlyConfigured",
    "KeyError",
    "LookupError",
    "RuntimeError",
    "TypeError",
}
QUIET = {"getLogger", "compile", "RunSQL", "execute", "reverse", "CheckConstraint", "UniqueConstraint"}


def retired() -> dict[str, re.Pattern[str]]:
    """Each retired word with a pattern of where it is forbidden."""
    table = GLOSSARY.read_text().split("| Retired |", 1)[1].splitlines()[2:]
    patterns = {}
    for line in table:
        words, _, stays = (cell.strip() for cell in line.strip().strip("|").split("|"))
        for word in words.split(", "):
            rest = [phrase.strip().removeprefix(word) for phrase in stays.split(";") if phrase.strip()]
            spared = "".join(f"(?!{re.escape(end)})" for end in rest)
            patterns[word] = re.compile(rf"\b{re.escape(word)}\b{spared}", re.I)
    return patterns


def of_a_template(text: str) -> Iterator[str]:
    """What a reader of the page may read, and what a screen reader says."""
    text = NAME.sub(" ", HIDDEN.sub(" ", text))
    for tag in TAG.findall(text):
        yield from re.findall(r'"([^"]*)"', tag)
    yield from SPOKEN.findall(TAG.sub(" ", text))
    yield MARKUP.sub(" ", TAG.sub(" … ", text))


def of_python(text: str, *, columns: bool) -> Iterator[str]:
    """Every string that could be a sentence or a label: with a blank in it, or a capital at its beginning.

    columns: whether the module describes tables, whose help texts are notes for developers.
    """
    tree = ast.parse(text)
    silent = {id(node) for parent in ast.walk(tree) for node in _said_to_developers(parent, columns)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if " " in node.value.strip() or node.value[:1].isupper():
            yield node.value


def _said_to_developers(node: ast.AST, columns: bool) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr):
        yield node.value  # a docstring
    elif isinstance(node, ast.Assert) and node.msg:
        yield from ast.walk(node.msg)
    elif isinstance(node, ast.Call) and _named(node.func) in PROGRAMMING | QUIET:
        yield from ast.walk(node)
    elif columns and isinstance(node, ast.keyword) and node.arg == "help_text":
        yield from ast.walk(node.value)


def _named(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def said_by(place: Path) -> Iterator[tuple[str, str]]:
    """Each thing that a file, `place` or one under it, may say to a reader, with the name of the file."""
    for path in sorted(place.rglob("*")) or [place]:
        name = str(path.relative_to(SOURCE))
        if "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            columns = "models" in path.relative_to(SOURCE).with_suffix("").parts
            yield from ((name, words) for words in of_python(path.read_text(), columns=columns))
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            yield from ((name, words) for words in of_a_template(path.read_text()))


def faults(said: Iterator[tuple[str, str]]) -> list[str]:
    """Where a retired word is said; a phrase may go over the end of a line."""
    return [
        f"{name}: {word!r} in {words[max(found.start() - 60, 0) : found.end() + 60]!r}"
        for name, words in ((name, " ".join(words.split())) for name, words in said)
        for word, pattern in PATTERNS.items()
        for found in pattern.finditer(words)
    ]


PATTERNS = retired()
# Every part of the software, those of `apps` and `core` one by one. Texts of editions are the guidance's own.
PLACES = sorted(
    str(path.relative_to(SOURCE))
    for part in (SOURCE, SOURCE / "apps", SOURCE / "core")
    for path in part.iterdir()
    if path.is_dir() or path.suffix == ".py"
    if path.name not in {"apps", "core", "editions"} and "__" not in path.name
)

# What people are told to read first, without the names of files and commands in it.
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
BETWEEN_BACKTICKS = re.compile(r"```.*?```|`[^`]*`", re.S)


@pytest.mark.parametrize("place", PLACES)
def test_no_retired_word_is_on_a_screen(place: str) -> None:
    assert faults(said_by(SOURCE / place)) == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_no_retired_word_is_in_a_guide(path: Path) -> None:
    prose = BETWEEN_BACKTICKS.sub(" ", path.read_text())
    assert faults(iter([(path.name, prose)])) == []


def test_the_glossary_names_classes_that_are_there() -> None:
    named = re.findall(r"`([A-Z]\w+)`", GLOSSARY.read_text())
    classes = {
        found
        for path in SOURCE.rglob("*.py")
        for found in re.findall(r"^class (\w+)", path.read_text(), re.M)
    }
    assert named
    assert sorted(set(named) - classes) == []


@pytest.mark.parametrize(
    "said",
    [
        '<p class="govuk-body">Copy it before you go\n  on.</p>',
        '{% button "Keep the note" %}',
        '<a aria-label="Go on writing" href="/">…</a>',
        '{% datatable "Lists" "List|Where it stands" %}{% enddatatable %}',
    ],
)
def test_a_retired_word_is_found_wherever_a_template_says_it(said: str) -> None:
    assert faults(("page.html", words) for words in of_a_template(said))


def test_what_a_template_says_to_nobody_is_let_be() -> None:
    silent = (
        '{# kept #}{% button "Save the note" name="keep" value="keep" %}{% url "keep" %}<p id="keep"></p>'
    )
    spared = "<p>Keep this device with you before you go on site.</p>"
    assert not faults(("page.html", words) for words in of_a_template(silent + spared))


def test_a_retired_word_is_found_in_a_message_and_not_in_a_note_for_developers() -> None:
    message = 'send(message=f"The note of {day} is kept.", name="keep")'
    said = f'"""Kept."""\n{message}\nCharField(help_text="what is kept")'
    assert len(faults(("views.py", words) for words in of_python(said, columns=True))) == 1
    assert len(faults(("forms.py", words) for words in of_python(said, columns=False))) == 2
