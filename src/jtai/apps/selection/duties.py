"""Tasks and duties of choosing children."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.selection import queries
from jtai.apps.selection.queries import SHORTLIST, TRACKED


def tasks(viewer: Viewer) -> list[Task]:
    """Lists, first choice, tracked children, for whoever may read them."""
    if not (_reads_lists(viewer) or queries.published_for(viewer, TRACKED)):
        return []
    ref, inspection = viewer.inspection.ref, viewer.inspection
    listed = queries.has_list(inspection)
    found = [
        Task(
            "Lists of children",
            reverse("children", args=[ref]),
            "Completed" if listed else ("To do" if inspection.dcs_told_at else "Cannot start yet"),
            "children",
            "" if inspection.dcs_told_at else "Opens when the call to the director is logged.",
        )
    ]
    if viewer.may("write", "selection"):
        first, second = queries.published(inspection, SHORTLIST), queries.published(inspection, TRACKED)
        found.append(
            _choice(
                "Choose the first children",
                "children-shortlist",
                bool(first),
                listed,
                ref,
                "the list has been received",
            )
        )
        found.append(
            _choice(
                "Choose the tracked children",
                "children-tracked",
                bool(second),
                bool(first),
                ref,
                "the first selection is sent",
            )
        )
    return found


def _reads_lists(viewer: Viewer) -> bool:
    return viewer.may("read", "child-list", queries.about_lists(viewer.inspection))


def _choice(title: str, name: str, done: bool, is_open: bool, ref: str, opens: str) -> Task:
    status = "Completed" if done else ("To do" if is_open else "Cannot start yet")
    return Task(
        title,
        reverse(name, args=[ref]) if is_open else "",
        status,
        "children",
        "" if is_open else f"Opens when {opens}.",
    )


DIRECTOR, LEAD = "the director of children’s services", "the lead inspector"


def duties(viewer: Viewer) -> list[Duty]:
    """Whose turn the list, the choices and the information are."""
    inspection = viewer.inspection
    if not (inspection.dcs_told_at and inspection.day_zero and _reads_lists(viewer)):
        return []
    rules = inspection.edition.selection
    if not queries.has_list(inspection):
        own = "child-list-new" if viewer.may("supply", "child-list", queries.about_lists(inspection)) else ""
        return [
            _duty(
                viewer,
                "Send the list of children",
                own,
                rules.list_milestone,
                DIRECTOR,
                "the first selection",
            )
        ]
    may_choose = viewer.may("write", "selection")
    if not queries.is_published(inspection, SHORTLIST):
        own = "children-shortlist" if may_choose else ""
        return [
            _duty(
                viewer, "Choose the first children", own, rules.shortlist_milestone, LEAD, "more information"
            )
        ]
    found = []
    if queries.data_state(inspection, viewer.at.now).outstanding:
        own = "child-data" if viewer.may("supply", "child-data", queries.about_data(inspection)) else ""
        title, whom = "Send more information on each child chosen", "the local authority"
        found.append(_duty(viewer, title, own, rules.data_milestone, whom, ""))
    if not queries.is_published(inspection, TRACKED):
        own = "children-tracked" if may_choose else ""
        title = "Choose the tracked children"
        found.append(_duty(viewer, title, own, rules.tracked_milestone, LEAD, "the joint evaluations"))
    return found


def _duty(viewer: Viewer, title: str, own: str, milestone: str, whom: str, blocks: str) -> Duty:
    """own: the page where it is this viewer's turn, or "" when it is somebody else's."""
    return Duty(
        title,
        reverse(own or "children", args=[viewer.inspection.ref]),
        dates.due_at(viewer.inspection, milestone),
        bool(own),
        "" if own else whom,
        blocks=blocks,
        milestone=milestone,
    )
