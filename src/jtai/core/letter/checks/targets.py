"""Whom a point is about: the partnership or one agency (paragraph 83 in August, optional in January)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each point of findings without a target, where the edition asks for one."""
    if not facts.edition.letter.target_required:
        return []
    needs = {section.code for section in facts.edition.letter.sections if section.finding_type}
    return [
        Remark(
            "target-missing",
            "blocks",
            "A point does not say who it is about. Choose the partnership or one agency.",
            "Guidance, paragraph 83",
            section=point.section,
            point=point.id,
            excerpt=point.text,
        )
        for point in facts.points
        if point.section in needs and (not point.target or (point.target == "agency" and not point.agency))
    ]
