"""A role of the list of recipients that nobody is recorded for (paragraph 90 or 91)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """A hint for each; without the DCS and the chair of the LSCB the pre-publication letter cannot go."""
    paragraph = facts.edition.letter.recipients[0].paragraph if facts.edition.letter.recipients else ""
    return [
        Remark(
            "recipient-missing",
            "hint",
            f"Nobody is recorded as “{role}”. Add the contact before the letter is sent.",
            f"Guidance, paragraph {paragraph}",
        )
        for role in facts.missing_recipients
    ]
