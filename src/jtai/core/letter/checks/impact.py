"""A strength needs a positive effect on children that evidence shows (paragraph 85 or 86)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each point from a finding whose type needs impact and has none."""
    types = {kind.code: kind for kind in facts.edition.finding_types if kind.needs_impact}
    return [
        Remark(
            "strength-without-impact",
            "blocks",
            "A strength does not say what changed for children. Add it to the finding, or leave it out.",
            f"Guidance, paragraph {types[point.finding_type].paragraph}",
            section=point.section,
            point=point.id,
            excerpt=point.text,
        )
        for point in facts.points
        if point.finding_type in types and not point.positive_impact
    ]
