"""Tell leaders, outline, present, and note what was said (paragraphs 40 to 43)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock, put
from jtai.apps.findings.actions import content
from jtai.apps.findings.models import Finding, FindingNote, OutlinePoint, Telling
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.models import Inspection
from jtai.apps.meetings import queries as meetings
from jtai.apps.meetings.models import Meeting
from jtai.core.findings import Point, check_outline
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.finding import FINDING


@transaction.atomic
def tell(*, finding: Finding, meeting: Meeting, words: str, by: User, at: Moment) -> Telling:
    """Leaders heard of a finding at this meeting, so that the feedback meeting brings no surprise."""
    inspection = finding.inspection
    require(by, "change-state", "finding", inspection)
    require_here(inspection, meeting)
    if finding.state in (Finding.State.DRAFT, Finding.State.WITHDRAWN):
        refuse("It has not been proposed, so it cannot have been shared with leaders.", kind="moment")
    if not meetings.is_for_leaders(meeting) or not meeting.started_at:
        problem = blocks(
            "no-meeting", "Choose a meeting with leaders that has begun.", "Guidance, paragraph 35"
        )
        require_none([problem.on("meeting")])
    told = {"words": words.strip(), "told_at": at.now, "by": by}
    row = put(Telling, finding=finding, meeting=meeting, values=told)
    content.record_finding(finding, "finding.told", by, at)
    return row


@transaction.atomic
def add_point(
    *, meeting: Meeting, section: str, text: str, finding: Finding | None, by: User, at: Moment
) -> OutlinePoint:
    """Add a short point to the outline; it is an outline, never a script (paragraph 43)."""
    inspection = meeting.inspection
    require(by, "write", "meeting", inspection)
    require_here(inspection, finding)
    if meeting.state in (Meeting.State.CLOSED, Meeting.State.CANCELLED):
        refuse("The meeting is over, so its outline cannot change.", kind="moment")
    rows = OutlinePoint.objects.filter(meeting=meeting)
    known = {"", *(one.code for one in inspection.edition.scope_elements)}
    problems = check_outline([*(Point(r.section, r.text) for r in rows), Point(section, text)])
    if not text.strip():
        problems.append(blocks("no-text", "Write the point.", "", "text"))
    if section not in known:
        problems.append(blocks("no-section", "Choose the section it belongs to.", "", "section"))
    require_none(problems)
    last = rows.filter(section=section).aggregate(last=Max("order"))["last"] or 0
    point = OutlinePoint.objects.create(
        meeting=meeting, section=section, order=last + 1, text=text.strip(), finding=finding, by=by, at=at.now
    )
    record(meeting, "outline.point_added", by=by, at=at)
    return point


@transaction.atomic
def remove_point(*, point: OutlinePoint, by: User, at: Moment) -> None:
    """Remove a point of the outline."""
    meeting = point.meeting
    require(by, "write", "meeting", meeting.inspection)
    if meeting.state in (Meeting.State.CLOSED, Meeting.State.CANCELLED):
        refuse("The meeting is over, so its outline cannot change.", kind="moment")
    point.delete()
    record(meeting, "outline.point_removed", by=by, at=at)


@transaction.atomic
@events_last
def present(*, inspection: Inspection, findings: Sequence[Finding], by: User, at: Moment) -> list[Finding]:
    """These key findings were presented at the feedback meeting; from now on local leaders read them."""
    require(by, "change-state", "finding", inspection)
    require_here(inspection, *findings)
    rules = inspection.edition.findings
    meeting = meetings.tied_to(inspection, rules.feedback_milestone)
    if meeting is None or meeting.started_at is None:
        sentence = "Findings are presented at the feedback meeting. Start that meeting first."
        refuse(sentence, "Guidance, paragraph 40", kind="moment")
    if not findings:
        require_none([blocks("none-chosen", "Choose the findings that were presented.", "", "findings")])
    list(lock(Finding.objects.filter(pk__in=[one.pk for one in findings])))
    for one in findings:
        after = FINDING.after(one.state, "present")
        version = content.save_version(one, by, at)
        content.set_state(
            one, after, presented_at=at.now, presented_in=meeting, presented_version=version.number
        )
        content.record_finding(one, "finding.presented", by, at)
    return list(findings)


@transaction.atomic
def add_note(
    *, finding: Finding, text: str, said_by: str, meeting: Meeting | None, by: User, at: Moment
) -> FindingNote:
    """What was said about it. The finding and its version stay as they are (paragraph 41)."""
    inspection = finding.inspection
    require(by, "discuss", "finding", inspection)
    require_here(inspection, meeting)
    if finding.state == Finding.State.DRAFT:
        refuse("This is a draft. You can add notes once it is proposed.", kind="moment")
    if not text.strip():
        require_none([blocks("no-text", "Write what was said.", "", "text")])
    note = FindingNote.objects.create(
        finding=finding, meeting=meeting, said_by=said_by, text=text.strip(), by=by, at=at.now
    )
    content.record_finding(finding, "finding.discussed", by, at)
    return note
