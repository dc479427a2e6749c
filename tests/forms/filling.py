"""Fills a form with something its page takes: words that are found again, and choices that exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.forms.parsing import Control, Form

MARK = "zanzibar lantern"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
# What a field of this name takes, where any words or the first choice will not do.
VALUES: dict[str, str] = {
    "email": "somebody.new@people.invalid",
    "phone": "01632 960321",
    "child_ref": "",
    "route": "",
    "preparation_days": "1.5",
}
THEME = b"""
code = "lantern-theme"
title = "The response to children in an invented theme"
short_title = "children in an invented theme"
revision = 1
valid_from = 2016-09-01
valid_to = 2017-03-31
editions = ["2016-08"]
source = "Invented for a test"
note = "Nothing is loaded."
criteria = []
items = []

[[links]]
edition = "2016-08"
checked = "https://www.gov.uk/an-invented-address"
printed = "www.gov.uk/an-invented-address"
"""
# Every box of these has to be ticked.
ALL_OF = {"ticks", "confirmed"}


@dataclass
class Filled:
    """Names to values, and files, ready to be sent."""

    values: dict[str, Any]
    files: dict[str, SimpleUploadedFile] = field(default_factory=dict)

    def sent(self) -> dict[str, Any]:
        for file in self.files.values():
            file.seek(0)
        return {**self.values, **self.files}

    @property
    def has_words(self) -> bool:
        return any(MARK in text for texts in self.values.values() for text in _list(texts))


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def fill(form: Form, *, now: Any, over: dict[str, Any] | None = None, button: int = 0) -> Filled:
    """Every field with a value; `over` says what certain fields take on this page."""
    over = over or {}
    values: dict[str, Any] = dict(form.values())
    files: dict[str, SimpleUploadedFile] = {}
    for control in form.controls:
        if control.name in over or control.kind == "hidden":
            continue
        if control.kind == "file":
            files[control.name] = _file(control)
            continue
        values[control.name] = _value(control, form, values, now)
    files |= {name: value for name, value in over.items() if isinstance(value, SimpleUploadedFile)}
    values |= {name: value for name, value in over.items() if value is not None and name not in files}
    for name in [name for name, value in over.items() if value is None]:
        values.pop(name, None)
    if form.buttons and form.buttons[button % len(form.buttons)][0]:
        name, value = form.buttons[button % len(form.buttons)]
        values[name] = value
    return Filled({name: value for name, value in values.items() if value is not None}, files)


def _file(control: Control) -> SimpleUploadedFile:
    return SimpleUploadedFile("a-paper.pdf", PDF, "application/pdf")


def _value(control: Control, form: Form, values: dict[str, Any], now: Any) -> Any:
    name = control.name
    if name in VALUES:
        return VALUES[name]
    if control.kind == "textarea":
        return f"{MARK}: {control.value or 'what was seen in this place'}"
    if control.kind == "select":
        return _first(control.options, values.get(name))
    if name in ALL_OF:
        return [one.value for one in form.controls if one.name == name]
    if control.kind in ("radio", "checkbox"):
        return values.get(name) or [one.value for one in form.controls if one.name == name][:1]
    return _line(control, now)


def _first(options: list[tuple[str, bool]], present: Any) -> Any:
    chosen = [value for value, is_chosen in options if is_chosen and value]
    return chosen or [value for value, _ in options if value][:1] or present


def _line(control: Control, now: Any) -> str:
    name, part = control.name, control.name.rpartition("_")[2]
    if control.value:
        return control.value
    if part in ("day", "month", "year"):
        return str(getattr(now, part))
    if part == "time" or name in ("time", "starts", "ends", "start", "end", "from_at", "clock"):
        return f"{now:%H:%M}"
    if control.kind == "number":
        return "1"
    if control.kind == "email":
        return VALUES["email"]
    return MARK
