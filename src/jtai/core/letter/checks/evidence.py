"""A point that rests on nothing (paragraphs 83, 91, 92)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, PointFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each point without an SEA entry; hints where all comes from one inspectorate."""
    if not facts.edition.letter.evidence_required:
        return []
    return [remark for point in facts.points for remark in _of_point(point)]


def _of_point(point: PointFacts) -> list[Remark]:
    where = {"section": point.section, "point": point.id, "excerpt": point.text}
    if not point.all_entries:
        return [
            Remark(
                "rests-on-nothing",
                "blocks",
                "A point has no evidence yet. Link it to a finding that has SEA entries, or to an entry.",
                "Guidance, paragraph 83",
                **where,
            )
        ]
    if len({entry.inspectorate for entry in point.all_entries}) == 1:
        return [Remark("one-source", "hint", "A point has evidence from one inspectorate only.", **where)]
    return []
