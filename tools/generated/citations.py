"""Where a paragraph of the guidance is cited: in data files, in functions and their comments, in tests."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# "paragraph 34", "paras 75 to 79", "paragraphs 39, 45 and 92/93": a pair is one paragraph of two editions.
_NUMBER = r"\d{1,3}(?:/\d{1,3})?"
_IN_WORDS = re.compile(
    rf"\b(?:paragraphs?|paras?)\s+({_NUMBER}(?:(?:\s*(?:,|and|to|or|-|–)\s*)+{_NUMBER})*)(?!\d)",
    re.IGNORECASE,
)
_AS_VALUE = re.compile(r"\bparagraphs?\"?\s*[=:]\s*(\[[^\]]*\]|\"[^\"]*\")", re.IGNORECASE)
_ANNEX = re.compile(r"\bAnnex ([A-D])\b")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)")
_ROW = re.compile(r"\bR-[0-9A-Z]+(?:-[0-9]+)+\b")

Place = tuple[str, str]


def cited(text: str) -> Iterator[tuple[int, str]]:
    """Position and number of each paragraph or annex that a text cites; a pair as "92/93"."""
    for match in _ANNEX.finditer(text):
        yield match.start(), f"Annex {match.group(1)}"
    for pattern in (_IN_WORDS, _AS_VALUE):
        for match in pattern.finditer(text):
            for number in re.findall(_NUMBER, match.group(1)):
                yield match.start(), number
            for first, last in _RANGE.findall(match.group(1)):
                yield from ((match.start(), str(number)) for number in range(int(first) + 1, int(last)))
    yield from ((match.start(), match.group(0)) for match in _ROW.finditer(text))


@cache
def in_python(path: Path) -> dict[str, set[str]]:
    """What each function, class or constant of a module cites; "" stands for the module itself."""
    text = path.read_text(encoding="utf-8")
    owners = _owners(ast.parse(text))
    found: dict[str, set[str]] = defaultdict(set)
    for position, number in cited(text):
        found[owners.get(text.count("\n", 0, position) + 1, "")].add(number)
    return found


def _owners(tree: ast.Module) -> dict[int, str]:
    """The name of what stands on each line: a function, "Class.method", a class, a constant."""
    owners: dict[int, str] = {}
    for node in tree.body:
        name = _name(node)
        for line in _lines(node) if name else ():
            owners[line] = name
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef):
                owners |= dict.fromkeys(_lines(inner), f"{name}.{inner.name}")
    return owners


def _name(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _lines(node: ast.stmt) -> range:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    return range(first, (node.end_lineno or node.lineno) + 1)


@cache
def uses(path: Path) -> dict[str, set[str]]:
    """The names that each function or constant of a module mentions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        name: {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        for node in tree.body
        if (name := _name(node))
    }


@cache
def asked_of_editions(path: Path) -> dict[str, set[str]]:
    """Imported functions that answer with a paragraph of the edition: what their docstrings cite."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
        for name in (one.name for one in node.names if one.name.endswith("_paragraph")):
            found[name] = in_python(ROOT / "src" / ((node.module or "").replace(".", "/") + ".py"))[name]
    return found


def in_data(path: Path) -> Iterator[tuple[str, str]]:
    """Paragraph and place of each line of a data file that cites one: "[[meetings]] team, attendance"."""
    table = code = inside = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table, code, inside = line.split("#")[0].strip(), "", ""
        elif key := re.match(r"(\w+)\s*=", line):
            inside = key.group(1)
        if named := re.match(r'code = "([^"]+)"', line):
            code = named.group(1)
        row = re.search(r'\{ ?code = "([^"]+)"', line)
        place = [
            f"{table} {code}".strip(),
            "" if inside == "paragraph" else inside,
            row.group(1) if row else "",
        ]
        for _, number in cited(line):
            yield number, ", ".join(part for part in place if part)
