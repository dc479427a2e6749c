"""Making findings firmer, the decision on priority action, notes and tellings."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.findings import actions, forms, queries
from jtai.apps.findings.models import Finding
from jtai.apps.findings.views.shared import here, standing_finding, title_of
from jtai.apps.inspections.access import require
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.meetings import queries as meetings
from jtai.apps.meetings.models import Meeting
from jtai.core.results import Problem, ProblemsFound, blocks, require_none
from jtai.core.workflows.finding import FINDING

MOVES = {
    "make-provisional": "Make it provisional",
    "make-key": "Make it a key finding",
    "step-back": "Take it one step back",
    "withdraw": "Withdraw it",
}


@inspection_page("finding", "read", post="change-state")
def state(request: PageRequest, pk: UUID) -> HttpResponse:
    """Change the state of a finding; the moves possible now."""
    row = standing_finding(request, pk)
    require(request.user, "change-state", "finding", request.inspection)
    moves = [(code, words) for code, words in MOVES.items() if FINDING.decide(row.state, code)]
    form = forms.StateForm(posted(request), moves=moves)
    answer = submit(
        request,
        form,
        lambda: _move(request, row, form.cleaned_data["move"], form.cleaned_data["reason"], form.reasons),
        done=here(row),
        message="State changed.",
    )
    context = {"finding": row, "title": title_of(row), "moves": moves}
    return answer or show(request, "findings/state.html", context, form=form, paragraphs=["39"])


def _move(request: PageRequest, row: Finding, move: str, reason: str, reasons: dict[str, str]) -> Finding:
    by, at = request.user, request.at
    if move == "make-provisional":
        return actions.make_provisional(finding=row, reasons=reasons, by=by, at=at)
    if move == "make-key":
        return actions.make_key(finding=row, reasons=reasons, by=by, at=at)
    if move == "step-back":
        return actions.step_back(finding=row, reason=reason, by=by, at=at)
    return actions.withdraw(finding=row, reason=reason, by=by, at=at)


@inspection_page("finding", "read", post="change-state")
def agree(request: PageRequest) -> HttpResponse:
    """At the findings meetings: choose those that become provisional, or key, in one go."""
    require(request.user, "change-state", "finding", request.inspection)
    step, rows = _step(request)
    rules = request.inspection.edition.findings
    milestone = rules.key_milestone if step == "make-key" else rules.provisional_milestone
    meeting = meetings.tied_to(request.inspection, milestone)
    label = (
        "Which of them become provisional?"
        if step == "make-provisional"
        else "Which of them are key findings?"
    )
    form = forms.ChooseForm(
        posted(request),
        label=label,
        choices=[(str(r.pk), title_of(r)) for r in rows],
    )
    chosen = [row for row in rows if str(row.pk) in form["findings"].data] if form.is_bound else []
    act = actions.make_provisional if step == "make-provisional" else actions.make_key
    answer = submit(
        request,
        form,
        lambda: _each(request, chosen, act, form.reasons),
        done=reverse("findings-agree", args=[request.inspection.ref]),
        message="Findings agreed.",
    )
    context = {
        "rows": queries.rows_for(
            request.viewer, {"state": "proposed" if step == "make-provisional" else "provisional"}
        ),
        "step": step,
        "meeting": meeting,
        "begun": bool(meeting and meeting.started_at),
        "missing": [row for row in rows if not row.entries.exists()],
    }
    return answer or show(request, "findings/agree.html", context, form=form, paragraphs=["9", "39"])


def _step(request: PageRequest) -> tuple[str, list[Finding]]:
    """Provisional while the key meeting has not begun, key from then on."""
    inspection = request.inspection
    key = meetings.tied_to(inspection, inspection.edition.findings.key_milestone)
    step, before = ("make-key", "provisional") if key and key.started_at else ("make-provisional", "proposed")
    return step, list(
        Finding.objects.filter(inspection=inspection, state=before).select_related("inspection")
    )


def _each(
    request: PageRequest,
    chosen: list[Finding],
    act: Callable[..., Finding],
    reasons: dict[str, str],
) -> None:
    """Each finding by itself: those that can become firmer do, the others say why not."""
    if not chosen:
        require_none([blocks("none-chosen", "Choose at least one finding.", "", "findings")])
    problems: list[Problem] = []
    for row in chosen:
        try:
            act(finding=row, reasons=reasons, by=request.user, at=request.at)
        except ProblemsFound as found:
            problems += [
                Problem(p.code, p.severity, f"Finding {row.number}: {p.message}", p.source)
                for p in found.problems
            ]
    require_none(problems)


@inspection_page("finding", "decide-priority")
def priority(request: PageRequest, pk: UUID) -> HttpResponse:
    """Is this an area for priority action? Both tests of the guidance stand on the page."""
    row = standing_finding(request, pk)
    form = forms.PriorityForm(posted(request), inspection=request.inspection)
    answer = submit(
        request,
        form,
        lambda: actions.decide_priority(
            finding=row,
            tests=form.answers,
            is_priority=form.cleaned_data["is_priority"] == "yes",
            reason=form.cleaned_data["reason"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=here(row),
        message="Decision saved.",
    )
    rules = request.inspection.edition.findings
    context = {
        "finding": row,
        "title": title_of(row),
        "decisions": row.priority_decisions.order_by("-pk"),
        "entries": row.entries.order_by("number"),
    }
    paragraphs = list(dict.fromkeys(test.paragraph for test in rules.priority_tests))
    return answer or show(request, "findings/priority.html", context, form=form, paragraphs=paragraphs)


@inspection_page("finding", "discuss")
def note(request: PageRequest, pk: UUID) -> HttpResponse:
    """Note what was said; the finding stays as it is."""
    row = standing_finding(request, pk)
    form = forms.NoteForm(posted(request), inspection=request.inspection)
    feedback = meetings.tied_to(request.inspection, request.inspection.edition.findings.feedback_milestone)
    at_feedback = feedback if feedback and feedback.state == Meeting.State.HELD else None
    answer = submit(
        request,
        form,
        lambda: actions.add_note(
            finding=row, meeting=at_feedback, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=here(row),
        message="Note saved. The finding is unchanged.",
    )
    context = {"finding": row, "title": title_of(row)}
    return answer or show(request, "findings/note.html", context, form=form, paragraphs=["41"])


@inspection_page("finding", "read", post="change-state")
def told(request: PageRequest) -> HttpResponse:
    """Findings shared with leaders, never told first."""
    context = {
        "rows": queries.told_rows(request.inspection),
        "may_tell": request.viewer.may("change-state", "finding"),
    }
    return show(request, "findings/told.html", context, paragraphs=["35", "37", "40"])


@inspection_page("finding", "change-state")
def tell(request: PageRequest, pk: UUID) -> HttpResponse:
    """Record at which meeting leaders heard of a finding."""
    row = standing_finding(request, pk)
    rows = [
        m for m in meetings.visible(request.viewer) if meetings.is_for_leaders(m) and m.kind and m.started_at
    ]
    choices = [(str(m.pk), f"{m.title}, {meetings.day_words(m)}") for m in rows]
    form = forms.TellForm(posted(request), meetings=choices)

    def act() -> object:
        chosen = next(m for m in rows if str(m.pk) == form.cleaned_data["meeting"])
        words = form.cleaned_data["words"]
        return actions.tell(finding=row, meeting=chosen, words=words, by=request.user, at=request.at)

    answer = submit(
        request,
        form,
        act,
        done=reverse("told", args=[request.inspection.ref]),
        message="Recorded as shared with leaders.",
    )
    context = {"finding": row, "title": title_of(row), "any_meeting": bool(choices)}
    return answer or show(request, "findings/tell.html", context, form=form, paragraphs=["35", "40"])
