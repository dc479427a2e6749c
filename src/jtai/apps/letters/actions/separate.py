"""By exception, one inspectorate writes to one agency after the inspection (paragraph 89 or 90)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.messages import holders, send
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import SeparateLetter
from jtai.apps.letters.queries.composing import separate_paragraph
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.letter import SEPARATE_LETTER


@transaction.atomic
def keep_separate(
    *,
    inspection: Inspection,
    existing: SeparateLetter | None,
    inspectorate: str,
    version: int,
    values: Mapping[str, object],
    findings: Sequence[Finding],
    by: User,
    at: Moment,
) -> SeparateLetter:
    """Keep the draft, whatever is missing in it."""
    owner = existing.inspectorate if existing else inspectorate
    require(by, "write", "separate-letter", inspection, About(body=owner))
    require_here(inspection, existing, *findings)
    if existing is None:
        existing = SeparateLetter.objects.create(
            id=uuid.uuid4(),
            inspection=inspection,
            inspectorate=inspectorate,
            written_by=by,
            written_at=at.now,
            **values,
        )
    else:
        SEPARATE_LETTER.decide(existing.state, "keep").require()
        kept = SeparateLetter.objects.filter(pk=existing.pk, version=version).update(
            **values, version=version + 1, written_by=by, written_at=at.now
        )
        if not kept:
            refuse("Somebody saved this letter before you. Both texts are below. Choose one.", kind="stale")
        existing.refresh_from_db()
    existing.findings.set(findings)
    _record(existing, "separate-letter.kept", by, at)
    return existing


@transaction.atomic
def issue_separate(*, existing: SeparateLetter, by: User, at: Moment) -> SeparateLetter:
    """Issue it: after the feedback meeting, with a reason, explaining at least one finding."""
    inspection = existing.inspection
    require(by, "write", "separate-letter", inspection, About(body=existing.inspectorate))
    state = SEPARATE_LETTER.after(existing.state, "issue")
    source = f"Guidance, paragraph {separate_paragraph(inspection.edition)}"
    if not happened_at(inspection, inspection.edition.findings.feedback_milestone):
        refuse(
            "A separate letter follows the feedback meeting, which is not recorded yet.",
            source,
            kind="moment",
        )
    require_none(_check(existing, source))
    existing.state, existing.issued_by, existing.issued_at = state, by, at.now
    existing.save(update_fields=["state", "issued_by", "issued_at"])
    for person in holders(inspection, "agency-leader", "dcs", "lscb-chair", body=existing.agency):
        send(
            inspection,
            key=f"separate-letter:{existing.pk}:{person.pk}",
            kind="letter.separate",
            to=person,
            title="A letter for your agency",
            body="An inspectorate has written to your agency. Sign in to read it.",
            link=reverse("separate-letter", args=[inspection.ref, existing.pk]),
            at=at,
        )
    _record(existing, "separate-letter.issued", by, at)
    return existing


def _check(one: SeparateLetter, source: str) -> list[Problem]:
    found = []
    if not one.agency:
        found.append(blocks("agency-missing", "Choose the one agency this letter is for.", source, "agency"))
    if not one.reason.strip():
        found.append(
            blocks(
                "reason-missing", "Say why a separate letter is needed; it is an exception.", source, "reason"
            )
        )
    if not one.text.strip():
        found.append(blocks("text-missing", "Write the letter.", source, "text"))
    if not one.findings.exists():
        found.append(
            blocks("finding-missing", "Choose at least one finding this letter explains.", source, "findings")
        )
    return found


def _record(one: SeparateLetter, action: str, by: User, at: Moment) -> None:
    record(
        one,
        action,
        by=by,
        at=at,
        codes={"inspectorate": one.inspectorate, "agency": one.agency, "version": one.version},
        content=one.text,
    )
