"""What visits put on the overview and on the home page of whoever reads the team."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.inspections.tasks import Duty, Task, Viewer


def tasks(viewer: Viewer) -> list[Task]:
    if not viewer.may("read", "team"):
        return []
    return [Task("Schools to visit", reverse("visits", args=[viewer.inspection.ref]), "To do", "visits")]


def duties(viewer: Viewer) -> list[Duty]:
    if not viewer.may("read", "team"):
        return []
    return [Duty("Visit the schools", reverse("visits", args=[viewer.inspection.ref]))]
