"""Home, the list of inspections, and the overview of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jtai.apps.drafts.queries import drafts_of
from jtai.apps.inspections.memory import remembering
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.page import PageRequest, inspection_page, show
from jtai.apps.inspections.queries import invitations_to
from jtai.apps.workspace import frame, gather

TITLES = {"act-now": "Act now", "today": "Today", "next": "Next"}


# What somebody looks after for the whole service: role, title, address ("" where it has no page), in words.
SERVICE = [
    ("administrator", "People", "people", "create, change and close accounts."),
    ("administrator", "Editions and themes", "editions", "what inspections are planned from."),
    (
        "practice-coordinator",
        "Plan a practice inspection",
        "inspection-new",
        "for people to learn with.",
    ),
    (
        "auditor",
        "Audit trail",
        "",
        "it has no page here. Ask whoever runs the service to check that it is complete and to send you "
        "the parts you need. Their guide says how.",
    ),
]


def home(request: Any) -> HttpResponse:
    """Your work: the next duty first, in three groups, across every inspection you are in."""
    found = Inspection.objects.visible_to(request.user).order_by("-created_at")
    inspections, unreadable = gather.readable(found)
    with remembering(inspections):
        return _home(request, inspections, unreadable)


def _home(request: Any, inspections: list[Inspection], unreadable: list[Inspection]) -> HttpResponse:
    viewers = [gather.viewer_of(request.user, inspection, request.real_now) for inspection in inspections]
    lines = gather.duties_in_all(viewers)
    groups = [
        (code, TITLES[code], [line for line in lines if line.when == code][: gather.MOST_DUTIES])
        for code in TITLES
    ]
    where = [(viewer.inspection, frame.now_text(viewer.inspection, viewer.at)) for viewer in viewers]
    context = {
        "groups": groups,
        "where": where,
        "unreadable": unreadable,
        "nothing": not lines,
        "many": len(inspections) > 1,
        "invited": invitations_to(request.user),
        "drafts": drafts_of(request.user).count(),
        "service": [
            (title, reverse(name) if name else "", words)
            for role, title, name, words in SERVICE
            if role in request.user.service_roles
        ],
    }
    return render(request, "workspace/home.html", context)


def inspections(request: Any) -> HttpResponse:
    """The inspections you are in, live ones first."""
    mine = Inspection.objects.visible_to(request.user).order_by("abandoned_at", "-created_at")
    found, unreadable = gather.readable(mine)
    with remembering(found):
        viewers = [gather.viewer_of(request.user, inspection, request.real_now) for inspection in found]
        rows = [(v.inspection, frame.now_text(v.inspection, v.at)) for v in viewers]
    may_plan = request.user.is_social_care_hmi or "practice-coordinator" in request.user.service_roles
    context = {"rows": rows, "unreadable": unreadable, "may_plan": may_plan}
    return render(request, "workspace/inspections.html", context)


@inspection_page("inspection", "read")
def overview(request: PageRequest) -> HttpResponse:
    """Where the inspection stands: every task, by stage, with what opens a closed one."""
    groups = [
        {
            "title": title,
            "tasks": [{"title": t.title, "href": t.href, "status": t.status, "hint": t.hint} for t in tasks],
        }
        for title, tasks in gather.tasks_of(request.viewer)
    ]
    duties = gather.duties_of(request.viewer)
    context = {"groups": groups, "duties": duties[:3], "inspection": request.inspection}
    return show(request, "workspace/overview.html", context)
