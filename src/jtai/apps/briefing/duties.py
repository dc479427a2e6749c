"""What the briefing puts on the overview and on a person's home page."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.briefing import queries
from jtai.apps.inspections import dates
from jtai.apps.inspections.tasks import Duty, Task, Viewer

# Purposes of milestones.
READ_BEFORE, PREPARE_BY = "briefing-read", "team-prepared"


def tasks(viewer: Viewer) -> list[Task]:
    if not viewer.may("read", "briefing"):
        return []
    ref = viewer.inspection.ref
    return [
        Task("Pre-inspection briefing", reverse("briefing", args=[ref]), _status(viewer), "plan", "", "10"),
        Task(
            "Performance data",
            reverse("performance-data", args=[ref]),
            "Completed" if queries.performance_data(viewer) else "To do",
            "plan",
            "",
            "10",
        ),
        Task(
            "Discussion before going on site",
            reverse("briefing-discussion", args=[ref]),
            "Completed" if viewer.inspection.briefing_discussions.exists() else "To do",
            "plan",
            "",
            "11",
        ),
    ]


def _status(viewer: Viewer) -> str:
    inspection = viewer.inspection
    if not queries.is_issued(inspection):
        return "In progress" if queries.drafts(inspection) else "To do"
    return "In progress" if queries.readings(inspection).missing else "Completed"


def duties(viewer: Viewer) -> list[Duty]:
    if not viewer.may("read", "briefing") or viewer.inspection.day_zero is None:
        return []
    issued = queries.is_issued(viewer.inspection)
    found = []
    if viewer.may("issue", "briefing") and not issued:
        found.append(
            _duty(viewer, "Issue the pre-inspection briefing", READ_BEFORE, blocks="the call to the director")
        )
    if issued and _must_read(viewer) and not queries.has_read(viewer.inspection, viewer.user):
        gate = not viewer.inspection.dcs_told_at and viewer.has_role(
            viewer.inspection.edition.team.lead_role, "call-lead"
        )
        found.append(
            _duty(
                viewer,
                "Read the pre-inspection briefing",
                READ_BEFORE if gate else PREPARE_BY,
                blocks="the call to the director" if gate else "",
            )
        )
    found += _waiting(viewer, issued)
    return found


def _must_read(viewer: Viewer) -> bool:
    return viewer.has_role(*queries.inspecting_roles(viewer.inspection), "call-lead")


def _waiting(viewer: Viewer, issued: bool) -> list[Duty]:
    """The lead sees who has still to read before the call may be made."""
    if not viewer.may("go-on", "briefing") or viewer.inspection.dcs_told_at:
        return []
    if not issued:
        return [_duty(viewer, "Pre-inspection briefing", READ_BEFORE, waiting_for="the analyst")]
    standing = queries.reading_problems(viewer.inspection)
    if not standing:
        return []
    return [
        _duty(
            viewer,
            "Readings of the briefing",
            READ_BEFORE,
            waiting_for=f"{len(standing)} to read it",
            name="briefing-readers",
        )
    ]


def _duty(
    viewer: Viewer,
    title: str,
    purpose: str,
    *,
    blocks: str = "",
    waiting_for: str = "",
    name: str = "briefing",
) -> Duty:
    code = viewer.inspection.edition.code_for(purpose)
    return Duty(
        title,
        reverse(name, args=[viewer.inspection.ref]),
        due_at=dates.due_at(viewer.inspection, code),
        yours=not waiting_for,
        waiting_for=waiting_for,
        blocks=blocks,
        milestone=code,
        paragraph="11",
    )
