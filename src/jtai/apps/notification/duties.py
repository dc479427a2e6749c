"""What day 0 and the set-up put on the overview and on a person's home page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst

from jtai.apps.inspections import dates
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.notification import queries
from jtai.apps.notification.queries.calls import calls_left, key_of_director
from jtai.apps.notification.queries.notices import confirmation_due_at, confirmed_to
from jtai.apps.notification.queries.setup import is_link_person_named, set_up_of
from jtai.core.access import About

# Purposes of milestones.
NOTIFY, OTHERS, LSCB, SET_UP, LINK = (
    "first-call",
    "leaders-called",
    "board-told",
    "set-up-held",
    "timetable-begun",
)


def tasks(viewer: Viewer) -> list[Task]:
    inspection = viewer.inspection
    told = inspection.dcs_told_at is not None
    row = set_up_of(inspection)
    lines = [
        ("call-to-dcs", "Calls", "call-sheet", "Completed" if told else _gate_status(viewer), "12"),
        (
            "notice",
            "Messages to you" if viewer.is_local else "Messages sent",
            "messages-sent",
            _sent_status(viewer),
            "13",
        ),
        ("set-up", "Set-up discussion", "set-up", _set_up_status(viewer), "15"),
        ("arrangement", "Arrangements", "arrangements", _arrangement_status(viewer), "15"),
        ("link-person", "Link person", "link-person", _named(viewer), "15"),
        ("contact-sheet", "Contact sheet", "contact-sheet", "", "15"),
        (
            "serious-incident",
            "Serious incidents awaiting notification",
            "serious-incidents",
            _asked(viewer),
            "15",
        ),
        ("lscb-task", f"Notify the {_board(viewer)}", "lscb-task", _lscb_status(viewer), "14"),
    ]
    after_call = {"set-up", "arrangement", "link-person", "serious-incident", "lscb-task"}
    found = []
    for material, title, page, status, paragraph in lines:
        if not viewer.may("read", material) or (viewer.is_local and not told):
            continue
        closed = material in after_call and row is None
        hint = "Opens when the director has been notified" if closed else ""
        href = "" if closed else reverse(page, args=[inspection.ref])
        found.append(Task(title, href, "Cannot start yet" if closed else status, "plan", hint, paragraph))
    return found


def _gate_status(viewer: Viewer) -> str:
    return "Cannot start yet" if queries.gate_problems(viewer.inspection, viewer.at) else "Due today"


def _sent_status(viewer: Viewer) -> str:
    if viewer.inspection.dcs_told_at is None:
        return "Cannot start yet"
    if viewer.is_local:
        return ""
    rows = queries.notice_rows(viewer.inspection)
    return "Completed" if rows and all(row.sent for row in rows) else "To do"


def _set_up_status(viewer: Viewer) -> str:
    row = set_up_of(viewer.inspection)
    if row is None:
        return "Cannot start yet"
    return {"open": "To do", "offered": "In progress", "closed": "Completed"}[row.state]


def _arrangement_status(viewer: Viewer) -> str:
    rows = queries.arrangement_rows(viewer.inspection)
    if not rows:
        return "Cannot start yet"
    return "In progress" if any(row.is_open for row in rows) else "Completed"


def _named(viewer: Viewer) -> str:
    return "Completed" if queries.link_person(viewer.inspection) else "To do"


def _asked(viewer: Viewer) -> str:
    return "Completed" if queries.incidents_answered(viewer.inspection) else "To do"


def _lscb_status(viewer: Viewer) -> str:
    return {"closed": "Cannot start yet", "open": "To do", "done": "Completed"}[
        queries.lscb_task(viewer.inspection, viewer.at).state
    ]


def duties(viewer: Viewer) -> list[Duty]:
    if viewer.inspection.day_zero is None:
        return []
    if viewer.inspection.dcs_told_at is None:
        return _before_the_call(viewer)
    return [
        *_confirmation(viewer),
        *_calls(viewer),
        *_lscb(viewer),
        *_set_up(viewer),
        *_link_person(viewer),
    ]


def _duty(viewer: Viewer, title: str, page: str, due_at: datetime | None, **more: object) -> Duty:
    waiting = str(more.get("waiting_for", ""))
    return Duty(
        title,
        reverse(page, args=[viewer.inspection.ref, *more.get("args", ())]),  # type: ignore[misc]
        due_at=due_at,
        yours=not waiting,
        waiting_for=waiting,
        blocks=str(more.get("blocks", "")),
        milestone=viewer.inspection.edition.code_for(str(more["milestone"])) if "milestone" in more else "",
        paragraph=str(more.get("paragraph", "")),
    )


def _before_the_call(viewer: Viewer) -> list[Duty]:
    due = dates.due_at(viewer.inspection, viewer.inspection.edition.code_for(NOTIFY))
    if viewer.may("write", "call-to-dcs"):
        blocked = "the other inspectorates' calls and the set-up discussion"
        return [
            _duty(
                viewer,
                "Call the director",
                "call-sheet",
                due,
                blocks=blocked,
                milestone=NOTIFY,
                paragraph="12",
            )
        ]
    bodies = [row.inspectorate for row in viewer.inspection.edition.notify_lists]
    mine = [body for body in bodies if viewer.may("write", "calls", About(body=body))]
    waiting = "the lead inspector to call the director"
    return [
        _duty(
            viewer,
            "Call your leaders",
            "call-list",
            due,
            args=(body,),
            waiting_for=waiting,
            milestone=OTHERS,
            paragraph="13",
        )
        for body in mine
    ]


def _confirmation(viewer: Viewer) -> list[Duty]:
    director = key_of_director(viewer.inspection)
    if director is None or not viewer.may("write", "call-to-dcs"):
        return []
    if director in confirmed_to(viewer.inspection):
        return []
    due = confirmation_due_at(viewer.inspection)
    title = "Confirm the start in writing"
    return [_duty(viewer, title, "notice", due, args=(director,), milestone="call-confirmed", paragraph="13")]


def _calls(viewer: Viewer) -> list[Duty]:
    inspection, found = viewer.inspection, []
    due = dates.due_at(inspection, inspection.edition.code_for(OTHERS))
    for body, left in calls_left(inspection):
        if not left:
            continue
        short = inspection.edition.inspectorate(body).short_name
        if viewer.may("write", "calls", About(body=body)):
            found.append(
                _duty(
                    viewer,
                    f"Call your leaders: {left} left",
                    "call-list",
                    due,
                    args=(body,),
                    milestone=OTHERS,
                    paragraph="13",
                )
            )
        elif viewer.may("write", "call-to-dcs"):
            found.append(
                _duty(
                    viewer,
                    f"Calls by {short}: {left} left",
                    "call-list",
                    due,
                    args=(body,),
                    waiting_for=short,
                    milestone=OTHERS,
                    paragraph="13",
                )
            )
    return found


def _board(viewer: Viewer) -> str:
    return viewer.inspection.edition.safeguarding_board.short_name


def _lscb(viewer: Viewer) -> list[Duty]:
    task = queries.lscb_task(viewer.inspection, viewer.at)
    if task.is_done or not viewer.may("read", "lscb-task"):
        return []
    # As soon as possible, never late on day 0: without a time there is nothing to be late for (para 14).
    if viewer.may("write", "lscb-task"):
        return [
            _duty(
                viewer,
                f"Notify the {_board(viewer)}",
                "lscb-task",
                None,
                milestone=LSCB,
                paragraph="14",
            )
        ]
    if task.highlighted and viewer.may("write", "call-to-dcs"):
        return [
            _duty(
                viewer,
                f"{capfirst(_board(viewer))} not notified yet",
                "lscb-task",
                None,
                waiting_for="the director",
                milestone=LSCB,
                paragraph="14",
            )
        ]
    return []


def _set_up(viewer: Viewer) -> list[Duty]:
    row = set_up_of(viewer.inspection)
    if row is None or row.state == "closed":
        return []
    due = row.offered_for or dates.due_at(viewer.inspection, viewer.inspection.edition.code_for(SET_UP))
    if viewer.may("write", "set-up"):
        title = (
            "Offer the set-up discussion" if row.state == "open" else "Hold and close the set-up discussion"
        )
        return [_duty(viewer, title, "set-up", due, milestone=SET_UP, paragraph="15")]
    if viewer.is_local and viewer.may("reply", "set-up") and row.state == "offered" and not row.reply:
        return [
            _duty(
                viewer,
                "Answer the offer of a set-up discussion",
                "set-up-reply",
                due,
                milestone=SET_UP,
                paragraph="12",
            )
        ]
    return []


def _link_person(viewer: Viewer) -> list[Duty]:
    if not viewer.may("write", "link-person") or is_link_person_named(viewer.inspection):
        return []
    due = dates.due_at(viewer.inspection, viewer.inspection.edition.code_for(LINK))
    leads = viewer.has_role(viewer.inspection.edition.team.lead_role)
    waiting = "" if leads else "the lead inspector"
    return [
        _duty(
            viewer,
            "Name the link person",
            "link-person",
            due,
            waiting_for=waiting,
            blocks="the timetable",
            milestone=LINK,
            paragraph="15",
        )
    ]
