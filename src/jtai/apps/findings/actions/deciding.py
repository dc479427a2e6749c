"""Make findings firmer: provisional, key, and whether one is for priority action (paras 39, 87 to 89)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.findings.actions import content
from jtai.apps.findings.actions.writing import depart, tell_quality
from jtai.apps.findings.models import Finding, FindingNote, PriorityDecision
from jtai.apps.findings.queries.findings import entry_facts, latest_decision
from jtai.apps.inspections.access import has_role, require
from jtai.apps.meetings import queries as meetings
from jtai.core.findings import check_basis, check_decision, check_priority
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.finding import FINDING


@transaction.atomic
def make_provisional(*, finding: Finding, reasons: Mapping[str, str], by: User, at: Moment) -> Finding:
    """At the findings meeting of the last day of evidence; with nothing behind it, it stays proposed."""
    milestone = finding.inspection.edition.findings.provisional_milestone
    return _firm(finding, "make-provisional", milestone, reasons, by, at)


@transaction.atomic
def make_key(*, finding: Finding, reasons: Mapping[str, str], by: User, at: Moment) -> Finding:
    """At the meeting of the last day on site; an area for priority action only once that is decided."""
    milestone = finding.inspection.edition.findings.key_milestone
    return _firm(finding, "make-key", milestone, reasons, by, at)


def _firm(
    finding: Finding, action: str, milestone: str, reasons: Mapping[str, str], by: User, at: Moment
) -> Finding:
    inspection = finding.inspection
    require(by, "change-state", "finding", inspection)
    after = FINDING.after(finding.state, action)
    _require_begun(finding, milestone)
    source = inspection.edition.milestone(milestone).source
    problems = [*content.problems_of(finding), *check_basis(entry_facts(finding), source)]
    if action == "make-key":
        decision = latest_decision(finding)
        needs = bool(finding.kind and finding.kind.needs_trigger)
        problems += check_priority(needs, decision.is_priority if decision else None, source)
    passed = require_none(problems, reasons)
    content.set_state(finding, after)
    depart(finding, passed, reasons, by, at)
    content.record_finding(finding, f"finding.{action.replace('-', '_')}", by, at)
    return finding


def _require_begun(finding: Finding, milestone: str) -> None:
    """Findings are agreed at a meeting of the team, not before it (table, days 12 and 13)."""
    meeting = meetings.tied_to(finding.inspection, milestone)
    if meeting is None or meeting.started_at is None:
        title = meeting.title if meeting else finding.inspection.edition.milestone(milestone).title
        refuse(
            f"Findings become firmer at the meeting “{title}”. Start that meeting first.",
            finding.inspection.edition.milestone(milestone).source,
            kind="moment",
        )


@transaction.atomic
def step_back(*, finding: Finding, reason: str, by: User, at: Moment) -> Finding:
    """Take a finding one step back, with the reason in its notes."""
    require(by, "change-state", "finding", finding.inspection)
    after = FINDING.after(finding.state, "step-back")
    if not reason.strip():
        require_none([blocks("no-reason", "Write why it goes back.", "", "reason")])
    FindingNote.objects.create(finding=finding, text=reason.strip(), by=by, at=at.now)
    content.set_state(finding, after)
    content.record_finding(finding, "finding.stepped_back", by, at)
    return finding


@transaction.atomic
def decide_priority(
    *,
    finding: Finding,
    tests: Mapping[str, bool],
    is_priority: bool,
    reason: str,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> PriorityDecision:
    """The lead or the QA manager answers the tests of the guidance and decides, with a reason."""
    inspection = finding.inspection
    require(by, "decide-priority", "finding", inspection)
    FINDING.decide(finding.state, "decide-priority").require()
    rules = inspection.edition.findings
    passed = require_none(check_decision(tests, is_priority, reason, rules), reasons)
    team = inspection.edition.team
    role = team.lead_role if has_role(by, inspection, team.lead_role) else team.qa_role
    decision = PriorityDecision.objects.create(
        finding=finding,
        finding_version=finding.version,
        tests=dict(tests),
        is_priority=is_priority,
        reason=reason.strip(),
        role=role,
        by=by,
        at=at.now,
    )
    depart(finding, passed, reasons, by, at)
    if is_priority and role != team.qa_role:
        tell_quality(finding, at)
    content.record_finding(finding, "finding.priority_decided", by, at, priority=is_priority, role=role)
    return decision
