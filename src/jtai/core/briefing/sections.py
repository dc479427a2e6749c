"""What a briefing must say before it is issued, and what performance data must carry (paragraph 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jtai.core.framework.model import BriefingSection
from jtai.core.results import Problem, blocks

INCLUDED = "included"
ANSWERS = (INCLUDED, "none-found", "not-available")


@dataclass(frozen=True, slots=True)
class Draft:
    """One section as drafted.

    answer  one of ANSWERS, or "" while there is none
    text    the words; for a restricted section those of every inspectorate together
    """

    answer: str = ""
    text: str = ""


def check_sections(sections: Iterable[BriefingSection], drafts: Mapping[str, Draft]) -> list[Problem]:
    """Every section needs an answer, and one with something included needs its words (paragraph 10).

    drafts by section code. Each problem names its section and stands beside the field of that code.
    """
    problems = []
    for section in sections:
        draft = drafts.get(section.code, Draft())
        source = f"Guidance, paragraph {section.paragraph}"
        if draft.answer not in ANSWERS:
            message = (
                f"“{section.title}” has no answer. Write what was found, or say that nothing was found "
                "or that it is not available."
            )
            problems.append(blocks(f"section-{section.code}", message, source, section.code))
        elif draft.answer == INCLUDED and not draft.text.strip():
            message = (
                f"“{section.title}” says that something is included, but has no words. Write them, "
                "or choose “Nothing found”."
            )
            problems.append(blocks(f"section-{section.code}-empty", message, source, section.code))
    return problems


def check_performance_data(values: Mapping[str, str], *, has_file: bool) -> list[Problem]:
    """Performance data need a file and the analyst's note, source, period and measures (paragraph 10)."""
    source = "Guidance, paragraph 10"
    asked = {
        "title": "Enter a title, so that inspectors find the data.",
        "source": "Enter where the data come from.",
        "period": "Enter the period the data cover.",
        "measures": "Enter which measures the data hold.",
        "note": "Write a note of what the data show. Data without a note cannot be submitted.",
    }
    problems = [
        blocks(f"data-{field}", message, source, field)
        for field, message in asked.items()
        if not values.get(field, "").strip()
    ]
    if not has_file:
        problems.insert(0, blocks("data-file", "Choose the file with the data.", source, "file"))
    return problems
