"""Letters of one inspectorate to one agency: an exception, read by that agency alone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.models import SeparateLetter
from jtai.apps.letters.queries.composing import separate_paragraph
from jtai.apps.letters.queries.overview import body_words
from jtai.core.access import About
from jtai.ui.forms import ConfirmForm


def _visible(request: PageRequest) -> list[SeparateLetter]:
    """An agency sees what was issued to it and nothing else; inspectors by the access table."""
    rows = request.inspection.separate_letters.select_related("written_by").prefetch_related("findings")
    found = []
    for row in rows:
        body = row.agency if request.viewer.is_local else row.inspectorate
        issued = row.state == SeparateLetter.State.ISSUED
        if request.viewer.may("read", "separate-letter", About(body=body)) and (
            issued or not request.viewer.is_local
        ):
            found.append(row)
    return found


def _own_bodies(request: PageRequest) -> list[str]:
    codes = [one.code for one in request.inspection.edition.inspectorates]
    return [code for code in codes if request.viewer.may("write", "separate-letter", About(body=code))]


@inspection_page("separate-letter", "read")
def separate_letters(request: PageRequest) -> HttpResponse:
    edition = request.inspection.edition
    rows = [
        {
            "letter": row,
            "sender": body_words(edition, row.inspectorate),
            "agency": body_words(edition, row.agency),
        }
        for row in _visible(request)
    ]
    context = {"rows": rows, "may_write": bool(_own_bodies(request)) and not request.viewer.is_local}
    return show(request, "letters/separate_letters.html", context, paragraphs=[_paragraph(request)])


def _paragraph(request: PageRequest) -> str:
    return separate_paragraph(request.inspection.edition)


@inspection_page("separate-letter", "write")
def separate_new(request: PageRequest) -> HttpResponse:
    bodies = _own_bodies(request)
    if not bodies:
        raise Http404
    return _write(request, None, bodies[0])


def _findings(request: PageRequest) -> list[Finding]:
    """What a separate letter may explain: everything but drafts."""
    rows = Finding.objects.filter(inspection=request.inspection).exclude(state="draft")
    return list(rows.order_by("number"))


def _form(request: PageRequest, row: SeparateLetter | None, findings: list[Finding]) -> forms.SeparateForm:
    initial: dict[str, object] = {"version": row.version if row else 0}
    if row:
        chosen = [str(one.pk) for one in row.findings.all()]
        initial |= {"agency": row.agency, "reason": row.reason, "text": row.text, "findings": chosen}
    return forms.SeparateForm(
        posted(request),
        initial=initial,
        agencies=[(one.code, one.name) for one in request.inspection.edition.agencies],
        findings=[(str(one.pk), f"Finding {one.number}: {one.title}") for one in findings],
    )


def _write(request: PageRequest, row: SeparateLetter | None, inspectorate: str) -> HttpResponse:
    findings = _findings(request)
    form = _form(request, row, findings)

    def act() -> SeparateLetter:
        data = form.cleaned_data
        return actions.keep_separate(
            inspection=request.inspection,
            existing=row,
            inspectorate=inspectorate,
            version=data["version"],
            values={name: data[name] for name in ("agency", "reason", "text")},
            findings=[one for one in findings if str(one.pk) in data["findings"]],
            by=request.user,
            at=request.at,
        )

    if answer := submit(
        request,
        form,
        act,
        done=lambda kept: reverse("separate-letter", args=[request.inspection.ref, kept.pk]),
        message="Draft saved.",
    ):
        return answer
    offer_again(form, row, {"Reason": "reason", "Text": "text"})
    return show(
        request, "letters/separate_write.html", {"row": row}, form=form, paragraphs=[_paragraph(request)]
    )


@inspection_page("separate-letter", "write")
def separate_change(request: PageRequest, separate: UUID) -> HttpResponse:
    row = next((one for one in _visible(request) if one.pk == separate), None)
    if row is None or not request.viewer.may("write", "separate-letter", About(body=row.inspectorate)):
        raise Http404
    row.inspection = request.inspection
    return _write(request, row, row.inspectorate)


@inspection_page("separate-letter", "read", post="write")
def separate_letter(request: PageRequest, separate: UUID) -> HttpResponse:
    """Read it; whoever may write it issues it here."""
    row = next((one for one in _visible(request) if one.pk == separate), None)
    if row is None:
        raise Http404
    row.inspection = request.inspection
    edition = request.inspection.edition
    form = ConfirmForm(posted(request))
    if answer := submit(
        request,
        form,
        lambda: actions.issue_separate(existing=row, by=request.user, at=request.at),
        done=request.path,
        message="Letter issued. The agency can read it now.",
    ):
        return answer
    may_write = request.viewer.may("write", "separate-letter", About(body=row.inspectorate))
    context = {
        "row": row,
        "inspectorate": edition.inspectorate(row.inspectorate).name,
        "agency": edition.agency(row.agency).name if row.agency else "",
        "may_issue": may_write and row.state == SeparateLetter.State.DRAFT,
    }
    return show(request, "letters/separate_letter.html", context, form=form, paragraphs=[_paragraph(request)])
