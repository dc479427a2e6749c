"""Pages of meetings: the list, one meeting, and a page for each thing done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.inspections.access import require
from jtai.apps.inspections.ended import no_form
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.inspections.tasks import About
from jtai.apps.meetings import actions, forms, queries
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.apps.meetings.wording import SLOT_WORDS, readers_of, state_words, turn_line, when_words
from jtai.ui.forms import ConfirmForm


def _meeting(request: PageRequest, pk: int) -> Meeting:
    """The meeting, or "page not found" for whoever may not know of it."""
    meeting = get_object_or_404(Meeting, pk=pk, inspection=request.inspection)
    if not queries.may_see(request.viewer, meeting):
        raise Http404
    return meeting


def _standing(request: PageRequest, pk: int) -> Meeting:
    """The meeting of a form: no form for one that is cancelled."""
    row = _meeting(request, pk)
    if row.state == Meeting.State.CANCELLED:
        what = f"The meeting “{row.title}” is cancelled"
        no_form(request, what, href=_here(request, row), read="Read the meeting", kind="meeting", pk=row.pk)
    return row


def _may_write(request: PageRequest, meeting: Meeting) -> bool:
    about = About(body=meeting.inspectorate)
    return request.viewer.may("write", queries.material_of(meeting), about)


def _here(request: PageRequest, meeting: Meeting) -> str:
    return reverse("meeting", args=[request.inspection.ref, meeting.pk])


@inspection_page("meeting", "read")
def meetings(request: PageRequest) -> HttpResponse:
    """Every meeting this person may know of, the next one first."""
    rows = queries.visible(request.viewer)
    coming = [row for row in rows if row.state in ("planned", "held")]
    context = {
        "next": coming[0] if coming else None,
        "coming": [_line(request, row) for row in coming],
        "over": [_line(request, row) for row in rows if row.state == "closed"],
        "may_plan": request.viewer.may("write", "meeting"),
        "planned": any(row.code != Meeting.SEPARATE for row in rows),
        "form": ConfirmForm(),
    }
    return show(request, "meetings/meetings.html", context, paragraphs=["27", "28", "33", "35", "39", "40"])


def _line(request: PageRequest, meeting: Meeting) -> dict[str, Any]:
    local = request.viewer.is_local
    return {
        "meeting": meeting,
        "when": when_words(meeting),
        "day": queries.day_words(meeting),
        "state": state_words(meeting, request.at),
        "late": "" if local else queries.how_late(meeting),
    }


@inspection_page("meeting", "write")
def plan(request: PageRequest) -> HttpResponse:
    """Put the meetings of the week on site on their days."""
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.plan_meetings(inspection=request.inspection, by=request.user, at=request.at),
        done=reverse("meetings", args=[request.inspection.ref]),
        message="The meetings of the week on site are planned. Set their times next.",
    )
    kinds = [kind.title for kind, _, _ in queries.fieldwork_kinds(request.inspection)]
    context = {"kinds": list(dict.fromkeys(kinds))}
    return answer or show(request, "meetings/plan.html", context, form=form, paragraphs=["27", "28", "33"])


@inspection_page("meeting", "write")
def new(request: PageRequest) -> HttpResponse:
    """Plan one more meeting."""
    kinds = [(kind.code, kind.title) for kind in request.inspection.edition.meetings]
    form = forms.KindForm(posted(request), kinds=kinds)
    answer = submit(
        request,
        form,
        lambda: actions.add_meeting(
            inspection=request.inspection, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=lambda made: reverse("meeting-time", args=[request.inspection.ref, made.pk]),
        message="The meeting is planned. Set its time.",
    )
    return answer or show(request, "meetings/new.html", form=form, paragraphs=["35", "69"])


@inspection_page("meeting", "read")
def meeting(request: PageRequest, pk: int) -> HttpResponse:
    """One meeting: what is next, agenda with outcomes, who came. Local people see agenda, time and place."""
    row = _meeting(request, pk)
    may_write = _may_write(request, row)
    context: dict[str, Any] = {
        "meeting": row,
        "when": when_words(row),
        "late": queries.how_late(row),
        "agenda": [(p, queries.may_read_outcome(request.viewer, p.code)) for p in queries.agenda_of(row)],
        "may_write": may_write,
        "inside": not request.viewer.is_local,
    }
    if not request.viewer.is_local:
        context |= {
            "tests": queries.tests_of(row),
            "people": queries.attendance_rows(row),
            "recorded": row.attendance.exclude(attended=None).exists(),
            "notes": queries.notes_of(row),
            "links": _later_pages(request, row),
            "for_leaders": queries.is_for_leaders(row),
            "arrangements": queries.arrangements_of(row),
        }
    paragraphs = [row.kind.paragraph] if row.kind else ["44"]
    line = turn_line(row, request.at) if not request.viewer.is_local else ""
    return show(request, "meetings/meeting.html", context, paragraphs=paragraphs, turn_line=line)


# The point of a team meeting that decides where evidence is enough (paragraph 33).
SUFFICIENCY = "sufficient"


def _later_pages(request: PageRequest, meeting: Meeting) -> list[tuple[str, str]]:
    """Pages of later stages that belong to this meeting, by name: this stage does not know them."""
    rules, kind = request.inspection.edition.findings, meeting.kind
    if kind is None:
        return []
    wanted, agrees = [], request.viewer.may("change-state", "finding")
    if SUFFICIENCY in {point.code for point in kind.agenda} and request.viewer.may("read", "coverage"):
        wanted.append(("What we know and what is missing: say what is enough", "coverage"))
    if agrees and {rules.provisional_milestone, rules.key_milestone} & set(kind.milestones):
        wanted.append(("Agree findings", "findings-agree"))
    if rules.feedback_milestone in kind.milestones:
        wanted.append(("Outline of the presentation", "outline"))
        if agrees:
            wanted.append(("Present the findings", "findings-present"))
    if kind.attendance.local:
        wanted.append(("Findings shared with leaders", "told"))
    return [(title, reverse(name, args=[request.inspection.ref])) for title, name in wanted]


@inspection_page("meeting", "read")
def time(request: PageRequest, pk: int) -> HttpResponse:
    """Day, time and place."""
    row = _standing(request, pk)
    form = forms.SlotForm(posted(request), initial=forms.slot_initial(row))

    def act() -> Meeting:
        return actions.move(
            meeting=row,
            on=form.cleaned_data["on"],
            starts=form.instant("starts"),
            ends=form.instant("ends"),
            place=form.cleaned_data["place"],
            dial_in=form.cleaned_data["dial_in"],
            version=form.cleaned_data["version"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        )

    answer = submit(request, form, act, done=_here(request, row), message="Day, time and place saved.")
    offer_again(form, row, SLOT_WORDS)
    return answer or _page(request, "time", row, form, paragraphs=["3", "35"])


@inspection_page("meeting", "read")
def invite(request: PageRequest, pk: int) -> HttpResponse:
    """Check whom the invitation goes to, then send it."""
    row = _standing(request, pk)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.invite(meeting=row, reasons=form.reasons, by=request.user, at=request.at),
        done=_here(request, row),
        message="Invitations sent.",
    )
    people = [entry for entry in queries.attendance_rows(row) if entry.row.is_local]
    context = {"people": people, "notes": queries.notes_of(row), "when": when_words(row)}
    return answer or _page(request, "invite", row, form, context, paragraphs=["38", "40"])


@inspection_page("meeting", "read")
def start(request: PageRequest, pk: int) -> HttpResponse:
    """Note when the meeting began."""
    row = _standing(request, pk)
    form = forms.StartForm(posted(request), initial={"started": request.at.local})
    answer = submit(
        request,
        form,
        lambda: actions.start(
            meeting=row,
            started=form.cleaned_data["started"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=_here(request, row),
        message="Meeting started.",
    )
    return answer or _page(request, "start", row, form)


@inspection_page("meeting", "read")
def record(request: PageRequest, pk: int) -> HttpResponse:
    """What came of each point of the agenda."""
    row = _standing(request, pk)
    agenda = [p for p in queries.agenda_of(row) if queries.may_read_outcome(request.viewer, p.code)]
    initial = {f"outcome-{point.code}": point.outcome for point in agenda} | {
        "version": row.version,
        "notes": row.notes,
        "most_difference": row.what_makes_most_difference,
    }
    form = forms.AgendaForm(
        posted(request),
        agenda=agenda,
        asks_difference=actions.is_feedback(row),
        readers=readers_of(row),
        initial=initial,
    )

    def act() -> Meeting:
        return actions.record_outcomes(
            meeting=row,
            outcomes=form.outcomes,
            notes=form.cleaned_data["notes"],
            most_difference=form.cleaned_data.get("most_difference", row.what_makes_most_difference),
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        )

    answer = submit(request, form, act, done=_here(request, row), message="Meeting outcomes saved.")
    offer_again(form, row, _kept(agenda))
    return answer or _page(request, "record", row, form)


def _kept(agenda: list[Any]) -> dict[str, Any]:
    """What somebody else kept of each point meanwhile: label to a function of the meeting."""

    def outcome(code: str) -> Callable[[Meeting], str]:
        return lambda now: next((one.outcome for one in queries.agenda_of(now) if one.code == code), "")

    return {point.title: outcome(point.code) for point in agenda} | {"Notes": "notes"}


@inspection_page("meeting", "read")
def attending(request: PageRequest, pk: int) -> HttpResponse:
    """Attendance. Kept here; it leads nowhere near findings or the letter (paragraph 35)."""
    row = _standing(request, pk)
    rows = queries.attendance_rows(row)
    initial = {
        "came": [str(e.row.pk) for e in rows if e.row.attended],
        "by_call": [str(e.row.pk) for e in rows if e.row.attended and e.row.mode == Attendance.Mode.CALL],
    }
    form = forms.AttendanceForm(posted(request), rows=rows, initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.record_attendance(
            meeting=row, came=form.attended, modes=form.modes, by=request.user, at=request.at
        ),
        done=_here(request, row),
        message="Attendance saved.",
    )
    return answer or _page(request, "attending", row, form, paragraphs=["34", "35"])


@inspection_page("meeting", "read")
def attendee_new(request: PageRequest, pk: int) -> HttpResponse:
    """Add somebody to the list."""
    row = _standing(request, pk)
    form = forms.AddForm(posted(request), people=queries.invitable(row))
    answer = submit(
        request,
        form,
        lambda: actions.add_attendee(
            meeting=row, who=form.cleaned_data["who"], reasons=form.reasons, by=request.user, at=request.at
        ),
        done=_here(request, row),
        message="Person added to the list.",
    )
    return answer or _page(request, "attendee_new", row, form)


@inspection_page("meeting", "read")
def attendee_remove(request: PageRequest, pk: int, who: int) -> HttpResponse:
    """Ask before somebody is taken off the list."""
    row = _standing(request, pk)
    entry = next((one for one in queries.attendance_rows(row) if one.row.pk == who), None)
    if entry is None:
        raise Http404
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.remove_attendee(row=entry.row, by=request.user, at=request.at),
        done=_here(request, row),
        message="Person removed from the list.",
    )
    return answer or _page(request, "attendee_remove", row, form, {"entry": entry})


@inspection_page("meeting", "read")
def close(request: PageRequest, pk: int) -> HttpResponse:
    """End the meeting; what is missing stands here before it is asked for."""
    row = _standing(request, pk)
    form = forms.CloseForm(posted(request), initial={"ended": request.at.local})
    answer = submit(
        request,
        form,
        lambda: actions.close(
            meeting=row,
            ended=form.cleaned_data["ended"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=reverse("meeting-closed", args=[request.inspection.ref, row.pk]),
    )
    context = {"tests": queries.tests_of(row), "agenda": queries.agenda_of(row)}
    return answer or _page(request, "close", row, form, context)


@inspection_page("meeting", "read")
def closed(request: PageRequest, pk: int) -> HttpResponse:
    """The meeting is closed: when, and what happens next."""
    row = _meeting(request, pk)
    if row.state != Meeting.State.CLOSED:
        raise Http404
    context = {
        "meeting": row,
        "late": queries.how_late(row),
        "next": queries.next_for(request.viewer),
        "links": _later_pages(request, row),
    }
    return show(request, "meetings/closed.html", context)


@inspection_page("meeting", "read")
def cancel(request: PageRequest, pk: int) -> HttpResponse:
    """The meeting does not take place, with the reason."""
    row = _standing(request, pk)
    form = forms.ReasonForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.cancel(
            meeting=row, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        done=reverse("meetings", args=[request.inspection.ref]),
        message="Meeting cancelled. Your reason has been saved.",
    )
    return answer or _page(request, "cancel", row, form)


def _page(
    request: PageRequest,
    name: str,
    row: Meeting,
    form: Any,
    context: dict[str, Any] | None = None,
    paragraphs: list[str] | None = None,
) -> HttpResponse:
    """A page that changes the meeting: only for whoever may."""
    about = About(body=row.inspectorate)
    require(request.user, "write", queries.material_of(row), request.inspection, about)
    kind = row.kind
    wanted = paragraphs if paragraphs is not None else [kind.paragraph] if kind else ["44"]
    return show(
        request, f"meetings/{name}.html", {"meeting": row, **(context or {})}, form=form, paragraphs=wanted
    )
