"""Reads a plan and an event; every fault is named with its line and field."""

from __future__ import annotations

from collections.abc import Mapping

from jtai.core.timetable.fields import Fields, Notes, unique
from jtai.core.timetable.json_text import parse
from jtai.core.timetable.week import Activity, Event, Illness, Interval, Placed, Week
from jtai.core.timetable.week_reader import read_activity


def read_plan(content: bytes, week: Week) -> dict[str, Placed]:
    """The plan in a file, for one week. Raises `Faulty` with every fault."""
    value, text = parse(content)
    notes = Notes(text)
    top = Fields(value, (), notes)
    notes.raise_any()
    if not isinstance(top.value.get("plan"), dict):
        top.fault("plan", "“plan” must be an object with one member for each activity.")
        notes.raise_any()
    plan = {}
    for name, each in top.value["plan"].items():
        row = Fields(each, ("plan", name), notes)
        if name not in week.activities:
            notes.add(row.path, f"“{name}” is no activity of this week.")
        plan[name] = _placed(row, week)
    notes.raise_any()
    return plan


def _placed(row: Fields, week: Week) -> Placed:
    inspectors = row.texts("inspectors")
    for name in inspectors:
        if name not in week.inspector:
            row.fault("inspectors", f"“{name}” is no inspector of this week.")
    deputies = row.value.get("deputies", {})
    named = isinstance(deputies, dict) and all(isinstance(each, str) for each in deputies.values())
    if not named or not all(p in week.people for pair in deputies.items() for p in pair):
        row.fault("deputies", "“deputies” must name a person of this week for each person replaced.")
        deputies = {}
    return Placed(
        row.whole("start"), row.yes("phone", False), frozenset(inspectors), tuple(sorted(deputies.items()))
    )


def read_event(content: bytes, week: Week) -> Event:
    """The event in a file, for one week. Raises `Faulty` with every fault."""
    value, text = parse(content)
    notes = Notes(text)
    top = Fields(value, (), notes)
    notes.raise_any()
    event = Event(
        now=top.whole("now"),
        available=_available(top, week.people),
        ill=_ill(top, week),
        added=_added(top, week),
        pinned=frozenset(_pinned(top, week)),
    )
    notes.raise_any()
    return event


def _available(top: Fields, people: Mapping[str, object]) -> dict[str, tuple[Interval, ...]]:
    if not top.has("unavailable_people"):
        return {}
    group = Fields(top.value["unavailable_people"], ("unavailable_people",), top.notes)
    for name in group.value:
        if name not in people:
            group.fault(name, f"“{name}” is no person of this week.")
    return {name: group.intervals(name) for name in group.value}


def _ill(top: Fields, week: Week) -> Illness | None:
    if not top.has("ill"):
        return None
    row = Fields(top.value["ill"], ("ill",), top.notes)
    name, day = row.text("inspector"), row.whole("from_day")
    if name and name not in week.inspector:
        row.fault("inspector", f"“{name}” is no inspector of this week.")
    if day not in week.days:
        row.fault("from_day", f"Day {day} is not a day of this week.")
    return Illness(name, day)


def _added(top: Fields, week: Week) -> tuple[Activity, ...]:
    rows = top.objects("added", (), most=100)
    read = [read_activity(row, week) for row in rows]
    unique(rows, [each.id for each in read], "activity")
    known = {*week.activities, *(each.id for each in read)}
    for row, each in zip(rows, read, strict=True):
        if each.id in week.activities:
            row.fault("id", f"The activity “{each.id}” is in the week already.")
        for name in each.after:
            if name not in known:
                row.fault("after", f"“{name}” is no activity of this week.")
    return tuple(read)


def _pinned(top: Fields, week: Week) -> tuple[str, ...]:
    names = top.texts("pinned", ())
    for name in names:
        if name not in week.activities:
            top.fault("pinned", f"“{name}” is no activity of this week.")
    return names
