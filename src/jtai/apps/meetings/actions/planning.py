"""Put meetings on their days, move them, and invite."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import alone, lock_row
from jtai.apps.inspections import dates, messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Contact, Inspection, Membership
from jtai.apps.meetings import queries
from jtai.apps.meetings.actions.shared import depart, require_write, save
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.core.framework.model import Meeting as MeetingKind
from jtai.core.meetings import (
    check_invitations,
    check_more_of_agency,
    check_schedule,
)
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.meeting import MEETING
from jtai.words import clock_on


@transaction.atomic
def plan_meetings(*, inspection: Inspection, by: User, at: Moment) -> list[Meeting]:
    """Put the meetings of the week on site on their days, with the people who usually come."""
    require(by, "write", "meeting", inspection)
    if inspection.day_zero is None:
        first = dates.not_set(inspection)
        refuse(f"{first} Set it first. The days of the meetings follow from it.", kind="moment")
    alone("meetings", inspection.ref)
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
    alone("meetings", inspection.ref)
    last = inspection.meetings.filter(code=code).order_by("-number").first()
    meeting = _make(inspection, kind, last.number + 1 if last else 1, on, by, at)
    record(meeting, "meeting.planned", by=by, at=at)
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
    require_write(meeting, by)
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
    save(meeting, version, values)
    depart(meeting, passed, reasons, by, at)
    record(meeting, "meeting.moved", by=by, at=at)
    return meeting


@transaction.atomic
def add_attendee(
    *, meeting: Meeting, who: str, reasons: Mapping[str, str], by: User, at: Moment
) -> Attendance:
    """Add somebody: "user-7" of the inspection, or "contact-9" of the local area."""
    inspection = meeting.inspection
    require_write(meeting, by)
    lock_row(meeting)
    MEETING.decide(meeting.state, "invite").require()
    if who not in dict(queries.invitable(meeting)):
        require_none([blocks("not-to-be-added", "Choose somebody who is not on the list yet.", "", "who")])
    kind, _, pk = who.partition("-")
    if kind == "user":
        member = inspection.memberships.filter(user_id=pk, ended_at=None).order_by("pk")[0]
        passed = require_none(_too_many(meeting, member.body if member.side == "local" else ""), reasons)
        row = _attend(meeting, member)
    else:
        contact = inspection.contacts.get(pk=pk)
        passed = require_none(_too_many(meeting, contact.agency), reasons)
        row = Attendance.objects.create(
            meeting=meeting,
            contact=contact,
            role=_role_of(inspection, contact),
            body=contact.agency,
            is_local=True,
        )
    depart(meeting, passed, reasons, by, at)
    record(meeting, "meeting.attendee_added", by=by, at=at)
    return row


def _too_many(meeting: Meeting, body: str) -> list[Problem]:
    most = meeting.kind.attendance.local_per_agency_max if meeting.kind else 0
    needs = queries.needs_of(meeting.inspection)
    return check_more_of_agency(needs, queries.people(meeting, came=False), body, most)


def _role_of(inspection: Inspection, contact: Contact) -> str:
    """A contact counts as the role of the same code; other leaders as the leader of their agency."""
    known = {role.code for role in inspection.edition.roles}
    return contact.contact_role if contact.contact_role in known else "agency-leader"


@transaction.atomic
def remove_attendee(*, row: Attendance, by: User, at: Moment) -> None:
    """Take somebody off the list before the meeting is closed."""
    meeting = row.meeting
    require_write(meeting, by)
    MEETING.decide(meeting.state, "invite").require()
    row.delete()
    record(meeting, "meeting.attendee_removed", by=by, at=at)


@transaction.atomic
def invite(*, meeting: Meeting, reasons: Mapping[str, str], by: User, at: Moment) -> Meeting:
    """Tell local people when and where; a leader left out takes a reason (paragraph 40)."""
    inspection, kind = meeting.inspection, meeting.kind
    require_write(meeting, by)
    MEETING.decide(meeting.state, "invite").require()
    if meeting.scheduled_start is None:
        require_none([blocks("no-start", "Set the time of the meeting first, then send the invitations.")])
    rule = kind.attendance if kind else None
    invited = queries.people(meeting, came=False)
    problems = check_invitations(rule, queries.needs_of(inspection, rule.local), invited) if rule else []
    passed = require_none(problems, reasons)
    Meeting.objects.filter(pk=meeting.pk).update(invited_at=at.now)
    meeting.refresh_from_db()
    depart(meeting, passed, reasons, by, at)
    _send_invitations(meeting, at)
    record(meeting, "meeting.invited", by=by, at=at)
    return meeting


def _send_invitations(meeting: Meeting, at: Moment) -> None:
    starts = meeting.scheduled_start
    assert starts is not None
    when = clock_on(starts)
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
