"""Reads of meetings: which there are, who came, what came before, which tests are met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import rows_of, values_of
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.inspections.tasks import NOBODY, About, Viewer
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.apps.notification.queries.setup import ArrangementRow, arrangement_rows
from jtai.core.access import materials
from jtai.core.framework.model import Edition
from jtai.core.framework.model import Meeting as MeetingKind
from jtai.core.meetings import Needs, Person, Slot, Test, attendance_tests, late_words, local_notes
from jtai.core.timeline.clocks import Clock, instant, read_clock

# Ours (R-040-4, proposed default): where the edition sets no number, a second person of an agency is noted.
USUAL_PER_AGENCY = 1


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A point of the agenda with what came of it."""

    code: str
    title: str
    outcome: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody invited: who, for whom, how, and whether they came."""

    row: Attendance
    name: str
    words: str


def fieldwork_kinds(inspection: Inspection) -> list[tuple[MeetingKind, int, int]]:
    """Every meeting of the week on site as the edition has it: kind, number, day number."""
    week = inspection.edition.fieldwork
    return [
        (kind, number, day)
        for kind in inspection.edition.meetings
        if kind.agenda
        for number, day in enumerate(kind.days, start=1)
        if week.first_day <= day <= week.last_day
    ]


def is_for_leaders(meeting: Meeting) -> bool:
    """Do people of the local area take part?"""
    return meeting.kind is None or bool(meeting.kind.attendance.local)


def material_of(meeting: Meeting) -> str:
    """The material of the access table a meeting belongs to."""
    if meeting.code == Meeting.SEPARATE:
        return "separate-offer"
    return "meeting" if is_for_leaders(meeting) else "meeting-internal"


def may_see(viewer: Viewer, meeting: Meeting) -> bool:
    """Inspectors see the team's and the leaders' meetings, local people those they are invited to.

    A separate meeting is seen by its inspectorate, its agency and the inspectors (paragraph 44).
    """
    if meeting.code == Meeting.SEPARATE:
        sides = (meeting.inspectorate, meeting.agency)
        return any(viewer.may("read", "separate-offer", About(body=body)) for body in sides)
    if not viewer.may("read", material_of(meeting)):
        return False
    if not viewer.is_local:
        return True
    if meeting.invited_at is None:
        return False
    return viewer.has_role("dcs", "link-person") or is_invited(viewer, meeting)


_invited_to = values_of(
    lambda user: Attendance.objects.filter(user=user), "meeting", through="meeting__inspection"
)


def is_invited(viewer: Viewer, meeting: Meeting) -> bool:
    """Is this person among those asked to come?"""
    return meeting.pk in _invited_to(viewer.inspection, viewer.user.pk)


_not_cancelled = rows_of(lambda: Meeting.objects.exclude(state=Meeting.State.CANCELLED))
_not_over = rows_of(lambda: Meeting.objects.filter(state__in=[Meeting.State.PLANNED, Meeting.State.HELD]))


def visible(viewer: Viewer) -> list[Meeting]:
    """The meetings this person may see, in their order."""
    return [row for row in _not_cancelled(viewer.inspection) if may_see(viewer, row)]


def come_and_not_over(viewer: Viewer) -> list[Meeting]:
    """Those of today and of earlier days that this person may see and nobody has closed."""
    rows = [row for row in _not_over(viewer.inspection) if row.on <= viewer.at.today]
    return [row for row in rows if may_see(viewer, row)]


def tied_to(inspection: Inspection, milestone: str) -> Meeting | None:
    """The meeting of a milestone: the one under way or closed if there is one, else the next planned."""
    rows = list(Meeting.objects.tied_to(inspection, milestone))
    begun = [row for row in rows if row.started_at]
    if begun:
        return begun[-1]
    return rows[0] if rows else None


def milestone_of(meeting: Meeting) -> str:
    """The milestone that is done when this meeting closes, or "" when none is tied to it alone."""
    kind = meeting.kind
    if kind is None or len(kind.milestones) != len(kind.days) or meeting.number > len(kind.milestones):
        return ""
    return kind.milestones[meeting.number - 1]


def follows(meeting: Meeting) -> tuple[Meeting | None, bool]:
    """The meeting this one comes after, and whether it must.

    It must follow the meeting whose milestone opens its own. A meeting with leaders usually follows the
    team's own meeting of that day, which gives it its headlines (paragraph 37).
    """
    kind, inspection = meeting.kind, meeting.inspection
    if kind is None:
        return None, False
    for code in kind.milestones:
        for gate in inspection.edition.milestone(code).gates:
            before = tied_to(inspection, gate)
            if before and before.pk != meeting.pk:
                return before, True
    if not kind.attendance.local:
        return None, False
    order = [one.code for one in inspection.edition.meetings]
    earlier = [
        c for c in order[: order.index(kind.code)] if not inspection.edition.meeting(c).attendance.local
    ]
    same_day = inspection.meetings.filter(code__in=earlier, on=meeting.on).exclude(state="cancelled")
    return same_day.last(), False


def bound(meeting: Meeting, word: str, on: date) -> tuple[datetime | None, str]:
    """A start or end the edition prints, as an instant of a day and in words."""
    clock: Clock | None = read_clock(meeting.inspection.edition, word, meeting.inspection.readings)
    return instant(clock, on), clock.label if clock else ""


def slot_of(meeting: Meeting, on: date, starts: datetime | None, ends: datetime | None) -> Slot:
    """Where the meeting would stand if it were planned like this."""
    kind = meeting.kind
    before, firm = follows(meeting)
    earliest, words = bound(meeting, kind.starts, on) if kind else (None, "")
    latest, latest_words = bound(meeting, kind.ends, on) if kind else (None, "")
    return Slot(
        on=on,
        starts=starts,
        ends=ends,
        usual_on=meeting.usual_on,
        not_before=earliest,
        not_before_words=words,
        not_after=latest,
        not_after_words=latest_words,
        after=(before.ended_at or before.scheduled_end or before.scheduled_start) if before else None,
        after_title=before.title if before else "",
        firm=firm,
        source=f"Guidance, paragraph {kind.paragraph}" if kind else "",
    )


def latest_end(meeting: Meeting) -> datetime | None:
    """When it should be over by, where the edition says so."""
    return bound(meeting, meeting.kind.ends, meeting.on)[0] if meeting.kind else None


def how_late(meeting: Meeting) -> str:
    """ "20 minutes late", or "" (table day 13)."""
    return late_words(meeting.ended_at, latest_end(meeting))


def needs_of(inspection: Inspection, roles: Iterable[str] = ()) -> Needs:
    """The words the tests of attendance speak with, and the leaders to invite."""
    edition = inspection.edition
    wanted = set(roles)
    local = inspection.memberships.filter(ended_at=None, side="local", role__in=wanted).order_by("pk")
    agencies = {one.code: one.name for one in edition.agencies}
    return Needs(
        lead_role=edition.team.lead_role,
        inspectorates={one.code: one.short_name for one in edition.inspectorates},
        workstreams={one.code: one.title for one in edition.workstreams},
        agencies=agencies,
        roles=_titles(edition),
        leaders=tuple(dict.fromkeys(local.values_list("role", "body"))),
    )


def _titles(edition: Edition) -> dict[str, str]:
    return {c.code: c.title for c in edition.contact_roles} | {r.code: r.title for r in edition.roles}


def people(meeting: Meeting, *, came: bool = True) -> list[Person]:
    """Those who came, or (came=False) all who are invited, as the rules want them."""
    streams = _workstreams(meeting.inspection)
    return [
        Person(row.role, row.body, streams.get(row.user_id or 0, ()), row.is_local)
        for row in meeting.attendance.order_by("pk")
        if row.attended or not came
    ]


def _workstreams(inspection: Inspection) -> dict[int, tuple[str, ...]]:
    rows = Membership.objects.filter(inspection=inspection, ended_at=None).values_list(
        "user_id", "workstreams"
    )
    found: dict[int, tuple[str, ...]] = {}
    for user_id, streams in rows:
        found[user_id] = (*found.get(user_id, ()), *streams)
    return found


def tests_of(meeting: Meeting) -> list[Test]:
    """The tests of attendance, met or not, by who came."""
    if meeting.kind is None:
        return []
    rule = meeting.kind.attendance
    return attendance_tests(rule, needs_of(meeting.inspection, rule.local), people(meeting))


def notes_of(meeting: Meeting) -> list[str]:
    """Agencies with more people than usual, among those invited (paragraphs 38, 40)."""
    if meeting.kind is None or not meeting.kind.attendance.local:
        return []
    most = meeting.kind.attendance.local_per_agency_max or USUAL_PER_AGENCY
    return local_notes(needs_of(meeting.inspection), people(meeting, came=False), most)


def agenda_of(meeting: Meeting) -> list[AgendaRow]:
    """The edition's agenda with what came of each point."""
    done = dict(meeting.outcomes.values_list("item", "outcome"))
    items = meeting.kind.agenda if meeting.kind else ()
    return [AgendaRow(item.code, item.title, done.get(item.code, ""), item.hint) for item in items]


def may_read_outcome(viewer: Viewer, code: str) -> bool:
    """A point that is a material of its own, such as health and safety, has readers of its own (para 27)."""
    return code not in materials() or viewer.may("read", code, NOBODY)


def arrangements_of(meeting: Meeting) -> list[ArrangementRow]:
    """What was asked for at set-up, still open first, where the agenda has leaders confirm it (para 28)."""
    kind = meeting.kind
    if kind is None or not any(item.kind == "arrangement" for item in kind.agenda):
        return []
    rows = arrangement_rows(meeting.inspection)
    return sorted(rows, key=lambda row: (not row.is_open, row.row.in_place is not None))


def attendance_rows(meeting: Meeting) -> list[AttendanceRow]:
    """Everybody invited, inspectors first."""
    needs = needs_of(meeting.inspection)
    bodies = {**needs.inspectorates, **needs.agencies}
    rows = meeting.attendance.select_related("user", "contact").order_by("is_local", "pk")
    return [
        AttendanceRow(
            row,
            row.user.full_name if row.user else row.contact.name if row.contact else "",
            ", ".join(filter(None, [needs.roles.get(row.role, row.role), bodies.get(row.body, row.body)])),
        )
        for row in rows
    ]


def invitable(meeting: Meeting) -> list[tuple[str, str]]:
    """Those who could be added: a key and words. People of the inspection, then contacts without account."""
    there = meeting.attendance
    users = set(there.values_list("user_id", flat=True))
    contacts = set(there.values_list("contact_id", flat=True))
    needs = needs_of(meeting.inspection)
    bodies = {**needs.inspectorates, **needs.agencies}
    members = meeting.inspection.memberships.filter(ended_at=None).select_related("user").order_by("pk")
    if not is_for_leaders(meeting):
        members = members.exclude(side="local")
    found = {
        f"user-{row.user_id}": _words(
            row.user.full_name, needs.roles.get(row.role, ""), bodies.get(row.body, "")
        )
        for row in members
        if row.user_id not in users
    }
    if is_for_leaders(meeting):
        for contact in meeting.inspection.contacts.filter(user=None).exclude(pk__in=contacts - {None}):
            words = _words(
                contact.name, needs.roles.get(contact.contact_role, ""), bodies.get(contact.agency, "")
            )
            found[f"contact-{contact.pk}"] = words
    return list(found.items())


def _words(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def next_for(viewer: Viewer) -> Meeting | None:
    """The first meeting of this person that is not over."""
    return next((row for row in visible(viewer) if row.state in ("planned", "held")), None)


def day_words(meeting: Meeting) -> str:
    """ "day 11", or "" before day 0 is set."""
    number = dates.day_number(meeting.inspection, meeting.on)
    return "" if number is None else f"day {number}"
