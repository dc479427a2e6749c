"""Asks every stage for its tasks and duties; a stage offers them in its `pages.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from jtai.apps.inspections import clock, dates, phases
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.core.moments import LONDON, Moment
from jtai.core.timeline import lateness
from jtai.core.working_days import Calendar

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
# What these stages ask for serves the days on site; the portal and the evidence say themselves what remains.
FOR_FIELDWORK = ("briefing", "notification", "selection")
AFTER_PUBLICATION = ("inspections", "portal", "letters")

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


def _pages(stages: Sequence[str] = STAGES) -> list:
    names = [f"jtai.apps.{stage}.pages" for stage in stages]
    return [import_module(name) for name in names if find_spec(name)]


def _asking(viewer: Viewer) -> list[str]:
    """The stages that still ask for something."""
    if phases.is_published(viewer.inspection):
        return [stage for stage in STAGES if stage in AFTER_PUBLICATION]
    over = phases.is_fieldwork_over(viewer.inspection, viewer.at)
    return [stage for stage in STAGES if not (over and stage in FOR_FIELDWORK)]


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
    """A duty with how it stands: "act-now", "today" or "next"; `late` says by how much, or is empty."""

    duty: Duty
    when: str
    late: str
    inspection: Inspection


def duties_of(viewer: Viewer) -> list[DutyLine]:
    """What is due from this person or waited for, the most pressing first."""
    asking = _pages(_asking(viewer))
    found = [duty for pages in asking if hasattr(pages, "duties") for duty in pages.duties(viewer)]
    calendar = dates.calendar_of(viewer.inspection)
    lines = [_line(duty, viewer, calendar) for duty in found]
    order = {"act-now": 0, "today": 1, "next": 2}
    far = datetime.max.replace(tzinfo=LONDON)
    return sorted(
        lines, key=lambda one: (order[one.when], not one.duty.yours, one.duty.due_at or far, one.duty.title)
    )


def _line(duty: Duty, viewer: Viewer, calendar: Calendar) -> DutyLine:
    at: Moment = viewer.at
    late = lateness(duty.due_at, at.now, calendar) if duty.due_at and duty.due_at < at.now else ""
    if duty.urgent or (late and duty.yours):
        when = "act-now"
    elif duty.due_at and duty.due_at.astimezone(LONDON).date() <= at.today:
        when = "today"
    else:
        when = "next" if duty.due_at else "today"
    return DutyLine(duty, when, late, viewer.inspection)
