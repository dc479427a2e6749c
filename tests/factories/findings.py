"""Findings, walked from draft to presented by the same actions a person uses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings import actions
from jtai.apps.findings.models import Finding
from tests.factories import evidence, meetings
from tests.factories.world import World

SHARED: dict[str, Any] = {
    "target": "partnership",
    "agency": "",
    "inspectorate": "",
    "title": "Strategy discussions",
    "text": "Agencies meet early when a child may be at risk of harm.",
    "rationale": "Seen in most of the meetings observed; the records agree.",
    "weight": "strong",
    "significance": "main",
    "criteria": ["ESN 07"],
}
STRENGTH = SHARED | {
    "type": "strength",
    "positive_impact": "Children were seen on the same day and were safer that night.",
    "multi_agency": True,
}
DEVELOPMENT = SHARED | {
    "type": "development",
    "title": "Health information",
    "text": "Health visitors are not asked for what they know.",
    "practice_weakness": "Health visitors are left out of most discussions.",
    "outcome_effect": "Decisions are made without knowing how the child does at home.",
}
PRIORITY = SHARED | {
    "type": "priority-action",
    "title": "Unallocated referrals",
    "text": "Referrals wait without anybody looking at them.",
    "risk_statement": "Children at risk of harm wait for days without being seen.",
    "subtype": "systematic",
    "triggers": ["cases-unrecognised"],
}


def entry(world: World, *, body: str = "cqc", day: int = 10, **changes: Any) -> SEAEntry:
    """An SEA entry on one record of that day."""
    by, at = world.person("team-inspector", body), world.moment(day, "14:00")
    record = evidence.submitted(world, by=by, at=at, **changes)
    return evidence.entered(world, [record], by=by, at=at)


def draft(
    world: World, values: dict[str, Any] | None = None, *, by: User | None = None, **changes: Any
) -> Finding:
    """Kept for its author alone. `entries` may be given among the changes."""
    entries = changes.pop("entries", [])
    return actions.keep(
        inspection=world.inspection,
        finding_id=uuid4(),
        values={**(STRENGTH if values is None else values), **changes},
        entries=[one.pk for one in entries],
        version=0,
        by=by or world.lead,
        at=world.moment(11, "16:00"),
    )


def proposed(
    world: World, values: dict[str, Any] | None = None, *, by: User | None = None, **changes: Any
) -> Finding:
    """With the team."""
    finding = draft(world, values, by=by, **changes)
    at = world.moment(11, "16:10")
    return actions.submit(finding=finding, reasons={}, by=by or world.lead, at=at)


def provisional_meeting(world: World) -> None:
    """The team's meeting of the last day of evidence, from 15:30."""
    if world.inspection.meetings.filter(code="provisional-findings", started_at__isnull=False).exists():
        return
    meetings.begin(world, meetings.meeting_of(world, "provisional-findings"), 12, "15:30")


def provisional(world: World, values: dict[str, Any] | None = None, **changes: Any) -> Finding:
    """Agreed on day 12."""
    changes.setdefault("entries", None)
    if changes["entries"] is None:
        changes["entries"] = [entry(world)]
    finding = proposed(world, values, **changes)
    provisional_meeting(world)
    at = world.moment(12, "16:30")
    return actions.make_provisional(finding=finding, reasons={}, by=world.lead, at=at)


def key_meeting(world: World) -> None:
    """The team's meeting of the last day on site, once the one before it is closed."""
    first = meetings.meeting_of(world, "provisional-findings")
    if first.state == "held":
        meetings.came(world, first, 12, "16:40")
        meetings.outcomes(world, first, 12, "16:40")
        first.refresh_from_db()
        meetings.end(world, first, 12, "17:00")
    second = meetings.meeting_of(world, "key-findings")
    if second.state == "planned":
        meetings.begin(world, second, 13, "09:00")


def key(world: World, values: dict[str, Any] | None = None, **changes: Any) -> Finding:
    """Agreed as a key finding on day 13."""
    finding = provisional(world, values, **changes)
    key_meeting(world)
    if finding.kind and finding.kind.needs_trigger:
        decided(world, finding)
    return actions.make_key(finding=finding, reasons={}, by=world.lead, at=world.moment(13, "10:00"))


def decided(world: World, finding: Finding, *, yes: bool = True, by: User | None = None) -> None:
    """The lead answers both tests and decides."""
    tests = {test.code: yes for test in world.inspection.edition.findings.priority_tests}
    actions.decide_priority(
        finding=finding,
        tests=tests,
        is_priority=yes,
        reason="Children are waiting now.",
        reasons={},
        by=by or world.lead,
        at=world.moment(12, "16:45"),
    )


def feedback_meeting(world: World) -> None:
    """The feedback meeting has begun, after the findings meeting closed at 12:50."""
    second = meetings.meeting_of(world, "key-findings")
    if second.state == "held":
        meetings.came(world, second, 13, "12:00")
        meetings.outcomes(world, second, 13, "12:00")
        second.refresh_from_db()
        meetings.end(world, second, 13, "12:50")
    feedback = meetings.meeting_of(world, "feedback")
    if feedback.state == "planned":
        meetings.begin(world, feedback, 13, "13:30")


def presented(world: World, values: dict[str, Any] | None = None, **changes: Any) -> Finding:
    """Heard by local leaders at the feedback meeting."""
    finding = key(world, values, **changes)
    feedback_meeting(world)
    at = world.moment(13, "14:00")
    return actions.present(inspection=world.inspection, findings=[finding], by=world.lead, at=at)[0]
