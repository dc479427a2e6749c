"""Meetings in the overview and on the home page."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.meetings import queries
from jtai.apps.meetings.wording import state_words
from jtai.words import day_date


def tasks(viewer: Viewer) -> list[Task]:
    """One line for each meeting this person may know of, in the order of the days."""
    if not viewer.may("read", "meeting"):
        return []
    ref = viewer.inspection.ref
    rows = queries.visible(viewer)
    if not rows and viewer.may("write", "meeting"):
        ready = viewer.inspection.day_zero is not None
        status = "To do" if ready else "Cannot start yet"
        hint = "" if ready else f"Opens when {viewer.inspection.edition.notification_day} is set."
        return [
            Task("Plan the meetings", reverse("meetings-plan", args=[ref]), status, "findings", hint, "33")
        ]
    return [
        Task(
            title=row.title,
            href=reverse("meeting", args=[ref, row.pk]),
            status="Completed" if row.state == "closed" else state_words(row, viewer.at),
            section="findings",
            hint=queries.day_words(row),
            paragraph=row.kind.paragraph if row.kind else "44",
        )
        for row in rows
    ]


def duties(viewer: Viewer) -> list[Duty]:
    """Meetings of today and those left open; the lead's to start and close, everybody's to come to."""
    found = []
    for row in queries.come_and_not_over(viewer) if viewer.may("read", "meeting") else []:
        leads = viewer.may("write", "meeting")
        # Nobody can come to a meeting of an earlier day any more; the lead says what became of it.
        gone = row.state == "planned" and row.on < viewer.at.today
        if gone and not leads:
            continue
        verb = "Record the outcomes" if gone else "Close" if row.state == "held" else "Start"
        verb = verb if leads else "Attend"
        found.append(
            Duty(
                title=f"{verb}: {row.title}",
                href=reverse("meeting", args=[viewer.inspection.ref, row.pk]),
                due_at=queries.latest_end(row) if row.state == "held" else row.scheduled_start,
                yours=leads or queries.is_invited(viewer, row),
                waiting_for="" if leads else "the lead inspector",
                milestone=queries.milestone_of(row),
                paragraph=row.kind.paragraph if row.kind else "44",
                time_words=f"Planned for {day_date(row.on)}",
            )
        )
    return found
