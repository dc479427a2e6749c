"""What a field is called on its page, for words that are shown without their form (ADR 0271)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jtai.ui.forms import REASON, PlainForm

# The hidden field in which a form carries the labels that its names alone do not give.
FIELD = "labels"


# A longer list of choices would weigh more on every page than it tells on the one that shows it.
MOST_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form that was sent carried of itself: label by name, and the words of its choices."""

    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    def label_of(self, name: str) -> str:
        """ "What you saw, heard or read" for "text"; the name in plain words where nothing says more."""
        if name.startswith(REASON):
            return "Your reason"
        group = name.rpartition("_")[0]
        known = self.labels.get(name) or _known(name) or self.labels.get(group)
        return known or name.replace("-", " ").replace("_", " ").capitalize()

    def words_of(self, name: str, value: str) -> str:
        """What somebody read where they chose this value; what they typed, as it is."""
        return self.choices.get(name, {}).get(value, value)


def to_carry(form: Any) -> str:
    """What `Carried` needs and no name tells, as JSON; "" when there is nothing."""
    if not isinstance(form, PlainForm):
        return ""
    fields = {bound.name: bound for bound in form.visible_fields()}
    told = {
        name: str(bound.label)
        for name, bound in fields.items()
        if bound.label and _known(name) != bound.label
    }
    chosen = {name: found for name, bound in fields.items() if (found := _choices(bound.field))}
    return json.dumps([told, chosen], ensure_ascii=False, separators=(",", ":")) if told or chosen else ""


def read(text: str) -> Carried:
    """What `to_carry` wrote, as a browser sent it back; nothing of anything else."""
    try:
        told, chosen = json.loads(text)
        return Carried(
            {str(name): str(label) for name, label in told.items()},
            {str(name): {str(k): str(words) for k, words in found.items()} for name, found in chosen.items()},
        )
    except (ValueError, TypeError, AttributeError):
        return Carried({}, {})


def _choices(field: Any) -> dict[str, str]:
    """Code and words of a short list of choices, where they differ."""
    found = list(getattr(field, "choices", ()))
    pairs = [(str(one[0]), str(one[1])) for one in found if isinstance(one[1], str)]
    return (
        {code: words for code, words in pairs if code and code != words} if len(pairs) <= MOST_CHOICES else {}
    )


def _known(name: str) -> str:
    return _labels().get(name) or _labels().get(name.rpartition("_")[0]) or ""


@cache
def _labels() -> dict[str, str]:
    found: dict[str, Counter[str]] = {}
    for form in _forms(PlainForm):
        for name, field in form.declared_fields.items():
            if field.label:
                found.setdefault(name, Counter())[str(field.label)] += 1
    # A name that means different things on different pages is worth no label of any of them.
    return {name: next(iter(labels)) for name, labels in found.items() if len(labels) == 1}


def _forms(parent: type[PlainForm]) -> Iterator[type[PlainForm]]:
    for child in parent.__subclasses__():
        yield child
        yield from _forms(child)
