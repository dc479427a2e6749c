"""What the checks look at, as plain values, and what a check answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jtai.core.framework.model import Edition
from jtai.core.results import Problem
from jtai.core.working_days import Calendar

Weight = Literal["blocks", "warns", "hint"]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An SEA entry something rests on."""

    id: str
    number: str
    inspectorate: str


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """A sentence; `entries`: those linked to it alone."""

    id: str
    text: str
    entries: tuple[EntryFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A point with what it rests on. finding_type: code, "" without a finding; told: leaders heard it."""

    id: str
    section: str
    sentences: tuple[SentenceFacts, ...]
    finding: str = ""
    finding_type: str = ""
    target: str = ""
    agency: str = ""
    about_theme: bool = False
    entries: tuple[EntryFacts, ...] = ()
    told: bool = False
    positive_impact: bool = False

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.sentences)

    @property
    def all_entries(self) -> tuple[EntryFacts, ...]:
        """Entries of the finding and of the sentences, each once."""
        every = [*self.entries, *(entry for one in self.sentences for entry in one.entries)]
        return tuple({entry.id: entry for entry in every}.values())


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """The decision on the statement. due_on: date printed; readings: date by code of the reading."""

    asked: bool
    lead_agency: str = ""
    due_on: date | None = None
    due_reason: str = ""
    readings: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter as it would be submitted. missing_recipients: roles without a contact, in words."""

    edition: Edition
    calendar: Calendar
    opening: str
    points: tuple[PointFacts, ...]
    fieldwork: tuple[date, date] | None
    statement: StatementFacts | None = None
    final: bool = False
    confirmed: frozenset[str] = frozenset()
    owner_confirmed: bool = False
    missing_recipients: tuple[str, ...] = ()
    next_steps: str = ""
    agencies: tuple[str, ...] = field(default=())

    def of_section(self, code: str) -> tuple[PointFacts, ...]:
        return tuple(point for point in self.points if point.section == code)

    def passages(self) -> list[tuple[str, str, str]]:
        """Every text with its place: section code, point id, words."""
        found = [("", "", self.opening)]
        found += [(point.section, point.id, point.text) for point in self.points]
        return [*found, (self.edition.section_for("next-steps"), "", self.next_steps)]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of one place. A hint never asks for anything."""

    code: str
    weight: Weight
    message: str
    source: str = ""
    section: str = ""
    point: str = ""
    excerpt: str = ""

    @property
    def problem(self) -> Problem | None:
        """The remark as a problem of submitting; None for a hint."""
        if self.weight == "hint":
            return None
        return Problem(self.code, self.weight, self.message, self.source)
