"""What the letter does with a finding: taken in, left out with a reason, final (paragraphs 45, 85, 90)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock
from jtai.apps.findings.actions import content
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.access import require
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import blocks, require_none
from jtai.core.workflows.finding import FINDING


@transaction.atomic
def mark_in_letter(*, finding: Finding, by: User, at: Moment) -> Finding:
    """The letter has a point on it. Asked again, nothing changes."""
    require(by, "write", "letter", finding.inspection)
    if finding.in_letter:
        return finding
    FINDING.decide(finding.state, "take-into-letter").require()
    content.set_state(finding, finding.state, in_letter=True)
    content.record_finding(finding, "finding.in_letter", by, at)
    return finding


@transaction.atomic
def omit_from_letter(*, finding: Finding, reason: str, by: User, at: Moment) -> Finding:
    """Not everything discussed goes into the letter; leaving a finding out takes a reason (paragraph 90)."""
    require(by, "write", "letter", finding.inspection)
    after = FINDING.after(finding.state, "omit")
    if not reason.strip():
        source = f"Guidance, paragraph {finding.inspection.edition.findings.paragraph}"
        require_none([blocks("no-reason", "Write why it is left out of the letter.", source, "reason")])
    content.set_state(finding, after, in_letter=False, omitted_reason=reason.strip())
    content.record_finding(finding, "finding.omitted", by, at)
    return finding


@transaction.atomic
def reinstate(*, finding: Finding, by: User, at: Moment) -> Finding:
    """Put a finding that was left out back among those for the letter."""
    require(by, "write", "letter", finding.inspection)
    after = FINDING.after(finding.state, "reinstate" if finding.presented_at else "reinstate-unpresented")
    content.set_state(finding, after, in_letter=None, omitted_reason="")
    content.record_finding(finding, "finding.reinstated", by, at)
    return finding


@transaction.atomic
@events_last
def finalise(*, inspection: Inspection, by: User, at: Moment) -> list[Finding]:
    """The letter is agreed by all: what is in it is final. For the letter's own action, after its check."""
    rows = Finding.objects.filter(inspection=inspection, in_letter=True).exclude(state=Finding.State.FINAL)
    done = []
    for one in lock(rows).select_related("inspection"):
        content.set_state(one, FINDING.after(one.state, "finalise"))
        content.record_finding(one, "finding.final", by, at)
        done.append(one)
    return done
