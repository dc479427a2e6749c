"""Reads of the SEA: the list, and what later stages build findings and the letter on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import EvidenceRecord, SEAContributor, SEAEntry
from jtai.apps.evidence.models.sea import SEAEntryQuerySet
from jtai.apps.evidence.terms import Terms
from jtai.apps.inspections.models import Inspection


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """An entry that is in the SEA, as later stages see it.

    voices   ids of the inspectors whose findings are in it, the author first; `speaks_for` gives the
             inspectorate of each, in the same order
    late_by  by how much it came after it was due, or None
    version  number of its last version (1 when it was never revised)
    """

    id: UUID
    number: int
    author_id: int
    author: str
    inspectorate: str
    voices: tuple[int, ...]
    speaks_for: tuple[str, ...]
    inspectorates: tuple[str, ...]
    evaluation: str
    judgement: str
    criteria: tuple[str, ...]
    scope_elements: tuple[str, ...]
    evidence: tuple[UUID, ...]
    entered_at: datetime
    late_by: timedelta | None
    version: int


@dataclass(frozen=True, slots=True)
class EvidenceBehind:
    """A record behind an entry. `counts` is False for what has been withdrawn since."""

    entry: UUID
    id: UUID
    number: int
    author_id: int
    inspectorate: str
    judgement: str
    method: str
    route: str
    child_ref: str
    source: str
    period: str
    outcome: str
    counts: bool


def source_of(row: EvidenceRecord) -> str:
    """What makes two records one source: the same kind, role and reference, heard or read of one child."""
    parts = (row.source_kind, row.source_role, row.source_reference, row.child_ref)
    return " | ".join(part.strip().casefold() for part in parts)


def _entered(inspection: Inspection) -> SEAEntryQuerySet:
    contributors = Prefetch("contributors", SEAContributor.objects.order_by("pk"))
    rows = SEAEntry.objects.filter(inspection=inspection).counting().select_related("author")
    return rows.prefetch_related(contributors, "evidence").annotate(last=Max("versions__number"))


def sea_entries(inspection: Inspection) -> list[EntrySummary]:
    """Every entry in the SEA, by number. Drafts and withdrawn ones are not there."""
    terms = Terms.of(inspection)
    return [_summary(row, terms) for row in _entered(inspection).order_by("number")]


def sea_entry(inspection: Inspection, entry_id: UUID | str) -> EntrySummary | None:
    """One entry in the SEA, or None."""
    row = _entered(inspection).filter(pk=entry_id).first()
    return _summary(row, Terms.of(inspection)) if row else None


def _summary(row: SEAEntry, terms: Terms) -> EntrySummary:
    others = list(row.contributors.all())
    assert row.entered_at is not None
    late = row.entered_at - row.due_at if row.due_at and row.entered_at > row.due_at else None
    scope = {*row.scope_elements, *terms.framework.scope_of(row.criteria)}
    return EntrySummary(
        id=row.pk,
        number=row.number,
        author_id=row.author_id,
        author=row.author.full_name,
        inspectorate=row.inspectorate,
        voices=(row.author_id, *(one.user_id for one in others)),
        speaks_for=(row.inspectorate, *(one.inspectorate for one in others)),
        inspectorates=tuple(dict.fromkeys([row.inspectorate, *(one.inspectorate for one in others)])),
        evaluation=row.evaluation,
        judgement=row.judgement,
        criteria=tuple(row.criteria),
        scope_elements=tuple(code for code, _ in terms.scope_elements() if code in scope),
        evidence=tuple(one.pk for one in row.evidence.all()),
        entered_at=row.entered_at,
        late_by=late,
        version=row.last or 0,  # type: ignore[attr-defined]
    )


def entries_for_finding_choice(inspection: Inspection) -> list[tuple[str, str]]:
    """(id, words) of the entries a finding can be proposed from: number, judgement, first words."""
    terms = Terms.of(inspection)
    return [
        (
            str(entry.id),
            f"SEA entry {entry.number} ({terms.inspectorate(entry.inspectorate)}, "
            f"{terms.judgement(entry.judgement).lower()}): {shortened(entry.evaluation)}",
        )
        for entry in sea_entries(inspection)
    ]


def evidence_behind(entry_ids: Iterable[UUID | str]) -> list[EvidenceBehind]:
    """The records behind these entries, each once for each entry, by number."""
    rows = SEAEntry.objects.filter(pk__in=[str(one) for one in entry_ids]).prefetch_related("evidence")
    return [
        EvidenceBehind(
            entry=entry.pk,
            id=row.pk,
            number=row.number,
            author_id=row.author_id,
            inspectorate=row.inspectorate,
            judgement=row.judgement,
            method=row.method,
            route=row.route,
            child_ref=row.child_ref,
            source=source_of(row),
            period=row.period,
            outcome=row.outcome,
            counts=row.state == EvidenceRecord.State.SUBMITTED,
        )
        for entry in rows.order_by("number")
        for row in sorted(entry.evidence.all(), key=lambda one: one.number)
    ]


def rests_on_one_source(entry_ids: Iterable[UUID | str]) -> bool:
    """Does all that counts behind these entries come from a single source (para 72)?"""
    return len({one.source for one in evidence_behind(entry_ids) if one.counts}) == 1


def filtered_entries(inspection: Inspection, user: User, wanted: Mapping[str, str]) -> SEAEntryQuerySet:
    """The entries a list shows, newest first."""
    rows = SEAEntry.objects.filter(inspection=inspection).readable_by(user)
    if wanted.get("whose") == "mine":
        rows = rows.filter(Q(author=user) | Q(contributors__user=user)).distinct()
    for name in ("inspectorate", "judgement", "state"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("criterion"):
        rows = rows.with_code("criteria", wanted["criterion"])
    rows = rows.annotate(records=Count("evidence", distinct=True), last=Max("versions__number"))
    return rows.select_related("author").order_by("-number")


def shortened(text: str, most: int = 90) -> str:
    """The first words, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]} …"
