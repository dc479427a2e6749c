"""Tasks and duties of choosing children."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.selection import queries
from jtai.apps.selection.queries import SHORTLIST, TRACKED


def tasks(viewer: Viewer) -> list[Task]:
    """Lists, first choice, tracked children, for whoever may read them."""
    if not viewer.may("read", "child-list"):
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
                "the list has come",
            )
        )
        found.append(
            _choice(
                "Choose the tracked children",
                "children-tracked",
                bool(second),
                bool(first),
                ref,
                "the first choice is sent",
            )
        )
    return found


def _choice(title: str, name: str, done: bool, is_open: bool, ref: str, opens: str) -> Task:
    status = "Completed" if done else ("To do" if is_open else "Cannot start yet")
    return Task(
        title,
        reverse(name, args=[ref]) if is_open else "",
        status,
        "children",
        "" if is_open else f"Opens when {opens}.",
    )


def duties(viewer: Viewer) -> list[Duty]:
    """Whose turn the list, the choices and the information are."""
    inspection = viewer.inspection
    if not (inspection.dcs_told_at and inspection.day_zero and viewer.may("read", "child-list")):
        return []
    rules = inspection.edition.selection
    if not queries.has_list(inspection):
        yours = viewer.has_role("dcs")
        return [
            _duty(
                viewer,
                "Send the list of children",
                "child-list-new" if yours else "children",
                rules.list_milestone,
                yours,
                "the director of children’s services",
                "choosing the first children",
            )
        ]
    if queries.published(inspection, SHORTLIST) is None:
        yours = viewer.may("write", "selection")
        return [
            _duty(
                viewer,
                "Choose the first children",
                "children-shortlist" if yours else "children",
                rules.shortlist_milestone,
                yours,
                "the lead inspector",
                "the request for more information",
            )
        ]
    found = []
    if queries.data_state(inspection, viewer.at.now).outstanding:
        yours = viewer.may("supply", "child-data")
        found.append(
            _duty(
                viewer,
                "Send more information on each child chosen",
                "child-data" if yours else "children",
                rules.data_milestone,
                yours,
                "the local authority",
                "",
            )
        )
    if queries.published(inspection, TRACKED) is None:
        yours = viewer.may("write", "selection")
        found.append(
            _duty(
                viewer,
                "Choose the tracked children",
                "children-tracked" if yours else "children",
                rules.tracked_milestone,
                yours,
                "the lead inspector",
                "the joint evaluations",
            )
        )
    return found


def _duty(viewer: Viewer, title: str, name: str, milestone: str, yours: bool, whom: str, blocks: str) -> Duty:
    return Duty(
        title,
        reverse(name, args=[viewer.inspection.ref]),
        dates.due_at(viewer.inspection, milestone),
        yours,
        "" if yours else whom,
        blocks=blocks,
        milestone=milestone,
    )
