"""What the lead inspector confirms of the letter as a whole (paragraphs 72, 83)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each line of paragraph 83 not ticked, in the edition's words, and for the statement."""
    rules = facts.edition.letter
    found = [
        Remark(
            f"unconfirmed-{one.code}",
            "blocks",
            f"Read the letter for this, then tick it: {one.title[:1].lower()}{one.title[1:]}.",
            f"Guidance, paragraph {one.paragraph}",
        )
        for one in rules.confirmations
        if one.code not in facts.confirmed
    ]
    if not facts.owner_confirmed:
        message = f"Confirm the statement: “{rules.owner_statement}”"
        found.append(Remark("owner-unconfirmed", "blocks", message, "Guidance, paragraph 72"))
    return found
