"""What is missing for the findings meeting, and what each inspector has contributed (paras 31, 71, 78)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from jtai.apps.accounts.models import User
from jtai.apps.evidence import deadlines
from jtai.apps.evidence.models import (
    EvidenceRecord,
    NotebookEntry,
    QualityFlag,
    RecordNote,
    SEAEntry,
    Sufficiency,
)
from jtai.apps.evidence.queries.coverage import coverage_items
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of, values_of
from jtai.apps.inspections.models import Inspection
from jtai.core.coverage import without_entry_on
from jtai.core.moments import Moment

INSPECTOR_ROLES = ("lead-inspector", "team-inspector")


@dataclass(frozen=True, slots=True)
class Inspector:
    """An inspector of the team, with the inspectorate they stand for here."""

    user: User
    inspectorate: str
    role: str


@dataclass(frozen=True, slots=True)
class Unsummarised:
    """A submitted record that no entry in the SEA rests on. `due_at`: when its entry is due."""

    record: EvidenceRecord
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class MeetingGate:
    """What stands between the team and its findings meeting. Nothing here refuses; it names people.

    meeting_at   its start by the plan, None while day 0 is not set
    """

    meeting_at: datetime | None
    begun: bool
    without_entry: list[Unsummarised]
    without_workforce: list[Inspector]
    waiting_for_agreement: list[SEAEntry]
    open_notes: list[RecordNote]

    @property
    def clear(self) -> bool:
        return not (self.without_entry or self.without_workforce or self.waiting_for_agreement)

    def by_person(self) -> list[tuple[User, list[Unsummarised]]]:
        """Records without an entry, for each author."""
        people: dict[int, tuple[User, list[Unsummarised]]] = {}
        for one in self.without_entry:
            people.setdefault(one.record.author_id, (one.record.author, []))[1].append(one)
        return list(people.values())


def inspectors_of(inspection: Inspection) -> list[Inspector]:
    """Everybody who inspects: the lead and the team inspectors, each once."""
    rows = inspection.memberships.filter(
        role__in=inspection.edition.roles_like(*INSPECTOR_ROLES), ended_at=None
    ).select_related("user")
    found: dict[int, Inspector] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.user_id, Inspector(row.user, row.body, row.role))
    return list(found.values())


def missing_for_meeting(inspection: Inspection, at: Moment) -> MeetingGate:
    """Evidence without an SEA entry, by person, and inspectors with nothing on workforce and leadership."""
    meeting = deadlines.meeting_at(inspection)
    waiting = SEAEntry.objects.filter(inspection=inspection, state=SEAEntry.State.AGREEING)
    return MeetingGate(
        meeting_at=meeting,
        begun=meeting is not None and at.now > meeting,
        without_entry=unsummarised(inspection, at),
        without_workforce=without_workforce(inspection),
        waiting_for_agreement=list(waiting.select_related("author").order_by("number")),
        open_notes=open_notes(inspection),
    )


def open_notes(inspection: Inspection) -> list[RecordNote]:
    """Challenges, and what colleagues say is still needed, without an answer (para 73)."""
    rows = RecordNote.objects.filter(
        record__inspection=inspection, record__state="submitted", answered_at=None
    )
    return list(rows.exclude(kind=RecordNote.Kind.REVIEW).select_related("record__author", "by"))


def _without_entry() -> QuerySet[EvidenceRecord]:
    rows = EvidenceRecord.objects.counting().exclude(sea_entries__state=SEAEntry.State.ENTERED)
    return rows.order_by("observed_at", "number")


_in_no_entry = rows_of(lambda: _without_entry().select_related("author"))
_owed = values_of(_without_entry, "number", "author", "observed_at")


@dataclass(frozen=True, slots=True)
class Owed:
    """An entry in the SEA that is still to be made on a record: its number, its author, by when."""

    number: int
    author_id: int
    due_at: datetime | None


def entries_owed(inspection: Inspection) -> list[Owed]:
    """As `unsummarised`, without a word of the records: for pages of many inspections."""
    found = []
    for number, author, observed_at in _owed(inspection):
        due = deadlines.entry_due(inspection, observed_at)
        found.append(Owed(number, author, due.due_at if due else None))
    return found


def unsummarised(inspection: Inspection, at: Moment, author: User | None = None) -> list[Unsummarised]:
    """Submitted evidence that is in no entry of the SEA, the first due first (para 78)."""
    found = []
    for row in _in_no_entry(inspection):
        if author is not None and row.author_id != author.pk:
            continue
        due = deadlines.entry_due(inspection, row.observed_at)
        found.append(Unsummarised(row, due.due_at if due else None, bool(due and at.now > due.due_at)))
    return found


def without_workforce(inspection: Inspection) -> list[Inspector]:
    """Inspectors with no entry on workforce, management oversight or leadership (para 31)."""
    people = inspectors_of(inspection)
    criteria = inspection.edition.evidence.workforce_criteria
    silent = without_entry_on([str(one.user.pk) for one in people], criteria, coverage_items(inspection))
    return [one for one in people if str(one.user.pk) in silent]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one inspector has contributed and what is open on it (para 71)."""

    inspector: Inspector
    notes: int
    records: int
    drafts: int
    entries: int
    joint_entries: int
    late_entries: int
    proposals: int
    challenges_made: int
    on_workforce: bool
    open_flags: list[QualityFlag]
    unanswered: list[RecordNote]


def contributions_of(inspection: Inspection) -> list[Contribution]:
    """One line for each inspector."""
    silent = {one.user.pk for one in without_workforce(inspection)}
    return [_contribution(inspection, one, one.user.pk not in silent) for one in inspectors_of(inspection)]


def _contribution(inspection: Inspection, inspector: Inspector, on_workforce: bool) -> Contribution:
    user = inspector.user
    records = EvidenceRecord.objects.filter(inspection=inspection, author=user)
    entries = SEAEntry.objects.filter(inspection=inspection).counting()
    late = [row for row in entries.filter(author=user) if row.due_at and row.entered_at > row.due_at]  # type: ignore[operator]
    notes = RecordNote.objects.filter(record__inspection=inspection)
    return Contribution(
        inspector=inspector,
        notes=NotebookEntry.objects.filter(inspection=inspection, author=user).count(),
        records=records.counting().count(),
        drafts=records.filter(state=EvidenceRecord.State.DRAFT).count(),
        entries=entries.filter(author=user).count(),
        joint_entries=entries.filter(contributors__user=user).count(),
        late_entries=len(late),
        proposals=Sufficiency.objects.filter(
            inspection=inspection, by=user, kind=Sufficiency.Kind.PROPOSAL
        ).count(),
        challenges_made=notes.filter(by=user).exclude(kind=RecordNote.Kind.REVIEW).count(),
        on_workforce=on_workforce,
        open_flags=open_flags(inspection, user),
        unanswered=list(
            notes.filter(record__author=user, answered_at=None).exclude(kind=RecordNote.Kind.REVIEW)
        ),
    )


@read_for_all
def flagged(inspections: Sequence[int], author: int) -> dict[int, list[tuple[object, object]]]:
    """The entry or the record of each mark that is not cleared on this person's work."""
    of_entries = Q(entry__inspection__in=inspections, entry__author=author)
    of_records = Q(record__inspection__in=inspections, record__author=author)
    rows = QualityFlag.objects.filter(of_entries | of_records, cleared_at=None).annotate(
        of_inspection=Coalesce(F("entry__inspection"), F("record__inspection"))
    )
    return by_inspection(inspections, rows.values_list("of_inspection", "entry", "record"))


def open_flags(inspection: Inspection, author: User) -> list[QualityFlag]:
    """Marks of the lead or the QA manager on this person's work that are not cleared."""
    return _open_flags(inspection, author.pk)


@read_for_all
def _open_flags(inspections: Sequence[int], author: int) -> dict[int, list[QualityFlag]]:
    rows = QualityFlag.objects.filter(cleared_at=None).select_related("entry", "record", "by")
    of_entries = Q(entry__inspection__in=inspections, entry__author=author)
    found: dict[int, list[QualityFlag]] = {pk: [] for pk in inspections}
    for row in rows.filter(of_entries | Q(record__inspection__in=inspections, record__author=author)):
        found[row.thing.inspection_id].append(row)
    return found
