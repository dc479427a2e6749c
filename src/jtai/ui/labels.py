"""What a field is called on its page, found by its name: for words that are shown without their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from jtai.ui.forms import REASON, PlainForm


def label_of(name: str) -> str:
    """ "What you saw, heard or read" for "text"; the name in plain words where no form says more."""
    if name.startswith(REASON):
        return "Your reason"
    known = _labels().get(name) or _labels().get(name.rpartition("_")[0])
    return known or name.replace("-", " ").replace("_", " ").capitalize()


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
