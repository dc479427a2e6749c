"""Key findings of each inspector, and tracked children by agency."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.findings import actions, forms, queries
from jtai.apps.findings.models import KeyFindingsSubmission
from jtai.apps.inspections import dates
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.words import counted


@inspection_page("key-findings", "read")
def key_findings(request: PageRequest) -> HttpResponse:
    """Who has sent and who is missing, by name, with the time it is due."""
    inspection = request.inspection
    code = inspection.edition.findings.submit_milestone
    rows = queries.inspector_rows(inspection)
    sent = {
        row.inspector_id: row
        for row in KeyFindingsSubmission.objects.filter(inspection=inspection, submitted_at__isnull=False)
    }
    due = dates.due_at(inspection, code) if inspection.day_zero else None
    missing = [row for row in rows if row.missing]
    context = {
        "sent_rows": [
            (row, sent.get(row.user_id), bool(due and row.sent_at and row.sent_at > due))
            for row in rows
            if row.sent_at
        ],
        "missing": missing,
        "due": due,
        "late": bool(due and missing and request.at.now > due),
        "may_send": request.viewer.may("send", "key-findings"),
    }
    line = "Everybody has sent their key findings."
    if missing:
        line = f"Waiting for the key findings of {counted(len(missing), 'inspector')}."
    return show(request, "findings/key_findings.html", context, paragraphs=["9"], turn_line=line)


@inspection_page("key-findings", "send")
def mine(request: PageRequest) -> HttpResponse:
    """One's own key findings: keep, or send to the lead."""
    inspection = request.inspection
    row = KeyFindingsSubmission.objects.filter(inspection=inspection, inspector=request.user).first()
    initial = {
        "version": row.version if row else 0,
        "text": row.text if row else "",
        "records_complete": row.records_complete if row else False,
    }
    form = forms.KeyFindingsForm(posted(request), initial=initial)
    keeping = "keep" in request.POST

    def act() -> KeyFindingsSubmission:
        kept = actions.keep_key_findings(
            inspection=inspection, by=request.user, at=request.at, **form.cleaned_data
        )
        return (
            kept
            if keeping
            else actions.send_key_findings(inspection=inspection, by=request.user, at=request.at)
        )

    message = "Draft saved." if keeping else "Your key findings are with the lead inspector."
    answer = submit(request, form, act, done=reverse("key-findings", args=[inspection.ref]), message=message)
    if answer:
        return answer
    current = KeyFindingsSubmission.objects.filter(inspection=inspection, inspector=request.user).first()
    if form.was_sent and current and not offer_again(form, current, {"Text": "text"}):
        form.renew_version(current.version)
    return show(request, "findings/mine.html", {"row": current}, form=form, paragraphs=["9"])


@inspection_page("finding", "read", child_level=True)
def children(request: PageRequest) -> HttpResponse:
    """Every tracked child by agency, by reference and never by name (paragraph 59)."""
    table = queries.roll_up(request.inspection)
    sectors = {group.code: group.title for group in request.inspection.edition.agency_groups}
    judgements = {one.code: one.title for one in request.inspection.edition.evidence.judgements}
    seen = sorted({code for _, by_sector in table for code in by_sector}, key=lambda c: (c not in sectors, c))
    headings = [sectors.get(code, "The partnership") for code in seen]
    rows = [
        [ref, *(_counts(by_sector.get(code, {}), judgements) for code in seen)] for ref, by_sector in table
    ]
    return show(
        request,
        "findings/children.html",
        {"rows": rows, "headings": ["Child", *headings]},
        paragraphs=["59"],
    )


def _counts(found: dict[str, int], titles: dict[str, str]) -> str:
    return (
        "\n".join(f"{titles.get(code, code)}: {count}" for code, count in sorted(found.items()))
        or "Nothing yet"
    )
