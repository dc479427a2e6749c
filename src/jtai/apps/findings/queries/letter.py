"""Findings as the letter takes them. Nothing here says who attended which meeting (paragraph 35)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.models import Inspection

FOR_LETTER = (Finding.State.KEY, Finding.State.PRESENTED, Finding.State.FINAL)
_ORDER = {value: n for n, value in enumerate(Finding.Significance.values)}


@dataclass(frozen=True, slots=True)
class EntryBehind:
    """An SEA entry a finding rests on."""

    id: UUID
    number: int
    inspectorate: str
    author_id: int


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """A finding for the letter.

    type          code of the edition's finding types
    target        "partnership" or "agency"; then `agency` is its code and `agency_name` its words
    significance  "most", "main" or "supporting": a person's word, not a score
    told          leaders heard it at a meeting before or at the feedback meeting
    in_letter     True taken in, False left out (with `omitted_reason`), None undecided
    """

    id: UUID
    number: int
    state: str
    type: str
    target: str
    agency: str
    agency_name: str
    inspectorate: str
    title: str
    text: str
    criteria: tuple[str, ...]
    scope_element: str
    weight: str
    significance: str
    has_impact: bool
    entries: tuple[EntryBehind, ...]
    told: bool
    in_letter: bool | None
    omitted_reason: str
    version: int


def findings_for_letter(inspection: Inspection) -> list[LetterFinding]:
    """Key, presented and final findings: by the edition's order of kinds, then what matters most first."""
    order = {kind.code: n for n, kind in enumerate(inspection.edition.finding_types)}
    rows = _rows(inspection).filter(state__in=FOR_LETTER)
    found = [_as_letter_finding(row) for row in rows]
    return sorted(
        found, key=lambda f: (order.get(f.type, len(order)), _ORDER.get(f.significance, 9), f.number)
    )


def letter_finding(inspection: Inspection, finding_id: UUID | str) -> LetterFinding | None:
    """One finding in the letter's shape, left out or not; None when it is not of this inspection."""
    row = _rows(inspection).filter(pk=finding_id).first()
    return _as_letter_finding(row) if row else None


def _rows(inspection: Inspection):  # type: ignore[no-untyped-def]
    return (
        Finding.objects.filter(inspection=inspection)
        .select_related("inspection")
        .prefetch_related("entries", "tellings")
        .order_by("number")
    )


def _as_letter_finding(row: Finding) -> LetterFinding:
    agencies = {one.code: one.name for one in row.inspection.edition.agencies}
    return LetterFinding(
        id=row.pk,
        number=row.number,
        state=row.state,
        type=row.type,
        target=row.target,
        agency=row.agency,
        agency_name=agencies.get(row.agency, ""),
        inspectorate=row.inspectorate,
        title=row.title,
        text=row.text,
        criteria=tuple(row.criteria),
        scope_element=row.scope_element,
        weight=row.weight,
        significance=row.significance,
        has_impact=bool(row.positive_impact.strip()),
        entries=tuple(
            EntryBehind(e.pk, e.number, e.inspectorate, e.author_id)
            for e in sorted(row.entries.all(), key=lambda e: e.number)
        ),
        told=row.presented_at is not None or bool(row.tellings.all()),
        in_letter=row.in_letter,
        omitted_reason=row.omitted_reason,
        version=row.version,
    )
