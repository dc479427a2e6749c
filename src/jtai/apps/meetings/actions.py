"""Every write of a meeting: plan, move, invite, start, record, close, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.inspections import dates, messages
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Contact, Departure, Inspection, Membership
from jtai.apps.meetings import queries
from jtai.apps.meetings.models import AgendaOutcome, Attendance, Meeting
from jtai.core.framework.model import Meeting as MeetingKind
from jtai.core.meetings import (
    check_actual_start,
    check_agenda,
    check_attendance,
    check_invitations,
    check_schedule,
)
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, no, require_none
from jtai.core.workflows.meeting import MEETING


@transaction.atomic
def plan_meetings(*, inspection: Inspection, by: User, at: Moment) -> list[Meeting]:
    """Put the meetings of the week on site on their days, with the people who usually come."""
    require(by, "write", "meeting", inspection)
    if inspection.day_zero is None:
        no(
            "Day 0 is not set yet. Set it first; the days of the meetings follow from it.", kind="moment"
        ).require()
    made = []
    for kind, number, day in queries.fieldwork_kinds(inspection):
        if not inspection.meetings.filter(code=kind.code, number=number).exists():
            made.append(_make(inspection, kind, number, dates.day(inspection, day), by, at))
    record(inspection, "meetings.planned", by=by, at=at, codes={"meetings": [row.pk for row in made]})
    return made


def _make(inspection: Inspection, kind: MeetingKind, number: int, on: date, by: User, at: Moment) -> Meeting:
    meeting = Meeting(
        inspection=inspection,
        code=kind.code,
        number=number,
        usual_on=on,
        on=on,
        planned_by=by,
        planned_at=at.now,
    )
    meeting.scheduled_start = queries.bound(meeting, kind.starts, on)[0]
    meeting.save()
    _invite_usual(meeting, kind)
    return meeting


def _invite_usual(meeting: Meeting, kind: MeetingKind) -> None:
    """The inspectors, and with leaders' meetings the people of the roles the edition names."""
    rows = meeting.inspection.memberships.filter(ended_at=None).order_by("pk")
    ours = ("lead-inspector", "team-inspector", "analyst", "qa-manager")
    seen: set[int] = set()
    for row in rows:
        wanted = row.role in (kind.attendance.local if row.side == "local" else ours)
        if wanted and row.user_id not in seen:
            seen.add(row.user_id)
            _attend(meeting, row)


def _attend(meeting: Meeting, row: Membership) -> Attendance:
    local = row.side == "local"
    return Attendance.objects.create(
        meeting=meeting, user=row.user, role=row.role, body=row.body, is_local=local
    )


@transaction.atomic
def add_meeting(*, inspection: Inspection, code: str, on: date, by: User, at: Moment) -> Meeting:
    """Plan one more meeting of a kind; the day is its own."""
    require(by, "write", "meeting", inspection)
    kind = inspection.edition.meeting(code)
    last = inspection.meetings.filter(code=code).order_by("-number").first()
    meeting = _make(inspection, kind, last.number + 1 if last else 1, on, by, at)
    record(inspection, "meeting.planned", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return meeting


@transaction.atomic
def move(
    *,
    meeting: Meeting,
    on: date,
    starts: datetime | None,
    ends: datetime | None,
    place: str,
    dial_in: str,
    version: int,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> Meeting:
    """Set day, time and place. Another day, or a start before the usual one, takes a reason (para 3)."""
    inspection = meeting.inspection
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "move").require()
    problems = check_schedule(queries.slot_of(meeting, on, starts, ends))
    passed = require_none(problems, reasons)
    values = {
        "on": on,
        "scheduled_start": starts,
        "scheduled_end": ends,
        "place": place,
        "dial_in": dial_in,
    }
    _save(meeting, version, values)
    _depart(meeting, passed, reasons, by, at)
    record(inspection, "meeting.moved", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return meeting


def _save(meeting: Meeting, version: int, values: Mapping[str, object]) -> None:
    found = Meeting.objects.filter(pk=meeting.pk, version=version).update(**values, version=version + 1)
    if not found:
        no(
            "Somebody changed this meeting after you opened it. Your words are below; open the meeting in "
            "another window to see theirs.",
            kind="stale",
        ).require()
    meeting.refresh_from_db()


def _depart(
    meeting: Meeting, passed: list[Problem], reasons: Mapping[str, str], by: User, at: Moment
) -> None:
    keep_departures(
        meeting.inspection, passed, reasons, object_kind="meeting", object_id=meeting.pk, by=by, at=at
    )


@transaction.atomic
def add_attendee(*, meeting: Meeting, who: str, by: User, at: Moment) -> Attendance:
    """Add somebody: "user-7" of the inspection, or "contact-9" of the local area."""
    inspection = meeting.inspection
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "invite").require()
    if who not in dict(queries.invitable(meeting)):
        require_none([blocks("not-to-be-added", "Choose somebody who is not on the list yet.", "", "who")])
    kind, _, pk = who.partition("-")
    if kind == "user":
        row = _attend(meeting, inspection.memberships.filter(user_id=pk, ended_at=None).order_by("pk")[0])
    else:
        contact = inspection.contacts.get(pk=pk)
        row = Attendance.objects.create(
            meeting=meeting,
            contact=contact,
            role=_role_of(inspection, contact),
            body=contact.agency,
            is_local=True,
        )
    record(inspection, "meeting.attendee_added", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return row


def _role_of(inspection: Inspection, contact: Contact) -> str:
    """A contact counts as the role of the same code; other leaders as the leader of their agency."""
    known = {role.code for role in inspection.edition.roles}
    return contact.contact_role if contact.contact_role in known else "agency-leader"


@transaction.atomic
def remove_attendee(*, row: Attendance, by: User, at: Moment) -> None:
    """Take somebody off the list before the meeting is closed."""
    meeting = row.meeting
    require(by, "write", queries.material_of(meeting), meeting.inspection)
    MEETING.decide(meeting.state, "invite").require()
    row.delete()
    record(
        meeting.inspection,
        "meeting.attendee_removed",
        by=by,
        at=at,
        object_kind="meeting",
        object_id=meeting.pk,
    )


@transaction.atomic
def invite(*, meeting: Meeting, reasons: Mapping[str, str], by: User, at: Moment) -> Meeting:
    """Tell local people when and where; a leader left out takes a reason (paragraph 40)."""
    inspection, kind = meeting.inspection, meeting.kind
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "invite").require()
    if meeting.scheduled_start is None:
        require_none([blocks("no-start", "Set the time of the meeting first, then send the invitations.")])
    rule = kind.attendance if kind else None
    invited = queries.people(meeting, came=False)
    problems = check_invitations(rule, queries.needs_of(inspection, rule.local), invited) if rule else []
    passed = require_none(problems, reasons)
    _send_invitations(meeting, at)
    Meeting.objects.filter(pk=meeting.pk).update(invited_at=at.now)
    meeting.refresh_from_db()
    _depart(meeting, passed, reasons, by, at)
    record(inspection, "meeting.invited", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return meeting


def _send_invitations(meeting: Meeting, at: Moment) -> None:
    starts = meeting.scheduled_start
    assert starts is not None
    local = Moment(now=starts, real=at.real).local
    when = f"{local:%A} {local.day} {local:%B %Y, %H:%M}"
    place = meeting.place or "place to follow"
    lines = [
        f"When: {when}",
        f"Where: {place}",
        f"By telephone: {meeting.dial_in}" if meeting.dial_in else "",
    ]
    for row in meeting.attendance.filter(is_local=True).select_related("user", "contact"):
        messages.send(
            meeting.inspection,
            key=f"meeting:{meeting.pk}:{row.pk}:{starts:%Y%m%d%H%M}",
            kind="meeting-invitation",
            title=meeting.title,
            heading=meeting.title,
            body="\n".join(filter(None, lines)),
            to=row.user,
            to_name=row.contact.name if row.contact else "",
            to_email=row.contact.email if row.contact else "",
            to_role=row.role,
            to_body=row.body,
            at=at,
        )


@transaction.atomic
def start(
    *, meeting: Meeting, started: datetime, reasons: Mapping[str, str], by: User, at: Moment
) -> Meeting:
    """Begin a meeting. What it must follow has to be over; an early start takes a reason."""
    inspection = meeting.inspection
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "start").require()
    passed = require_none(_start_problems(meeting, started, at), reasons)
    after = MEETING.after(meeting.state, "start")
    Meeting.objects.filter(pk=meeting.pk).update(state=after, started_at=started, version=meeting.version + 1)
    meeting.refresh_from_db()
    _depart(meeting, passed, reasons, by, at)
    record(inspection, "meeting.started", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
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
            blocks("in-future", "This time has not come yet. Enter when it began.", "", "started")
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
    """Who came, and how. It is read by nothing but the tests of this meeting (paragraph 35)."""
    require(by, "write", queries.material_of(meeting), meeting.inspection)
    MEETING.decide(meeting.state, "record").require()
    for row in meeting.attendance.all():
        row.attended = came.get(row.pk, False)
        row.mode = modes.get(row.pk, row.mode)
        row.save(update_fields=["attended", "mode"])
    record(
        meeting.inspection,
        "meeting.attendance_recorded",
        by=by,
        at=at,
        object_kind="meeting",
        object_id=meeting.pk,
    )


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
    """Keep what came of each point; nothing is refused for being incomplete (decision 2)."""
    inspection = meeting.inspection
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "record").require()
    known = {item.code for item in (meeting.kind.agenda if meeting.kind else ())}
    _save(meeting, version, {"notes": notes, "what_makes_most_difference": most_difference})
    for code, text in outcomes.items():
        if code in known and text.strip():
            AgendaOutcome.objects.update_or_create(
                meeting=meeting, item=code, defaults={"outcome": text.strip(), "by": by, "at": at.now}
            )
        elif code in known:
            AgendaOutcome.objects.filter(meeting=meeting, item=code).delete()
    content = "\n".join(
        [*(f"{code}: {text}" for code, text in sorted(outcomes.items())), notes, most_difference]
    )
    record(
        inspection,
        "meeting.recorded",
        by=by,
        at=at,
        object_kind="meeting-record",
        object_id=meeting.pk,
        content=content,
    )
    return meeting


@transaction.atomic
def close(*, meeting: Meeting, ended: datetime, reasons: Mapping[str, str], by: User, at: Moment) -> Meeting:
    """End a meeting: agenda, attendance and what its kind asks for; a late end is marked, not refused."""
    inspection = meeting.inspection
    require(by, "write", queries.material_of(meeting), inspection)
    MEETING.decide(meeting.state, "close").require()
    passed = require_none(_close_problems(meeting, ended, at), reasons)
    after = MEETING.after(meeting.state, "close")
    Meeting.objects.filter(pk=meeting.pk).update(state=after, ended_at=ended, version=meeting.version + 1)
    meeting.refresh_from_db()
    _depart(meeting, passed, reasons, by, at)
    if code := queries.milestone_of(meeting):
        record_fact(inspection, code, happened_at=ended, by=by, at=at)
    record(inspection, "meeting.closed", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return meeting


def _close_problems(meeting: Meeting, ended: datetime, at: Moment) -> list[Problem]:
    kind, inspection = meeting.kind, meeting.inspection
    problems = []
    if meeting.started_at and ended < meeting.started_at:
        problems.append(
            blocks("ends-before-start", "The end is before the start. Enter a later end.", "", "ended")
        )
    if ended > at.now:
        problems.append(blocks("in-future", "This time has not come yet. Enter when it ended.", "", "ended"))
    if kind is None:
        return problems
    source = f"Guidance, paragraph {kind.paragraph}"
    if kind.modality == "must":
        items = {item.code: item.title for item in kind.agenda}
        problems += check_agenda(items, meeting.outcomes.values_list("item", flat=True), source)
    if is_feedback(meeting) and not meeting.what_makes_most_difference.strip():
        problems.append(_no_difference())
    rule = kind.attendance
    return problems + check_attendance(
        rule, queries.needs_of(inspection, rule.local), queries.people(meeting)
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
    require(by, "write", queries.material_of(meeting), inspection)
    after = MEETING.after(meeting.state, "cancel")
    if not reason.strip():
        require_none([blocks("no-reason", "Write why the meeting does not take place.", "", "reason")])
    Meeting.objects.filter(pk=meeting.pk).update(state=after, version=meeting.version + 1)
    meeting.refresh_from_db()
    Departure.objects.create(
        inspection=inspection,
        rule="meeting-cancelled",
        source=f"Guidance, paragraph {meeting.kind.paragraph}" if meeting.kind else "",
        message=f"“{meeting.title}” does not take place.",
        reason=reason.strip(),
        object_kind="meeting",
        object_id=str(meeting.pk),
        by=by,
        at=at.now,
    )
    record(inspection, "meeting.cancelled", by=by, at=at, object_kind="meeting", object_id=meeting.pk)
    return meeting
