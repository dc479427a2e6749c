"""The feedback meeting: its outline, presenting findings, and what those who were there read afterwards."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.findings import actions, forms, queries
from jtai.apps.findings.models import Finding, OutlinePoint
from jtai.apps.findings.queries.feedback import presented_at
from jtai.apps.findings.views.shared import title_of
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.meetings import queries as meetings
from jtai.apps.meetings.models import Meeting
from jtai.ui.forms import ConfirmForm
from jtai.words import clock_and_date


def _feedback(request: PageRequest) -> Meeting | None:
    rules = request.inspection.edition.findings
    return meetings.tied_to(request.inspection, rules.feedback_milestone)


@inspection_page("finding", "read")
def outline(request: PageRequest) -> HttpResponse:
    """The outline of the presentation: points only."""
    meeting = _feedback(request)
    rows = OutlinePoint.objects.filter(meeting=meeting).select_related("finding") if meeting else []
    context = {
        "meeting": meeting,
        "sections": queries.outline_of(meeting) if meeting else [],
        "points": rows,
        "may_write": bool(
            meeting and meeting.state in ("planned", "held") and request.viewer.may("write", "meeting")
        ),
    }
    return show(request, "findings/outline.html", context, paragraphs=["42", "43"])


@inspection_page("finding", "read")
def outline_sheet(request: PageRequest) -> HttpResponse:
    """The outline on paper, to speak from: the same points and nothing to read out."""
    meeting = _feedback(request)
    if meeting is None:
        raise Http404
    context = {
        "sections": queries.outline_of(meeting),
        "sheet": {"role": "Outline of the presentation", "printed_text": clock_and_date(request.at.now)},
    }
    return show(request, "findings/outline_sheet.html", context)


@inspection_page("meeting", "write")
def point_new(request: PageRequest) -> HttpResponse:
    """Add a point to the outline."""
    meeting = _feedback(request)
    if meeting is None:
        raise Http404
    likely = Finding.objects.filter(
        inspection=request.inspection, state__in=["provisional", "key", "presented"]
    )
    choices = [(str(row.pk), title_of(row)) for row in likely.order_by("number")]
    form = forms.PointForm(posted(request), inspection=request.inspection, findings=choices)

    def act() -> OutlinePoint:
        chosen = form.cleaned_data["finding"]
        return actions.add_point(
            meeting=meeting,
            section=form.cleaned_data["section"],
            text=form.cleaned_data["text"],
            finding=Finding.objects.get(pk=chosen, inspection=request.inspection) if chosen else None,
            by=request.user,
            at=request.at,
        )

    done = reverse("outline", args=[request.inspection.ref])
    answer = submit(request, form, act, done=done, message="Point added to the outline.")
    return answer or show(request, "findings/point.html", form=form, paragraphs=["42", "43"])


@inspection_page("meeting", "write")
def point_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Ask before a point is taken out."""
    point = get_object_or_404(OutlinePoint, pk=pk, meeting__inspection=request.inspection)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.remove_point(point=point, by=request.user, at=request.at),
        done=reverse("outline", args=[request.inspection.ref]),
        message="Point removed from the outline.",
    )
    return answer or show(request, "findings/point_remove.html", {"point": point}, form=form)


@inspection_page("finding", "change-state")
def present(request: PageRequest) -> HttpResponse:
    """Which key findings were presented; those leaders never heard of stand first."""
    inspection = request.inspection
    rows = list(Finding.objects.filter(inspection=inspection, state="key").select_related("inspection"))
    choices = [(str(row.pk), title_of(row)) for row in rows]
    form = forms.ChooseForm(
        posted(request),
        label="Which findings were presented?",
        choices=choices,
    )

    def act() -> object:
        chosen = [row for row in rows if str(row.pk) in form.cleaned_data["findings"]]
        return actions.present(inspection=inspection, findings=chosen, by=request.user, at=request.at)

    answer = submit(request, form, act, done=reverse("findings-presented", args=[inspection.ref]))
    context = {"rows": rows, "not_told": queries.not_told_yet(inspection), "meeting": _feedback(request)}
    return answer or show(request, "findings/present.html", context, form=form, paragraphs=["40", "42"])


@inspection_page("finding", "change-state")
def presented(request: PageRequest) -> HttpResponse:
    """Done: when it was presented, who reads it now, what comes next."""
    since = presented_at(request.inspection)
    if since is None:
        raise Http404
    context = {"since": since, "count": len(queries.presented_findings(request.inspection))}
    return show(request, "findings/presented.html", context)


@inspection_page("presented-finding", "read")
def summary(request: PageRequest) -> HttpResponse:
    """What was presented, marked provisional: for those who were there, and nothing else (paragraph 41)."""
    meeting = _feedback(request)
    rows = queries.presented_findings(request.inspection)
    context = {
        "rows": rows,
        "since": presented_at(request.inspection),
        "difference": meeting.what_makes_most_difference if meeting and rows else "",
    }
    return show(request, "findings/summary.html", context, paragraphs=["41", "45"])
