"""Who has sent key findings and completed records; tracked children by agency, without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.findings.models import KeyFindingsSubmission
from jtai.apps.inspections.memory import by_inspection, read_for_all, values_of
from jtai.apps.inspections.models import Inspection, Membership
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


_inspectors = values_of(
    lambda: Membership.objects.filter(ended_at=None, role__in=INSPECTORS).order_by("pk"),
    "user",
    "user__full_name",
    "body",
)


@read_for_all
def _sent(inspections: Sequence[int]) -> dict[int, list[tuple[int, datetime]]]:
    rows = KeyFindingsSubmission.objects.filter(inspection__in=inspections)
    return by_inspection(inspections, rows.values_list("inspection", "inspector", "submitted_at"))


@read_for_all
def _open_records(inspections: Sequence[int]) -> dict[int, list[int]]:
    """The author of each record that is not finished."""
    rows = EvidenceRecord.objects.filter(inspection__in=inspections, state=EvidenceRecord.State.DRAFT)
    return by_inspection(inspections, rows.values_list("inspection", "author"))


@read_for_all
def _open_entries(inspections: Sequence[int]) -> dict[int, list[int]]:
    """The author of each entry that is not finished."""
    rows = SEAEntry.objects.filter(inspection__in=inspections, state__in=["draft", "agreeing"])
    return by_inspection(inspections, rows.values_list("inspection", "author"))


def inspector_rows(inspection: Inspection) -> list[InspectorRow]:
    """Every inspector, those with something missing first."""
    sent = dict(_sent(inspection))
    drafts = Counter([*_open_records(inspection), *_open_entries(inspection)])
    short = {one.code: one.short_name for one in inspection.edition.inspectorates}
    rows: dict[int, InspectorRow] = {}
    for user, name, body in _inspectors(inspection):
        if user not in rows:
            rows[user] = InspectorRow(user, name, short.get(body, body), sent.get(user), drafts[user])
    return sorted(rows.values(), key=lambda row: (not row.missing, row.inspectorate, row.name))


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
