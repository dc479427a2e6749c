"""The call sheet of the lead, the lists of the other inspectorates, the director's LSCB task."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.access import require
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.inspections.queries import contact_for
from jtai.apps.notification import actions, forms, queries
from jtai.apps.notification.models import CallList, CallToDirector
from jtai.core.access import NOBODY, About
from jtai.words import clock, counted, duration, local

CLOSE, NOTIFY = "close", "first-call"


@inspection_page("call-to-dcs", "read", post="write")
def call_sheet(request: PageRequest) -> HttpResponse:
    """The gate, the number, the ticks; kept as a draft or closed. Afterwards the record of the call."""
    inspection = request.inspection
    call = queries.call_of(inspection)
    if request.method != "POST" and (
        (call and call.closed_at) or not request.viewer.may("write", "call-to-dcs")
    ):
        return _record(request, call)
    director = queries.director(inspection)
    form = forms.CallForm(
        posted(request),
        edition=inspection.edition,
        people=[director] if director else [],
        initial=_initial(request, call, director),
    )
    closing = request.POST.get("act") == CLOSE
    answer = submit(
        request,
        form,
        lambda: _keep_and_close(request, form, director, closing),
        done=reverse("call-made" if closing else "call-sheet", args=[inspection.ref]),
        message="" if closing else "Draft saved.",
    )
    if answer:
        return answer
    if form.was_sent and (now := queries.call_of(inspection)):
        form.renew_version(now.version)
    context = {
        "gate": queries.gate_rows(inspection, request.at),
        "director": director,
        "due": dates.due_at(inspection, inspection.edition.code_for(NOTIFY)) if inspection.day_zero else None,
    }
    return show(
        request,
        "notification/call_sheet.html",
        context,
        form=form,
        paragraphs=["12"],
        turn_line=_turn_line(request),
    )


def _initial(request: PageRequest, call: CallToDirector | None, director: Any) -> dict[str, Any]:
    if call is None:
        # The time is the moment the page was opened; the lead corrects it.
        return {"version": 0, "called_at": request.at.now, "contact": str(director.pk) if director else ""}
    return {
        "version": call.version,
        "ticks": call.ticks,
        "contact": str(call.contact_id or ""),
        "deputy_took_it": call.deputy_took_it,
        "called_at": call.called_at or request.at.now,
        "note": call.note,
    }


def _keep_and_close(request: PageRequest, form: forms.CallForm, director: Any, closing: bool) -> object:
    # Kept first and for itself: a refused closing must not lose what was typed.
    call = actions.keep_call(
        inspection=request.inspection,
        ticks=form.cleaned_data["ticks"],
        contact=director if form.cleaned_data["contact"] else None,
        deputy_took_it=form.cleaned_data["deputy_took_it"],
        called_at=form.cleaned_data["called_at"],
        note=form.cleaned_data["note"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=request.at,
    )
    if not closing:
        return call
    return actions.close_call(
        inspection=request.inspection, version=call.version, by=request.user, at=request.at
    )


def _turn_line(request: PageRequest) -> str:
    if request.inspection.day_zero is None:
        return "The day of notification is not set."
    due = dates.due_at(request.inspection, request.inspection.edition.code_for(NOTIFY))
    if due is None:
        return ""
    now = request.at.now
    if local(now).date() < request.inspection.day_zero:
        return f"Calls open on the day of notification; the director is called by {clock(due)}."
    if now <= due:
        return f"Your turn: call the director by {clock(due)}. {duration(due - now)} left."
    return f"Your turn: the call was due by {clock(due)}, {duration(now - due)} ago. Call now."


def _record(request: PageRequest, call: CallToDirector | None) -> HttpResponse:
    # The director reads what was said to them, not what the inspectorates noted about it.
    inspectors = request.viewer.may("read", "call-to-dcs", NOBODY)
    context = {
        "call": call if call and call.closed_at else None,
        "note": call.note if call and inspectors else "",
        "minutes_late": queries.minutes_late_of_call(request.inspection),
        "ticks": request.inspection.edition.call_ticks,
        "lists": _lists(request),
    }
    return show(request, "notification/call_record.html", context, paragraphs=["12", "13"])


def _lists(request: PageRequest) -> list[dict[str, Any]]:
    """The other inspectorates' lists that this person may open."""
    edition, found = request.inspection.edition, []
    released = {c.body: c for c in CallList.objects.filter(inspection=request.inspection)}
    for row in edition.notify_lists:
        if request.viewer.may("read", "calls", About(body=row.inspectorate)):
            rows = queries.call_rows(request.inspection, row.inspectorate)
            found.append(
                {
                    "body": row.inspectorate,
                    "title": edition.inspectorate(row.inspectorate).short_name,
                    "released": released.get(row.inspectorate),
                    "done": sum(r.is_done for r in rows),
                    "total": len(rows),
                }
            )
    return found


@inspection_page("call-to-dcs", "write")
def call_made(request: PageRequest) -> HttpResponse:
    """What the call has opened, and what comes next."""
    call = queries.call_of(request.inspection)
    if call is None or call.closed_at is None:
        raise Http404
    context = {
        "call": call,
        "minutes_late": queries.minutes_late_of_call(request.inspection),
        "others": [
            request.inspection.edition.inspectorate(r.inspectorate)
            for r in request.inspection.edition.notify_lists
        ],
        "director": call.contact,
    }
    return show(request, "notification/call_made.html", context, paragraphs=["12", "13", "14"])


@inspection_page("calls", "read")
def call_list(request: PageRequest, body: str) -> HttpResponse:
    """The leaders of one other inspectorate; closed until the director has been told."""
    inspection = request.inspection
    inspectorate = _inspectorate(request, body)
    require(request.user, "read", "calls", inspection, About(body=body))
    rows = queries.call_rows(inspection, body)
    released = CallList.objects.filter(inspection=inspection, body=body).first()
    mine = request.viewer.may("write", "calls", About(body=body))
    context = {
        "inspectorate": inspectorate,
        "rows": rows,
        "released": released,
        "told_at": inspection.dcs_told_at,
        "may_write": mine and released is not None,
        "writes": request.viewer.may("write", "notice", About(body=body)),
    }
    left = sum(not row.is_done for row in rows)
    turn = "Wait: the lead inspector has not logged the call to the DCS."
    if released and left:
        turn = (
            f"Your turn: {left} of {counted(len(rows), 'leader')} to call."
            if mine
            else f"Waiting for {inspectorate.short_name}: {left} of {len(rows)} to call."
        )
    elif released:
        turn = "All leaders have been notified or excused."
    return show(request, "notification/call_list.html", context, paragraphs=["13"], turn_line=turn)


def _inspectorate(request: PageRequest, body: str) -> Any:
    edition = request.inspection.edition
    if body not in {row.inspectorate for row in edition.notify_lists}:
        raise Http404
    return edition.inspectorate(body)


@inspection_page("calls", "write")
def leader_call(request: PageRequest, body: str, contact_role: str, contact: int) -> HttpResponse:
    """Log the call to one leader, or why none was made."""
    inspection = request.inspection
    inspectorate = _inspectorate(request, body)
    require(request.user, "write", "calls", inspection, About(body=body))
    wanted = [
        r
        for r in queries.call_rows(inspection, body)
        if (r.contact_role, r.contact_id) == (contact_role, contact)
    ]
    if not wanted:
        raise Http404
    row = wanted[0]
    form = forms.LeaderCallForm(
        posted(request),
        initial={
            "called_at": row.call.called_at if row.call else request.at.now,
            "outcome": row.call.outcome if row.call else "",
            "reason": row.call.reason if row.call else "",
        },
    )
    answer = submit(
        request,
        form,
        lambda: actions.log_leader_call(
            inspection=inspection,
            body=body,
            contact_role=contact_role,
            contact=row.contact,
            outcome=form.cleaned_data["outcome"],
            called_at=form.cleaned_data["called_at"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("call-list", args=[inspection.ref, body]),
        message=f"Logged: {row.title}.",
    )
    context = {"inspectorate": inspectorate, "row": row}
    return answer or show(request, "notification/leader_call.html", context, form=form, paragraphs=["13"])


@inspection_page("lscb-task", "read", post="write")
def lscb(request: PageRequest) -> HttpResponse:
    """Two names for the director to tick, with the lead's contact details to pass on."""
    inspection = request.inspection
    task = queries.lscb_task(inspection, request.at)
    form = forms.LscbForm(
        posted(request),
        people=[(code, title) for code, title, told in task.rows if told is None],
    )
    answer = submit(
        request,
        form,
        lambda: actions.tell_lscb(
            inspection=inspection, told=form.cleaned_data["told"], by=request.user, at=request.at
        ),
        done=reverse("lscb-task", args=[inspection.ref]),
        message="Recorded.",
    )
    context = {
        "board": inspection.edition.safeguarding_board.short_name,
        "task": task,
        "people": [(title, told, contact_for(inspection, code)) for code, title, told in task.rows],
        "lead": queries.lead(inspection),
        "may_write": request.viewer.may("write", "lscb-task") and task.state == "open",
    }
    turn = {
        "closed": "The director is asked when the call to the director is logged.",
        "open": "Your turn: tell them as soon as possible."
        if context["may_write"]
        else "Waiting for the director.",
        "done": "All have been notified.",
    }[task.state]
    return answer or show(
        request, "notification/lscb.html", context, form=form, paragraphs=["14"], turn_line=turn
    )
