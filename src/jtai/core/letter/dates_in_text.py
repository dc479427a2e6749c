"""Dates as people write them in a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jtai.words import MONTHS, WEEKDAYS

_DATE = re.compile(
    rf"(?:({'|'.join(WEEKDAYS)}),?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)}),?\s+(\d{{4}})"
)


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date found. on: None when there is no such day; weekday: as written, or ""."""

    words: str
    on: date | None
    weekday: str = ""


def dated(text: str) -> list[DateInText]:
    """Every date with day, month and year, in the order of the text."""
    found = []
    for match in _DATE.finditer(text):
        try:
            on = date(int(match[4]), MONTHS.index(match[3]) + 1, int(match[2]))
        except ValueError:
            found.append(DateInText(match[0], None, match[1] or ""))
        else:
            found.append(DateInText(match[0], on, match[1] or ""))
    return found
