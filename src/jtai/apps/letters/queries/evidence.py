"""What the points of the letter rest on."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings.models import Finding
from jtai.apps.findings.queries import findings_for_letter
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Letter, Point
from jtai.core.letter import EntryFacts, PointFacts, SentenceFacts
from jtai.words import counted


def findings_of(inspection: Inspection) -> list[Finding]:
    """The findings a letter is assembled from: by kind, then what matters most first."""
    order = {one.id: place for place, one in enumerate(findings_for_letter(inspection))}
    rows = Finding.objects.filter(inspection=inspection, pk__in=order).prefetch_related("entries")
    return sorted(rows, key=lambda row: order[row.pk])


def points_of(letter: Letter) -> list[Point]:
    """The points that stand in the working copy, with all they rest on."""
    rows = letter.points.filter(dropped_at=None).select_related(
        "finding", "written_by", "contribution__author"
    )
    return list(
        rows.prefetch_related("sentences__supports__entry", "finding__entries", "finding__tellings").order_by(
            "order", "written_at", "id"
        )
    )


def entry_facts(entries: Iterable[SEAEntry]) -> tuple[EntryFacts, ...]:
    """Entries that count: entered, and not withdrawn."""
    return tuple(
        EntryFacts(str(one.pk), str(one.number), one.inspectorate)
        for one in entries
        if one.state == SEAEntry.State.ENTERED
    )


def point_facts(point: Point) -> PointFacts:
    """A point as the checks see it."""
    finding = point.finding
    return PointFacts(
        id=str(point.pk),
        section=point.section,
        sentences=tuple(
            SentenceFacts(str(one.pk), one.text, entry_facts(s.entry for s in one.supports.all()))
            for one in point.sentences.all()
        ),
        finding=str(finding.number) if finding else "",
        finding_type=finding.type if finding else "",
        target=point.target,
        agency=point.agency,
        about_theme=point.about_theme,
        entries=entry_facts(finding.entries.all()) if finding else (),
        told=bool(finding and (finding.presented_at or finding.tellings.all())),
        positive_impact=bool(finding and finding.positive_impact.strip()),
    )


def rests_on(letter: Letter, facts: PointFacts) -> str:
    """ "Finding 3 · 5 SEA entries · CQC, HMIC, Ofsted", or that it rests on nothing."""
    entries = facts.all_entries
    if not entries and not facts.finding:
        return "No evidence yet"
    edition = letter.inspection.edition
    names = [
        one.short_name for one in edition.inspectorates if any(e.inspectorate == one.code for e in entries)
    ]
    count = counted(len(entries), "SEA entry")
    return " · ".join(filter(None, [facts.finding and f"Finding {facts.finding}", count, ", ".join(names)]))
