"""The lists beside the letter: what rests on nothing, what leaders never heard, what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.findings.models import Finding, FindingRevision
from jtai.apps.findings.queries import findings_for_letter
from jtai.apps.letters.models import Letter, Point
from jtai.apps.letters.queries.evidence import point_facts, points_of, rests_on
from jtai.core.letter import PointFacts


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point with what it rests on, in words."""

    point: Point
    facts: PointFacts
    margin: str
    author: str

    @property
    def one_source(self) -> bool:
        return len({entry.inspectorate for entry in self.facts.all_entries}) == 1

    @property
    def nothing(self) -> bool:
        return not self.facts.all_entries


def point_rows(letter: Letter) -> list[PointRow]:
    """Every point of the working copy with its margin."""
    found = []
    for point in points_of(letter):
        facts = point_facts(point)
        author = point.contribution.author.full_name if point.contribution else point.written_by.full_name
        found.append(PointRow(point, facts, rests_on(letter, facts), author))
    return found


@dataclass(frozen=True, slots=True)
class Sides:
    """Points to look at again, findings left out, and what changed after leaders heard it (paragraph 92)."""

    on_nothing: list[PointRow]
    on_one_source: list[PointRow]
    never_told: list[PointRow]
    told_and_dropped: list[Finding]
    told_and_changed: list[FindingRevision]
    strong_not_used: list[Finding]


def sides_of(letter: Letter) -> Sides:
    """Everything the lead should look at before submitting; none of it but the first blocks."""
    rows = point_rows(letter)
    used = {row.point.finding_id for row in rows if row.point.finding_id}
    unused = [one for one in findings_for_letter(letter.inspection) if one.id not in used]
    left = {
        row.pk: row
        for row in Finding.objects.filter(inspection=letter.inspection).exclude(pk__in=used)
        if row.state
        in (Finding.State.OMITTED, Finding.State.PRESENTED, Finding.State.KEY, Finding.State.FINAL)
    }
    return Sides(
        on_nothing=[row for row in rows if row.nothing],
        on_one_source=[row for row in rows if row.one_source],
        never_told=[row for row in rows if row.point.finding and not row.facts.told],
        told_and_dropped=[row for row in left.values() if row.presented_at],
        told_and_changed=list(
            FindingRevision.objects.filter(finding__inspection=letter.inspection).select_related("finding")
        ),
        strong_not_used=[
            left[one.id] for one in unused if one.weight == Finding.Weight.STRONG and one.id in left
        ],
    )
