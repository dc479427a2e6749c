"""Documents: the list, one document, its bytes, who reads it, and what is not reviewed."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt

from jtai.apps.inspections.access import bodies_of, may, record_read
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.library.files import Reader, size_limit
from jtai.apps.library.kinds import kind_words
from jtai.apps.library.uploads import receive_stream
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.actions.documents import ALLOCATE
from jtai.apps.portal.models import Allocation, Document
from jtai.apps.portal.views import files_sent
from jtai.apps.portal.views.items import answer_of_the_store
from jtai.core.results import refuse
from jtai.ui.components import Cell, Row
from jtai.ui.forms import ConfirmForm
from jtai.words import file_size, short_date

PER_PAGE = 50
SANDBOX = "sandbox; default-src 'none'"


def _visible(request: PageRequest) -> Any:
    return queries.documents_visible_to(request.inspection, request.user, request.viewer.held)


@inspection_page("document", "read", child_level=True)
def documents(request: PageRequest) -> HttpResponse:
    """Mine that are not reviewed, then everything I may read; the lead sees first what has no reader."""
    inspection, viewer = request.inspection, request.viewer
    mine = list(queries.unreviewed_of(inspection, request.user))
    which = request.GET.get("which", "")
    rows = _visible(request).filter(counts=True)
    if which == "context":
        rows = rows.filter(label=Document.Label.CONTEXT)
    elif which == "mine":
        rows = rows.filter(allocations__inspector=request.user, allocations__ended_at=None)
    rows = rows.prefetch_related("allocations__inspector").order_by("-sent_at", "pk")
    names = queries.agency_names(inspection)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    allocate = viewer.may("allocate", "document")
    context = {
        "page": page,
        "rows": [_row(request, document, names) for document in page],
        "mine": [(row, _title(row.document)) for row in mine],
        "which": which,
        "unallocated": queries.needing_a_reader(inspection).count() if allocate else 0,
        "may_allocate": allocate,
        "may_review": viewer.may("review", "document"),
        "may_offer": viewer.may("offer-context", "document"),
        "may_propose": viewer.may("propose", "extra-request"),
    }
    return show(request, "portal/documents.html", context, paragraphs=["29", "70"])


def _title(document: Document) -> str:
    child = f", {document.child_words}" if document.child_ref else ""
    return f"{document.title}{child}"


def _row(request: PageRequest, document: Document, names: dict[str, str]) -> Row:
    readers = [row.inspector.full_name for row in document.allocations.all() if row.ended_at is None]
    who = ", ".join(readers) or "Nobody yet"
    label = "context" if document.label == Document.Label.CONTEXT else document.get_label_display()
    if document.label == Document.Label.CONTEXT and who == "Nobody yet":
        who = "All inspectors can read it"
    href = reverse("document", args=[request.inspection.ref, document.pk])
    agency = names.get(document.agency, document.agency)
    cells: list[object] = [Cell(_title(document), href=href), agency, label, short_date(document.sent_at)]
    return Row([*cells, who] if not request.viewer.is_local else cells)


@inspection_page("document", "read", post="review")
def document(request: PageRequest, document: UUID) -> HttpResponse:
    """One document: what it is, who reads it, download, and my review."""
    row = get_object_or_404(_visible(request), pk=document)
    if row.child_level:
        record_read(request.inspection, "document", by=request.user, at=request.at, object_id=row.pk)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.mark_reviewed(document=row, by=request.user, at=request.at),
        done=reverse("document", args=[request.inspection.ref, row.pk]),
        message="Marked as reviewed.",
    )
    if answer:
        return answer
    given = list(row.allocations.filter(ended_at=None).select_related("inspector"))
    mine = next((one for one in given if one.inspector_id == request.user.pk), None)
    about = queries.about_document(row, request.user)
    names = queries.agency_names(request.inspection)
    context = {
        "document": row,
        "stored": row.stored,
        "size": file_size(row.stored.size) if row.stored else "",
        "agency": names.get(row.agency, row.agency),
        "given": given,
        "mine": mine,
        "may_download": bool(
            row.stored and may(request.user, "download", "document", request.inspection, about)
        ),
        "may_allocate": request.viewer.may("allocate", "document"),
        "shows_readers": not request.viewer.is_local,
        "readers": queries.document_readers(row),
        "kind": kind_words(row.stored.media_type) if row.stored else "",
        "kind_said": _kind_said(row),
    }
    return show(
        request, "portal/document.html", context, form=form, paragraphs=["70"], turn_line=_turn(row, given)
    )


def _kind_said(row: Document) -> str:
    """What the sender's computer said it was, where that is another kind than its first bytes show."""
    stored = row.stored
    said = kind_words(stored.claimed_type) if stored and stored.claimed_type else ""
    return said if stored and said != kind_words(stored.media_type) else ""


def _turn(row: Document, given: list[Allocation]) -> str:
    waiting = [one.inspector.full_name for one in given if one.reviewed_at is None]
    if waiting:
        return f"Waiting for {', '.join(waiting)} to review it."
    if not given and row.label != Document.Label.CONTEXT and row.counts:
        return "Waiting for the lead inspector to give it to an inspector."
    return ""


@inspection_page("document", "read")
def download(request: PageRequest, document: UUID) -> HttpResponse:
    """The bytes, as an attachment. The event is committed before the first of them goes."""
    row = get_object_or_404(_visible(request), pk=document)
    if row.stored is None:
        refuse("This was supplied by another secure route; there is no file here.", kind="moment")
    actions.note_download(document=row, by=request.user, at=request.at)
    response = StreamingHttpResponse(Reader(row.stored), content_type=row.stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.stored.name) or "attachment"
    response["Content-Length"] = str(row.stored.size)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


@csrf_exempt
@inspection_page("document", "read", post="offer-context")
def context(request: PageRequest) -> HttpResponse:
    """The partnership explains its context, for all inspectors (paragraph 29)."""
    if not request.viewer.may("offer-context", "document"):
        refuse("The leaders of the partnership can offer context. Ask the DCS.", "Guidance, paragraph 29")
    return receive_stream(request, _context)


def _context(request: PageRequest) -> HttpResponse:
    form: Any = forms.ContextForm(posted(request), files_sent(request))
    refused = answer_of_the_store(request, form)
    answer = None
    if not refused:
        answer = submit(
            request,
            form,
            lambda: actions.offer_context(
                inspection=request.inspection,
                incoming=form.cleaned_data["file"].incoming,
                title=form.cleaned_data["title"],
                by=request.user,
                at=request.at,
            ),
            done=lambda row: reverse("receipt", args=[request.inspection.ref, row.pk]),
        )
    readers = queries.context_readers(request.inspection, bodies_of(request.user, request.inspection))
    context = {"form": form, "limit": file_size(size_limit()), "readers": readers}
    return answer or show(
        request, "portal/context.html", context, paragraphs=["29"], status=refused or form.status
    )


@inspection_page("document", "allocate", child_level=True)
def allocate(request: PageRequest) -> HttpResponse:
    """Give documents to inspectors: those without a reader first."""
    inspection = request.inspection
    everything = request.GET.get("which") == "all"
    rows = queries.to_be_read(inspection) if everything else queries.needing_a_reader(inspection)
    waiting = list(rows.order_by("agency", "title", "pk").prefetch_related("allocations__inspector"))
    people = [(str(u.pk), u.full_name) for u in queries.reviewers(inspection)]
    form = forms.AllocateForm(
        posted(request), documents=waiting, agencies=queries.agency_names(inspection), people=people
    )

    def act() -> int:
        return actions.allocate(
            inspection=inspection,
            documents=form.cleaned_data["documents"],
            inspectors=[int(pk) for pk in form.cleaned_data["inspectors"]],
            by=request.user,
            at=request.at,
        )

    done = reverse("documents-allocate", args=[inspection.ref])
    answer = submit(request, form, act, done=done, message="Documents given to the inspectors.")
    context = {
        "waiting": waiting,
        "everything": everything,
        "unallocated": queries.needing_a_reader(inspection).count(),
        "finished_at": happened_at(inspection, inspection.edition.code_for(ALLOCATE)),
        "due": queries.milestone_due(inspection, inspection.edition.code_for(ALLOCATE)),
    }
    return answer or show(request, "portal/allocate.html", context, form=form, paragraphs=["9"])


@inspection_page("document", "allocate")
def finish(request: PageRequest) -> HttpResponse:
    """Say that every document has its reader."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.finish_allocation(inspection=inspection, by=request.user, at=request.at),
        done=reverse("documents-outstanding", args=[inspection.ref]),
        message="Allocation recorded as complete.",
    )
    context = {
        "unallocated": queries.needing_a_reader(inspection).count(),
        "finished_at": happened_at(inspection, inspection.edition.code_for(ALLOCATE)),
        "due": queries.milestone_due(inspection, inspection.edition.code_for(ALLOCATE)),
    }
    return answer or show(request, "portal/finish.html", context, form=form, paragraphs=["9"])


@inspection_page("document", "review", child_level=True)
def outstanding(request: PageRequest) -> HttpResponse:
    """Documents not reviewed, by inspector, before the team arrives (paragraph 70)."""
    inspection = request.inspection
    due_at = queries.review_due_at(inspection)
    context = {
        "lines": queries.outstanding_by_inspector(inspection),
        "unallocated": queries.needing_a_reader(inspection).count(),
        "due": queries.due_words(inspection, due_at),
        "late": due_at is not None and request.at.now > due_at,
        "may_allocate": request.viewer.may("allocate", "document"),
    }
    return show(request, "portal/outstanding.html", context, paragraphs=["70"])


@inspection_page("document", "allocate")
def take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Take a document back from an inspector."""
    rows = Allocation.objects.filter(document__inspection=request.inspection).select_related(
        "document__inspection", "inspector"
    )
    row = get_object_or_404(rows, pk=pk)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.take_back(allocation=row, by=request.user, at=request.at),
        done=reverse("document", args=[request.inspection.ref, row.document_id]),
        message="Document taken back.",
    )
    return answer or show(request, "portal/take_back.html", {"row": row}, form=form)
