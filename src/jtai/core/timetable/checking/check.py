"""The check as a whole: a plan for a week, or a repair of a plan that was running."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jtai.core.timetable.checking import breaks, placement, staff
from jtai.core.timetable.checking.found import Looked, Violation
from jtai.core.timetable.week import Event, Inspector, Plan, Week
from jtai.core.timetable.wording import capital, named

RULES = (*placement.RULES, *staff.RULES, *breaks.RULES)


def check(week: Week, plan: Plan) -> list[Violation]:
    """Every rule the plan breaks, with the activity it shows at; nothing when the plan holds."""
    looked = Looked(week, plan)
    return [violation for rule in RULES for violation in rule(looked)]


def check_repair(week: Week, old: Plan, event: Event, new: Plan) -> list[Violation]:
    """The same for a plan made after `event` from a plan that was running."""
    changed = _changed(week, event)
    held = frozenset(name for name, placed in old.items() if placed.start < event.now)
    looked = Looked(changed, new, event.now, held, frozenset(_afresh(week, old, event, held)))
    rules = [rule for rule in RULES if rule is not placement.missing]
    return [*_repair_rules(changed, old, event, new), *(v for rule in rules for v in rule(looked))]


def _changed(week: Week, event: Event) -> Week:
    people = dict(week.people)
    for name, available in event.available.items():
        people[name] = replace(people[name], available=available)
    return replace(
        week,
        people=people,
        inspectors=tuple(_well(each, event) for each in week.inspectors),
        activities={**week.activities, **{each.id: each for each in event.added}},
    )


def _well(inspector: Inspector, event: Event) -> Inspector:
    if event.ill is None or event.ill.inspector != inspector.id:
        return inspector
    return replace(inspector, days=tuple(day for day in inspector.days if day < event.ill.from_day))


def _afresh(week: Week, old: Plan, event: Event, held: frozenset[str]) -> Iterator[str]:
    """The children whose only thread so far was the inspector who is now ill."""
    if event.ill is None:
        return
    so_far: dict[str, list[bool]] = {}
    for name in held:
        for need in week.activities[name].requirements:
            if need.kind == "tracker":
                so_far.setdefault(need.of, []).append(event.ill.inspector in old[name].inspectors)
    yield from (child for child, there in so_far.items() if all(there))


def _repair_rules(week: Week, old: Plan, event: Event, new: Plan) -> Iterator[Violation]:
    added = {each.id for each in event.added}
    for name, placed in old.items():
        activity = week.activities[name]
        past, pinned = placed.start < event.now, name in event.pinned
        if (past or pinned) and new.get(name) != placed:
            why = "had started" if past else "is pinned"
            yield Violation(
                "past" if past else "pin", name, f"{capital(named(activity))} {why} and may not change."
            )
        elif name not in new and activity.kind in week.figures.kept_kinds:
            yield Violation("missing", name, f"{capital(named(activity))} may not be dropped.")
    yield from _entered(week, old, event.now, new, added)


def _entered(week: Week, old: Plan, now: int, new: Plan, added: set[str]) -> Iterator[Violation]:
    nowhere: Mapping[str, object] = old
    for name, placed in new.items():
        activity = week.activities[name]
        was = old.get(name)
        if placed.start < now and (was is None or was.start >= now):
            yield Violation(
                "past", name, f"{capital(named(activity))} is planned before {week.when(now)}, which is past."
            )
        if name not in nowhere and name not in added:
            yield Violation(
                "missing", name, f"{capital(named(activity))} was not in the old plan and stays out."
            )
