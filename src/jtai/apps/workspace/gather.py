"""Asks every stage for its tasks and duties; a stage offers them in its `pages.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.core.moments import LONDON, Moment

STAGES = (
    "inspections",
    "briefing",
    "notification",
    "portal",
    "selection",
    "evidence",
    "meetings",
    "findings",
    "letters",
)
MOST_DUTIES = 12

GROUPS = {
    "plan": "Plan and notify",
    "requests": "Information",
    "children": "Children",
    "evidence": "Evidence",
    "findings": "Meetings and findings",
    "letter": "Letter",
}


def viewer_of(user: object, inspection: Inspection, real: datetime) -> Viewer:
    """This person in this inspection, now by its clock."""
    held = tuple(held_by(user, inspection))  # type: ignore[arg-type]
    return Viewer(user, inspection, held, clock.moment_of(inspection, real))  # type: ignore[arg-type]


def _pages() -> list:
    names = [f"jtai.apps.{stage}.pages" for stage in STAGES]
    return [import_module(name) for name in names if find_spec(name)]


def tasks_of(viewer: Viewer) -> list[tuple[str, list[Task]]]:
    """The overview: tasks by group, in the order of an inspection; groups without a task are left out."""
    found = [task for pages in _pages() if hasattr(pages, "tasks") for task in pages.tasks(viewer)]
    return [
        (title, group)
        for code, title in GROUPS.items()
        if (group := [task for task in found if task.group == code])
    ]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with how it stands: "act-now", "today" or "next"; late_by where it is late."""

    duty: Duty
    when: str
    late_by: timedelta | None
    inspection: Inspection


def duties_of(viewer: Viewer) -> list[DutyLine]:
    """What is due from this person or waited for, the most pressing first."""
    found = [duty for pages in _pages() if hasattr(pages, "duties") for duty in pages.duties(viewer)]
    lines = [_line(duty, viewer) for duty in found]
    order = {"act-now": 0, "today": 1, "next": 2}
    far = datetime.max.replace(tzinfo=LONDON)
    return sorted(
        lines, key=lambda one: (order[one.when], not one.duty.yours, one.duty.due_at or far, one.duty.title)
    )


def _line(duty: Duty, viewer: Viewer) -> DutyLine:
    at: Moment = viewer.at
    late = at.now - duty.due_at if duty.due_at and duty.due_at < at.now else None
    if duty.urgent or (late and duty.yours):
        when = "act-now"
    elif duty.due_at and duty.due_at.astimezone(LONDON).date() <= at.today:
        when = "today"
    else:
        when = "next" if duty.due_at else "today"
    return DutyLine(duty, when, late, viewer.inspection)
