"""Who must have read the briefing, and who has too little time to prepare (paragraph 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jtai.core.framework.model import Edition
from jtai.core.results import Problem, blocks, warns
from jtai.words import counted

SOURCE = "Guidance, paragraph 11"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the inspectorates.

    body              code of the inspectorate
    has_read          of the issue that counts
    preparation_days  days kept free to prepare, or None where nothing is planned
    """

    name: str
    role: str
    body: str
    has_read: bool = False
    preparation_days: Decimal | None = None


def readings_missing(edition: Edition, readers: Sequence[Reader]) -> list[str]:
    """Before notification: the lead inspector, and one reader of each other inspectorate (paragraph 11).

    Gives the words for each who has not confirmed: a person's name, or the inspectorate's with its people.
    """
    missing = []
    lead = [r for r in readers if r.role == edition.team.lead_role]
    if not any(r.has_read for r in lead):
        name = f" ({lead[0].name})" if lead else ""
        missing.append(f"the lead inspector{name}")
    for inspectorate in edition.other_inspectorates:
        theirs = [r for r in readers if r.body == inspectorate.code]
        if not any(r.has_read for r in theirs):
            names = " or ".join(dict.fromkeys(r.name for r in theirs)) or "nobody named yet"
            missing.append(f"{inspectorate.short_name} ({names})")
    return missing


def check_readings(edition: Edition, readers: Sequence[Reader]) -> list[Problem]:
    """One blocking problem for each reading still missing before the call to the director."""
    return [
        blocks(
            "briefing-reading",
            f"The briefing has not been read by {who}. Ask them to confirm it, or record why you continue.",
            "Guidance, timetable, day -1",
        )
        for who in readings_missing(edition, readers)
    ]


def check_preparation(edition: Edition, inspectors: Iterable[Reader]) -> list[Problem]:
    """A warning that names each inspector with less time to prepare than the edition gives (paragraph 11)."""
    least = edition.team.preparation_days
    problems = []
    for one in inspectors:
        if one.preparation_days is not None and one.preparation_days >= least:
            continue
        planned = "none" if one.preparation_days is None else f"{one.preparation_days.normalize():f}"
        message = (
            f"{one.name} has too little time to prepare: {planned} planned, at least "
            f"{counted(least, 'day')} needed. Plan more, between day "
            f"{edition.team.preparation_first_day} and day {edition.team.preparation_last_day}."
        )
        problems.append(
            warns("preparation-short", message, f"Guidance, paragraph {edition.team.preparation_paragraph}")
        )
    return problems
