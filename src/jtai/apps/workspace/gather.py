"""Asks every stage for its tasks and duties, and knows none of them by name (ADR 0013)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.inspections import clock, dates, phases
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.memory import reading_for
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.stage import Asks, StageConfig, sections, stages
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.core.framework import FrameworkFaults, UnknownEdition
from jtai.core.moments import Moment
from jtai.core.timeline import lateness
from jtai.words import LONDON, local

MOST_DUTIES = 12


def readable(inspections: Iterable[Inspection]) -> tuple[list[Inspection], list[Inspection]]:
    """Those whose edition and theme load, and the others: one of these takes no page of the rest down."""
    good: list[Inspection] = []
    others: list[Inspection] = []
    for inspection in inspections:
        try:
            dates.theme_of(inspection)
            known = inspection.edition.id == inspection.edition_id
        except (FrameworkFaults, UnknownEdition):
            known = False
        (good if known else others).append(inspection)
    return good, others


def viewer_of(user: object, inspection: Inspection, real: datetime) -> Viewer:
    """This person in this inspection, now by its clock."""
    held = tuple(held_by(user, inspection))  # type: ignore[arg-type]
    return Viewer(user, inspection, held, clock.moment_of(inspection, real))  # type: ignore[arg-type]


def _asking(viewer: Viewer) -> list[StageConfig]:
    """The stages that still ask for something."""
    ended = {Asks.NOTHING}
    if phases.is_published(viewer.inspection):
        ended |= {Asks.UNTIL_FIELDWORK_ENDS, Asks.UNTIL_PUBLICATION}
    elif phases.is_fieldwork_over(viewer.inspection, viewer.at):
        ended |= {Asks.UNTIL_FIELDWORK_ENDS}
    return [stage for stage in stages() if stage.asks not in ended]


def tasks_of(viewer: Viewer) -> list[tuple[str, list[Task]]]:
    """The overview: tasks by section, in the order of an inspection; sections without a task are left out."""
    titles = {section.code: section.title for section in sections() if section.title}
    groups: dict[str, list[Task]] = {code: [] for code in titles}
    for stage in stages():
        for task in stage.tasks(viewer):
            groups[task.section].append(task)
    return [(titles[code], group) for code, group in groups.items() if group]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with how it stands: "act-now", "today" or "next"."""

    duty: Duty
    when: str
    inspection: Inspection
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.duty.due_at is not None and self.duty.due_at < self.now

    @property
    def late(self) -> str:
        """By how much, or empty. Counted for the few lines that are shown, not for all there are."""
        if self.duty.due_at is None or not self.is_late:
            return ""
        return lateness(self.duty.due_at, self.now, dates.calendar_of(self.inspection))


def duties_of(viewer: Viewer) -> list[DutyLine]:
    """What is due from this person or waited for, the most pressing first."""
    return duties_in_all([viewer])


def duties_in_all(viewers: Sequence[Viewer]) -> list[DutyLine]:
    """The duties of somebody in each of their inspections, the most pressing of each inspection first.

    Stage by stage: what a stage asks for is read of those inspections alone that still ask it (ADR 0195).
    """
    asking = [_asking(viewer) for viewer in viewers]
    found: list[list[Duty]] = [[] for _ in viewers]
    for stage in stages():
        those = [n for n, asked in enumerate(asking) if stage in asked]
        with reading_for(viewers[n].inspection for n in those):
            for n in those:
                found[n] += stage.duties(viewers[n])
    return [line for n, viewer in enumerate(viewers) for line in _in_order(found[n], viewer)]


def _in_order(found: list[Duty], viewer: Viewer) -> list[DutyLine]:
    lines = [_line(duty, viewer) for duty in found]
    order = {"act-now": 0, "today": 1, "next": 2}
    far = datetime.max.replace(tzinfo=LONDON)
    return sorted(
        lines, key=lambda one: (order[one.when], not one.duty.yours, one.duty.due_at or far, one.duty.title)
    )


def _line(duty: Duty, viewer: Viewer) -> DutyLine:
    at: Moment = viewer.at
    if duty.urgent or (duty.yours and duty.due_at and duty.due_at < at.now):
        when = "act-now"
    elif duty.due_at and local(duty.due_at).date() <= at.today:
        when = "today"
    else:
        when = "next" if duty.due_at else "today"
    return DutyLine(duty, when, viewer.inspection, at.now)
