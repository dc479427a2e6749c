"""Information requested: the list with its counts by agency, sending it out, and how to send securely."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date

from jtai.apps.inspections.access import record_read
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.library.files import size_limit
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.queries import AgencyCounts, SetLine
from jtai.core.access import About
from jtai.core.portal import Wanted
from jtai.ui.components import Cell, Row
from jtai.ui.forms import ConfirmForm
from jtai.words import file_size

PER_PAGE = 50
PRINCIPLES = "https://www.gov.uk/government/publications/cloud-service-security-principles"


@inspection_page("request-item", "read")
def requests(request: PageRequest) -> HttpResponse:
    """Late first, then due today, then the rest; above it how each agency stands."""
    inspection, viewer = request.inspection, request.viewer
    rows = queries.items_visible_to(inspection, viewer.held)
    lines = queries.item_lines(inspection, rows, request.at)
    counts = queries.counts_by_agency(lines)
    form = forms.ItemsFilter(request.GET or None, inspection=inspection, agencies={c.code for c in counts})
    shown = sorted(
        (line for line in lines if not form.is_bound or form.keeps(line)),
        key=lambda line: (not line.overdue, line.status != "Due today", not line.is_open),
    )
    if any(line.item.child_ref for line in shown):
        record_read(inspection, "request-item", by=request.user, at=request.at, codes={"page": "requests"})
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "counts": [_counts_row(request, one) for one in counts],
        "several": len(counts) > 1,
        "filter": form,
        "sets": queries.set_lines(inspection),
        "empty": not lines,
        "may_send_out": viewer.may("write", "request-item"),
        "may_supply": viewer.may("supply", "request-item"),
        "sees_documents": viewer.may("read", "document"),
        "sees_extras": viewer.may("read", "extra-request"),
        "sees_contributors": viewer.may("read", "contributor"),
        "sees_systems": viewer.may("read", "system-access"),
    }
    return show(request, "portal/requests.html", context, paragraphs=["16", "18", "Annex A"])


def _counts_row(request: PageRequest, one: AgencyCounts) -> Row:
    href = f"{reverse('requests', args=[request.inspection.ref])}?agency={one.code}"
    figures = [f"{one.came} of {one.asked}", one.queries, one.open, one.late]
    return Row([Cell(one.agency, href=href), *map(str, figures)], "late" if one.late else "")


@inspection_page("request-item", "write")
def send_out(request: PageRequest) -> HttpResponse:
    """What each inspectorate will ask, to be checked and sent once."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    wanted = request.POST.get("inspectorate", "")

    def act() -> object:
        if wanted:
            return actions.send_requests(
                inspection=inspection, inspectorate=wanted, by=request.user, at=request.at
            )
        return actions.make_requests(inspection=inspection, by=request.user, at=request.at)

    answer = submit(request, form, act, done=reverse("requests-sent", args=[inspection.ref]))
    sets = [
        line
        for line in queries.set_lines(inspection)
        if request.viewer.may("write", "request-item", About(body=line.code))
    ]
    context = {
        "sets": _with_rows(request, sets),
        "left": [line for line in sets if line.sent_at is None],
        "told": inspection.dcs_told_at,
    }
    return answer or show(
        request, "portal/send_out.html", context, form=form, paragraphs=["9", "12", "13", "Annex A"]
    )


def _with_rows(request: PageRequest, sets: list[SetLine]) -> list[tuple[SetLine, list[list[str]]]]:
    inspection = request.inspection
    names = queries.agency_names(inspection)
    there = set(inspection.local_agencies.values_list("agency", flat=True))
    # One look at the calendar for each date, not for each item.
    milestones = {one.milestone for line in sets for one in line.wanted}
    due = {code: queries.milestone_due(inspection, code) for code in milestones}
    return [
        (line, [_wanted_row(one, names, due[one.milestone], there) for one in line.wanted]) for line in sets
    ]


def _wanted_row(one: Wanted, names: dict[str, str], due: str, there: set[str]) -> list[str]:
    note = "May be sent" if one.optional else ""
    if there and one.agency not in there:
        note = "No such agency is recorded here; the DCS can answer"
    return [one.title, names.get(one.agency, one.agency), due, note]


@inspection_page("request-item", "write")
def sent(request: PageRequest) -> HttpResponse:
    """What was sent, when, and what happens next."""
    context = {"sets": queries.set_lines(request.inspection)}
    return show(request, "portal/sent.html", context, paragraphs=["9", "16"])


@inspection_page("request-item", "read")
def information(request: PageRequest) -> HttpResponse:
    """How to send information securely, by this service or by another route (paragraph 18)."""
    assessed = parse_date(settings.JTAI_PORTAL_RISK_ASSESSED_ON or "")
    context = {
        "assessed_on": assessed,
        "principles": PRINCIPLES,
        "limit": file_size(size_limit()),
        "may_supply": request.viewer.may("supply", "request-item"),
    }
    return show(request, "portal/information.html", context, paragraphs=["18"])
