"""Several people write in the boxes of one form (ADR 0237).

A page carries, besides the version, what each of its boxes held when it was made. When somebody else saved
meanwhile, each box is looked at by itself: one that this person did not change holds what the other wrote.

    class RecordForm(VersionForm):
        boxes = APART       # each box stands for itself: what both wrote is kept without asking
        boxes = TOGETHER    # the boxes say one thing: nobody's half of it is put to another's half unseen
        boxes = ""          # what the form starts with is not what is kept: the version alone decides

The form has to be made with `initial` as the thing is kept now, also while a POST is answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms

from jtai.ui import typed
from jtai.ui.widgets import ClockInput, DateParts, MomentParts

if TYPE_CHECKING:
    from jtai.ui.forms import PlainForm as _Base
else:
    _Base = object

APART, TOGETHER = "apart", "together"
WAS = "was"


def held(field: forms.Field, value: Any) -> str | list[str]:
    """What the box of this field holds, as a browser would send it, from a kept value or from a sent one."""
    widget = field.widget
    if isinstance(widget, DateParts | MomentParts):
        return [part.strip() for part in widget.split(value)]
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return sorted(str(one) for one in value or [])
    if isinstance(widget, ClockInput):
        return widget.format_value(value).strip()
    return str(typed.cleaned(field, "" if value is None else str(value)))


class Boxes(_Base):
    """The part of a form that knows what its boxes held."""

    boxes = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Labels of the boxes in which what somebody else wrote was kept, and names of those both changed.
        self.taken_over: list[str] = []
        self.clashes: list[str] = []
        if self.boxes:
            self.fields[WAS] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=8000)
            self.initial.setdefault(WAS, self._now)

    def _written(self) -> Iterator[tuple[str, forms.Field]]:
        """Every box in which somebody writes or chooses."""
        yield from ((n, f) for n, f in self.fields.items() if not f.widget.is_hidden)

    def _now(self) -> str:
        """What each box holds as the thing is kept now."""
        return json.dumps({n: _print(n, self._kept(n, f)) for n, f in self._written()}, separators=(",", ":"))

    def _kept(self, name: str, field: forms.Field) -> str | list[str]:
        return held(field, self.get_initial_for_field(field, name))

    def _sent(self, name: str, field: forms.Field) -> str | list[str]:
        return held(field, self._widget_data_value(field.widget, self.add_prefix(name)))

    @property
    def made_with(self) -> dict[str, str]:
        """What the boxes held when the page was made; nothing for a page that does not say it."""
        try:
            read = json.loads(self.data.get(self.add_prefix(WAS)) or "{}")
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}

    def meet(self) -> None:
        """Put what somebody else saved meanwhile into the boxes that this person did not change."""
        made_with = self.made_with
        if not made_with or self._is_as_it_was():
            return
        for name, field in self._written():
            now, sent, was = self._kept(name, field), self._sent(name, field), made_with.get(name)
            if now == sent or _print(name, now) == was:
                continue
            if _print(name, sent) == was:
                self._put(name, field, now)
                self.taken_over.append(str(self[name].label))
            else:
                self.clashes.append(name)
        if not self.clashes and self.boxes == APART:
            if "version" in self.fields:
                self.renew("version", self._version())
            self.renew(WAS, self._now())

    def _version(self) -> Any:
        return self.get_initial_for_field(self.fields["version"], "version")

    def _is_as_it_was(self) -> bool:
        """By its version, where it has one; otherwise each box is looked at."""
        if "version" not in self.fields:
            return False
        version = self._version()
        return not version or str(version) == str(self.data.get(self.add_prefix("version")))

    def begin_again(self) -> bool:
        """After a clash: the next try is compared with what is kept now. Did somebody change a box?"""
        # As it was when this request began: whoever saves between has a clash of their own.
        if "version" in self.fields:
            self.renew("version", self._version())
        if not (self.clashes or self.taken_over):
            return False
        self.renew_boxes()
        return True

    def told(self) -> list[tuple[str, str]]:
        """What somebody else wrote meanwhile: label and words."""
        names = [n for n, _ in self._written() if n in self.clashes or self[n].label in self.taken_over]
        return [(str(self[n].label), _words(self.fields[n], self._kept(n, self.fields[n]))) for n in names]

    def _put(self, name: str, field: forms.Field, value: str | list[str]) -> None:
        data: Any = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        html_name = self.add_prefix(name)
        if isinstance(field.widget, DateParts | MomentParts):
            for part, text in zip(field.widget.parts, value, strict=True):
                data[f"{html_name}_{part.code}"] = text
        elif isinstance(value, list):
            data.setlist(html_name, value) if hasattr(data, "setlist") else data.update({html_name: value})
        elif value or not isinstance(field.widget, forms.CheckboxInput):
            data[html_name] = value
        else:
            data.pop(html_name, None)
        self.data = data

    def renew_boxes(self, *, sent: bool = False) -> None:
        """The next try is compared with what is kept now; `sent`: which is what was sent just now."""
        if not self.boxes:
            return
        of = self._sent if sent else self._kept
        found = {name: _print(name, of(name, field)) for name, field in self._written()}
        self.renew(WAS, json.dumps(found, separators=(",", ":")))


def _print(name: str, value: str | list[str]) -> str:
    text = json.dumps([name, value], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _words(field: forms.Field, value: str | list[str]) -> str:
    """What a box holds, in the words that are shown for it."""
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(words) for code, words in field.choices}  # type: ignore[misc, union-attr]
        chosen = value if isinstance(value, list) else [value] if value else []
        return ", ".join(labels.get(code, code) for code in chosen) or "Nothing chosen"
    if isinstance(field.widget, forms.CheckboxInput):
        return "Ticked" if value else "Not ticked"
    if isinstance(value, list):
        return " ".join(part for part in value if part) or "Empty"
    return value or "Empty"
