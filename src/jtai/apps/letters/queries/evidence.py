"""What the points of the letter rest on."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Letter, Point
from jtai.core.letter import EntryFacts, PointFacts, SentenceFacts

# What may come into a letter: agreed as key, told to leaders or final (paragraphs 40, 82).
FOR_LETTER = (Finding.State.KEY, Finding.State.PRESENTED, Finding.State.FINAL)


def findings_of(inspection: Inspection) -> list[Finding]:
    """The findings a letter is assembled from, in the order of their numbers."""
    rows = Finding.objects.filter(inspection=inspection, state__in=FOR_LETTER)
    return list(rows.prefetch_related("entries").order_by("number"))


def points_of(letter: Letter) -> list[Point]:
    """The points that stand in the working copy, with all they rest on."""
    rows = letter.points.filter(dropped_at=None).select_related(
        "finding", "written_by", "contribution__author"
    )
    return list(
        rows.prefetch_related("sentences__supports__entry", "finding__entries").order_by(
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
        told=bool(finding and finding.presented_at),
        positive_impact=bool(finding and finding.positive_impact.strip()),
    )


def rests_on(letter: Letter, facts: PointFacts) -> str:
    """ "Finding 3 · 5 SEA entries · CQC, HMIC, Ofsted", or that it rests on nothing."""
    entries = facts.all_entries
    if not entries and not facts.finding:
        return "Rests on nothing yet"
    edition = letter.inspection.edition
    names = [
        one.short_name for one in edition.inspectorates if any(e.inspectorate == one.code for e in entries)
    ]
    count = f"{len(entries)} SEA {'entry' if len(entries) == 1 else 'entries'}"
    return " · ".join(filter(None, [facts.finding and f"Finding {facts.finding}", count, ", ".join(names)]))
