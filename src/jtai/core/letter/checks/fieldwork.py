"""The dates of the fieldwork in the opening: there, right, and with their year."""

from __future__ import annotations

import re

from jtai.core.letter.dates_in_text import dated
from jtai.core.letter.facts import LetterFacts, Remark
from jtai.words import long_date


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks where the opening gives other days than those on site, or no year."""
    if facts.fieldwork is None:
        return []
    first, last = facts.fieldwork
    found = [one.on for one in dated(facts.opening) if one.on]
    if first in found and last in found:
        return []
    right = f"{long_date(first)} and {long_date(last)}"
    if not re.search(rf"\b{first.year}\b|\b{last.year}\b", facts.opening):
        return [
            _remark(
                "fieldwork-without-year", f"The opening gives no year for the fieldwork: {right}. Add it."
            )
        ]
    return [
        _remark(
            "fieldwork-dates",
            f"The opening does not give the days on site, {right}. Correct the opening, or the dates.",
        )
    ]


def _remark(code: str, message: str) -> Remark:
    return Remark(code, "blocks", message, "Guidance, timetable, days on site")
