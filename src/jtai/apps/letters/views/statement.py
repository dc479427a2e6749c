"""The decision on the statement of proposed action (paragraphs 95/96, 96/97 and 97/98)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.statement import OWN
from jtai.apps.letters.models import StatementDecision
from jtai.apps.letters.queries.composing import statement_paragraph
from jtai.apps.letters.queries.facts import statement_readings
from jtai.apps.letters.views.shared import agency_names, the_letter
from jtai.core.timeline import StatementDue


@inspection_page("statement-decision", "read", post="write")
def statement(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    readings = statement_readings(letter)
    decision = StatementDecision.objects.filter(letter=letter).first()
    form = forms.StatementForm(
        posted(request),
        initial=_initial(request, decision, readings),
        agencies=agency_names(letter),
        readings=[
            *((one.code, f"{one.due_words}: {one.title.lower()}") for one in readings),
            (OWN, "Another date"),
        ],
    )
    if answer := submit(
        request,
        form,
        lambda: actions.decide_statement(
            letter=letter,
            **(form.cleaned_data | {"asked": form.cleaned_data["asked"] == "yes"}),
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter-statement", args=[request.inspection.ref]),
        message="Decision recorded. The next version of the letter prints it.",
    ):
        return answer
    offer_again(form, decision, {"Due": "due_on", "Why this date": "reason"})
    context = {
        "decision": decision,
        "readings": readings,
        "consultations": _consultations(request),
        "may_decide": request.viewer.may("write", "statement-decision"),
        "form_consult": forms.ConsultForm(inspectorates=_inspectorates(request)),
    }
    return show(request, "letters/statement.html", context, form=form, paragraphs=_paragraphs(request))


def _initial(
    request: PageRequest, decision: StatementDecision | None, readings: tuple[StatementDue, ...]
) -> dict[str, object]:
    rules = request.inspection.edition.statement
    if decision is None:
        default = next((one.code for one in readings if one.is_default), "")
        return {"version": 0, "asked": "yes" if rules.asked_by_default else "", "reading": default}
    return {
        "version": decision.version,
        "asked": "yes" if decision.asked else "no",
        "lead_agency": decision.lead_agency,
        "cooperating": decision.cooperating,
        "reading": decision.reading,
        "own_date": decision.due_on if decision.reading == OWN else None,
        "due_reason": decision.due_reason,
        "reason": decision.reason,
    }


def _inspectorates(request: PageRequest) -> list[tuple[str, str]]:
    edition = request.inspection.edition
    return [(code, edition.inspectorate(code).name) for code in edition.statement.consulted]


def _consultations(request: PageRequest) -> list[dict[str, object]]:
    letter = the_letter(request)
    done = {row.inspectorate: row for row in letter.consultations.select_related("by")}
    return [{"name": name, "row": done.get(code)} for code, name in _inspectorates(request)]


def _paragraphs(request: PageRequest) -> list[str]:
    """Paragraphs 95/96 on the decision and 97/98 on the date."""
    edition = request.inspection.edition
    return [statement_paragraph(edition), edition.statement.paragraph]


@inspection_page("statement-decision", "write")
def consult(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    form = forms.ConsultForm(
        posted(request),
        initial={"consulted_on": request.at.today},
        inspectorates=_inspectorates(request),
    )
    if answer := submit(
        request,
        form,
        lambda: actions.consult(letter=letter, **form.cleaned_data, by=request.user, at=request.at),
        done=reverse("letter-statement", args=[request.inspection.ref]),
        message="Consultation recorded.",
    ):
        return answer
    return show(request, "letters/consult.html", {}, form=form, paragraphs=_paragraphs(request))
