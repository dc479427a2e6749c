"""What we know and what is missing: evidence and entries against criteria (paras 72, 79)."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.evidence.models import EvidenceRecord, ReviewMark, Sufficiency
from jtai.apps.evidence.queries.sea import sea_entries, source_of
from jtai.apps.evidence.terms import THEME, Terms
from jtai.apps.inspections.memory import read_once
from jtai.apps.inspections.models import Inspection
from jtai.core.coverage import (
    Count,
    CoverageItem,
    CriterionCoverage,
    count,
    cover,
    scope_covered,
    weakest_first,
)


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Everything the coverage page shows.

    parts                   heading of each part of the edition, and how many of its criteria have evidence
    evidenced, in_the_sea   of all criteria, the theme's with them
    scope                   scope element code to covered
    decided, proposed       criterion to the standing decision, and to the proposals since
    """

    rows: list[CriterionCoverage]
    parts: list[tuple[str, Count]]
    theme: Count
    evidenced: Count
    in_the_sea: Count
    scope: dict[str, bool]
    decided: dict[str, Sufficiency]
    proposed: dict[str, list[Sufficiency]]
    items: tuple[CoverageItem, ...]

    @property
    def weakest(self) -> list[CriterionCoverage]:
        return weakest_first(self.rows)

    @property
    def one_voice(self) -> list[CriterionCoverage]:
        return [row for row in self.rows if row.one_voice]

    @property
    def contradictions(self) -> list[CriterionCoverage]:
        return [row for row in self.rows if row.contradicts]

    def row(self, criterion: str) -> CriterionCoverage:
        return next(row for row in self.rows if row.criterion == criterion)


def coverage_of(inspection: Inspection) -> CoverageView:
    """Coverage as it stands now. Drafts and what was withdrawn never count."""
    terms = Terms.of(inspection)
    items = coverage_items(inspection)
    rows = cover(terms.framework.criteria, items)
    element_of = {code: row.scope_element for code, row in terms.framework.criteria.items()}
    decided, proposed = _sufficiency(inspection)

    def of_part(part: str) -> Count:
        codes = terms.codes_of_part(part)
        return count([row for row in rows if row.criterion in codes])

    return CoverageView(
        rows=rows,
        parts=[(title, of_part(code)) for code, title in terms.parts() if code != THEME],
        theme=of_part(THEME),
        evidenced=count(rows),
        in_the_sea=count(rows, "entry"),
        scope=scope_covered([code for code, _ in terms.scope_elements()], items, element_of),
        decided=decided,
        proposed=proposed,
        items=tuple(items),
    )


@read_once
def coverage_items(inspection: Inspection) -> list[CoverageItem]:
    """One item for each criterion of each record, and of each voice of each entry."""
    records = EvidenceRecord.objects.filter(inspection=inspection).counting().order_by("number")
    found = [
        CoverageItem(
            criterion=code,
            inspectorate=row.inspectorate,
            author=str(row.author_id),
            kind="evidence",
            judgement=row.judgement,
            route=row.route,
            thing=str(row.pk),
            source=source_of(row),
            scope=tuple(row.scope_elements),
        )
        for row in records
        for code in row.criteria
    ]
    found += [
        CoverageItem(
            criterion=code,
            inspectorate=inspectorate,
            author=str(voice),
            kind="entry",
            judgement=entry.judgement,
            thing=str(entry.id),
            scope=entry.scope_elements,
        )
        for entry in sea_entries(inspection)
        for code in entry.criteria
        for voice, inspectorate in zip(entry.voices, entry.speaks_for, strict=True)
    ]
    return found


def _sufficiency(inspection: Inspection) -> tuple[dict[str, Sufficiency], dict[str, list[Sufficiency]]]:
    """The standing decision of each criterion, and the proposals made since it."""
    rows = list(
        Sufficiency.objects.filter(inspection=inspection, replaced_at=None)
        .select_related("by")
        .prefetch_related("agreed_with")
        .order_by("at", "pk")
    )
    decided = {row.criterion: row for row in rows if row.kind == Sufficiency.Kind.DECISION}
    proposed: dict[str, list[Sufficiency]] = {}
    for row in rows:
        standing = decided.get(row.criterion)
        if row.kind == Sufficiency.Kind.PROPOSAL and (standing is None or row.pk > standing.pk):
            proposed.setdefault(row.criterion, []).append(row)
    return decided, proposed


def review_marks(inspection: Inspection) -> list[ReviewMark]:
    """Who looked through the SEA, newest first."""
    return list(ReviewMark.objects.filter(inspection=inspection).select_related("by").order_by("-at", "-pk"))
