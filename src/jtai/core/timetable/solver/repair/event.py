"""A week after an event, and which part of a running plan is past."""

from __future__ import annotations

from dataclasses import replace

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Event, Inspector, Placed, Plan, Week


def after_event(week: Week, event: Event) -> Week:
    """The week with the new availability, without the inspector who is ill, with what was added."""
    people = {n: replace(p, available=event.available.get(n, p.available)) for n, p in week.people.items()}
    inspectors = tuple(_well(each, event) for each in week.inspectors)
    added = {each.id: each for each in event.added}
    return replace(week, people=people, inspectors=inspectors, activities={**week.activities, **added})


def _well(inspector: Inspector, event: Event) -> Inspector:
    if event.ill is None or event.ill.inspector != inspector.id:
        return inspector
    return replace(inspector, days=tuple(day for day in inspector.days if day < event.ill.from_day))


def started(old: Plan, event: Event) -> dict[str, Placed]:
    """What had started before the event."""
    return {name: placed for name, placed in old.items() if placed.start < event.now}


def facts_after(week: Week, old: Plan, event: Event) -> Facts:
    """The facts of a repair. Continuity starts afresh for a child only the ill inspector had followed."""
    held = started(old, event)
    afresh: set[str] = set()
    if event.ill is not None:
        there: dict[str, set[bool]] = {}
        for name, placed in held.items():
            for need in week.activities[name].requirements:
                if need.kind == "tracker":
                    there.setdefault(need.of, set()).add(event.ill.inspector in placed.inspectors)
        afresh = {child for child, found in there.items() if found == {True}}
    return Facts(after_event(week, event), now=event.now, afresh=frozenset(afresh), held=frozenset(held))
