"""Steps on an evidence record: its versions, withdrawing it, notes and answers, flags."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.evidence import actions, forms
from jtai.apps.evidence.models import EvidenceRecord, RecordNote, SEAEntry
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views.records import record_of, require_standing
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.core.access import About
from jtai.words import clock_and_date


@inspection_page("evidence", "read")
def record_version(request: PageRequest, record_id: UUID, number: int) -> HttpResponse:
    """A version as it was submitted."""
    row = record_of(request, record_id)
    version = row.versions.filter(number=number).first()
    if version is None:
        raise Http404
    record_read(request.inspection, "evidence", by=request.user, at=request.at, object_id=row.pk)
    facts = version_facts(Terms.of(request.inspection), version.content, RECORD_WORDS)
    context = {"row": row, "version": version, "facts": facts}
    return show(request, "evidence/version.html", context)


RECORD_WORDS = {
    "text": "What was seen, heard or read",
    "outcome": "What difference it makes",
    "judgement": "Judgement",
    "criteria": "Criteria",
    "method": "How it was obtained",
    "observed_at": "Observed",
    "source_kind": "Kind of source",
    "source_role": "Job role",
    "source_reference": "Reference",
    "child_ref": "Child",
    "route": "Route",
    "period": "Current or older",
    "sector": "Sector",
    "clarification_reason": "Clarifies",
}


def version_facts(terms: Terms, content: str, words: dict[str, str]) -> list[tuple[str, str]]:
    """The lines of a saved version in the words of the record's page, without those left empty."""
    said = json.loads(content)
    return [(title, _words(terms, key, said[key])) for key, title in words.items() if said.get(key)]


def _words(terms: Terms, key: str, value: Any) -> str:
    """What one part of a version says: its codes are those of the edition."""
    if key == "observed_at":
        return clock_and_date(datetime.fromisoformat(value))
    if key == "source_kind":
        return EvidenceRecord.SourceKind(value).label
    if key == "period":
        return EvidenceRecord.Period(value).label
    look = {
        "criteria": terms.criterion,
        "judgement": terms.judgement,
        "method": terms.method,
        "route": terms.route,
        "scope_elements": terms.scope_element,
        "sector": terms.sector,
    }.get(key, str)
    return "\n".join(look(one) for one in value) if isinstance(value, list) else look(str(value))


@inspection_page("evidence", "submit")
def record_withdraw(request: PageRequest, record_id: UUID) -> HttpResponse:
    """Take a record back."""
    row = record_of(request, record_id)
    own = About(own=row.author_id == request.user.pk)
    require(request.user, "submit", "evidence", request.inspection, own)
    require_standing(request, row)
    form = forms.ReasonForm(posted(request), label="Why you withdraw it")
    answer = submit(
        request,
        form,
        lambda: actions.withdraw_record(
            row=row, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        done=reverse("evidence-record", args=[request.inspection.ref, row.pk]),
        message=f"Evidence {row.number} withdrawn. It remains visible but no longer counts.",
    )
    context = {"row": row, "entries": row.sea_entries.filter(state="entered").order_by("number")}
    return answer or show(request, "evidence/record_withdraw.html", context, form=form)


@inspection_page("evidence", "read")
def record_note(request: PageRequest, record_id: UUID) -> HttpResponse:
    """Write a note about a colleague's record."""
    row = record_of(request, record_id)
    require_standing(request, row)
    viewer = request.viewer
    form = forms.RecordNoteForm(
        posted(request),
        may_review=viewer.may("review", "evidence"),
        may_challenge=viewer.may("challenge", "evidence"),
    )
    answer = submit(
        request,
        form,
        lambda: actions.add_note(
            row=row,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("evidence-record", args=[request.inspection.ref, row.pk]),
        message="Note added. The author of the record has been informed.",
    )
    return answer or show(request, "evidence/record_note.html", {"row": row}, form=form, paragraphs=["73"])


@inspection_page("evidence", "answer")
def record_answer(request: PageRequest, record_id: UUID, note_id: int) -> HttpResponse:
    """Answer a note on one's own record."""
    row = record_of(request, record_id)
    note = RecordNote.objects.filter(pk=note_id, record=row).select_related("by").first()
    if note is None:
        raise Http404
    own = About(own=row.author_id == request.user.pk)
    require(request.user, "answer", "evidence", request.inspection, own)
    form = forms.AnswerForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.answer_note(
            note=note, answer=form.cleaned_data["answer"], by=request.user, at=request.at
        ),
        done=reverse("evidence-record", args=[request.inspection.ref, row.pk]),
        message="Answer saved.",
    )
    return answer or show(request, "evidence/record_answer.html", {"row": row, "note": note}, form=form)


@inspection_page("evidence", "review")
def record_flag(request: PageRequest, record_id: UUID) -> HttpResponse:
    """Mark the quality of a record."""
    row = record_of(request, record_id)
    require_standing(request, row)
    back = reverse("evidence-record", args=[request.inspection.ref, row.pk])
    return flag_page(request, row, f"Flag evidence {row.number}", back)


def flag_page(request: PageRequest, thing: EvidenceRecord | SEAEntry, title: str, back: str) -> HttpResponse:
    """Mark the quality of a record or an entry; its author is told."""
    form = forms.FlagForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.flag(
            thing=thing,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
            by=request.user,
            at=request.at,
        ),
        done=back,
        message="Flag set. The author has been informed.",
    )
    context = {"title": title, "back": back}
    return answer or show(request, "evidence/flag.html", context, form=form, paragraphs=["72", "79"])
