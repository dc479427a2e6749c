"""Keep, submit, withdraw an evidence record; challenge and review it (paras 72, 73, 75)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import sha256
from jtai.apps.database.locking import lock, lock_row
from jtai.apps.evidence import deadlines
from jtai.apps.evidence.actions.content import (
    canonical,
    inspectorate_of,
    plain,
    read_instant,
    refuse_stale,
    save_version,
)
from jtai.apps.evidence.actions.locking import require_open
from jtai.apps.evidence.models import EvidenceRecord, EvidenceVersion, RecordNote
from jtai.apps.evidence.terms import framework_of
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.core.access import About
from jtai.core.evidence import RecordFacts, check_record
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.evidence import EVIDENCE

FIELDS = (*RecordFacts.__dataclass_fields__, "journey_point")
LISTS = ("criteria", "scope_elements")


def values_of(row: EvidenceRecord) -> dict[str, Any]:
    """What the record says now to its author: the kept changes, if any, over what was submitted."""
    values = {name: getattr(row, name) for name in FIELDS}
    if row.pending:
        values |= row.pending
        values["observed_at"] = read_instant(row.pending.get("observed_at"))
    return values


@transaction.atomic
def keep_record(
    *, inspection: Inspection, record_id: UUID, values: Mapping[str, Any], version: int, by: User, at: Moment
) -> EvidenceRecord:
    """Keep what is written, whatever is wrong with it, for its author alone (ADR 0301).

    version   0 for a new record; otherwise the version the page was opened with
    """
    row = lock(EvidenceRecord.objects.filter(pk=record_id)).first()
    require(by, "write", "evidence", inspection, About(own=row is None or row.author_id == by.pk))
    clean = {name: values[name] for name in FIELDS if name in values}
    if row is None:
        row = _begin(inspection, record_id, clean, by, at)
    else:
        if row.inspection_id != inspection.pk:
            refuse("This record belongs to another inspection.", kind="hidden")
        EVIDENCE.decide(row.state, "keep").require()
        if canonical(values_of(row) | clean) == canonical(values_of(row)):
            # The same words again: a second press of the button, or the same page sent twice.
            return row
        _change(row, clean, version, at)
    record(
        row,
        "evidence.kept",
        by=by,
        at=at,
        codes={"number": row.number, "version": row.version},
        content=canonical(values_of(row)),
    )
    return row


def _begin(
    inspection: Inspection, record_id: UUID, values: Mapping[str, Any], by: User, at: Moment
) -> EvidenceRecord:
    return EvidenceRecord.objects.create(
        id=record_id,
        inspection=inspection,
        number=next_number(inspection, "evidence"),
        author=by,
        inspectorate=inspectorate_of(by, inspection),
        recorded_at=at.now,
        received_at=at.real,
        kept_at=at.real,
        **values,
    )


def _change(row: EvidenceRecord, values: Mapping[str, Any], version: int, at: Moment) -> None:
    if row.version != version:
        refuse_stale("this record")
    if row.state == EvidenceRecord.State.DRAFT:
        save_version(row, version, "this record", kept_at=at.real, **values)
    else:
        # What others read stays as it was submitted until the author submits again.
        pending = plain({**values_of(row), **values})
        save_version(row, version, "this record", kept_at=at.real, pending=pending)


@transaction.atomic
def submit_record(*, row: EvidenceRecord, version: int, by: User, at: Moment) -> EvidenceVersion:
    """Submit what was kept: every rule is asked at once; a refusal leaves the draft (paras 75, 80)."""
    inspection = row.inspection
    require(by, "submit", "evidence", inspection, About(own=row.author_id == by.pk))
    row = lock_row(row)
    EVIDENCE.decide(row.state, "submit").require()
    values = values_of(row)
    if not values["clarifies"]:
        require_open(inspection, at)
    _check(row, values, at)
    if row.state == EvidenceRecord.State.SUBMITTED and not row.pending:
        refuse("Nothing has changed since this was submitted.", kind="moment")
    save_version(
        row,
        version,
        "this record",
        state=EvidenceRecord.State.SUBMITTED,
        submitted_at=row.submitted_at or at.now,
        pending=None,
        **values,
    )
    made = _make_version(row, values, by, at)
    record(
        made,
        "evidence.submitted",
        by=by,
        at=at,
        codes={"record": str(row.pk), "number": row.number, "version": made.number},
        content=made.content,
    )
    return made


def _check(row: EvidenceRecord, values: Mapping[str, Any], at: Moment) -> None:
    said: dict[str, Any] = {name: values[name] for name in RecordFacts.__dataclass_fields__}
    facts = RecordFacts(**said | {name: tuple(said[name]) for name in LISTS})
    stop = deadlines.stop_at(row.inspection)
    problems = check_record(facts, framework_of(row.inspection), now=at.now, closes_at=stop)
    require_none([*problems, *_unknown_codes(said)])


# Codes of ours, which no edition lists: keeping takes whatever was posted, submitting does not.
_OWN_CODES = {
    "source_kind": (EvidenceRecord.SourceKind, "a kind of source"),
    "period": (EvidenceRecord.Period, "current practice or older information"),
}


def _unknown_codes(said: Mapping[str, Any]) -> list[Problem]:
    return [
        blocks(
            f"{name.replace('_', '-')}-unknown",
            f"“{said[name]}” is not {words}. Choose one from the list.",
            "Guidance, paragraph 75",
            name,
        )
        for name, (known, words) in _OWN_CODES.items()
        if said[name] and said[name] not in known.values
    ]


def _make_version(row: EvidenceRecord, values: Mapping[str, Any], by: User, at: Moment) -> EvidenceVersion:
    content = canonical({**values, "record": str(row.pk), "inspectorate": row.inspectorate})
    return EvidenceVersion.objects.create(
        id=uuid4(),
        record=row,
        number=row.versions.count() + 1,
        content=content,
        content_hash=sha256(content),
        by=by,
        at=at.now,
        received_at=at.real,
    )


@transaction.atomic
def withdraw_record(*, row: EvidenceRecord, reason: str, by: User, at: Moment) -> None:
    """Take a submitted record back, with a reason; it stays readable and counts no more."""
    require(by, "submit", "evidence", row.inspection, About(own=row.author_id == by.pk))
    row = lock_row(row)
    EVIDENCE.decide(row.state, "withdraw").require()
    if not reason.strip():
        require_none([blocks("reason-missing", "Say why you withdraw this record.", "", "reason")])
    save_version(
        row,
        row.version,
        "this record",
        state=EvidenceRecord.State.WITHDRAWN,
        withdrawn_at=at.now,
        withdrawn_by=by,
        withdrawal_reason=reason.strip(),
        pending=None,
    )
    codes = {"number": row.number}
    record(row, "evidence.withdrawn", by=by, at=at, codes=codes, content=row.withdrawal_reason)


@transaction.atomic
def add_note(*, row: EvidenceRecord, kind: str, text: str, by: User, at: Moment) -> RecordNote:
    """Challenge a colleague's record, say what more is needed, or note a review (paras 72, 73)."""
    action = "review" if kind == RecordNote.Kind.REVIEW else "challenge"
    require(by, action, "evidence", row.inspection)
    EVIDENCE.decide(row.state, action).require()
    if not text.strip():
        require_none([blocks("note-missing", "Enter your note.", "Guidance, paragraph 73", "text")])
    note = RecordNote.objects.create(record=row, kind=kind, text=text.strip(), by=by, at=at.now)
    _tell_author(row, note, at)
    record(
        note,
        f"evidence.{kind}",
        by=by,
        at=at,
        codes={"record": str(row.pk), "number": row.number},
        content=note.text,
    )
    return note


def _tell_author(row: EvidenceRecord, note: RecordNote, at: Moment) -> None:
    if row.author_id == note.by_id:
        return
    messages.send(
        row.inspection,
        key=f"evidence-note-{note.pk}",
        kind="evidence-note",
        to=row.author,
        title="A colleague has written about your evidence",
        body=f"There is a note on your evidence record {row.number}. Sign in to read and answer it.",
        at=at,
    )


@transaction.atomic
def answer_note(*, note: RecordNote, answer: str, by: User, at: Moment) -> None:
    """The author answers a note on their record."""
    inspection = note.record.inspection
    require(by, "answer", "evidence", inspection, About(own=note.record.author_id == by.pk))
    if not answer.strip():
        require_none([blocks("answer-missing", "Enter your answer.", "", "answer")])
    rows = RecordNote.objects.filter(pk=note.pk, answered_at=None)
    if not rows.update(answer=answer.strip(), answered_at=at.now, answered_by=by):
        refuse("This note has been answered already.", kind="moment")
    record(
        note, "evidence.answered", by=by, at=at, codes={"record": str(note.record_id)}, content=answer.strip()
    )
