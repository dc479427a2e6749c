"""Weeks, plans and events written in the exchange format, as their readers take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jtai.core.timetable.week import Activity, Break, Event, Inspector, Person, Placed, Requirement, Week
from jtai.core.timetable.week_reader import FORMAT


def week_data(week: Week) -> dict[str, Any]:
    """A week as JSON data. Reading it again gives the same week."""
    data: dict[str, Any] = {
        "name": week.name,
        "format": FORMAT,
        "slot_minutes": week.slot_minutes,
        "day_stride": week.day_stride,
        "day_slots": week.day_slots,
        "day_start": week.clock(0),
        "days": list(week.days),
        "evidence_ends": week.evidence_ends,
        "inspectors": [_inspector(each) for each in week.inspectors],
        "sites": [
            {"id": each.id, "zone": each.zone, "agency": each.agency, "rooms": each.rooms}
            for each in week.sites
        ],
        "travel": [list(row) for row in week.travel],
        "people": [_person(each) for each in week.people.values()],
        "activities": [activity_data(each) for each in week.activities.values()],
        "support": [{"id": name, "count": count} for name, count in week.support.items()],
        "breaks": {b.name: _break(week, b) for b in week.breaks if b.rule == "break"},
    }
    return data | {b.name: _break(week, b) for b in week.breaks if b.rule != "break"}


def _inspector(each: Inspector) -> dict[str, Any]:
    return {
        "id": each.id, "inspectorate": each.inspectorate, "lead": each.lead, "days": list(each.days),
        "mini_teams": list(each.mini_teams), "role": "analyst" if each.analyst else "inspector",
    }  # fmt: skip


def _person(each: Person) -> dict[str, Any]:
    return {
        "id": each.id, "job_role": each.job_role, "agency": each.agency, "manager": each.manager,
        "available": [list(interval) for interval in each.available], "deputies": list(each.deputies),
    }  # fmt: skip


def _break(week: Week, each: Break) -> dict[str, Any]:
    hours = [(week.day_start + slot * week.slot_minutes) / 60 for slot in (each.earliest, each.latest)]
    return {"dur": each.duration, "days": list(each.days), "win": hours}


def activity_data(each: Activity) -> dict[str, Any]:
    """An activity as JSON data."""
    data: dict[str, Any] = {
        "id": each.id, "kind": each.kind, "duration": each.duration,
        "windows": [list(interval) for interval in each.windows],
        "requirements": [_requirement(need) for need in each.requirements],
        "site": each.site, "people": list(each.people), "mandatory": each.mandatory, "reward": each.reward,
        "phone_allowed": each.phone_allowed, "phone_penalty": each.phone_penalty, "evidence": each.evidence,
        "child": each.child, "after": list(each.after), "support": each.support,
        "open_attendance": each.open_attendance, "consent": each.consent, "pair": each.pair,
    }  # fmt: skip
    if each.consent_needed is not None:
        needed = each.consent_needed
        data["consent_needed"] = {
            "agreed_at": needed.agreed_at, "best_interests_at": needed.best_interests_at,
        }  # fmt: skip
    if each.pin is not None:
        crew = None if each.pin.inspectors is None else list(each.pin.inspectors)
        data["pin"] = {"start": each.pin.start, "phone": each.pin.phone, "inspectors": crew}
    return data


def _requirement(need: Requirement) -> dict[str, Any]:
    if need.kind == "all":
        return {"count": "all"}
    by_kind: dict[str, dict[str, Any]] = {
        "any": {}, "lead": {"lead": True}, "analyst": {"role": "analyst"},
    }  # fmt: skip
    return {"count": need.count, **by_kind.get(need.kind, {need.kind: need.of})}


def plan_data(plan: Mapping[str, Placed]) -> dict[str, Any]:
    """A plan as JSON data, in the order of the activities' ids."""
    return {name: _placed(plan[name]) for name in sorted(plan)}


def _placed(placed: Placed) -> dict[str, Any]:
    data: dict[str, Any] = {
        "start": placed.start, "phone": placed.phone, "inspectors": sorted(placed.inspectors),
    }  # fmt: skip
    return data | ({"deputies": dict(placed.deputies)} if placed.deputies else {})


def event_data(event: Event) -> dict[str, Any]:
    """An event as JSON data."""
    ill = event.ill and {"inspector": event.ill.inspector, "from_day": event.ill.from_day}
    return {
        "now": event.now,
        "unavailable_people": {n: [list(i) for i in rows] for n, rows in event.available.items()},
        "ill": ill,
        "added": [activity_data(each) for each in event.added],
        "pinned": sorted(event.pinned),
    }
