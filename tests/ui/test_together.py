"""Boxes of a form that several people write in (ADR 0237)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from jtai.ui.forms import DateField, TimeField, VersionForm
from jtai.ui.together import APART, TOGETHER


class Sheet(VersionForm):
    boxes = APART

    one = forms.CharField(required=False, widget=forms.Textarea)
    other = forms.CharField(required=False, widget=forms.Textarea)
    on = DateField(required=False)
    starts = TimeField(required=False)
    ticked = forms.BooleanField(required=False)
    several = forms.MultipleChoiceField(required=False, choices=[("a", "A"), ("b", "B")])


class Halves(Sheet):
    boxes = TOGETHER


KEPT: dict[str, Any] = {
    "version": 3,
    "one": "As it was",
    "other": "Line one\nline two",
    "on": dt.date(2016, 9, 6),
    "starts": dt.time(8, 30),
    "ticked": True,
    "several": ["b", "a"],
}


def page(kind: type[Sheet] = Sheet, **kept: Any) -> dict[str, Any]:
    """What a browser sends back when nobody touches the page."""
    form = kind(initial={**KEPT, **kept})
    return {
        "version": form["version"].value(),
        "was": form["was"].value(),
        "one": form["one"].value(),
        "other": str(form["other"].value()).replace("\n", "\r\n"),
        "on_day": "6",
        "on_month": "9",
        "on_year": "2016",
        "starts": "08:30",
        "ticked": "on",
        "several": ["a", "b"],
    }


def sent(now: dict[str, Any], values: dict[str, Any], kind: type[Sheet] = Sheet) -> Sheet:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = kind(data, initial={**KEPT, **now})
    form.is_valid()
    return form


def test_what_nobody_touched_holds_what_the_other_wrote() -> None:
    theirs = {"version": 4, "one": "Theirs", "on": dt.date(2016, 9, 7), "ticked": False, "several": []}
    form = sent(theirs, page() | {"other": "Mine"})
    assert form.cleaned_data == {
        "version": 4,
        "one": "Theirs",
        "other": "Mine",
        "on": dt.date(2016, 9, 7),
        "starts": dt.time(8, 30),
        "ticked": False,
        "several": [],
    }
    assert form.taken_over == ["One", "On", "Ticked", "Several"]


def test_the_same_box_changed_by_both_keeps_the_old_version_so_that_the_action_refuses() -> None:
    form = sent({"version": 4, "one": "Theirs"}, page() | {"one": "Mine"})
    assert form.cleaned_data["version"] == 3
    assert form.clashes == ["one"]
    assert form.told() == [("One", "Theirs")]


def test_both_wrote_the_same_and_nobody_is_asked() -> None:
    form = sent({"version": 4, "one": "The same"}, page() | {"one": "The same "})
    assert form.cleaned_data["version"] == 4
    assert form.clashes == []


def test_where_boxes_say_one_thing_the_person_is_asked_and_their_box_is_filled() -> None:
    form = sent({"version": 4, "one": "Theirs"}, page(Halves) | {"other": "Mine"}, Halves)
    assert form.cleaned_data["version"] == 3
    assert form["one"].value() == "Theirs"
    assert form["other"].value() == "Mine"
    assert form.begin_again()
    assert form.told() == [("One", "Theirs")]
    assert form["version"].value() == "4"


@pytest.mark.parametrize("was", ["", "[]", "no", "{", "1" * 9000])
def test_a_page_that_does_not_tell_what_it_was_made_with_goes_by_its_version(was: str) -> None:
    form = sent({"version": 4, "one": "Theirs"}, page() | {"other": "Mine", "was": was})
    assert form["version"].value() == "3"
    assert form["one"].value() == "As it was"
