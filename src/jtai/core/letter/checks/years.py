"""A year of two figures."""

from __future__ import annotations

import re

from jtai.core.letter.facts import LetterFacts, Remark
from jtai.words import MONTHS

_SHORT = re.compile(
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2}}\b(?!\d)|\b(?:{'|'.join(MONTHS)})\s+[’']?\d{{2}}\b(?!\d|\s*(?:to|and|–|-))"
)


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each year written with two figures."""
    return [
        Remark(
            "two-digit-year",
            "blocks",
            f"“{match[0]}” has a year of two figures. Write all four.",
            "",
            section,
            point,
            match[0],
        )
        for section, point, text in facts.passages()
        for match in _SHORT.finditer(text)
    ]
