"""Shared with leaders, the outline of the feedback meeting, and what was presented there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jtai.apps.findings.models import Finding, OutlinePoint, Telling
from jtai.apps.findings.queries.findings import agency_words, content_at
from jtai.apps.inspections.models import Inspection
from jtai.apps.meetings.models import Meeting
from jtai.core.findings import Point, Section, outline

LIKELY = (Finding.State.PROPOSED, Finding.State.PROVISIONAL, Finding.State.KEY)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A finding with the meetings at which leaders heard of it."""

    finding: Finding
    kind: str
    about: str
    meetings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class PresentedFinding:
    """What local leaders see: the words as they were presented, and nothing behind them."""

    kind: str
    about: str
    title: str
    text: str
    significance: str


def told_rows(inspection: Inspection) -> list[ToldRow]:
    """Findings in play, never told first."""
    rows = Finding.objects.filter(inspection=inspection).submitted()
    rows = rows.select_related("inspection").prefetch_related("tellings__meeting__inspection")
    found = [
        ToldRow(one, one.kind.title if one.kind else "", agency_words(one), tuple(one.tellings.all()))
        for one in rows
    ]
    return sorted(found, key=lambda row: (bool(row.meetings), row.finding.number))


def not_told_yet(inspection: Inspection) -> list[Finding]:
    """Those that may be presented and that leaders have not heard of: no surprises (paragraph 40)."""
    rows = Finding.objects.filter(inspection=inspection, state__in=LIKELY, tellings=None)
    return list(rows.order_by("number"))


def outline_of(meeting: Meeting) -> list[Section]:
    """The outline, the lead's section first, then a section for each theme with points (paragraph 42)."""
    rows = OutlinePoint.objects.filter(meeting=meeting)
    points = [Point(row.section, row.text, row.order) for row in rows]
    themes = {one.code: one.title for one in meeting.inspection.edition.scope_elements}
    return outline(points, themes, "Overall findings, by the lead inspector")


def presented_findings(inspection: Inspection) -> list[PresentedFinding]:
    """The summary for those who were there: as presented, grouped by the edition's kinds."""
    order = {kind.code: n for n, kind in enumerate(inspection.edition.finding_types)}
    rank = {value: n for n, value in enumerate(Finding.Significance.values)}
    rows = Finding.objects.filter(inspection=inspection).presented().select_related("inspection")
    found = [(one, content_at(one, one.presented_version or 0)) for one in rows]
    found.sort(
        key=lambda pair: (
            order.get(pair[1]["type"], 99),
            rank.get(pair[1]["significance"], 9),
            pair[0].number,
        )
    )
    return [_presented(one, words) for one, words in found]


def _presented(one: Finding, words: dict[str, Any]) -> PresentedFinding:
    edition = one.inspection.edition
    kinds = {kind.code: kind.title for kind in edition.finding_types}
    agencies = {a.code: a.name for a in edition.agencies}
    about = agencies.get(words["agency"], "") if words["target"] == "agency" else "The partnership"
    return PresentedFinding(kinds[words["type"]], about, words["title"], words["text"], words["significance"])


def presented_at(inspection: Inspection) -> datetime | None:
    """When the first finding was presented, or None: local leaders see nothing before."""
    rows = Finding.objects.filter(inspection=inspection).presented().order_by("presented_at")
    return rows.values_list("presented_at", flat=True).first()
