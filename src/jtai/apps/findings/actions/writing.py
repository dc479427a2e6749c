"""Propose a finding: keep, submit, revise, withdraw (paragraphs 39, 45; ADR 0301)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.findings.actions import content
from jtai.apps.findings.models import Finding, FindingNote, FindingRevision, FindingVersion
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.inspections.messages import holders
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.core.findings import changes_between
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.finding import FINDING


@transaction.atomic
def keep(
    *,
    inspection: Inspection,
    finding: Finding | None = None,
    finding_id: UUID | None = None,
    values: Mapping[str, Any],
    entries: Iterable[UUID | str],
    version: int,
    by: User,
    at: Moment,
) -> Finding:
    """Keep a draft, whatever is wrong with it, for its author alone.

    finding     the draft to go on with, or None to begin one
    finding_id  made by the page that begins it, so that a page sent twice makes one draft
    version     0 for a new one; otherwise the version the page was opened with
    """
    require(by, "propose", "finding", inspection)
    finding_id = finding.pk if finding else finding_id or uuid4()
    finding = Finding.objects.filter(pk=finding_id).first()
    if finding is None:
        number = next_number(inspection, "finding")
        finding = Finding.objects.create(
            pk=finding_id, inspection=inspection, number=number, proposed_by=by, proposed_at=at.now
        )
        version = finding.version
    if finding.inspection_id != inspection.pk:
        refuse("There is no such finding here.", kind="hidden")
    _require_author(finding, by)
    FINDING.decide(finding.state, "keep").require()
    content.apply(finding, values, version)
    content.link_entries(finding, entries, by, at)
    content.record_finding(finding, "finding.kept", by, at)
    return finding


def _require_author(finding: Finding, by: User) -> None:
    if finding.proposed_by_id != by.pk:
        refuse("This is a colleague’s draft. Only its author can change it.", kind="hidden")


@transaction.atomic
def submit(*, finding: Finding, reasons: Mapping[str, str], by: User, at: Moment) -> Finding:
    """Propose it to the team. All rules are asked at once; a refusal leaves the draft as it is."""
    inspection = finding.inspection
    require(by, "submit", "finding", inspection)
    _require_author(finding, by)
    after = FINDING.after(finding.state, "submit")
    passed = require_none(content.problems_of(finding), reasons)
    content.set_state(finding, after, submitted_at=at.now)
    version = content.save_version(finding, by, at)
    depart(finding, passed, reasons, by, at)
    if finding.kind and finding.kind.needs_trigger:
        tell_quality(finding, at)
    _event_of_version(finding, version, "finding.submitted", by, at)
    return finding


def tell_quality(finding: Finding, at: Moment) -> None:
    """The QA manager hears of every area for priority action as soon as it is proposed (para 87/88)."""
    inspection = finding.inspection
    for manager in holders(inspection, inspection.edition.team.qa_role):
        messages.send(
            inspection,
            key=f"priority:{finding.pk}:{finding.version}:{manager.pk}",
            kind="priority-action-proposed",
            title="An area for priority action is proposed",
            heading="An area for priority action is proposed",
            body="An inspector proposed an area for priority action. Decide on it with the lead inspector.",
            link=reverse("finding-priority", args=[inspection.ref, finding.pk]),
            to=manager,
            to_role=inspection.edition.team.qa_role,
            at=at,
        )


@transaction.atomic
def revise(
    *,
    finding: Finding,
    values: Mapping[str, Any],
    entries: Iterable[UUID | str],
    version: int,
    quality_reason: str,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> Finding:
    """Change a finding that others read. Once it was presented, QA gives a reason (para 45)."""
    inspection, presented = finding.inspection, finding.presented_at is not None
    require(by, "change-state" if presented else "submit", "finding", inspection)
    FINDING.decide(finding.state, "revise").require()
    old_type, before = finding.type, content.save_version(finding, by, at)
    old = content.content_of(finding)
    content.apply(finding, values, version)
    content.link_entries(finding, entries, by, at)
    problems = content.problems_of(finding)
    if presented and not quality_reason.strip():
        problems.append(_no_quality_reason())
    passed = require_none(problems, reasons)
    after = content.save_version(finding, by, at)
    changes = changes_between(old, content.content_of(finding))
    if presented and changes:
        FindingRevision.objects.create(
            finding=finding,
            before=before,
            after=after,
            changes=[[c.field, c.before, c.after] for c in changes],
            reason=quality_reason.strip(),
            by=by,
            at=at.now,
        )
    depart(finding, passed, reasons, by, at)
    if finding.kind and finding.kind.needs_trigger and finding.type != old_type:
        tell_quality(finding, at)
    _event_of_version(finding, after, "finding.revised", by, at)
    return finding


def _no_quality_reason() -> Problem:
    return blocks(
        "no-quality-reason",
        "It was presented at the feedback meeting. Enter the quality assurance reason for the change.",
        "Guidance, paragraph 45",
        "quality_reason",
    )


def require_withdraw(finding: Finding, by: User) -> None:
    """Its author may while it is theirs; later whoever may change its state."""
    require(by, "propose", "finding", finding.inspection)
    if finding.state == Finding.State.DRAFT:
        _require_author(finding, by)
    elif finding.state != Finding.State.PROPOSED or finding.proposed_by_id != by.pk:
        require(by, "change-state", "finding", finding.inspection)


@transaction.atomic
def withdraw(*, finding: Finding, reason: str, by: User, at: Moment) -> Finding:
    """Take a finding out before it is presented: its author until the team agrees on it, then the lead."""
    require_withdraw(finding, by)
    after = FINDING.after(finding.state, "withdraw")
    if finding.state != Finding.State.DRAFT and not reason.strip():
        require_none([blocks("no-reason", "Write why it is withdrawn.", "", "reason")])
    if reason.strip():
        FindingNote.objects.create(finding=finding, text=reason.strip(), by=by, at=at.now)
    content.set_state(finding, after)
    content.record_finding(finding, "finding.withdrawn", by, at)
    return finding


def depart(finding: Finding, passed: list[Problem], reasons: Mapping[str, str], by: User, at: Moment) -> None:
    """Keep the reasons with which warnings about this finding were passed."""
    keep_departures(finding, passed, reasons, material="finding", by=by, at=at)


def _event_of_version(finding: Finding, version: FindingVersion, action: str, by: User, at: Moment) -> None:
    """Words that others read go into the trail by their hash; the check finds them again."""
    record(
        version,
        action,
        by=by,
        at=at,
        codes={"finding": finding.pk, "version": version.number, "state": finding.state},
        content=version.content,
    )
