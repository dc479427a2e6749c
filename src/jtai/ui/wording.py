"""What a form says when an answer is missing or cannot be used: what is wrong, then what to do."""

from __future__ import annotations

from django import forms
from django.forms.widgets import FileInput

from jtai.ui.bound_field import kind_of

MESSAGES = {
    "invalid_choice": "Choose one of the answers listed.",
    "invalid_list": "Choose from the answers listed.",
    "min_length": "Use at least %(limit_value)d characters. You have used %(show_value)d.",
    "min_value": "Enter %(limit_value)s or more.",
    "max_value": "Enter %(limit_value)s or less.",
    "empty": "This file is empty. Choose another file.",
    "missing": "Choose a file to send.",
}
INVALID: list[tuple[type[forms.Field], str]] = [
    (forms.EmailField, "Enter an e-mail address, such as name@example.org."),
    (forms.DecimalField, "Enter a number in figures, such as 2.5."),
    (forms.IntegerField, "Enter a whole number in figures, such as 12."),
    (forms.UUIDField, "This reference is not complete. Copy all of it."),
    (forms.URLField, "Enter a whole web address, beginning with https://."),
    (forms.FileField, "The file did not arrive. Choose it again."),
]


NO_ARTICLE = (
    "the ",
    "a ",
    "an ",
    "your ",
    "their ",
    "each ",
    "any ",
    "who ",
    "what ",
    "when ",
    "why ",
    "how ",
)


def lower_first(text: str) -> str:
    """The label inside a sentence; an acronym such as DCS, and "I", keep their capitals."""
    return text if len(text) < 2 or text[1].isupper() or text[1] == " " else text[0].lower() + text[1:]


def named(label: str) -> str:
    """The label as the object of a sentence: "the local area", "your reply", "the DCS"."""
    words = lower_first(label).rstrip(".")
    return words if words.startswith(NO_ARTICLE) else f"the {words}"


def required_message(label: str, widget: forms.Widget) -> str:
    """The sentence for an answer that is missing."""
    if isinstance(widget, FileInput):
        return "Choose a file to send."
    kind = kind_of(widget)
    if kind == "checkbox":
        return f"Tick the box: {lower_first(label).rstrip('.')}."
    if label.endswith("?"):
        return f"Answer the question: {label}"
    verb = "Choose" if kind in ("radios", "checkboxes", "select") else "Enter"
    return f"{verb} {named(label)}."


def django_says(field: forms.Field, code: str) -> str | None:
    """Django's own message for `code`, so that a message of the page is never replaced."""
    found = None
    for cls in reversed(type(field).__mro__):
        if cls.__module__.startswith("django."):
            found = getattr(cls, "default_error_messages", {}).get(code, found)
    return found


def reword(field: forms.Field, label: str) -> None:
    """Give `field` our sentences wherever it still has Django's."""
    if field.error_messages.get("required") == django_says(field, "required"):
        field.error_messages["required"] = required_message(label, field.widget)
    for code, message in MESSAGES.items():
        if field.error_messages.get(code) == django_says(field, code):
            field.error_messages[code] = message
    invalid = next((text for cls, text in INVALID if isinstance(field, cls)), None)
    if invalid and field.error_messages.get("invalid") == django_says(field, "invalid"):
        field.error_messages["invalid"] = invalid
