"""Written key findings of each inspector, by the end of the last day on site (table, day 13)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.findings.models import KeyFindingsSubmission
from jtai.apps.findings.queries.inspectors import inspector_rows
from jtai.apps.inspections.access import bodies_of, record, require
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none


@transaction.atomic
def keep_key_findings(
    *, inspection: Inspection, text: str, records_complete: bool, version: int, by: User, at: Moment
) -> KeyFindingsSubmission:
    """Keep one's own key findings as they are. version 0: the first time."""
    require(by, "send", "key-findings", inspection)
    row, made = KeyFindingsSubmission.objects.get_or_create(
        inspection=inspection,
        inspector=by,
        defaults={
            "inspectorate": next(iter(sorted(bodies_of(by, inspection))), ""),
            "text": text,
            "records_complete": records_complete,
            "kept_at": at.now,
        },
    )
    if not made:
        found = KeyFindingsSubmission.objects.filter(pk=row.pk, version=version).update(
            text=text, records_complete=records_complete, kept_at=at.now, version=version + 1
        )
        if not found:
            sentence = (
                "You changed your key findings in another window. Both texts are below; choose or join them."
            )
            refuse(sentence, kind="stale")
        row.refresh_from_db()
    record(row, "key_findings.kept", by=by, at=at, content=text)
    return row


@transaction.atomic
def send_key_findings(*, inspection: Inspection, by: User, at: Moment) -> KeyFindingsSubmission:
    """Send them to the lead. Late is marked, never refused; when nobody is missing the milestone is done."""
    require(by, "send", "key-findings", inspection)
    row = KeyFindingsSubmission.objects.filter(inspection=inspection, inspector=by).first()
    source = inspection.edition.milestone(inspection.edition.findings.submit_milestone).source
    problems = []
    if row is None or not row.text.strip():
        problems.append(blocks("no-text", "Write your key findings.", source, "text"))
    if row is None or not row.records_complete:
        sentence = "Complete your evidence records, then tick the box that they are complete."
        problems.append(blocks("records-incomplete", sentence, source, "records_complete"))
    mine = next((one for one in inspector_rows(inspection) if one.user_id == by.pk), None)
    if mine and mine.drafts:
        sentence = (
            f"You have {mine.drafts} unfinished in evidence and the SEA. Submit or withdraw them first."
        )
        problems.append(blocks("drafts-left", sentence, source, "records_complete"))
    require_none(problems)
    assert row is not None
    KeyFindingsSubmission.objects.filter(pk=row.pk).update(
        submitted_at=row.submitted_at or at.now, sent_at=at.now, sent_text=row.text
    )
    row.refresh_from_db()
    _all_in(inspection, by, at)
    record(row, "key_findings.sent", by=by, at=at, content=row.text)
    return row


def _all_in(inspection: Inspection, by: User, at: Moment) -> None:
    """The milestone is done once, when the last inspector has sent."""
    code = inspection.edition.findings.submit_milestone
    if happened_at(inspection, code) is None and not any(row.missing for row in inspector_rows(inspection)):
        record_fact(inspection, code, by=by, at=at)
