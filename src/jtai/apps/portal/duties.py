"""What asking and receiving put on the overview and on a person's home page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.memory import count_of
from jtai.apps.inspections.phases import is_fieldwork_over
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.portal import queries
from jtai.apps.portal.actions.documents import ALLOCATE
from jtai.apps.portal.actions.note import BRIEF_NOTE
from jtai.apps.portal.actions.supplying import OWN_PAGE
from jtai.apps.portal.models import ExtraRequest
from jtai.apps.portal.queries.items import ItemLine
from jtai.apps.portal.queries.waiting import CAME, Waiting, waiting_for
from jtai.core.access import About
from jtai.core.workflows.extra_request import EXTRA_REQUEST
from jtai.core.workflows.request_item import SETTLED
from jtai.words import counted

TOLD = "This opens when the call to the DCS is logged."


def _href(viewer: Viewer, name: str, *args: object) -> str:
    return reverse(name, args=[viewer.inspection.ref, *args])


def _lines(viewer: Viewer) -> list[ItemLine]:
    return queries.lines_for(viewer.inspection, viewer.held, viewer.at)


def tasks(viewer: Viewer) -> list[Task]:
    """The lines under “Information”."""
    found = []
    if viewer.may("read", "request-item"):
        found.append(_requests_task(viewer))
    if viewer.may("invite", "contributor"):
        status = "To do" if queries.agencies_without_sender(viewer.inspection) else "Completed"
        found.append(Task("Who can send files", _href(viewer, "contributors"), status, "requests", "", "18"))
    if viewer.may("read", "briefing-note"):
        status = (
            "Completed"
            if happened_at(viewer.inspection, viewer.inspection.edition.code_for(BRIEF_NOTE))
            else "To do"
        )
        found.append(
            Task("Briefing note for the team", _href(viewer, "briefing-note"), status, "requests", "", "9")
        )
    if viewer.may("review", "document"):
        found.append(Task("Your preparation", _href(viewer, "preparation"), "", "requests", "", "9"))
    if viewer.may("read", "document"):
        found.append(
            Task("Documents", _href(viewer, "documents"), _documents_status(viewer), "requests", "", "70")
        )
    if viewer.may("read", "system-access"):
        late = queries.access_to_take_back(viewer.inspection, viewer.at)
        status = "Late" if late else ""
        found.append(
            Task("Access to electronic files", _href(viewer, "systems"), status, "requests", "", "58")
        )
    return found


def _requests_task(viewer: Viewer) -> Task:
    if not viewer.inspection.dcs_told_at:
        return Task("Information requested", "", "Cannot start yet", "requests", TOLD, "16")
    lines, hint = _lines(viewer), ""
    if not lines:
        status = "To do" if viewer.may("write", "request-item") else "Completed"
    else:
        status, hint = _requests_status(viewer, lines)
    return Task("Information requested", _href(viewer, "requests"), status, "requests", hint, "16")


def _requests_status(viewer: Viewer, lines: list[ItemLine]) -> tuple[str, str]:
    """Status and hint; after the days on site nobody waits for what did not come."""
    left = sum(line.item.state not in SETTLED for line in lines)
    if not left:
        return "Completed", ""
    if is_fieldwork_over(viewer.inspection, viewer.at):
        return "Closed", f"{left} not settled when the days on site ended"
    return ("Late" if any(line.overdue for line in lines) else "In progress"), ""


def _documents_status(viewer: Viewer) -> str:
    if viewer.is_local:
        return ""
    if viewer.may("allocate", "document") and queries.how_many_need_a_reader(viewer.inspection):
        return "To do"
    return "To do" if queries.how_many_unreviewed(viewer.inspection, viewer.user.pk) else ""


def duties(viewer: Viewer) -> list[Duty]:
    """What is due from this person, or from others as far as it concerns them."""
    inspection = viewer.inspection
    if not inspection.dcs_told_at or inspection.day_zero is None:
        return []
    if is_fieldwork_over(inspection, viewer.at):
        return _to_take_back(viewer)
    lines = waiting_for(inspection, viewer.held) if viewer.may("read", "request-item") else []
    return [
        *_to_send_out(viewer),
        *_to_supply(viewer, lines),
        *_to_look_at(viewer, lines),
        *_note_duty(viewer),
        *_documents_duties(viewer),
        *_to_decide(viewer),
        *_to_take_back(viewer),
    ]


def _to_send_out(viewer: Viewer) -> list[Duty]:
    inspection = viewer.inspection
    leads = inspection.edition.lead_inspectorate.code
    found = []
    for line in queries.set_lines(inspection):
        if line.sent_at or not viewer.may("write", "request-item", About(body=line.code)):
            continue
        milestone = inspection.edition.code_for("first-call" if line.code == leads else "leaders-called")
        yours = any(one.body == line.code for one in viewer.held)
        found.append(
            Duty(
                f"Send the requests of {line.inspectorate}",
                _href(viewer, "requests-send"),
                due_at=dates.due_at(inspection, milestone),
                yours=yours,
                waiting_for="" if yours else line.inspectorate,
                blocks="what the agencies send",
                milestone=milestone,
                paragraph="13",
            )
        )
    return found


def _to_supply(viewer: Viewer, lines: list[Waiting]) -> list[Duty]:
    if not viewer.may("supply", "request-item"):
        return []
    mine = {one.body for one in viewer.held}
    found: list[Duty] = []
    waiting: dict[tuple[datetime | None, bool], list[Waiting]] = {}
    choosing = viewer.inspection.edition.selection
    elsewhere = {choosing.list_milestone, choosing.data_milestone}
    for line in lines:
        if line.kind in OWN_PAGE and line.milestone in elsewhere:
            # The pages about children say this duty themselves.
            continue
        own = line.agency in mine
        if line.state == "query" and own:
            href = _href(viewer, "request-item", line.pk)
            found.append(Duty(f"Answer a query: {line.title}", href, paragraph="16"))
        elif line.is_open and not line.optional:
            waiting.setdefault((line.due_at, own), []).append(line)
    for (due_at, own), rows in waiting.items():
        found.append(_supply_duty(viewer, rows, due_at, own))
    return found


def _supply_duty(viewer: Viewer, rows: list[Waiting], due_at: datetime | None, own: bool) -> Duty:
    one = rows[0]
    agencies = {row.agency_name for row in rows}
    if len(rows) == 1:
        title, href = f"Send: {one.title}", _href(viewer, "request-item", one.pk)
    else:
        title, href = f"Send {counted(len(rows), 'item')}", f"{_href(viewer, 'requests')}?state=open"
    return Duty(
        title,
        href,
        due_at=due_at,
        yours=own,
        waiting_for=""
        if own
        else (counted(len(agencies), "agency") if len(agencies) > 1 else one.agency_name),
        milestone=one.milestone,
        paragraph="16",
    )


def _to_look_at(viewer: Viewer, lines: list[Waiting]) -> list[Duty]:
    mine = {one.body for one in viewer.held if viewer.may("accept", "request-item", About(body=one.body))}
    came = [line for line in lines if line.state == CAME and line.inspectorate in mine]
    if not came or not viewer.may("write", "request-item"):
        return []
    one = len(came) == 1
    title = f"Review: {came[0].title}" if one else f"Review {counted(len(came), 'item')} received"
    return [Duty(title, f"{_href(viewer, 'requests')}?state=received", paragraph="16")]


def _note_duty(viewer: Viewer) -> list[Duty]:
    if not viewer.may("write", "briefing-note") or happened_at(
        viewer.inspection, viewer.inspection.edition.code_for(BRIEF_NOTE)
    ):
        return []
    due_at = dates.due_at(viewer.inspection, viewer.inspection.edition.code_for(BRIEF_NOTE))
    title = "Write the briefing note to the team"
    return [
        Duty(
            title,
            _href(viewer, "briefing-note"),
            due_at=due_at,
            milestone=viewer.inspection.edition.code_for(BRIEF_NOTE),
            paragraph="9",
        )
    ]


def _documents_duties(viewer: Viewer) -> list[Duty]:
    inspection, found = viewer.inspection, []
    if viewer.may("allocate", "document"):
        left = queries.how_many_need_a_reader(inspection)
        done = happened_at(inspection, inspection.edition.code_for(ALLOCATE))
        if left:
            title = f"Give {counted(left, 'document')} to inspectors"
            due_at = None if done else dates.due_at(inspection, inspection.edition.code_for(ALLOCATE))
            href = _href(viewer, "documents-allocate")
            found.append(
                Duty(
                    title, href, due_at=due_at, milestone=inspection.edition.code_for(ALLOCATE), paragraph="9"
                )
            )
        elif not done and queries.how_many_to_be_read(inspection):
            due_at = dates.due_at(inspection, inspection.edition.code_for(ALLOCATE))
            href = _href(viewer, "documents-finish")
            found.append(
                Duty(
                    "Record that allocation is complete",
                    href,
                    due_at=due_at,
                    milestone=inspection.edition.code_for(ALLOCATE),
                    paragraph="9",
                )
            )
    mine = queries.how_many_unreviewed(inspection, viewer.user.pk)
    if mine and viewer.may("review", "document"):
        title = f"Review {counted(mine, 'document')}"
        due_at = queries.review_due_at(inspection)
        found.append(Duty(title, _href(viewer, "documents"), due_at=due_at, paragraph="70"))
    return found


_undecided = count_of(lambda: ExtraRequest.objects.filter(state=EXTRA_REQUEST.initial))


def _to_decide(viewer: Viewer) -> list[Duty]:
    if not viewer.may("decide", "extra-request"):
        return []
    open_ones = _undecided(viewer.inspection)
    if not open_ones:
        return []
    title = f"Decide on {counted(open_ones, 'proposal')} of extra information"
    return [Duty(title, _href(viewer, "extras"), paragraph="17")]


def _to_take_back(viewer: Viewer) -> list[Duty]:
    if not viewer.may("write", "system-access"):
        return []
    left = queries.access_to_take_back(viewer.inspection, viewer.at)
    if not left:
        return []
    title = f"Take back {counted(len(left), 'access')} to electronic files"
    return [Duty(title, _href(viewer, "systems"), paragraph="58")]
