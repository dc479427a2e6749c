"""Evidence, the SEA, meetings and findings: days 9 to 13."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from jtai.apps.evidence import actions as evidence
from jtai.apps.evidence.actions import EntryValues
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.findings import actions as findings
from jtai.apps.findings.models import Finding
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections import dates
from jtai.apps.meetings import actions as meetings
from jtai.apps.meetings import queries as meetings_read
from jtai.apps.meetings.models import Meeting
from jtai.apps.selection import queries as children
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.apps.workspace.demonstration.story import ENTRIES, FINDINGS, RECORDS, RecordStory

REASON = "Agreed with the team; see the note of the day."


def gather_evidence(cast: Cast, *, until_day: int) -> list[SEAEntry]:
    """Records of each day up to `until_day`, and SEA entries on them."""
    keys = children.tracked_keys(cast.inspection)
    made = {story.code: _record(cast, story, keys) for story in RECORDS if story.day <= until_day}
    entered = []
    for story in ENTRIES:
        used = [made[code] for code in story.records if code in made]
        if used and story.day <= until_day:
            entered.append(_entry(cast, story, used))
    return entered


def _record(cast: Cast, story: RecordStory, keys: list[str]) -> EvidenceRecord:
    author, at = cast.person(*story.author), cast.moment(story.day, story.clock)
    child = keys[story.child] if story.child is not None and story.child < len(keys) else ""
    values: dict[str, Any] = {
        "text": story.text,
        "outcome": story.outcome,
        "judgement": story.judgement,
        "practice_label": "",
        "method": story.method,
        "route": "tracking" if child else "",
        "child_ref": child,
        "journey_point": "",
        "sector": story.sector,
        "source_kind": story.source_kind,
        "source_role": story.source_role,
        "source_reference": "",
        "period": "current",
        "criteria": list(story.criteria),
        "scope_elements": [],
        "clarifies": False,
        "clarification_reason": "",
        "observed_at": at.now,
    }
    row = evidence.keep_record(
        inspection=cast.inspection, record_id=uuid4(), values=values, version=0, by=author, at=at
    )
    evidence.submit_record(row=row, version=row.version, by=author, at=at)
    row.refresh_from_db()
    return row


def _entry(cast: Cast, story: Any, used: list[EvidenceRecord]) -> SEAEntry:
    author, at = cast.person(*story.author), cast.moment(story.day, story.clock)
    values = EntryValues(
        evaluation=story.evaluation,
        judgement=story.judgement,
        criteria=story.criteria,
        evidence=tuple(str(row.pk) for row in used),
    )
    entry = evidence.keep_entry(
        inspection=cast.inspection, entry_id=uuid4(), values=values, version=0, by=author, at=at
    )
    entry = evidence.enter(entry=entry, version=entry.version, by=author, at=at)
    entry.refresh_from_db()
    return entry


def plan_week(cast: Cast) -> None:
    """The meetings of the week on site."""
    meetings.plan_meetings(inspection=cast.inspection, by=cast.lead, at=cast.moment(8, "10:00"))


def hold(cast: Cast, code: str, day: int, start: str, stop: str, *, number: int = 1, most: str = "") -> None:
    """A meeting from start to close, with everybody there."""
    meeting = begin(cast, code, day, start, number=number)
    finish(cast, meeting, day, start, stop, most=most)


def begin(cast: Cast, code: str, day: int, clock: str, *, number: int = 1) -> Meeting:
    """Start a meeting."""
    at = cast.moment(day, clock)
    meeting = cast.inspection.meetings.get(code=code, number=number)
    reasons = dict.fromkeys(("starts-early", "another-day"), REASON)
    return meetings.start(meeting=meeting, started=at.now, reasons=reasons, by=cast.lead, at=at)


def finish(cast: Cast, meeting: Meeting, day: int, start: str, stop: str, *, most: str = "") -> None:
    """Attendance, what came of each point, and the close."""
    at = cast.moment(day, start)
    there = {row.pk: True for row in meeting.attendance.all()}
    meetings.record_attendance(meeting=meeting, came=there, modes={}, by=cast.lead, at=at)
    meeting.refresh_from_db()
    meetings.record_outcomes(
        meeting=meeting,
        outcomes={row.code: "Discussed and agreed." for row in meetings_read.agenda_of(meeting)},
        notes="",
        most_difference=most,
        version=meeting.version,
        by=cast.lead,
        at=at,
    )
    meeting.refresh_from_db()
    at = cast.moment(day, stop)
    reasons = dict.fromkeys(("late", "attendance", "ends-late", "quorum"), REASON)
    meetings.close(meeting=meeting, ended=at.now, reasons=reasons, by=cast.lead, at=at)


def propose(cast: Cast, entries: list[SEAEntry]) -> list[Finding]:
    """Findings of day 11, with the team."""
    made = []
    at = cast.moment(11, "13:40")
    for story in FINDINGS:
        values = {k: v for k, v in story.items() if k != "entries"}
        used = [entries[n] for n in story["entries"] if n < len(entries)]
        kept = findings.keep(
            inspection=cast.inspection,
            finding_id=uuid4(),
            values=values,
            entries=[entry.pk for entry in used],
            version=0,
            by=cast.lead,
            at=at,
        )
        reasons = {"one-source": REASON, "no-subtype": REASON, "historical-only": REASON}
        made.append(findings.submit(finding=kept, reasons=reasons, by=cast.lead, at=at))
    return made


def agree(cast: Cast, made: list[Finding]) -> list[Finding]:
    """Provisional on day 12, key on day 13, told at the feedback meeting."""
    provisional = begin(cast, "provisional-findings", 12, "15:30")
    at = cast.moment(12, "16:30")
    made = [
        findings.make_provisional(finding=f, reasons={"one-source": REASON}, by=cast.lead, at=at)
        for f in made
    ]
    finish(cast, provisional, 12, "16:40", "17:00")
    key = begin(cast, "key-findings", 13, "09:00")
    at = cast.moment(13, "10:30")
    made = [findings.make_key(finding=f, reasons={"one-source": REASON}, by=cast.lead, at=at) for f in made]
    finish(cast, key, 13, "12:00", "12:40")
    feedback = begin(cast, "feedback", 13, "13:30")
    at = cast.moment(13, "14:00")
    told = findings.present(inspection=cast.inspection, findings=made, by=cast.lead, at=at)
    finish(cast, feedback, 13, "14:10", "14:45", most="Hear what children say, and let it change the plan.")
    _send_key_findings(cast)
    return list(told)


def record_by_hand(cast: Cast) -> None:
    """What has no page of its own yet, noted by the lead inspector for the day it was planned."""
    at = cast.moment(14, "08:45")
    for row in dates.timeline_of(cast.inspection).rows:
        due = row.due_at or cast.moment(row.last_day or 0, "16:00").now
        if row.milestone.by_hand and due < at.now:
            inspections.record_milestone(
                inspection=cast.inspection, code=row.milestone.code, happened_at=due, by=cast.lead, at=at
            )


def _send_key_findings(cast: Cast) -> None:
    inspectors = [cast.lead] + [
        u for (role, _), us in cast.people.items() if role == "team-inspector" for u in us
    ]
    at = cast.moment(13, "16:30")
    for user in inspectors:
        findings.keep_key_findings(
            inspection=cast.inspection,
            text="As agreed in the meeting of the morning.",
            records_complete=True,
            version=0,
            by=user,
            at=at,
        )
        findings.send_key_findings(inspection=cast.inspection, by=user, at=at)
