"""Something beyond the list: proposed, decided, withdrawn (paragraphs 17 and 70)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.inspections.ended import no_form
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.models import ExtraRequest
from jtai.core.access import About, decide
from jtai.core.workflows.extra_request import EXTRA_REQUEST
from jtai.ui.components import Cell, Row
from jtai.ui.forms import ConfirmForm

PARAGRAPHS = ["17", "70"]


def _visible(request: PageRequest) -> Any:
    rows = ExtraRequest.objects.filter(inspection=request.inspection).select_related("decided_by", "item")
    held = request.viewer.held
    if decide(held, "read", "extra-request", About()):
        return rows
    return rows.filter(agency__in=[one.body for one in held if one.body])


@inspection_page("extra-request", "read")
def extras(request: PageRequest) -> HttpResponse:
    """What was asked or offered beyond the list, newest first."""
    names = queries.agency_names(request.inspection)
    rows = []
    for extra in _visible(request):
        href = reverse("extra", args=[request.inspection.ref, extra.pk])
        kind = "Offered" if extra.offered else "Requested"
        decided = f"{extra.decided_by.full_name}: {extra.reason}" if extra.decided_by else ""
        state = EXTRA_REQUEST.titles[extra.state]
        cells = [Cell(extra.title, href=href), kind, names.get(extra.agency, ""), state, decided]
        rows.append(Row(cells))
    context = {"rows": rows, "may_propose": request.viewer.may("propose", "extra-request")}
    return show(request, "portal/extras.html", context, paragraphs=PARAGRAPHS)


@inspection_page("extra-request", "propose")
def new(request: PageRequest) -> HttpResponse:
    """The form with the two tests. From the documents it opens as well (paragraph 70)."""
    inspection, viewer = request.inspection, request.viewer
    names = queries.agency_names(inspection)
    may_ask = {
        code: name for code, name in names.items() if viewer.may("propose", "extra-request", About(body=code))
    }
    lines = queries.item_lines(inspection, queries.items_visible_to(inspection, viewer.held), request.at)
    form = forms.ExtraForm(
        posted(request),
        offered=viewer.is_local,
        agencies=may_ask,
        # What has come is looked through first, agency by agency.
        lines=sorted(lines, key=lambda line: (line.agency, line.counting is None)),
        initial={"agency": next(iter(may_ask)) if len(may_ask) == 1 else ""},
    )

    def act() -> ExtraRequest:
        given = form.cleaned_data
        return actions.propose_extra(
            inspection=inspection,
            title=given["title"],
            agency=given["agency"],
            exceptional=given.get("exceptional", ""),
            why_necessary=given["why_necessary"],
            checked=given["checked"],
            confirmed_not_there=given["confirmed_not_there"],
            by=request.user,
            at=request.at,
        )

    message = "Proposal sent to the lead inspector, who decides."
    answer = submit(request, form, act, done=_there(request), message=message)
    return answer or show(
        request, "portal/extra_new.html", {"offered": viewer.is_local}, form=form, paragraphs=PARAGRAPHS
    )


def _there(request: PageRequest) -> Any:
    return lambda row: reverse("extra", args=[request.inspection.ref, row.pk])


@inspection_page("extra-request", "read", post="decide")
def extra(request: PageRequest, pk: int) -> HttpResponse:
    """What is proposed, the two tests, and the decision with who took it and why."""
    row = get_object_or_404(_visible(request), pk=pk)
    form = forms.DecideExtraForm(posted(request))

    def act() -> ExtraRequest:
        return actions.decide_extra(
            extra=row,
            agreed=form.answer,
            reason=form.cleaned_data["reason"],
            due_at=form.cleaned_data["due_at"],
            by=request.user,
            at=request.at,
        )

    answer = submit(request, form, act, done=_there(request), message="Decision recorded.")
    if answer:
        return answer
    open_still = row.state == EXTRA_REQUEST.initial
    names = queries.agency_names(request.inspection)
    context = {
        "extra": row,
        "agency": names.get(row.agency, row.agency),
        "state": EXTRA_REQUEST.titles[row.state],
        "checked": queries.item_lines(request.inspection, row.checked.all(), request.at),
        "may_decide": open_still and request.viewer.may("decide", "extra-request"),
        "may_withdraw": open_still and row.proposed_by_id == request.user.pk,
    }
    turn = "Waiting for the lead inspector to decide." if open_still else ""
    return show(request, "portal/extra.html", context, form=form, paragraphs=PARAGRAPHS, turn_line=turn)


@inspection_page("extra-request", "propose")
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take a proposal back before it is decided."""
    row = get_object_or_404(_visible(request), pk=pk)
    actions.require_proposer(row, request.user)
    if row.state != EXTRA_REQUEST.initial:
        no_form(
            request,
            f"“{row.title}” is {EXTRA_REQUEST.titles[row.state].lower()}",
            href=reverse("extra", args=[request.inspection.ref, row.pk]),
            read="Read the request",
            kind="extra-request",
            pk=row.pk,
        )
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.withdraw_extra(extra=row, by=request.user, at=request.at),
        done=reverse("extras", args=[request.inspection.ref]),
        message="Proposal withdrawn.",
    )
    return answer or show(
        request, "portal/extra_withdraw.html", {"extra": row}, form=form, paragraphs=PARAGRAPHS
    )
