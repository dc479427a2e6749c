"""A weekday that does not belong to its date."""

from __future__ import annotations

from jtai.core.letter.dates_in_text import dated
from jtai.core.letter.facts import LetterFacts, Remark
from jtai.words import long_date, weekday


def check(facts: LetterFacts) -> list[Remark]:
    """Blocks for each date printed with a weekday that is not its own; and for days there are none of."""
    found = []
    for section, point, text in facts.passages():
        for one in dated(text):
            message = ""
            if one.on is None:
                message = f"There is no “{one.words}”. Correct the date."
            elif one.weekday and one.weekday != weekday(one.on):
                message = (
                    f"{long_date(one.on)} is a {weekday(one.on)}, not a {one.weekday}. Correct the date."
                )
            if message:
                found.append(Remark("weekday-wrong", "blocks", message, "", section, point, one.words))
    return found
