"""Pages of evidence records: the list, writing one, reading one, and what colleagues say about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.evidence import actions, deadlines, form_filters, forms, queries
from jtai.apps.evidence.actions.records import values_of
from jtai.apps.evidence.models import EvidenceRecord
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views import saving
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.ended import no_form_if_withdrawn
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, try_action
from jtai.core.access import About
from jtai.words import clock_and_date

PAGE = 50


@inspection_page("evidence", "read", child_level=True)
def records(request: PageRequest) -> HttpResponse:
    """The list: mine first, with filters and pages of fifty."""
    terms = Terms.of(request.inspection)
    form = form_filters.RecordFilter(request.GET, terms=terms)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.filtered_records(request.inspection, request.user, wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "terms": terms,
        "mine": (wanted.get("whose") or "mine") == "mine",
        "may_write": request.viewer.may("write", "evidence"),
        **_mix(request, terms),
    }
    return show(request, "evidence/records.html", context, form=form, paragraphs=["46", "75"])


def _mix(request: PageRequest, terms: Terms) -> dict[str, Any]:
    """The mix of methods and routes as tables, and what is leaned on."""
    mix = queries.mix_of_evidence(request.inspection)
    return {
        "mix": mix,
        "mix_methods": [(terms.method(one.code), one.number, f"{one.percent:.0f} %") for one in mix.methods],
        "mix_routes": [(terms.route(one.code), one.number) for one in mix.routes],
        "advisory": [
            f"{one.percent:.0f} % of the records rest on “{terms.method(one.code).lower()}”. Most comes "
            "from children's experiences and from talking with people."
            for one in mix.advisory
        ],
    }


@inspection_page("evidence", "write")
def record_write(request: PageRequest, record_id: UUID | None = None) -> HttpResponse:
    """Record evidence: one page, saved at any time, submitted when it is complete."""
    inspection = request.inspection
    row = record_of(request, record_id) if record_id else None
    if row is not None:
        request_own(request, row)
        require_standing(request, row)
    form = forms.RecordForm(
        posted(request),
        terms=Terms.of(inspection),
        today=request.at.today,
        initial=_initial(request, row),
    )
    if request.method == "POST":
        answer = _save(request, form)
        if answer:
            return answer
    context = {
        "row": row,
        "save_line": saving.save_line(row, request.at),
        "closed_at": _closed(request),
    }
    return show(
        request,
        "evidence/record_write.html",
        context,
        form=form,
        paragraphs=["75", "80"],
    )


def request_own(request: PageRequest, row: EvidenceRecord) -> None:
    """Only its author writes on a record."""
    require(
        request.user, "write", "evidence", request.inspection, About(own=row.author_id == request.user.pk)
    )


def _initial(request: PageRequest, row: EvidenceRecord | None) -> dict[str, Any]:
    if row is not None:
        return {**values_of(row), **saving.identity(row)}
    child = request.GET.get("child", "")[:20]
    asked = request.GET.get("criterion", "")
    return {
        **saving.identity(None),
        "period": EvidenceRecord.Period.CURRENT,
        "child_ref": child,
        "criteria": [asked] if asked in Terms.of(request.inspection).framework.criteria else [],
    }


def _save(request: PageRequest, form: forms.RecordForm) -> HttpResponse | None:
    record = saving.save(
        form,
        lambda key, version: actions.keep_record(
            inspection=request.inspection,
            record_id=key,
            values=form.kept_values,
            version=version,
            by=request.user,
            at=request.at,
        ),
        EvidenceRecord.objects.all(),
        _words(Terms.of(request.inspection)),
    )
    if record is None:
        return None
    saving.go_on_top(form, record)
    if "submit" in request.POST:
        return _submit(request, form, record)
    return saving.to_page(request, "evidence-write", record)


def _submit(request: PageRequest, form: forms.RecordForm, record: EvidenceRecord) -> HttpResponse | None:
    made = try_action(
        form,
        lambda: actions.submit_record(row=record, version=record.version, by=request.user, at=request.at),
    )
    if made is None:
        saving.saved_only(
            request,
            form,
            refused="Not submitted",
            thing=f"evidence {record.number}",
            shared=record.state == EvidenceRecord.State.SUBMITTED,
            page=reverse("evidence-write", args=[request.inspection.ref, record.pk]),
        )
        return None
    messages.success(
        request,
        f"Evidence {record.number} is submitted, version {made.result.number}. "
        "Every inspector of this inspection can read it now.",
    )
    return saving.to_page(request, "evidence-record", record)


def _closed(request: PageRequest) -> Any:
    stop = deadlines.stop_at(request.inspection)
    return stop if stop and request.at.now > stop else None


def record_of(request: PageRequest, record_id: UUID) -> EvidenceRecord:
    rows = queries.readable_records(request.inspection, request.user).select_related("author", "withdrawn_by")
    found = rows.filter(pk=record_id).first()
    if found is None:
        raise Http404
    return found


def require_standing(request: PageRequest, row: EvidenceRecord) -> None:
    """No form for a record that is withdrawn."""
    no_form_if_withdrawn(request, row, f"evidence {row.number}", page="evidence-record", kind="evidence")


@inspection_page("evidence", "read")
def record_page(request: PageRequest, record_id: UUID) -> HttpResponse:
    """One record: what it says, where it comes from, what it is used for, what has happened to it."""
    row = record_of(request, record_id)
    record_read(request.inspection, "evidence", by=request.user, at=request.at, object_id=row.pk)
    own = row.author_id == request.user.pk
    viewer = request.viewer
    context = {
        "row": row,
        "facts": _facts(request, row),
        "own": own,
        "terms": Terms.of(request.inspection),
        "entries": row.sea_entries.filter(state="entered").order_by("number"),
        "notes": row.notes.select_related("by", "answered_by"),
        "flags": row.flags.filter(cleared_at=None).select_related("by"),
        "events": _history(row),
        "may_summarise": row.state == "submitted" and viewer.may("write", "sea", About(own=True)),
        "may_note": row.state == "submitted"
        and (viewer.may("challenge", "evidence") or viewer.may("review", "evidence")),
        "may_flag": row.state == "submitted" and viewer.may("review", "evidence"),
    }
    return show(
        request,
        "evidence/record.html",
        context,
        paragraphs=["75", "80"],
        turn_line=_turn_line(row, own),
    )


def _turn_line(row: EvidenceRecord, own: bool) -> str:
    if row.state == EvidenceRecord.State.DRAFT:
        return "Your turn: this is a draft that only you can read. Submit it when it is complete."
    if row.state == EvidenceRecord.State.WITHDRAWN:
        return "Withdrawn. It remains visible but no longer counts."
    if own and row.pending:
        return "Your turn: you have saved changes. Nobody else reads them until you submit them."
    if not row.sea_entries.filter(state="entered").exists():
        who = "you" if own else row.author.full_name
        return f"Waiting for {who}: it is in no SEA entry yet."
    return ""


def _facts(request: PageRequest, row: EvidenceRecord) -> list[tuple[str, Any]]:
    terms = Terms.of(request.inspection)
    kind = row.get_source_kind_display()
    about = [row.source_role, row.source_reference]
    values = [
        ("Judgement", terms.judgement(row.judgement)),
        ("Practice", terms.practice_label(row.practice_label)),
        ("Criteria", "\n".join(terms.criterion(code) for code in row.criteria)),
        ("Scope", ", ".join(terms.scope_element(code) for code in _scope(terms, row))),
        ("Where it comes from", "\n".join(part for part in (kind, *about) if part)),
        ("How it was obtained", terms.method(row.method)),
        ("Observed", clock_and_date(row.observed_at) if row.observed_at else ""),
        ("Child", row.child_ref),
        ("Route", terms.route(row.route)),
        ("Point in the journey", row.journey_point),
        ("Sector", terms.sector(row.sector)),
        ("Current or older", row.get_period_display()),
        ("Clarifies, after evidence closed", row.clarification_reason if row.clarifies else ""),
        ("Recorded by", f"{row.author.full_name}, {terms.inspectorate(row.inspectorate)}"),
        ("Recorded", clock_and_date(row.recorded_at)),
    ]
    return [(key, value) for key, value in values if value]


def _scope(terms: Terms, row: EvidenceRecord) -> list[str]:
    both = {*row.scope_elements, *terms.framework.scope_of(row.criteria)}
    return [code for code, _ in terms.scope_elements() if code in both]


def _history(row: EvidenceRecord) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = [
        {
            "title": "Submitted" if made.number == 1 else f"Submitted again, version {made.number}",
            "by": made.by.full_name,
            "at": made.at,
            "href": reverse("evidence-version", args=[row.inspection.ref, row.pk, made.number]),
        }
        for made in row.versions.select_related("by")
    ]
    if row.withdrawn_at and row.withdrawn_by:
        events.append(
            {
                "title": "Withdrawn",
                "by": row.withdrawn_by.full_name,
                "at": row.withdrawn_at,
                "text": row.withdrawal_reason,
            }
        )
    return events


def _words(terms: Terms) -> dict[str, Any]:
    """What is on the server, to be read beside what was typed."""
    return {
        "What you saw, heard or read": lambda row: values_of(row)["text"],
        "What difference it makes": lambda row: values_of(row)["outcome"],
        "Judgement": lambda row: terms.judgement(values_of(row)["judgement"]),
        "Criteria": lambda row: ", ".join(values_of(row)["criteria"]),
    }
