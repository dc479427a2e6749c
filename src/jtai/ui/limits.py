"""How long an answer may be and what may stand in an address, said in words (ADR 0240, 0241)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator

from jtai.ui import typed
from jtai.ui.wording import named
from jtai.words import counted


class TooLong:
    """Refuses an answer that is too long and says by how much. A line break counts once."""

    def __init__(self, limit: int, label: str) -> None:
        self.limit, self.label = limit, label

    def __call__(self, value: object) -> None:
        if message := too_long(str(value), self.limit, self.label):
            raise ValidationError(message, code="too-long")


class PlainAddress:
    """Refuses an odd character inside an e-mail address by its name, before its shape is looked at."""

    def __init__(self, label: str, inner: EmailValidator) -> None:
        self.label, self.inner = label, inner

    def __call__(self, value: str) -> None:
        if odd := typed.odd_in(value):
            what = named(self.label)
            if odd == "space":
                message = f"There is a space in {what}. Take it out."
            else:
                message = f"There is an invisible character ({odd}) in {what}. Type the address again."
            raise ValidationError(message, code="odd-character")
        self.inner(value)


def too_long(text: str, limit: int, label: str) -> str:
    """The sentence about an answer that is too long; "" for one that is not."""
    over = len(text) - limit
    if over <= 0:
        return ""
    most = counted(limit, "character")
    return f"{subject(label)} is {counted(over, 'character')} too long. The limit is {most}."


def subject(label: str) -> str:
    """The label at the beginning of a sentence: "The point", "Your answer to “Who did it?”"."""
    plain = label.removesuffix("(optional)").strip()
    if plain.endswith("?"):
        return f"Your answer to “{plain}”"
    words = named(plain)
    return words[:1].upper() + words[1:]


def prepare(field: forms.Field, label: str) -> None:
    """Give a field of text its limit, and a field for an address its check; twice does no harm."""
    limit = typed.limit_of(field)
    if limit is None:
        return
    rules: list[Any] = [
        PlainAddress(label, rule) if isinstance(rule, EmailValidator) else rule
        for rule in field.validators
        if not isinstance(rule, MaxLengthValidator | TooLong)
    ]
    field.validators = [*rules, TooLong(limit, label)]
