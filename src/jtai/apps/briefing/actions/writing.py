"""The analyst writes and issues the briefing (paragraph 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.briefing import queries
from jtai.apps.briefing.models import Attachment, Briefing, Issue, Section
from jtai.apps.database.locking import lock
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.library import files
from jtai.core.framework.model import BriefingSection
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.briefing import BRIEFING

CHANGED = "Somebody saved this section after you opened it. Both texts are below: choose or combine them."


def section_of(inspection: Inspection, code: str) -> BriefingSection:
    """The edition's section, or a refusal that hides nothing."""
    found = next((section for section in inspection.edition.briefing_sections if section.code == code), None)
    if found is None:
        refuse("The briefing has no such section.", kind="hidden")
    return found


@transaction.atomic
def keep_section(
    *,
    inspection: Inspection,
    code: str,
    answer: str = "",
    text: str = "",
    parts: Mapping[str, str] | None = None,
    version: int = 0,
    by: User,
    at: Moment,
) -> Section:
    """Keep the draft of a section, complete or not (ADR 0301). version: the one that was open, 0 if none.

    parts: for a restricted section, the words by code of the inspectorate that holds the evidence.
    """
    section = section_of(inspection, code)
    require(by, "write", "briefing-restricted" if section.restricted else "briefing", inspection)
    briefing, _ = Briefing.objects.get_or_create(inspection=inspection)
    words = {
        "answer": answer,
        "text": text,
        "parts": {body: part for body, part in (parts or {}).items() if part.strip()},
        "changed_at": at.now,
        "changed_by": by,
    }
    row: Section | None
    if version == 0:
        row, made = Section.objects.get_or_create(briefing=briefing, code=code, defaults=words)
        saved = made
    else:
        found = Section.objects.filter(briefing=briefing, code=code, version=version)
        saved = bool(found.update(**words, version=version + 1))
        row = Section.objects.filter(briefing=briefing, code=code).first()
    if row is None or not saved:
        refuse(CHANGED, kind="stale")
    content = json.dumps([answer, text, row.parts], sort_keys=True, ensure_ascii=False)
    codes = {"section": code, "answer": answer, "version": row.version}
    record(row, "briefing.section-kept", by=by, at=at, codes=codes, content=content)
    return row


@transaction.atomic
def attach(
    *, inspection: Inspection, code: str, incoming: files.Incoming, body: str = "", by: User, at: Moment
) -> Attachment:
    """Add a document to a section; body: for a restricted section, the inspectorate whose evidence it is."""
    section = section_of(inspection, code)
    require(by, "write", "briefing-restricted" if section.restricted else "briefing", inspection)
    if section.restricted and body not in {i.code for i in inspection.edition.inspectorates}:
        message = "Choose the inspectorate whose evidence this document is."
        require_none([blocks("attachment-body", message, f"Guidance, paragraph {section.paragraph}", "body")])
    briefing, _ = Briefing.objects.get_or_create(inspection=inspection)
    row, _ = Section.objects.get_or_create(
        briefing=briefing, code=code, defaults={"changed_at": at.now, "changed_by": by}
    )
    owner = body or inspection.edition.lead_inspectorate.code
    stored = files.keep(incoming, inspection_ref=inspection.ref, owner=owner)
    made = Attachment.objects.create(
        section=row, stored=stored, body=body if section.restricted else "", by=by, at=at.now
    )
    codes = {"section": code, "sha256": stored.sha256}
    record(made, "briefing.document-attached", by=by, at=at, codes=codes)
    return made


@transaction.atomic
def issue(*, inspection: Inspection, by: User, at: Moment) -> Issue:
    """Issue the briefing: from now on the team reads it (paragraph 10). Issued again, it is read again."""
    require(by, "issue", "briefing", inspection)
    briefing, _ = lock(Briefing.objects.all()).get_or_create(inspection=inspection)
    state = BRIEFING.after(briefing.state, "issue")
    require_none(queries.problems_of_drafts(inspection))
    number = briefing.issues.count() + 1
    content = _content(inspection, number)
    made = Issue.objects.create(
        briefing=briefing, number=number, content=content, issued_at=at.now, issued_by=by
    )
    Briefing.objects.filter(pk=briefing.pk).update(state=state)
    _tell_readers(inspection, number, at)
    record(made, "briefing.issued", by=by, at=at, codes={"number": number}, content=content)
    return made


def _content(inspection: Inspection, number: int) -> str:
    rows = queries.drafts(inspection)
    sections = [
        {
            "code": s.code,
            "answer": rows[s.code].answer,
            "text": rows[s.code].text,
            "parts": rows[s.code].parts,
            "attachments": list(rows[s.code].attachments.order_by("pk").values_list("pk", flat=True)),
        }
        for s in inspection.edition.briefing_sections
    ]
    return json.dumps({"number": number, "sections": sections}, sort_keys=True, ensure_ascii=False)


def _tell_readers(inspection: Inspection, number: int, at: Moment) -> None:
    roles = (*queries.inspecting_roles(inspection), "call-lead")
    for reader in messages.holders(inspection, *roles):
        messages.send(
            inspection,
            key=f"briefing-issue-{number}-{reader.pk}",
            kind="briefing-issued",
            to=reader,
            title="Pre-inspection briefing",
            heading="The pre-inspection briefing is ready to read",
            body="The analyst has issued the briefing. Read it, then confirm that you have read it.",
            link=reverse("briefing", args=[inspection.ref]),
            at=at,
        )


@transaction.atomic
def release_restricted(*, inspection: Inspection, by: User, at: Moment) -> None:
    """Open the restricted section to all who read the briefing (paragraph 10)."""
    require(by, "release", "briefing-restricted", inspection)
    briefing, _ = lock(Briefing.objects.all()).get_or_create(inspection=inspection)
    BRIEFING.decide(briefing.state, "release").require()
    if briefing.released_at:
        refuse("The restricted section is already open to everybody.", kind="moment")
    Briefing.objects.filter(pk=briefing.pk).update(released_at=at.now, released_by=by)
    record(briefing, "briefing.released", by=by, at=at)
