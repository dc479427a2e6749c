"""The list, one finding, proposing and changing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.drafts import own_saves
from jtai.apps.evidence.queries import entries_for_finding_choice, rests_on_one_source
from jtai.apps.findings import actions, forms, queries
from jtai.apps.findings.models import Finding
from jtai.apps.findings.queries.findings import LABELS
from jtai.apps.findings.views.shared import finding_or_404, here, standing_finding, title_of
from jtai.apps.findings.wording import event_words, turn_line
from jtai.apps.inspections.access import require
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.core.findings import kind_of
from jtai.core.workflows.finding import FINDING

PAGE = 50


@inspection_page("finding", "read")
def findings(request: PageRequest) -> HttpResponse:
    """The list: without evidence and not yet told first."""
    form = forms.FilterForm(request.GET or None, inspection=request.inspection)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    filters = {**chosen, "mine": request.user if chosen.get("whose") == "mine" else None}
    rows = queries.rows_for(request.viewer, filters)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filtered": any(chosen.values()),
        "may_propose": request.viewer.may("propose", "finding"),
        "may_change": request.viewer.may("change-state", "finding"),
        "filter": form,
        "may_read_messages": request.viewer.may("read", "agency-message"),
        "may_read_meetings": request.viewer.may("read", "meeting"),
        "may_read_key": request.viewer.may("read", "key-findings"),
    }
    return show(request, "findings/findings.html", context, paragraphs=["39"])


@inspection_page("finding", "propose")
def new(request: PageRequest) -> HttpResponse:
    """Choose the kind, then write."""
    kind = request.POST.get("type") or request.GET.get("type", "")
    if kind_of(request.inspection.edition.findings, kind) is None:
        form = forms.TypeForm(request.GET if "type" in request.GET else None, inspection=request.inspection)
        return show(request, "findings/kind.html", form=form, paragraphs=["39"])
    return _write(request, None, kind)


@inspection_page("finding", "read")
def edit(request: PageRequest, pk: UUID) -> HttpResponse:
    """Go on with a draft, or change what others read."""
    row = standing_finding(request, pk)
    if row.presented_at:
        require(request.user, "change-state", "finding", request.inspection)
    else:
        require(request.user, "submit", "finding", request.inspection)
    kind = request.POST.get("type") or request.GET.get("type") or row.type
    if request.GET.get("kind") or kind_of(request.inspection.edition.findings, kind) is None:
        form = forms.TypeForm(initial={"type": row.type}, inspection=request.inspection)
        return show(request, "findings/kind.html", {"finding": row}, form=form, paragraphs=["39"])
    return _write(request, row, kind)


THEIRS = {"Title": "title", "Finding": "text", "Why": "rationale"}


def _write(request: PageRequest, row: Finding | None, kind: str) -> HttpResponse:
    inspection = request.inspection
    initial: dict[str, Any] = forms.finding_initial(row) if row else {"id": uuid4(), "version": 0}
    if row is None and request.GET.get("entry"):
        initial["entries"] = [request.GET["entry"]]
    form = forms.FindingForm(
        posted(request),
        inspection=inspection,
        kind=kind,
        entries=entries_for_finding_choice(inspection),
        presented=bool(row and row.presented_at),
        initial={**initial, "type": kind},
    )
    draft = row is None or row.state == Finding.State.DRAFT
    keeping = draft and "keep" in request.POST

    def act() -> Finding:
        return _keep_or_propose(request, form, keeping) if draft else _revise(request, form, row)

    message = "Draft saved. Only you can read it." if keeping else "Finding proposed to the team."
    answer = submit(request, form, act, done=here, message=message if draft else "Change saved.")
    if answer:
        return answer
    if form.was_sent:
        _renew(form, row)
    context = {
        "finding": row,
        "draft": draft,
        "kind": kind_of(inspection.edition.findings, kind),
    }
    return show(
        request,
        "findings/write.html",
        context,
        form=form,
        paragraphs=["39", *_paragraph(form, kind, request)],
    )


def _paragraph(form: forms.FindingForm, kind: str, request: PageRequest) -> list[str]:
    found = kind_of(request.inspection.edition.findings, kind)
    return [found.paragraph] if found else []


def _keep_or_propose(request: PageRequest, form: forms.FindingForm, keeping: bool) -> Finding:
    """The words are kept first, so that a refused proposal loses none of them."""
    kept = actions.keep(
        inspection=request.inspection,
        finding_id=form.cleaned_data["id"],
        values=form.values,
        entries=form.cleaned_data["entries"],
        version=own_saves.on_top(form.cleaned_data["id"], form.cleaned_data["version"]),
        by=request.user,
        at=request.at,
    )
    own_saves.remember(kept.pk, kept.version)
    if keeping:
        return kept
    form.stored_as = (
        f"Not proposed. What you wrote is saved in the draft of finding {kept.number}. Only you can read it."
    )
    request.draft_address = reverse("finding-edit", args=[request.inspection.ref, kept.pk])
    return actions.submit(finding=kept, reasons=form.reasons, by=request.user, at=request.at)


def _revise(request: PageRequest, form: forms.FindingForm, row: Finding | None) -> Finding:
    assert row is not None
    revised = actions.revise(
        finding=row,
        values=form.values,
        entries=form.cleaned_data["entries"],
        version=own_saves.on_top(row.pk, form.cleaned_data["version"]),
        quality_reason=form.cleaned_data.get("quality_reason", ""),
        reasons=form.reasons,
        by=request.user,
        at=request.at,
    )
    own_saves.remember(revised.pk, revised.version)
    return revised


def _renew(form: forms.FindingForm, row: Finding | None) -> None:
    """The next try goes on top of what is kept now, which may be one's own refused proposal."""
    pk = form.cleaned_data.get("id") or (row.pk if row else None)
    current = Finding.objects.filter(pk=pk).first() if pk else None
    if current is not None and not offer_again(form, current, THEIRS):
        form.renew_version(current.version)


@inspection_page("finding", "read")
def finding(request: PageRequest, pk: UUID) -> HttpResponse:
    """One finding: what it says, what it rests on, what was said about it."""
    row = finding_or_404(request, pk)
    may = request.viewer.may
    edition = request.inspection.edition
    bodies = {a.code: a.name for a in edition.agencies} | {
        i.code: i.short_name for i in edition.inspectorates
    }
    own = row.proposed_by_id == request.user.pk and row.state in ("draft", "proposed")
    context = {
        "may_withdraw": bool(FINDING.decide(row.state, "withdraw"))
        and (own or may("change-state", "finding")),
        "finding": row,
        "title": title_of(row),
        "facts": _facts(row),
        "entries": row.entries.order_by("number"),
        "one_source": rests_on_one_source(row.entries.values_list("pk", flat=True)),
        "notes": [(note, bodies.get(note.said_by, "")) for note in row.notes.all()],
        "tellings": row.tellings.select_related("meeting"),
        "decision": queries.latest_decision(row),
        "revisions": row.revisions.all(),
        "may_change": may("change-state", "finding") and row.state not in ("draft", "withdrawn"),
        "may_edit": may("change-state" if row.presented_at else "submit", "finding")
        and row.state != "withdrawn",
        "may_discuss": may("discuss", "finding") and row.state not in ("draft", "withdrawn"),
        "may_decide": may("decide-priority", "finding") and bool(row.kind and row.kind.needs_trigger),
        "events": event_words(row, queries.history_of(row)),
    }
    paragraphs = ["39", *([row.kind.paragraph] if row.kind else [])]
    return show(request, "findings/finding.html", context, paragraphs=paragraphs, turn_line=turn_line(row))


def _facts(row: Finding) -> list[tuple[str, str]]:
    """Every answered field, in words."""
    edition, kind = row.inspection.edition, row.kind
    triggers = {one.code: one.title for one in edition.priority_triggers}
    subtypes = {one.code: one.title for one in (kind.subtypes if kind else ())}
    words = {
        "type": kind.title if kind else "",
        "target": queries.agency_words(row) if row.target else "",
        "weight": row.get_weight_display(),
        "significance": row.get_significance_display(),
        "scope_element": next((s.title for s in edition.scope_elements if s.code == row.scope_element), ""),
        "criteria": "\n".join(
            queries.criteria_words(row.inspection).get(code, code) for code in row.criteria
        ),
        "multi_agency": "" if row.multi_agency is None else "Yes" if row.multi_agency else "No",
        "subtype": subtypes.get(row.subtype, ""),
        "triggers": "\n".join(triggers.get(code, code) for code in row.triggers),
    }
    shown = [name for name in LABELS if name not in ("title", "agency", "inspectorate", "entries")]
    return [(LABELS[name], value) for name in shown if (value := words.get(name, getattr(row, name)))]


@inspection_page("finding", "read")
def revisions(request: PageRequest) -> HttpResponse:
    """What differs between the feedback meeting and now, with each reason (paragraph 45)."""
    context = {"rows": queries.revisions_since_feedback(request.inspection)}
    return show(request, "findings/revisions.html", context, paragraphs=["45"])


@inspection_page("finding", "read")
def withdraw(request: PageRequest, pk: UUID) -> HttpResponse:
    """Take a finding out, with a reason once others have read it."""
    row = standing_finding(request, pk)
    actions.require_withdraw(row, request.user)
    form = forms.NoteForm(posted(request), inspection=request.inspection)
    del form.fields["said_by"]
    form.fields["text"].label, form.fields["text"].help_text = "Why is it withdrawn?", ""
    answer = submit(
        request,
        form,
        lambda: actions.withdraw(
            finding=row, reason=form.cleaned_data["text"], by=request.user, at=request.at
        ),
        done=reverse("findings", args=[request.inspection.ref]),
        message="Finding withdrawn. Its text remains in its versions.",
    )
    return answer or show(request, "findings/withdraw.html", {"finding": row}, form=form)
