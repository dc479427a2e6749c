"""Findings for the inspectors: lists, one with its evidence, what was revised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from jtai.apps.audit.models import Event
from jtai.apps.findings.models import Finding, FindingVersion, PriorityDecision
from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.core.findings import Change, EntryFacts, changes_between

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A field that only says where a finding stands is no change of its words.
LABELS = {
    "type": "Kind",
    "target": "About",
    "agency": "Agency",
    "inspectorate": "Inspectorate",
    "title": "Title",
    "text": "Finding",
    "rationale": "Why",
    "weight": "Weight of the evidence",
    "significance": "Significance",
    "scope_element": "Theme",
    "criteria": "Criteria",
    "positive_impact": "Positive effect",
    "multi_agency": "Effective multi-agency work",
    "subtype": "Form",
    "guidance_breach": "Statutory guidance not followed",
    "practice_weakness": "Where practice is weak",
    "outcome_effect": "Effect on outcomes",
    "risk_statement": "Risk to children",
    "triggers": "What led to it",
    "trigger_other": "Other practice",
    "entries": "SEA entries",
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a line of the list."""

    finding: Finding
    kind: str
    about: str
    state: str
    entries: int
    told: bool
    decision: str


def finding(inspection: Inspection, finding_id: UUID | str) -> Finding | None:
    """One finding of this inspection, or None."""
    return Finding.objects.filter(inspection=inspection, pk=finding_id).first()


def rows_for(viewer: Viewer, filters: dict[str, Any]) -> list[FindingRow]:
    """What this person may see, filtered; not yet told and without evidence first (R-040-2)."""
    rows = _filtered(Finding.objects.filter(inspection=viewer.inspection).visible_to(viewer.user), filters)
    rows = rows.select_related("inspection").prefetch_related("entries", "tellings", "priority_decisions")
    found = [_row(one) for one in rows]
    if filters.get("needs") == "evidence":
        found = [row for row in found if not row.entries]
    if filters.get("needs") == "telling":
        found = [row for row in found if not row.told]
    over = ("withdrawn", "omitted")
    return sorted(found, key=lambda r: (r.finding.state in over, r.told, bool(r.entries), r.finding.number))


def _filtered(rows: QuerySet[Finding], filters: dict[str, Any]) -> QuerySet[Finding]:
    for field in ("type", "state", "inspectorate", "agency"):
        if filters.get(field):
            rows = rows.filter(**{field: filters[field]})
    if filters.get("mine"):
        rows = rows.filter(proposed_by=filters["mine"])
    return rows


def _row(one: Finding) -> FindingRow:
    kind = one.kind
    decisions = list(one.priority_decisions.all())
    decision = ""
    if kind and kind.needs_trigger:
        decision = (
            ("decided: yes" if decisions[-1].is_priority else "decided: no") if decisions else "not decided"
        )
    return FindingRow(
        finding=one,
        kind=kind.title if kind else "No kind yet",
        about=agency_words(one),
        state=one.get_state_display(),
        entries=len(one.entries.all()),
        told=one.presented_at is not None or bool(one.tellings.all()),
        decision=decision,
    )


def agency_words(one: Finding) -> str:
    """ "The partnership", or the agency with the inspectorate whose part it is (paragraph 32)."""
    edition = one.inspection.edition
    if one.target != "agency":
        return "The partnership" if one.target else "Not said"
    names = {a.code: a.name for a in edition.agencies}
    short = {i.code: i.short_name for i in edition.inspectorates}
    agency = names.get(one.agency, "No agency yet")
    return f"{agency} ({short[one.inspectorate]})" if one.inspectorate in short else agency


def criteria_words(inspection: Inspection) -> dict[str, str]:
    """Every criterion of the edition and the pinned theme: code to words."""
    theme = dates.theme_of(inspection)
    own = {c.code: f"{c.code}: {c.title}" for c in inspection.edition.criteria}
    return own | {c.code: f"{c.code}: {c.title}" for c in (theme.criteria if theme else ())}


def entry_facts(one: Finding) -> list[EntryFacts]:
    """The SEA entries behind it, as the rules want them."""
    return [
        EntryFacts(entry.number, entry.state == "entered", _only_older(entry))
        for entry in one.entries.order_by("number").prefetch_related("evidence")
    ]


def _only_older(entry: Any) -> bool:
    periods = [record.period for record in entry.evidence.all() if record.state == "submitted"]
    return bool(periods) and all(period == "historical" for period in periods)


def latest_decision(one: Finding) -> PriorityDecision | None:
    """The last answer on priority action, or None."""
    return one.priority_decisions.order_by("-pk").first()


def content_at(one: Finding, number: int) -> dict[str, Any]:
    """The words of a version; {} when there is none."""
    row = FindingVersion.objects.filter(finding=one, number=number).first()
    return json.loads(row.content) if row else {}


def revisions_since_feedback(
    inspection: Inspection,
) -> list[tuple[Finding, list[tuple[str, Change]], list[str]]]:
    """Each finding that differs from what was presented: its changes, labelled, and the reasons (para 45)."""
    found = []
    rows = Finding.objects.filter(inspection=inspection, presented_version__isnull=False)
    for one in rows.filter(~Q(revisions=None)).distinct().prefetch_related("revisions", "versions"):
        before = content_at(one, one.presented_version or 0)
        after = content_at(one, one.version)
        changes = [(LABELS.get(c.field, c.field), c) for c in changes_between(before, after)]
        found.append((one, changes, [revision.reason for revision in one.revisions.all()]))
    return found


def history_of(one: Finding) -> list[Event]:
    """What has happened to this finding, newest first."""
    versions = [str(pk) for pk in one.versions.values_list("pk", flat=True)]
    itself = Q(object_kind="finding", object_id=str(one.pk))
    words = Q(object_kind="finding-version", object_id__in=versions)
    return list(Event.objects.filter(itself | words, chain=one.inspection.ref).order_by("-sequence"))
