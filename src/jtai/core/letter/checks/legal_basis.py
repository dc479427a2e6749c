"""The letter names the law the inspection was carried out under (paragraph 5)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks when the words of the legal basis stand nowhere in the letter."""
    words = facts.edition.legal_basis.casefold()
    if any(words in text.casefold() for _, _, text in facts.passages()):
        return []
    return [
        Remark(
            "legal-basis-missing",
            "blocks",
            f"The letter does not name its legal basis, {facts.edition.legal_basis}. Put it in the opening.",
            "Guidance, paragraph 5",
        )
    ]
