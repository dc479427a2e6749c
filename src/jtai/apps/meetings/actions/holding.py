"""Start, record, close and cancel a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row, put
from jtai.apps.inspections.access import record
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Departure
from jtai.apps.meetings import queries
from jtai.apps.meetings.actions.shared import depart, require_write, save
from jtai.apps.meetings.models import AgendaOutcome, Meeting
from jtai.core.meetings import (
    check_actual_start,
    check_agenda,
    check_attendance,
    check_schedule,
)
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, require_none, warns
from jtai.core.workflows.meeting import MEETING


@transaction.atomic
def start(
    *, meeting: Meeting, started: datetime, reasons: Mapping[str, str], by: User, at: Moment
) -> Meeting:
    """Begin a meeting. What it must follow has to be over; an early start takes a reason."""
    require_write(meeting, by)
    MEETING.decide(meeting.state, "start").require()
    passed = require_none(_start_problems(meeting, started, at), reasons)
    after = MEETING.after(meeting.state, "start")
    Meeting.objects.filter(pk=meeting.pk).update(state=after, started_at=started, version=meeting.version + 1)
    meeting.refresh_from_db()
    depart(meeting, passed, reasons, by, at)
    record(meeting, "meeting.started", by=by, at=at)
    return meeting


def _start_problems(meeting: Meeting, started: datetime, at: Moment) -> list[Problem]:
    before, firm = queries.follows(meeting)
    on = Moment(now=started, real=started).today
    slot = queries.slot_of(meeting, on, started, None)
    problems = [p for p in check_schedule(slot) if p.code in ("starts-early", "another-day")]
    passed = set(_passed(meeting))
    problems = [p for p in problems if p.code not in passed]
    if firm and before:
        problems += check_actual_start(started, before.title, before.ended_at, slot.source)
    if started > at.now:
        problems.append(
            blocks("in-future", "This time is in the future. Enter when it began.", "", "started")
        )
    return problems


def _passed(meeting: Meeting) -> list[str]:
    """Warnings somebody answered already when the meeting was planned; nobody is asked twice."""
    rows = Departure.objects.filter(
        inspection=meeting.inspection, object_kind="meeting", object_id=str(meeting.pk)
    )
    return list(rows.values_list("rule", flat=True))


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, came: Mapping[int, bool], modes: Mapping[int, str], by: User, at: Moment
) -> None:
    """Who attended, and how. It is read by nothing but the tests of this meeting (paragraph 35)."""
    require_write(meeting, by)
    MEETING.decide(meeting.state, "record").require()
    lock_row(meeting)
    for row in meeting.attendance.order_by("pk"):
        row.attended = came.get(row.pk, False)
        row.mode = modes.get(row.pk, row.mode)
        row.save(update_fields=["attended", "mode"])
    record(meeting, "meeting.attendance_recorded", by=by, at=at)


@transaction.atomic
def record_outcomes(
    *,
    meeting: Meeting,
    outcomes: Mapping[str, str],
    notes: str,
    most_difference: str,
    version: int,
    by: User,
    at: Moment,
) -> Meeting:
    """Keep what came of each point; nothing is refused for being incomplete (ADR 0301)."""
    require_write(meeting, by)
    MEETING.decide(meeting.state, "record").require()
    known = {item.code for item in (meeting.kind.agenda if meeting.kind else ())}
    save(meeting, version, {"notes": notes, "what_makes_most_difference": most_difference})
    for code, text in outcomes.items():
        if code in known and text.strip():
            said = {"outcome": text.strip(), "by": by, "at": at.now}
            put(AgendaOutcome, meeting=meeting, item=code, values=said)
        elif code in known:
            AgendaOutcome.objects.filter(meeting=meeting, item=code).delete()
    content = "\n".join(
        [*(f"{code}: {text}" for code, text in sorted(outcomes.items())), notes, most_difference]
    )
    record(meeting, "meeting.recorded", by=by, at=at, object_kind="meeting-record", content=content)
    return meeting


@transaction.atomic
def close(*, meeting: Meeting, ended: datetime, reasons: Mapping[str, str], by: User, at: Moment) -> Meeting:
    """End a meeting: agenda, attendance and what its kind asks for; a late end is marked, not refused."""
    inspection = meeting.inspection
    require_write(meeting, by)
    MEETING.decide(meeting.state, "close").require()
    passed = require_none(_close_problems(meeting, ended, at), reasons)
    after = MEETING.after(meeting.state, "close")
    Meeting.objects.filter(pk=meeting.pk).update(state=after, ended_at=ended, version=meeting.version + 1)
    meeting.refresh_from_db()
    depart(meeting, passed, reasons, by, at)
    if code := queries.milestone_of(meeting):
        record_fact(inspection, code, happened_at=ended, by=by, at=at)
    record(meeting, "meeting.closed", by=by, at=at)
    return meeting


def _close_problems(meeting: Meeting, ended: datetime, at: Moment) -> list[Problem]:
    kind, inspection = meeting.kind, meeting.inspection
    problems = []
    if meeting.started_at and ended < meeting.started_at:
        problems.append(
            blocks("ends-before-start", "The end is before the start. Enter a later end.", "", "ended")
        )
    if ended > at.now:
        problems.append(blocks("in-future", "This time is in the future. Enter when it ended.", "", "ended"))
    if kind is None:
        return problems
    source = f"Guidance, paragraph {kind.paragraph}"
    if kind.modality == "must":
        items = {item.code: item.title for item in kind.agenda}
        problems += check_agenda(items, meeting.outcomes.values_list("item", flat=True), source)
    if is_feedback(meeting) and not meeting.what_makes_most_difference.strip():
        problems.append(_no_difference())
    unanswered = [one for one in queries.arrangements_of(meeting) if one.row.in_place is None]
    if unanswered:
        problems.append(_no_answer([one.title for one in unanswered], source))
    rule = kind.attendance
    return problems + check_attendance(
        rule, queries.needs_of(inspection, rule.local), queries.people(meeting)
    )


def _no_answer(titles: list[str], source: str) -> Problem:
    return warns(
        "arrangements-unanswered",
        f"Leaders have not said whether these are in place: {'; '.join(titles)}. "
        "Confirm each, or give the reason.",
        source,
    )


def is_feedback(meeting: Meeting) -> bool:
    """Is it the meeting where findings are presented?"""
    kind = meeting.kind
    return kind is not None and meeting.inspection.edition.findings.feedback_milestone in kind.milestones


def _no_difference() -> Problem:
    return blocks(
        "no-difference",
        "Write what will make the most difference for the area and its children, then close the meeting.",
        "Guidance, paragraph 43",
        "most_difference",
    )


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: User, at: Moment) -> Meeting:
    """A meeting does not take place; the reason is kept with the departures of the inspection."""
    inspection = meeting.inspection
    require_write(meeting, by)
    after = MEETING.after(meeting.state, "cancel")
    if not reason.strip():
        require_none([blocks("no-reason", "Enter why the meeting is cancelled.", "", "reason")])
    Meeting.objects.filter(pk=meeting.pk).update(state=after, version=meeting.version + 1)
    meeting.refresh_from_db()
    Departure.objects.create(
        inspection=inspection,
        rule="meeting-cancelled",
        source=f"Guidance, paragraph {meeting.kind.paragraph}" if meeting.kind else "",
        message=f"“{meeting.title}” is cancelled.",
        reason=reason.strip(),
        material=queries.material_of(meeting),
        body=meeting.inspectorate,
        object_kind="meeting",
        object_id=str(meeting.pk),
        by=by,
        at=at.now,
    )
    record(meeting, "meeting.cancelled", by=by, at=at)
    return meeting
