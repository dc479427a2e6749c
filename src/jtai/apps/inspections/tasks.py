"""What a stage tells the home page and the overview: tasks of the inspection, duties of a person.

Each stage's `duties.py` gives `tasks(viewer)` and `duties(viewer)`; the workspace gathers them (ADR 0013).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.core.access import NOBODY, About, Held, decide
from jtai.core.moments import Moment


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person looking at an inspection at a moment, with the roles held there."""

    user: User
    inspection: Inspection
    held: tuple[Held, ...]
    at: Moment

    def may(self, action: str, material: str, about: About | None = None) -> bool:
        """May this person? Without `about`: at all, to any such thing."""
        return bool(decide(self.held, action, material, about))

    def has_role(self, *roles: str) -> bool:
        return any(one.role in roles for one in self.held)

    @property
    def is_local(self) -> bool:
        """Is this a person of the local area (sees nothing of the inspectorates' own)?"""
        sides = {role.code: role.side for role in self.inspection.edition.roles}
        return bool(self.held) and all(sides.get(one.role) == "local" for one in self.held)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the overview. status: one of the ten words of the design, or "Completed" and the like.

    section: the code of a section that a stage declares; hint: what opens a closed task.
    """

    title: str
    href: str
    status: str
    section: str
    hint: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something due from somebody.

    title       verb first: "Choose the twenty"
    due_at      aware instant by the inspection's clock, or None
    yours       the viewer's own turn; otherwise `waiting_for` says whose
    urgent      a child at risk: "Act now" whatever the time
    blocks      what its lateness keeps closed, in words, or ""
    time_words  when, in words, where no time of day is known
    """

    title: str
    href: str
    due_at: datetime | None = None
    yours: bool = True
    waiting_for: str = ""
    urgent: bool = False
    blocks: str = ""
    milestone: str = ""
    paragraph: str = ""
    time_words: str = field(default="", kw_only=True)


__all__ = ["NOBODY", "About", "Duty", "Task", "Viewer"]
