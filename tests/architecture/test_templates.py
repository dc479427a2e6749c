"""Templates: each can be read by Django and by a reviewer, none carries a script or a style of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src/jtai").rglob("templates/**/*.html"))
# The policy of the pages forbids them; a page that needs one would silently be without it.
FORBIDDEN = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)|\|\s*safe\b|autoescape\s+off",
    re.I,
)
# A longer line cannot be reviewed: a change of one word in it shows as a change of all of it.
LONGEST = 120


def name(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_can_be_read(path: Path) -> None:
    engines["django"].get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_script_or_style_inside(path: Path) -> None:
    found = [line.strip() for line in path.read_text().splitlines() if FORBIDDEN.search(line)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_lines_of_a_template_can_be_reviewed(path: Path) -> None:
    lines = enumerate(path.read_text().splitlines(), 1)
    assert [f"line {number}: {len(line)}" for number, line in lines if len(line) > LONGEST] == []


def test_no_two_apps_have_a_template_of_one_name() -> None:
    names = [name(path) for path in TEMPLATES]
    assert sorted({n for n in names if names.count(n) > 1}) == []


TITLE = re.compile(r"\{% block title %\}(.*?)\{% endblock", re.S)
NO_COMMA = re.compile(r"[^,\s]\s*\{\{ (?:request\.)?inspection\.ref \}\}")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_reference_in_a_title_follows_a_comma(path: Path) -> None:
    """One form on every tab: "Set-up discussion, jdjrjsx6"."""
    assert [title for title in TITLE.findall(path.read_text()) if NO_COMMA.search(title)] == []


FRAME = {"messages", "request", "user", "csrf_token"}


def test_no_page_hides_a_name_of_the_frame_behind_one_of_its_own() -> None:
    """A list called `messages` was shown as banners at the head of its page."""
    apps = ROOT / "src/jtai/apps"
    hidden = [
        f"{path.relative_to(apps)}:{key.lineno}"
        for path in apps.rglob("*.py")
        if "views" in str(path.relative_to(apps))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in FRAME
    ]
    assert hidden == []
