"""The link person, and serious incidents awaiting notification (paragraph 15)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.inspections.actions.inviting import HAS_ACCOUNT
from jtai.apps.inspections.models import Invitation
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.inspections.queries import pending_invitations
from jtai.apps.notification import actions, forms, queries
from jtai.apps.notification.actions.people import ROLE
from jtai.apps.notification.models import IncidentAnswer
from jtai.ui.forms import ConfirmForm


@inspection_page("link-person", "read", post="write")
def link_person(request: PageRequest) -> HttpResponse:
    """Who it is now; the lead or the director names another."""
    inspection, row = request.inspection, queries.link_person(request.inspection)
    form = forms.LinkPersonForm(posted(request), edition=inspection.edition)
    named: list[object] = []
    answer = submit(
        request,
        form,
        lambda: named.append(
            actions.name_link_person(
                inspection=inspection, by=request.user, at=request.at, **form.cleaned_data
            )
        ),
        done=reverse("link-person", args=[inspection.ref]),
    )
    if answer:
        invited = isinstance(named[-1], Invitation)
        messages.success(request, HAS_ACCOUNT if invited else "Link person named.")
    agencies = {a.code: a.name for a in inspection.edition.agencies}
    context = {
        "row": row,
        "agency": agencies.get(row.user.body, row.user.body) if row else "",
        "warnings": queries.link_person_problems(inspection, request.at),
        "may_write": request.viewer.may("write", "link-person"),
        "invited": pending_invitations(inspection, ROLE),
    }
    return answer or show(request, "notification/link_person.html", context, form=form, paragraphs=["15"])


@inspection_page("serious-incident", "read", post="write")
def incidents(request: PageRequest) -> HttpResponse:
    """The incidents, or the answer that there are none."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    here = reverse("serious-incidents", args=[inspection.ref])
    answer = submit(
        request,
        form,
        lambda: actions.answer_no_incidents(inspection=inspection, by=request.user, at=request.at),
        done=here,
        message="Answer “None” recorded.",
    )
    agencies = {a.code: a.name for a in inspection.edition.agencies}
    rows = inspection.serious_incidents.order_by("at", "pk")
    context = {
        "rows": [(row, agencies.get(row.agency, row.agency)) for row in rows],
        "none": IncidentAnswer.objects.filter(inspection=inspection).first(),
        "may_write": request.viewer.may("write", "serious-incident") and inspection.dcs_told_at is not None,
    }
    return answer or show(request, "notification/incidents.html", context, form=form, paragraphs=["15"])


@inspection_page("serious-incident", "write")
def incident_new(request: PageRequest) -> HttpResponse:
    """Record one incident."""
    inspection = request.inspection
    form = forms.IncidentForm(posted(request), edition=inspection.edition)
    answer = submit(
        request,
        form,
        lambda: actions.add_incident(
            inspection=inspection,
            kind=form.cleaned_data["kind"],
            status=form.cleaned_data["how_it_stands"],
            agency=form.cleaned_data["agency"],
            text=form.cleaned_data["text"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("serious-incidents", args=[inspection.ref]),
        message="Incident recorded.",
    )
    return answer or show(request, "notification/incident.html", form=form, paragraphs=["15"])
