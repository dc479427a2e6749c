"""A form of several boxes that carries a version says what becomes of each box (ADR 0237)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import jtai.apps
from jtai.ui.forms import VersionForm
from jtai.ui.together import APART, TOGETHER

# What these start with is not what is kept, or the version stands for more than their boxes.
BY_VERSION = {
    "evidence.forms._SavedForm": "holds no boxes of its own",
    "evidence.forms._CodedForm": "holds no boxes of its own",
    "evidence.forms.AgreeForm": "a button: one agrees to what stands on the page",
    "evidence.forms.NoteForm": "a notebook has one writer; the day of a new note is that of the page",
    "letters.forms.RuledVersionForm": "holds no boxes of its own",
    "notification.forms.CallForm": "one person makes the call; the time of a new call is that of the page",
    "portal.forms.ItemForm": "a button: the version stands for the state of the item",
    "portal.forms.SupplyForm": "what is sent is added to what is there; the version is that of the item",
    "portal.forms.SendForm": "what is sent is added to what is there; the version is that of the item",
    "portal.forms.OtherRouteForm": "what is sent is added to what is there; the version is that of the item",
    "portal.forms.CannotForm": "an answer begins empty; the version is that of the item",
    "portal.forms.QueryForm": "a question begins empty; the version is that of the item",
    "portal.forms.AnswerForm": "an answer begins empty; the version is that of the item",
    "selection.forms.ChoiceForm": "the choice is ticked in a table of the page, not in boxes of the form",
}


def kinds(of: type[VersionForm] = VersionForm) -> Iterator[type[VersionForm]]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("jtai."):
            yield kind
        yield from kinds(kind)


def named(kind: type[VersionForm]) -> str:
    return f"{kind.__module__.removeprefix('jtai.apps.')}.{kind.__name__}"


def test_every_form_with_a_version_looks_at_its_boxes_or_is_listed_with_its_reason() -> None:
    for one in pkgutil.walk_packages(jtai.apps.__path__, "jtai.apps."):
        if one.name.endswith(".forms"):
            importlib.import_module(one.name)
    found = {named(kind): kind.boxes for kind in kinds()}
    assert sorted(name for name, boxes in found.items() if not boxes) == sorted(BY_VERSION)
    assert {boxes for boxes in found.values() if boxes} == {APART, TOGETHER}
