"""The summary covers the whole scope, but mainly the theme (paragraph 84, August)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Warns where a section that is expected to speak of the theme has no point marked so."""
    return [
        Remark(
            "summary-without-theme",
            "warns",
            f"No point of “{section.title}” is about the theme. "
            "Mark one that is, or explain why there is none.",
            f"Guidance, paragraph {section.paragraph}",
            section=section.code,
        )
        for section in facts.edition.letter.sections
        if section.theme_point_expected
        and facts.of_section(section.code)
        and not any(point.about_theme for point in facts.of_section(section.code))
    ]
