"""What was changed between two versions of a finding (paragraph 45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A field with what stood there and what stands there now, in words."""

    field: str
    before: str
    after: str


def changes_between(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """Every field that differs, in the order of `after`."""
    return [
        Change(name, _words(before.get(name)), _words(value))
        for name, value in after.items()
        if before.get(name) != value
    ]


def _words(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return str(value)
