"""Performance data: the list, a draft, the file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from jtai.apps.briefing import actions, forms, queries
from jtai.apps.briefing.models import PerformanceData
from jtai.apps.briefing.views.sending import download
from jtai.apps.inspections.access import record_read
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.library.uploads import receive_stream, refusal_of

SUBMIT = "submit"


@inspection_page("performance-data", "read")
def performance_data(request: PageRequest) -> HttpResponse:
    """What is in the briefing, with author and time; the analyst's drafts beside it."""
    rows = queries.performance_data(request.viewer)
    context = {
        "rows": [row for row in rows if row.state == "submitted"],
        "drafts": [row for row in rows if row.state != "submitted"],
        "may_write": request.viewer.may("write", "performance-data"),
    }
    return show(request, "briefing/performance_list.html", context, paragraphs=["10"])


@csrf_exempt
@inspection_page("performance-data", "write")
def performance_data_new(request: PageRequest) -> HttpResponse:
    """Begin with a file, a note, or both."""
    return receive_stream(request, lambda inner: _form(inner, None))


@csrf_exempt
@inspection_page("performance-data", "read", post="write")
def performance_data_item(request: PageRequest, pk: int) -> HttpResponse:
    """Read the note; the analyst completes a draft and submits it."""
    row = _visible(request, pk)
    if row.state == "submitted" or not request.viewer.may("write", "performance-data"):
        if request.method == "POST":
            return receive_stream(request, lambda inner: _form(inner, row))
        return show(request, "briefing/performance.html", {"row": row}, paragraphs=["10"])
    return receive_stream(request, lambda inner: _form(inner, row))


def _visible(request: PageRequest, pk: int) -> PerformanceData:
    row = get_object_or_404(PerformanceData, pk=pk, inspection=request.inspection)
    if row not in queries.performance_data(request.viewer):
        raise Http404
    return row


def _item(request: PageRequest, row: PerformanceData) -> str:
    return reverse("performance-data-item", args=[request.inspection.ref, row.pk])


def _form(request: PageRequest, row: PerformanceData | None) -> HttpResponse:
    sent_now = request.method == "POST"
    initial = {field: getattr(row, field) for field in actions.performance.FIELDS} if row else {}
    form = forms.PerformanceDataForm(posted(request), request.FILES if sent_now else None, initial=initial)
    if refusal := refusal_of(request):
        refusal.require()
    submitting = request.POST.get("act") == SUBMIT if sent_now else False
    kept: list[PerformanceData] = [row] if row else []

    def act() -> PerformanceData:
        # Kept first and for itself: a refused submission must not lose the words or the file.
        sent = form.cleaned_data["file"]
        draft = actions.keep_performance_data(
            inspection=request.inspection,
            values=form.cleaned_data,
            incoming=sent.incoming if sent else None,
            draft=kept[0] if kept else None,
            by=request.user,
            at=request.at,
        )
        kept[:] = [draft]
        if not submitting:
            return draft
        return actions.submit_performance_data(
            inspection=request.inspection, draft=draft, by=request.user, at=request.at
        )

    message = "Data added to the briefing." if submitting else "Draft saved. Only you can read it."
    answer = submit(request, form, act, done=lambda made: _item(request, made), message=message)
    return answer or show(
        request,
        "briefing/performance_form.html",
        {"row": kept[0] if kept else None},
        form=form,
        paragraphs=["10"],
    )


@inspection_page("performance-data", "read")
def performance_data_file(request: PageRequest, pk: int) -> HttpResponse:
    """Download the data."""
    row = _visible(request, pk)
    if row.stored is None:
        raise Http404
    record_read(request.inspection, "performance-data", by=request.user, at=request.at, object_id=row.pk)
    return download(row.stored)
