"""Every action of the audit trail has a title that a person reads; none shows its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.workspace.demonstration.build import _published
from jtai.apps.workspace.event_titles import MATERIALS, TITLES, event_title

APPS = Path(__file__).resolve().parents[3] / "src/jtai/apps"
# Without the beginnings of codes that a value completes.
ACTION = re.compile(r"[a-z_-]+\.[a-z_-]*[a-z]")


def recorded_in(text: str) -> Iterator[str]:
    """The actions that calls of `record` and the like name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and "record" in ast.unparse(node.func).rpartition(".")[2]:
            for argument in node.args:
                for part in ast.walk(argument):
                    if isinstance(part, ast.Constant) and ACTION.fullmatch(str(part.value)):
                        yield str(part.value)


def is_titled(action: str) -> bool:
    thing, _, verb = action.partition(".")
    return action in TITLES or (verb == "read" and thing in MATERIALS)


def test_what_the_code_records_has_a_title() -> None:
    found = {action for path in APPS.rglob("*.py") for action in recorded_in(path.read_text())}
    assert len(found) > 100
    assert sorted(action for action in found if not is_titled(action)) == []


@pytest.mark.django_db
def test_what_a_whole_inspection_recorded_has_a_title() -> None:
    _published()
    found = set(Event.objects.values_list("action", flat=True).distinct())
    assert len(found) > 60
    assert sorted(action for action in found if not is_titled(action)) == []


def test_a_call_without_a_title_is_seen() -> None:
    assert list(recorded_in('record(row, "thing.done" if x else "thing.undone", by=by)')) == [
        "thing.done",
        "thing.undone",
    ]


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("lscb.told", "Safeguarding board notified"),
        ("child-data.read", "Child-level material opened"),
        ("new-thing.made_up", "New thing made up"),
    ],
)
def test_a_title_is_read_by_a_person(action: str, title: str) -> None:
    assert event_title(action) == title
