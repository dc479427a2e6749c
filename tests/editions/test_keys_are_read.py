"""Every key of an edition and of a theme is read: by code, on a page or by a generated page (ADR 0286).

It looks for the name of the key. A name that other things have too counts as read: when a key is added, look.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from jtai.core.framework import Edition, Theme
from tests.editions.shared import ROOT

# The files that say what the keys are: naming a key there is no reading of it. `Edition` reads its own.
SHAPES = {"organisations.py", "outputs.py", "schedule.py", "stages.py", "themes.py"}
# What nothing reads yet, with what it waits for.
WAITS = {
    "ComplaintRules.track": "the pages of challenges and complaints (Annex D)",
    "ComplaintRules.conduct_track": "the pages of challenges and complaints (Annex D)",
    "ComplaintRules.withhold_track": "the pages of challenges and complaints (Annex D)",
    "ComplaintRules.late_modality": "the pages of challenges and complaints (Annex D)",
    "FindingType.judgement": "evidence of the other judgement, shown beside a finding",
    "Attendance.by_telephone": "who may join a meeting by telephone (paragraph 27)",
}
# docs/reference/rules.md is generated from every line that cites a paragraph or a source.
CITED = re.compile(r"(\w+_)?paragraph|source")


def shapes(kind: Any) -> Iterator[type]:
    """The dataclasses that a file is read into, this one first."""
    seen: list[Any] = [kind]
    for one in seen:
        yield one
        for hint in get_type_hints(one).values():
            seen += [inner for inner in _inside(hint) if inner not in seen]


def _inside(hint: Any) -> Iterator[Any]:
    if is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _inside(inner)


def keys() -> dict[str, str]:
    """ "Role.side" and the name alone, for every key of an edition and of a theme."""
    kinds = {kind for whole in (Edition, Theme) for kind in shapes(whole)}
    # The loader gives a theme its checksum and the name of its file, and a reading the heading of its table.
    given = {"Theme.checksum", "Theme.source_name", "Reading.setting"}
    named = {f"{kind.__name__}.{field.name}": field.name for kind in kinds for field in fields(kind)}
    return {key: name for key, name in named.items() if key not in given and not CITED.fullmatch(name)}


def names_read() -> set[str]:
    """Every attribute that code or a template reads, and the keys the loader holds against each other."""
    found: set[str] = set()
    framework = ROOT / "src/jtai/core/framework"
    for folder in ("src/jtai", "tools"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parent == framework and path.name in SHAPES:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for path in (framework / "checks.py", framework / "consistency.py"):
        found |= set(re.findall(r"\.get\(\"(\w+)\"", path.read_text(encoding="utf-8")))
    for path in (ROOT / "src/jtai").glob("**/templates/**/*.*"):
        found |= set(re.findall(r"\.(\w+)", path.read_text(encoding="utf-8")))
    return found


def test_every_key_is_read_or_waits_for_something() -> None:
    known, read = keys(), names_read()
    assert {key for key, name in known.items() if name not in read} - set(WAITS) == set()


def test_what_waits_is_a_key() -> None:
    assert set(WAITS) - set(keys()) == set()
