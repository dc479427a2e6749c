"""Inspectors read the briefing and talk about it (paragraph 11, timetable days -1 to 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.briefing import queries
from jtai.apps.briefing.models import Briefing, Discussion, Issue, ReadMark
from jtai.apps.inspections.access import keep_departures, record, require, require_part
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none, warns
from jtai.core.workflows.briefing import BRIEFING

READ_BEFORE = "briefing-read"
SOURCE = "Guidance, paragraph 11"


def _issue(inspection: Inspection) -> Issue:
    briefing = Briefing.objects.filter(inspection=inspection).first()
    BRIEFING.decide(briefing.state if briefing else BRIEFING.initial, "mark-read").require()
    found = queries.last_issue(inspection)
    assert found is not None
    return found


@transaction.atomic
def mark_read(*, inspection: Inspection, number: int, by: User, at: Moment) -> ReadMark:
    """Confirm having read the briefing; number: the issue that was on the page."""
    require(by, "mark-read", "briefing", inspection)
    issue = _issue(inspection)
    if issue.number != number:
        refuse(
            "The briefing was issued again after you opened it. Read the new one, then confirm.", kind="stale"
        )
    mark, made = ReadMark.objects.get_or_create(issue=issue, user=by, defaults={"read_at": at.now})
    if made:
        _note_reading_complete(inspection, by, at)
        record(issue, "briefing.read", by=by, at=at, codes={"number": number})
    return mark


def _note_reading_complete(inspection: Inspection, by: User, at: Moment) -> None:
    if (
        not queries.reading_problems(inspection)
        and happened_at(inspection, inspection.edition.code_for(READ_BEFORE)) is None
    ):
        record_fact(inspection, inspection.edition.code_for(READ_BEFORE), by=by, at=at)


@transaction.atomic
def go_on_without_readings(*, inspection: Inspection, reason: str, by: User, at: Moment) -> None:
    """The lead opens notification although a reading is missing, with a reason (paragraph 11, ADR 0009)."""
    require(by, "go-on", "briefing", inspection)
    issue = _issue(inspection)
    standing = queries.reading_problems(inspection)
    if not standing:
        refuse("Everybody who must read the briefing before notification has read it.", kind="moment")
    if not reason.strip():
        message = "Enter your reason for continuing without these readings."
        require_none([blocks("reading-reason", message, SOURCE, "reason")])
    passed = [warns(p.code, p.message, p.source) for p in standing]
    reasons = {queries.READING_RULE: reason}
    keep_departures(issue, passed, reasons, material="briefing", by=by, at=at)
    record(
        issue, "briefing.reading-passed-over", by=by, at=at, codes={"missing": len(standing)}, content=reason
    )


@transaction.atomic
def record_discussion(
    *,
    inspection: Inspection,
    held_at: datetime | None,
    text: str,
    criteria: Sequence[str],
    present: Iterable[User],
    by: User,
    at: Moment,
) -> Discussion:
    """Keep what inspectors agreed about gathering evidence jointly against the criteria (paragraph 11)."""
    require(by, "discuss", "briefing", inspection)
    there = list(present)
    require_part(inspection, *there)
    problems = []
    if held_at is None or held_at > at.now:
        problems.append(
            blocks(
                "discussion-time", "Enter when you talked. It cannot be later than now.", SOURCE, "held_at"
            )
        )
    if not text.strip():
        problems.append(
            blocks("discussion-text", "Write how evidence will be gathered jointly.", SOURCE, "text")
        )
    known = {code for code, _ in queries.criteria_choices(inspection)}
    if not criteria or not known.issuperset(criteria):
        problems.append(
            blocks("discussion-criteria", "Choose the criteria you talked about.", SOURCE, "criteria")
        )
    if not there:
        problems.append(blocks("discussion-present", "Choose who took part.", SOURCE, "present"))
    require_none(problems)
    assert held_at is not None
    row = Discussion.objects.create(
        inspection=inspection, held_at=held_at, text=text.strip(), criteria=list(criteria), by=by, at=at.now
    )
    row.present.set(there)
    codes = {"criteria": list(criteria), "present": [user.pk for user in there]}
    record(row, "briefing.discussed", by=by, at=at, codes=codes, content=row.text)
    return row
