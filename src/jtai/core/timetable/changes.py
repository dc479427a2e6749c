"""What a repair changes, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jtai.core.timetable.week import Activity, Event, Placed, Plan, Week
from jtai.core.timetable.wording import met, named


@dataclass(frozen=True, slots=True)
class Change:
    """One activity that is not as it was."""

    activity: str
    what: str
    why: str


def changes(week: Week, old: Plan, event: Event, new: Plan) -> list[Change]:
    """Every change of a repair; `week` is the week after the event."""
    rows = []
    added = [each.id for each in event.added]
    touched = [n for n in (*old, *added) if old.get(n) != new.get(n) or n in added]
    for name in touched:
        what = ", ".join(_what(week, old.get(name), new.get(name)))
        rows.append(Change(name, what, _why(week, old, event, new, name, touched)))
    return rows


def _what(week: Week, old: Placed | None, new: Placed | None) -> Iterator[str]:
    if new is None:
        yield "dropped" if old else "added, but no place was found"
        return
    if old is None:
        yield f"added on {week.when(new.start)} with {_list(new.inspectors)}"
        return
    if old.start != new.start:
        yield f"moved from {week.when(old.start)} to {week.when(new.start)}"
    if old.phone != new.phone:
        yield "by telephone instead of in person" if new.phone else "in person instead of by telephone"
    yield from _staff(old.inspectors - new.inspectors, new.inspectors - old.inspectors)
    for name, instead in sorted(set(new.deputies) - set(old.deputies)):
        yield f"{instead} stands in for {name}"


def _staff(off: frozenset[str], on: frozenset[str]) -> Iterator[str]:
    if off and on:
        yield f"{_list(on)} instead of {_list(off)}"
    elif off:
        yield f"without {_list(off)}"
    elif on:
        yield f"with {_list(on)} as well"


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _why(week: Week, old: Plan, event: Event, new: Plan, name: str, touched: list[str]) -> str:
    activity, before = week.activities[name], old.get(name)
    if before is None:
        return "it was asked for"
    own = _own_reason(week, event, activity, before)
    return own or _room_for(week, old, new, name, touched)


def _own_reason(week: Week, event: Event, activity: Activity, before: Placed) -> str:
    instead = dict(before.deputies)
    for each in activity.people:
        person = week.people[instead.get(each, each)]
        end = before.start + activity.duration
        if not any(a <= before.start and end <= b for a, b in person.available):
            return f"{met(person)} is no longer free on {week.when(before.start)}"
    ill = event.ill
    if ill and ill.inspector in before.inspectors and week.day_of(before.start) >= ill.from_day:
        return f"{ill.inspector} is ill from day {ill.from_day}"
    return ""


def _room_for(week: Week, old: Plan, new: Plan, name: str, touched: list[str]) -> str:
    """The change nearby that this one makes room for."""
    here = {p for plan in (old, new) if name in plan for p in plan[name].inspectors}
    days = {week.day_of(plan[name].start) for plan in (old, new) if name in plan}
    for other in touched:
        place = new.get(other)
        if other == name or place is None:
            continue
        if week.day_of(place.start) in days and place.inspectors & here:
            return f"to make room for {named(week.activities[other])}"
    child = week.activities[name].child
    if child is not None:
        return f"so that one inspector continues to follow child {child}"
    return "to make room for the other changes"
