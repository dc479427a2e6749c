"""Who has sent key findings and completed records; tracked children by agency, without names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.findings.models import KeyFindingsSubmission
from jtai.apps.inspections.models import Inspection
from jtai.apps.selection import queries as selection

INSPECTORS = ("lead-inspector", "team-inspector")


@dataclass(frozen=True, slots=True)
class InspectorRow:
    """An inspector at the end of the last day on site."""

    user_id: int
    name: str
    inspectorate: str
    sent_at: datetime | None
    drafts: int

    @property
    def missing(self) -> bool:
        """Key findings not sent, or records not complete (table day 13)."""
        return self.sent_at is None or self.drafts > 0


def inspector_rows(inspection: Inspection) -> list[InspectorRow]:
    """Every inspector, those with something missing first."""
    sent = dict(
        KeyFindingsSubmission.objects.filter(inspection=inspection).values_list(
            "inspector_id", "submitted_at"
        )
    )
    drafts = _drafts(inspection)
    short = {one.code: one.short_name for one in inspection.edition.inspectorates}
    members = inspection.memberships.filter(ended_at=None, role__in=INSPECTORS).select_related("user")
    rows: dict[int, InspectorRow] = {}
    for one in members.order_by("pk"):
        rows.setdefault(
            one.user_id,
            InspectorRow(
                one.user_id,
                one.user.full_name,
                short.get(one.body, one.body),
                sent.get(one.user_id),
                drafts[one.user_id],
            ),
        )
    return sorted(rows.values(), key=lambda row: (not row.missing, row.inspectorate, row.name))


def _drafts(inspection: Inspection) -> dict[int, int]:
    """How many records and entries each author has not finished."""
    counts: dict[int, int] = defaultdict(int)
    records = EvidenceRecord.objects.filter(inspection=inspection, state=EvidenceRecord.State.DRAFT)
    entries = SEAEntry.objects.filter(inspection=inspection, state__in=["draft", "agreeing"])
    for author in [
        *records.values_list("author_id", flat=True),
        *entries.values_list("author_id", flat=True),
    ]:
        counts[author] += 1
    return counts


def roll_up(inspection: Inspection) -> list[tuple[str, dict[str, dict[str, int]]]]:
    """Each tracked child by its reference: agency group to counts by judgement (paragraph 59).

    The reference is the inspection's own; no name is kept anywhere that this could show.
    """
    rows = EvidenceRecord.objects.filter(inspection=inspection).counting().exclude(child_ref="")
    table: dict[str, dict[str, dict[str, int]]] = {}
    for ref in selection.tracked_keys(inspection):
        table.setdefault(ref, {})
    for ref, sector, judgement in rows.order_by("child_ref").values_list("child_ref", "sector", "judgement"):
        if ref in table:
            by_sector = table[ref].setdefault(sector or "", {})
            by_sector[judgement] = by_sector.get(judgement, 0) + 1
    return list(table.items())
