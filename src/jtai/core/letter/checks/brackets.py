"""A bracket nobody filled."""

from __future__ import annotations

import re

from jtai.core.letter.facts import LetterFacts, Remark

_BRACKET = re.compile(r"\[[^\]]*\]|\{[^}]*\}|\bTBC\b|\bXXX+\b")


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each place that still waits for its words."""
    return [
        Remark(
            "unfilled-bracket",
            "blocks",
            f"“{match[0]}” is still to be filled. Write what belongs there.",
            "",
            section,
            point,
            match[0],
        )
        for section, point, text in facts.passages()
        for match in _BRACKET.finditer(text)
    ]
