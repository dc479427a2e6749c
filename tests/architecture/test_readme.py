"""The pages for a newcomer name only what is there."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Something in backquotes that looks like a file of this repository.
NAMED = re.compile(r"`((?:src|tests|tools|docs|benchmarks)/[\w./-]+|[\w-]+\.(?:md|toml|jsonl?|txt)|LICENCE)`")
LINKED = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def missing(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    named = [name for name in NAMED.findall(text) if not anywhere(page, name)]
    linked = [name for name in LINKED.findall(text) if not (page.parent / name).exists()]
    return named + linked


@cache
def file_names() -> frozenset[str]:
    folders = [ROOT / name for name in ("src", "tests", "tools", "docs")]
    return frozenset(path.name for folder in folders for path in folder.rglob("*.*"))


def anywhere(page: Path, name: str) -> bool:
    """A path from the root or from the page; a bare file name may stand anywhere."""
    return (ROOT / name).exists() or (page.parent / name).exists() or name in file_names()


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    assert missing(page) == []


def test_the_first_command_of_the_readme_is_run() -> None:
    block = re.search(r"```sh\n(.+?)```", (ROOT / "README.md").read_text(), re.S)
    assert block is not None
    commands = [line.split()[0] for line in block.group(1).splitlines() if line.strip()]
    assert commands[:2] == ["./run", "./test"]
    for command in commands:
        assert os.access(ROOT / command, os.X_OK), command


def test_every_part_of_test_in_the_readme_is_one() -> None:
    from tools.run_tests import PARTS

    named = re.findall(r"`\./test ([a-z]+)`", (ROOT / "README.md").read_text())
    assert named
    assert set(named) <= set(PARTS)


def test_ci_calls_test_with_nothing_on_its_standard_input() -> None:
    text = (ROOT / ".ci/run").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "exec ./test </dev/null" in text
    assert "CI=true" in text
