"""What inspectors see: the briefing itself, who has read it, and their discussion."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.briefing import actions, forms, queries
from jtai.apps.inspections import dates
from jtai.apps.inspections.messages import holders
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.ui.components import Task, TaskGroup
from jtai.ui.forms import ConfirmForm
from jtai.words import counted, day_date

READ_BEFORE = "briefing-read"


@inspection_page("briefing", "read", post="mark-read")
def briefing(request: PageRequest) -> HttpResponse:
    """The analyst's list of sections, or the issued briefing with "Confirm that you have read it"."""
    inspection, viewer = request.inspection, request.viewer
    issue = queries.last_issue(inspection)
    form = forms.ReadForm(posted(request), initial={"number": issue.number if issue else 0})
    answer = submit(
        request,
        form,
        lambda: actions.mark_read(
            inspection=inspection, number=form.cleaned_data["number"], by=request.user, at=request.at
        ),
        done=reverse("briefing", args=[inspection.ref]),
        message="You have confirmed that you have read the briefing.",
    )
    context = {
        "issue": issue,
        "writes": viewer.may("write", "briefing"),
        "groups": _sections_to_write(request) if viewer.may("write", "briefing") else [],
        "sections": queries.issued_sections(viewer),
        "has_read": queries.has_read(inspection, request.user),
        "may_mark": viewer.may("mark-read", "briefing"),
        "readings": queries.readings(inspection),
        "data": queries.performance_data(viewer),
        "may_release": viewer.may("release", "briefing-restricted") and not _released(request),
    }
    return answer or show(
        request,
        "briefing/briefing.html",
        context,
        form=form,
        paragraphs=["10", "11"],
        turn_line=_turn_line(request),
    )


def _released(request: PageRequest) -> bool:
    row = queries.briefing_of(request.inspection)
    return row is not None and row.released_at is not None


def _turn_line(request: PageRequest) -> str:
    inspection = request.inspection
    due = dates.due_on(inspection, inspection.edition.code_for(READ_BEFORE))
    by = f", by {day_date(due)}" if due else ""
    if not queries.is_issued(inspection):
        yours = request.viewer.may("issue", "briefing")
        return f"Your turn: issue the briefing{by}." if yours else f"Waiting for the analyst to issue it{by}."
    must_read = request.viewer.has_role(*queries.inspecting_roles(inspection), "call-lead")
    if must_read and not queries.has_read(inspection, request.user):
        return f"Your turn: read the briefing and confirm it{by}."
    readings = queries.readings(inspection)
    if not readings.missing:
        return "All inspectors have read it."
    return f"Waiting for {len(readings.missing)} of {counted(readings.total, 'inspector')} to read it."


def _sections_to_write(request: PageRequest) -> list[TaskGroup]:
    drafts, tasks = queries.drafts(request.inspection), []
    for wanted in request.inspection.edition.briefing_sections:
        row = drafts.get(wanted.code)
        status = row.get_answer_display() if row and row.answer else "In progress" if row else "To do"
        href = reverse("briefing-section", args=[request.inspection.ref, wanted.code])
        tasks.append(
            Task(wanted.title, href=href, status=status, hint="Restricted" if wanted.restricted else "")
        )
    return [TaskGroup("Sections", tasks)]


@inspection_page("briefing", "read", post="go-on")
def readers(request: PageRequest) -> HttpResponse:
    """Who has read it and who has time to prepare; the lead may go on without a reading, with a reason."""
    inspection = request.inspection
    form = forms.ReasonForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.go_on_without_readings(
            inspection=inspection, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        done=reverse("briefing-readers", args=[inspection.ref]),
        message="Your reason has been recorded. These readings no longer hold up the call to the director.",
    )
    standing = queries.reading_problems(inspection) if queries.is_issued(inspection) else []
    bodies = {i.code: i.short_name for i in inspection.edition.inspectorates}
    context = {
        "rows": [(r, bodies.get(r.body, r.body)) for r in queries.readers(inspection)],
        "readings": queries.readings(inspection),
        "standing": standing,
        "override": queries.reading_override(inspection),
        "preparation": queries.preparation_problems(inspection),
        "may_go_on": bool(standing) and request.viewer.may("go-on", "briefing"),
        "may_plan": request.viewer.may("write", "team"),
    }
    return answer or show(request, "briefing/readers.html", context, form=form, paragraphs=["11"])


@inspection_page("briefing-restricted", "release")
def release(request: PageRequest) -> HttpResponse:
    """Open the restricted section to all who read the briefing."""
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.release_restricted(inspection=request.inspection, by=request.user, at=request.at),
        done=reverse("briefing", args=[request.inspection.ref]),
        message="The restricted section is open to everybody who reads the briefing.",
    )
    restricted = [s for s in request.inspection.edition.briefing_sections if s.restricted]
    return answer or show(
        request, "briefing/release.html", {"restricted": restricted}, form=form, paragraphs=["10"]
    )


@inspection_page("briefing", "read", post="discuss")
def discussion(request: PageRequest) -> HttpResponse:
    """How inspectors will gather evidence jointly, as they agreed before going on site."""
    inspection = request.inspection
    people = holders(inspection, *queries.inspecting_roles(inspection), "analyst")
    form = forms.DiscussionForm(
        posted(request),
        criteria=queries.criteria_choices(inspection),
        people=[(person.pk, person.full_name) for person in people],
        initial={"held_at": request.at.now},
    )

    def act() -> object:
        chosen = set(form.cleaned_data["present"])
        return actions.record_discussion(
            inspection=inspection,
            held_at=form.cleaned_data["held_at"],
            text=form.cleaned_data["text"],
            criteria=form.cleaned_data["criteria"],
            present=[person for person in people if str(person.pk) in chosen],
            by=request.user,
            at=request.at,
        )

    here = reverse("briefing-discussion", args=[inspection.ref])
    answer = submit(request, form, act, done=here, message="Discussion recorded.")
    context = {
        "rows": inspection.briefing_discussions.prefetch_related("present").order_by("-held_at", "-pk"),
        "may_discuss": request.viewer.may("discuss", "briefing"),
    }
    return answer or show(request, "briefing/discussion.html", context, form=form, paragraphs=["11"])
