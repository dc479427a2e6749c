"""The statement of proposed action: decided, with a date, and the right one (paragraphs 95 to 98)."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark, StatementFacts, Weight
from jtai.words import counted, day_date


def check(facts: LetterFacts) -> list[Remark]:
    """In the final letter a missing decision blocks; before that it is a hint.

    An edition whose letter has no next steps prints no decision.
    """
    section = facts.edition.section_for("next-steps")
    if not section:
        return []
    source = f"Guidance, paragraph {facts.edition.statement.paragraph}"
    if facts.statement is None:
        weight: Weight = "blocks" if facts.final else "hint"
        message = (
            "The decision whether to ask for a statement of proposed action is missing. Record the decision."
        )
        return [Remark("statement-undecided", weight, message, source, section=section)]
    if not facts.statement.asked:
        return []
    return _date(facts, facts.statement, section, source)


def _date(facts: LetterFacts, decided: StatementFacts, section: str, source: str) -> list[Remark]:
    if decided.due_on is None:
        message = "The letter asks for a statement and gives no date. Choose the date."
        return [Remark("statement-date-missing", "blocks", message, source, section=section)]
    found = []
    why = facts.calendar.why_not(decided.due_on)
    if why:
        day = day_date(decided.due_on)
        message = f"The statement is due on {day}, which is not a working day ({why})."
        found.append(
            Remark("deadline-no-working-day", "blocks", f"{message} Choose another.", source, section)
        )
    if decided.due_on not in {on for _, on in decided.readings} and not decided.due_reason.strip():
        days = counted(facts.edition.statement_days, "working day")
        message = f"The date of the statement is not {days} after the letter by any reading. "
        found.append(
            Remark(
                "statement-date-differs",
                "warns",
                f"{message}Choose a reading, or say why.",
                source,
                section,
            )
        )
    return found
