"""When the statement of proposed action is due: every reading of the edition, worked out (decision 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jtai.core.framework.model import Edition
from jtai.core.working_days import Calendar, Skipped


@dataclass(frozen=True, slots=True)
class StatementDate:
    """A reading with its date. start: the day counted from; planned: that day has not come yet."""

    code: str
    title: str
    start: date
    planned: bool
    due_on: date
    days: int
    default: bool
    source: str
    skipped: tuple[Skipped, ...]


def statement_dates(
    edition: Edition, calendar: Calendar, anchors: Mapping[str, tuple[date, bool]]
) -> list[StatementDate]:
    """Each reading of `edition.statement`. anchors: milestone code to (date, whether only planned)."""
    rules = edition.statement
    found = []
    for reading in rules.readings:
        if reading.anchor not in anchors:
            continue
        start, planned = anchors[reading.anchor]
        due = calendar.add(start, rules.days)
        found.append(
            StatementDate(
                reading.code, reading.title, start, planned, due, rules.days, reading.default, reading.source,
                calendar.skipped(start, due),
            )
        )  # fmt: skip
    return found
