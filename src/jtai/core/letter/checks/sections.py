"""A required section that has no point yet."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each required section without words. Next steps come from the decision, not from points."""
    filled = {point.section for point in facts.points if point.text.strip()}
    return [
        Remark(
            f"section-missing-{section.code}",
            "blocks",
            f"The section “{section.title}” has no point. Write one, or add a finding.",
            f"Guidance, paragraph {section.paragraph}",
            section=section.code,
        )
        for section in facts.edition.letter.sections
        if section.required and section.purpose != "next-steps" and section.code not in filled
    ]
