"""The analyst's pages: each section, its documents, and the issue."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from jtai.apps.briefing import actions, forms, queries
from jtai.apps.briefing.models import Attachment, Section
from jtai.apps.briefing.views.sending import download
from jtai.apps.inspections.access import record_read
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.library.uploads import receive_stream, refusal_of
from jtai.core.framework.model import BriefingSection
from jtai.ui.forms import ConfirmForm


def _section(request: PageRequest, code: str) -> BriefingSection:
    for found in request.inspection.edition.briefing_sections:
        if found.code == code:
            return found
    raise Http404


@inspection_page("briefing", "write")
def section(request: PageRequest, code: str) -> HttpResponse:
    """Write one section: what is there, and the words."""
    inspection, wanted = request.inspection, _section(request, code)
    row = queries.drafts(inspection).get(code)
    form = forms.SectionForm(
        posted(request),
        section=wanted,
        edition=inspection.edition,
        initial=_initial(row),
    )
    answer = submit(
        request,
        form,
        lambda: actions.keep_section(
            inspection=inspection,
            code=code,
            answer=form.cleaned_data["answer"],
            text=form.cleaned_data.get("text", ""),
            parts=form.parts,
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("briefing", args=[inspection.ref]),
        message=f"“{wanted.title}” saved. The team sees it when you issue the briefing.",
    )
    if answer:
        return answer
    offer_again(form, queries.drafts(inspection).get(code), THEIRS)
    return show(
        request,
        "briefing/section.html",
        {"section": wanted, "row": row},
        form=form,
        paragraphs=[wanted.paragraph],
    )


THEIRS = {
    "Answer": lambda row: row.get_answer_display(),
    "Text": "text",
    "For one inspectorate": lambda row: "\n".join(row.parts.values()),
}


def _initial(row: Section | None) -> dict[str, Any]:
    if row is None:
        return {"version": 0}
    parts = {f"{forms.PART}{body}": text for body, text in row.parts.items()}
    return {"version": row.version, "answer": row.answer, "text": row.text, **parts}


@csrf_exempt
@inspection_page("briefing", "write")
def attach(request: PageRequest, code: str) -> HttpResponse:
    """Add a document to a section."""
    wanted = _section(request, code)
    return receive_stream(request, lambda inner: _attach(inner, wanted))


def _attach(request: PageRequest, wanted: BriefingSection) -> HttpResponse:
    form = forms.AttachmentForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        section=wanted,
        edition=request.inspection.edition,
    )
    if refusal := refusal_of(request):
        refusal.require()
    answer = submit(
        request,
        form,
        lambda: actions.attach(
            inspection=request.inspection,
            code=wanted.code,
            incoming=form.cleaned_data["file"].incoming,
            body=form.cleaned_data.get("body", ""),
            by=request.user,
            at=request.at,
        ),
        done=reverse("briefing-section", args=[request.inspection.ref, wanted.code]),
        message="Document added to this section.",
    )
    return answer or show(request, "briefing/attach.html", {"section": wanted}, form=form, paragraphs=["10"])


@inspection_page("briefing", "read")
def attachment(request: PageRequest, pk: int) -> HttpResponse:
    """Download a document of a section."""
    row = get_object_or_404(
        Attachment.objects.select_related("section", "stored"),
        pk=pk,
        section__briefing__inspection=request.inspection,
    )
    open_to_readers = any(row in shown.attachments for shown in queries.issued_sections(request.viewer))
    if not (open_to_readers or request.viewer.may("write", "briefing")):
        raise Http404
    record_read(request.inspection, "briefing", by=request.user, at=request.at, object_id=row.pk)
    return download(row.stored)


@inspection_page("briefing", "issue")
def issue(request: PageRequest) -> HttpResponse:
    """Check what will be issued, then issue it."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.issue(inspection=inspection, by=request.user, at=request.at),
        done=reverse("briefing-issued", args=[inspection.ref]),
    )
    context = {
        "sections": [
            (wanted, queries.drafts(inspection).get(wanted.code))
            for wanted in inspection.edition.briefing_sections
        ],
        "last": queries.last_issue(inspection),
    }
    return answer or show(request, "briefing/issue.html", context, form=form, paragraphs=["10"])


@inspection_page("briefing", "issue")
def issued(request: PageRequest) -> HttpResponse:
    """What was issued, and what happens next."""
    last = queries.last_issue(request.inspection)
    if last is None:
        raise Http404
    return show(request, "briefing/issued.html", {"issue": last}, paragraphs=["10", "11"])
