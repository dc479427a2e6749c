"""One field of a form as the templates see it: its kind, its identifiers, its options and its errors.

A page asks for a look through `widget.attrs`; these keys are read here and never written to the page:

    width       2, 3, 4, 5, 10, 20, "one-half", "two-thirds"   width of a text input or select
    rows        number of lines of a textarea
    count       True: show how many characters are left, as every textarea does
    hints       {value: sentence} under single radios or checkboxes
    inline      True: radios beside each other
    small       True: small radios or checkboxes
    prefix, suffix   text before or after a text input
    label_size  "s", "m", "l"
    readers     "the team of this inspection": printed as "Who can read this: …"
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

from jtai.ui import typed, widgets

LOOKS = {"width", "rows", "count", "hints", "inline", "small", "prefix", "suffix", "label_size", "readers"}
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.HiddenInput, "hidden"),
    (widgets.DateParts, "date"),
    (widgets.MomentParts, "moment"),
    (widgets.ClockInput, "text"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
]
GROUPS = {"date", "moment", "checkboxes", "radios"}


def kind_of(widget: forms.Widget) -> str:
    """Which component shows this widget; anything unknown is a text input."""
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "text")


class PlainBoundField(BoundField):
    """Django's bound field with what the components need."""

    @cached_property
    def kind(self) -> str:
        return "hidden" if self.is_hidden else kind_of(self.field.widget)

    @property
    def template(self) -> str:
        # A moment is a date with two boxes more.
        return f"components/fields/{'date' if self.kind == 'moment' else self.kind}.html"

    @property
    def looks(self) -> dict[str, Any]:
        return {key: value for key, value in self.field.widget.attrs.items() if key in LOOKS}

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def base_id(self) -> str:
        return self.auto_id or self.html_name

    @property
    def hint_id(self) -> str:
        return f"{self.base_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.base_id}-error"

    @property
    def readers_id(self) -> str:
        return f"{self.base_id}-readers"

    @property
    def count_id(self) -> str:
        return f"{self.base_id}-info"

    @property
    def focus_id(self) -> str:
        """Where a link of the error summary goes: the first control, or the part that is wrong."""
        if self.kind in ("radios", "checkboxes"):
            options = self.options
            return options[0]["id"] if options else self.base_id
        if self.kind in ("date", "moment"):
            parts = self.parts
            return next((part["id"] for part in parts if part["wrong"]), parts[0]["id"])
        return self.base_id

    @property
    def described_by(self) -> str:
        ids = []
        if self.help_text:
            ids.append(self.hint_id)
        if self.errors:
            ids.append(self.error_id)
        if "readers" in self.looks:
            ids.append(self.readers_id)
        if self.counts or self.told_by_script:
            ids.append(self.count_id)
        return " ".join(ids)

    @property
    def counts(self) -> bool:
        return self.limit is not None and (self.kind == "textarea" or bool(self.looks.get("count")))

    @property
    def limit(self) -> int | None:
        """How many characters fit; None for what is no text."""
        return typed.limit_of(self.field)

    @property
    def told_by_script(self) -> bool:
        """One line says how much is left only when little is; there is room for most answers."""
        return self.kind == "text" and self.limit is not None and not self.counts and not self.is_secret

    @property
    def is_secret(self) -> bool:
        """A password: nothing is counted or shown again."""
        return self.input_type == "password"

    @property
    def shown_label(self) -> str:
        marks = getattr(self.form, "mark_optional", True)
        optional = marks and not self.field.required and self.kind not in ("checkbox", "hidden")
        return f"{self.label} (optional)" if optional else str(self.label)

    @property
    def error_lines(self) -> list[dict[str, str]]:
        """Each error beside the field with the paragraph it comes from, where it has one."""
        errors = self.errors.as_data() if hasattr(self.errors, "as_data") else []
        return [
            {"message": message, "source": getattr(error, "source", "")}
            for error in errors
            for message in error.messages
        ]

    @property
    def text_value(self) -> str:
        value = self.field.widget.format_value(self.value())
        if not getattr(self.field.widget, "render_value", True):
            return ""  # a password is the one answer that does not come back
        return "" if value is None else str(value)

    @property
    def extra_attrs(self) -> dict[str, Any]:
        """Attributes for the control itself.

        No maxlength: a browser would cut a pasted text without a word. The rule speaks instead.
        """
        attrs = {key: value for key, value in self.field.widget.attrs.items() if key not in LOOKS}
        attrs.pop("maxlength", None)
        if isinstance(self.field.widget, forms.NumberInput):
            attrs.setdefault("inputmode", "numeric")
        return attrs

    @property
    def input_type(self) -> str:
        kind = getattr(self.field.widget, "input_type", "text")
        # A number input scrolls its value away and drops letters unseen.
        return "text" if kind == "number" else kind

    @property
    def width_class(self) -> str:
        width = self.looks.get("width")
        if width is None and isinstance(self.field.widget, forms.NumberInput | widgets.ClockInput):
            width = 5
        if width is None:
            return ""
        return f"govuk-input--width-{width}" if str(width).isdigit() else f"govuk-!-width-{width}"

    @cached_property
    def options(self) -> list[dict[str, Any]]:
        """Value, label, hint and state of each radio, checkbox or select option."""
        hints = self.looks.get("hints", {})
        found = []
        for index, part in enumerate(self.subwidgets):
            value = "" if part.data["value"] is None else str(part.data["value"])
            found.append(
                {
                    "id": f"{self.base_id}_{index}",
                    "value": value,
                    "label": part.data["label"],
                    "hint": hints.get(part.data["value"], hints.get(value, "")),
                    "selected": part.data["selected"],
                    "disabled": part.data["attrs"].get("disabled", False),
                }
            )
        return found

    @property
    def needs_blank_option(self) -> bool:
        """A list that answers nothing yet must not look as if its first line were chosen."""
        return not any(option["selected"] or option["value"] == "" for option in self.options)

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        """Day, month, year (and time) with the text typed into each."""
        wrong = {
            str(part)
            for error in (self.errors.as_data() if self.errors else [])
            for part in getattr(error, "parts", ())
        }
        typed = self.field.widget.split(self.value())
        return [
            {
                "id": f"{self.base_id}_{part.code}",
                "name": f"{self.html_name}_{part.code}",
                "label": part.label,
                "width": part.width,
                "value": text,
                "wrong": bool(self.errors) and (part.code in wrong or not wrong),
                "numeric": part.numeric,
            }
            for part, text in zip(self.field.widget.parts, typed, strict=True)
        ]
