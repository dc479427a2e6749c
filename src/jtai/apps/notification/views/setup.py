"""The set-up discussion and the arrangements it agrees (paragraphs 12, 15 and 28)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.actions import change_front_door_name
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.inspections.queries import contact_rows
from jtai.apps.notification import actions, forms, queries
from jtai.apps.notification.models import SetUp
from jtai.apps.notification.queries import AgendaRow, ArrangementRow
from jtai.apps.notification.queries.setup import ARRANGEMENT, set_up_of
from jtai.ui.components import Task, TaskGroup
from jtai.ui.forms import ConfirmForm
from jtai.words import clock_and_date, counted

KINDS = {
    "question": "Questions",
    "outline": "What inspectors explain",
    "arrangement": "What is agreed",
    "provide": "What the area gives",
    "ask": "What inspectors ask",
}
# Points of the agenda that a page of their own answers: their purpose is its name.
PAGES = frozenset({"link-person", "contact-sheet", "staff-information", "serious-incidents"})


@inspection_page("set-up", "read")
def set_up(request: PageRequest) -> HttpResponse:
    """The offer, the agenda point by point, what is still open."""
    inspection, viewer = request.inspection, request.viewer
    row = set_up_of(inspection)
    context = {
        "row": row,
        "present": _present(inspection, row),
        "groups": _agenda(request),
        "may_write": viewer.may("write", "set-up") and row is not None and row.state != "closed",
        "may_reply": viewer.may("reply", "set-up") and row is not None and row.state == "offered",
        "open": queries.open_arrangements(inspection),
        "warnings": queries.link_person_problems(inspection, request.at),
        "context_href": reverse("child-context", args=[inspection.ref])
        if viewer.may("write", "child-context")
        else "",
        "may_name": viewer.may("write", "set-up"),
    }
    return show(
        request, "notification/set_up.html", context, paragraphs=["12", "15"], turn_line=_turn(request, row)
    )


def _present(inspection: Inspection, row: SetUp | None) -> list[str]:
    """Who took part, a line each: leaders with their role, the others by job role."""
    if row is None:
        return []
    chosen = set(row.attendees.values_list("pk", flat=True))
    leaders = [
        f"{contact.name}, {title}" for contact, title in contact_rows(inspection) if contact.pk in chosen
    ]
    return leaders + row.others_present.splitlines()


def _turn(request: PageRequest, row: SetUp | None) -> str:
    mine = request.viewer.may("write", "set-up")
    if row is None:
        return "The set-up begins with the call to the director."
    if row.state == "closed":
        return f"Closed, {clock_and_date(row.closed_at)}." if row.closed_at else "Closed."
    if row.state == "open":
        return "Your turn: offer a time today." if mine else "Waiting for the lead inspector to offer a time."
    if not row.reply:
        local = request.viewer.is_local and request.viewer.may("reply", "set-up")
        return "Your turn: say whether you can take part." if local else "Waiting for the director's answer."
    left = sum(not point.is_done for point in queries.agenda_rows(request.inspection))
    who = "Your turn" if mine else "Waiting for the lead inspector"
    return (
        f"{who}: {counted(left, 'point')} of the agenda without an answer."
        if left
        else f"{who}: close the set-up."
    )


def _agenda(request: PageRequest) -> list[TaskGroup]:
    groups: dict[str, list[Task]] = {}
    mine = request.viewer.may("write", "set-up")
    for point in queries.agenda_rows(request.inspection):
        href = _href(request, point) if mine or point.item.purpose in PAGES else ""
        if point.item.kind == "ask" and not request.viewer.may("read", "serious-incident"):
            href = ""
        status = "Completed" if point.is_done else "To do"
        hint = point.state.note or point.item.hint
        title = KINDS.get(point.item.kind, "Other points")
        groups.setdefault(title, []).append(Task(point.item.title, href=href, status=status, hint=hint))
    return [TaskGroup(title, tasks) for title, tasks in groups.items()]


def _href(request: PageRequest, point: AgendaRow) -> str:
    ref, item = request.inspection.ref, point.item
    if item.kind == ARRANGEMENT and item.purpose not in PAGES:
        return reverse("arrangement", args=[ref, item.code]) if request.inspection.dcs_told_at else ""
    if item.purpose in PAGES:
        return reverse(item.purpose, args=[ref])
    return reverse("agenda-point", args=[ref, item.code])


@inspection_page("set-up", "write")
def offer(request: PageRequest) -> HttpResponse:
    """Offer a time; the invitations go out with the dial-in details."""
    inspection, row = request.inspection, set_up_of(request.inspection)
    form = forms.OfferForm(
        posted(request),
        initial={
            "starts_at": row.offered_for if row else None,
            "place": row.place if row else "",
            "dial_in": row.dial_in if row else "",
        },
    )
    answer = submit(
        request,
        form,
        lambda: actions.offer_set_up(
            inspection=inspection, reasons=form.reasons, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=reverse("set-up", args=[inspection.ref]),
        message="Discussion offered. Leaders are invited once they have been notified.",
    )
    return answer or show(request, "notification/offer.html", form=form, paragraphs=["12"])


@inspection_page("set-up", "reply")
def reply(request: PageRequest) -> HttpResponse:
    """Accept or decline."""
    inspection = request.inspection
    form = forms.ReplyForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.reply_to_offer(
            inspection=inspection, reply=form.cleaned_data["reply"], by=request.user, at=request.at
        ),
        done=reverse("set-up", args=[inspection.ref]),
        message="Answer recorded.",
    )
    context = {"row": set_up_of(inspection)}
    return answer or show(request, "notification/reply.html", context, form=form, paragraphs=["12"])


@inspection_page("set-up", "write")
def attendance(request: PageRequest) -> HttpResponse:
    """Who took part."""
    inspection, row = request.inspection, set_up_of(request.inspection)
    people = contact_rows(inspection)
    form = forms.AttendanceForm(
        posted(request),
        people=people,
        initial={
            "attendees": [str(pk) for pk in row.attendees.values_list("pk", flat=True)] if row else [],
            "others_present": row.others_present if row else "",
        },
    )

    def act() -> None:
        chosen = set(form.cleaned_data["attendees"])
        actions.keep_attendance(
            inspection=inspection,
            attendees=[contact for contact, _ in people if str(contact.pk) in chosen],
            others_present=form.cleaned_data["others_present"],
            by=request.user,
            at=request.at,
        )

    done = reverse("set-up", args=[inspection.ref])
    answer = submit(request, form, act, done=done, message="Attendance recorded.")
    return answer or show(request, "notification/attendance.html", form=form, paragraphs=["15"])


@inspection_page("set-up", "write")
def agenda_point(request: PageRequest, code: str) -> HttpResponse:
    """Note what was said on one point."""
    point = next((p for p in queries.agenda_rows(request.inspection) if p.item.code == code), None)
    if point is None:
        raise Http404
    held: Any = point.answer
    initial = {"version": 0}
    if held:
        initial = {"version": held.version, "note": held.note, "nothing_to_note": held.nothing_to_note}
    form = forms.AgendaForm(posted(request), item=point.item, initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.note_agenda(
            inspection=request.inspection, code=code, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=reverse("set-up", args=[request.inspection.ref]),
        message=f"Saved: {point.item.title}.",
    )
    offer_again(form, held, {"Note": "note"})
    context = {"point": point}
    return answer or show(
        request, "notification/agenda_point.html", context, form=form, paragraphs=[point.item.paragraph]
    )


@inspection_page("set-up", "write")
def close(request: PageRequest) -> HttpResponse:
    """Check what was agreed and what is carried on, then close."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.close_set_up(inspection=inspection, by=request.user, at=request.at),
        done=reverse("set-up-closed", args=[inspection.ref]),
    )
    context = {
        "agenda": [(point, _href(request, point)) for point in queries.agenda_rows(inspection)],
        "open": queries.open_arrangements(inspection),
        "meeting_on": _meeting_on(request),
    }
    return answer or show(request, "notification/set_up_close.html", context, form=form, paragraphs=["15"])


def _meeting_on(request: PageRequest) -> Any:
    return dates.first_on(request.inspection, request.inspection.edition.code_for("arrangements-confirmed"))


@inspection_page("set-up", "write")
def closed(request: PageRequest) -> HttpResponse:
    """What is closed, what is carried on, what comes next."""
    row = set_up_of(request.inspection)
    if row is None or row.closed_at is None:
        raise Http404
    context = {
        "row": row,
        "open": queries.open_arrangements(request.inspection),
        "meeting_on": _meeting_on(request),
    }
    return show(request, "notification/set_up_closed.html", context, paragraphs=["15", "28"])


@inspection_page("set-up", "write")
def front_door(request: PageRequest) -> HttpResponse:
    """The area's own name of its front door; 404 where the edition has no such part."""
    inspection = request.inspection
    part = inspection.edition.named_locally
    if part is None:
        raise Http404
    initial = {"name": inspection.front_door_name}
    form = forms.FrontDoorForm(posted(request), part=part, initial=initial)
    answer = submit(
        request,
        form,
        lambda: change_front_door_name(
            inspection=inspection, name=form.cleaned_data["name"], by=request.user, at=request.at
        ),
        done=reverse("set-up", args=[inspection.ref]),
        message="Name saved. Pages use it from now on.",
    )
    return answer or show(
        request, "notification/front_door.html", {"part": part}, form=form, paragraphs=["7"]
    )


@inspection_page("arrangement", "read")
def arrangements(request: PageRequest) -> HttpResponse:
    """Everything agreed or open; from the first day on site, confirmed or not."""
    first = _meeting_on(request)
    context = {
        "rows": queries.arrangement_rows(request.inspection),
        "may_write": request.viewer.may("write", "arrangement"),
        "may_confirm": request.viewer.may("confirm", "arrangement")
        and first is not None
        and request.at.today >= first,
        "meeting_on": first,
        "may_read_set_up": request.viewer.may("read", "set-up"),
    }
    return show(request, "notification/arrangements.html", context, paragraphs=["15", "28"])


def _row(request: PageRequest, code: str) -> ArrangementRow:
    for row in queries.arrangement_rows(request.inspection):
        if row.code == code:
            return row
    raise Http404


@inspection_page("arrangement", "write")
def arrangement(request: PageRequest, code: str) -> HttpResponse:
    """Write what is agreed, and whose it is."""
    inspection, row = request.inspection, _row(request, code)
    initial = {
        "version": row.row.version,
        "text": row.row.text,
        "owner": row.row.owner,
        "state": row.row.state if row.row.version > 1 else "",
    }
    form = forms.ArrangementForm(posted(request), initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.write_arrangement(
            inspection=inspection,
            code=code,
            text=form.cleaned_data["text"],
            owner=form.cleaned_data["owner"],
            agreed=form.cleaned_data["state"] == "agreed",
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("set-up", args=[inspection.ref]),
        message=f"Saved: {row.title}.",
    )
    offer_again(form, row.row, {"Text": "text", "Who is responsible": "owner"})
    context = {"row": row}
    return answer or show(
        request, "notification/arrangement.html", context, form=form, paragraphs=[row.paragraph]
    )


@inspection_page("arrangement", "confirm")
def arrangement_confirm(request: PageRequest, code: str) -> HttpResponse:
    """Is it in place? If not, what is done about it."""
    row = _row(request, code)
    form = forms.ConfirmArrangementForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.confirm_arrangement(
            inspection=request.inspection,
            code=code,
            in_place=form.cleaned_data["in_place"] == "yes",
            action=form.cleaned_data["action"],
            action_owner=form.cleaned_data["action_owner"],
            action_due_at=form.cleaned_data["action_due_at"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("arrangements", args=[request.inspection.ref]),
        message=f"Recorded: {row.title}.",
    )
    return answer or show(
        request, "notification/arrangement_confirm.html", {"row": row}, form=form, paragraphs=["28"]
    )
