"""Conflicts and changes of quotas in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jtai.words import agreed, counted, listed

_FEW_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def conflict_in_words(conflict: Sequence[Mapping[str, Any]], size: int) -> str:
    """Why these bounds cannot be kept together."""
    if not conflict:
        return f"There {agreed(size, 'is')} not {counted(size, 'child')} from different families to choose."
    features = {bound["feature"] for bound in conflict}
    sides = {bound["bound"] for bound in conflict}
    total = sum(bound["number"] for bound in conflict)
    if len(features) == len(sides) == 1:
        feature, side = features.pop(), sides.pop()
        if side == "min" and total > size:
            return (
                f"The least numbers for {feature} add up to {total}, {_count(total - size)} more than the "
                f"{size} to be chosen: lower {_some(total - size)}."
            )
        if side == "max" and total < size:
            return (
                f"The most numbers for {feature} add up to {total}, {_count(size - total)} fewer than the "
                f"{size} to be chosen: raise {_some(size - total)}."
            )
    bounds = "; ".join(bound_in_words(bound) for bound in conflict)
    if len(conflict) == 1:
        return f"This cannot be met, whatever the other quotas say: {bounds}."
    return f"These cannot be met together: {bounds}. Drop or change any one of them and the others can be."


def shut_out_in_words(children: Sequence[str], conflict: Sequence[Mapping[str, Any]]) -> str:
    """Why no balanced selection has these children."""
    who = f"{listed(children)} {agreed(len(children), 'is')}"
    if not conflict:
        return f"{who} in no selection that meets all quotas."
    bounds = "; ".join(bound_in_words(bound) for bound in conflict)
    return f"{who} in no selection that meets all quotas, because of {bounds}."


def bound_in_words(bound: Mapping[str, Any]) -> str:
    """One bound: "at least 2 with ethnicity Mixed"."""
    side = "at least" if bound["bound"] == "min" else "at most"
    return f"{side} {bound['number']} with {bound['feature']} {bound['value']}"


def relaxation_in_words(relaxation: Mapping[str, Any]) -> str:
    """What to change: "lower the least number for ethnicity, Mixed to 1"."""
    parts = []
    for change in relaxation["changes"]:
        name = f"{change['feature']}, {change['value']}"
        if "min" in change:
            parts.append(f"lower the least number for {name} to {change['min']}")
        if "max" in change:
            parts.append(f"raise the most for {name} to {change['max']}")
    return listed(parts)


def _some(units: int) -> str:
    return "any one of them by 1" if units == 1 else f"them by {units} in all"


def _count(number: int) -> str:
    return _FEW_WORDS[number] if number < len(_FEW_WORDS) else str(number)
