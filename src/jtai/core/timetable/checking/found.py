"""What a check finds, and what it looks at: a plan beside its week, and what was running when it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jtai.core.timetable.week import Activity, Placed, Plan, Week


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken, the activity it shows at, and a sentence."""

    rule: str
    activity: str
    message: str


@dataclass(frozen=True)
class Looked:
    """A plan beside its week.

    `held` are the activities that had started before `now`, which no rule looks at again on its own;
    `afresh` are the children whose continuity starts again.
    """

    week: Week
    plan: Plan
    now: int = 0
    held: frozenset[str] = frozenset()
    afresh: frozenset[str] = frozenset()

    def all(self) -> Iterator[tuple[Activity, Placed]]:
        """Every activity of the plan, with its place."""
        for name, placed in self.plan.items():
            yield self.week.activities[name], placed

    def ahead(self) -> Iterator[tuple[Activity, Placed]]:
        """The activities that had not started."""
        return ((activity, placed) for activity, placed in self.all() if activity.id not in self.held)

    def attends(self, inspector: str) -> list[tuple[int, Activity, Placed]]:
        """The activities of an inspector, in the order of time."""
        mine = [(p.start, a, p) for a, p in self.all() if inspector in p.inspectors]
        return sorted(mine, key=lambda row: (row[0], row[1].id))

    def place(self, activity: Activity, placed: Placed) -> int | None:
        """The site where an activity is held in person, or None."""
        return None if placed.phone else activity.site

    def met(self, activity: Activity, placed: Placed) -> list[str]:
        """Whom the activity meets, deputies in place of those they stand in for."""
        instead = dict(placed.deputies)
        return [instead.get(name, name) for name in activity.people]
