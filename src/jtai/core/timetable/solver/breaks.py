"""Breaks in the model: each has a time and a zone of the inspector's choice, and journeys may not eat it."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.model import Choice, Model
from jtai.core.timetable.week import Activity, Break, Placed


@dataclass(frozen=True)
class _Day:
    """One inspector's day: what may come and what is there already."""

    inspector: str
    day: int
    free: list[Choice]
    held: list[tuple[Activity, Placed]]


def add_breaks(model: Model) -> None:
    """Every break of every day that a free activity could touch."""
    week = model.week
    for inspector in week.inspectors:
        mine = [c for c in model.choices.values() if inspector.id in c.staff]
        for day in inspector.days:
            free = [c for c in mine if day in c.day]
            if not free:
                continue
            held = [
                (week.activities[n], p) for n, p in model.fixed.items()
                if inspector.id in p.inspectors and week.day_of(p.start) == day
            ]  # fmt: skip
            _add_day(model, _Day(inspector.id, day, free, held))


def _add_day(model: Model, day: _Day) -> None:
    first = model.week.start_of(day.day)
    taken = [
        model.cp.new_optional_fixed_size_interval_var(
            c.start, c.activity.duration, c.staff[day.inspector], ""
        )
        for c in day.free
    ]
    breaks = []
    for each in model.week.breaks:
        latest = first + each.latest - each.duration
        off = (each.rule, each.name) in model.facts.off
        if day.day in each.days and latest >= model.now and not off:
            start = _add_one(model, day, each, first)
            breaks.append(model.cp.new_fixed_size_interval_var(start, each.duration, ""))
    if breaks:
        model.cp.add_no_overlap([*taken, *breaks])


def _add_one(model: Model, day: _Day, each: Break, first: int) -> cp_model.IntVar:
    cp = model.cp
    earliest, latest = first + each.earliest, first + each.latest - each.duration
    starts = [t for t in range(earliest, latest + 1) if _clear(t, each.duration, day.held)]
    start = cp.new_int_var_from_domain(cp_model.Domain.from_values(starts or [earliest]), "")
    if not starts:
        cp.add_bool_or([])
    zones = model.facts.zones
    if len(zones) == 1:
        return start
    spent = {zone: cp.new_bool_var("") for zone in zones}
    cp.add_exactly_one(spent.values())
    for zone, lit in spent.items():
        fits = [t for t in starts if _reached(model, t, each.duration, day.held, zone)]
        if len(fits) < len(starts):
            domain = cp_model.Domain.from_values(fits)
            cp.add_linear_expression_in_domain(start, domain).only_enforce_if(lit)
    for choice in day.free:
        _keep_apart(model, day, choice, start, each, spent)
    return start


def _keep_apart(
    model: Model,
    day: _Day,
    choice: Choice,
    start: cp_model.IntVar,
    each: Break,
    spent: dict[int, cp_model.IntVar],
) -> None:
    """Between the break and an activity in person in another zone there is the journey."""
    if choice.site is None:
        return
    cp, zone = model.cp, model.week.sites[choice.site].zone
    opens = model.week.start_of(day.day) + each.earliest
    closes = model.week.start_of(day.day) + each.latest
    journeys = {z: model.facts.journeys(z, zone) for z in spent if z != zone}
    longest = max((each for both in journeys.values() for each in both), default=0)
    if not _near(model, choice, opens - longest, closes + longest):
        return
    before, after = cp.new_bool_var(""), cp.new_bool_var("")
    # The activity's own journey grows with the zone of the break, which is at most one of them.
    away = sum(there * spent[z] for z, (there, _) in journeys.items())
    back = sum(there * spent[z] for z, (_, there) in journeys.items())
    cp.add(choice.start + choice.activity.duration + back <= start).only_enforce_if(before)
    cp.add(start + each.duration + away <= choice.start).only_enforce_if(after)
    by_phone = [] if choice.phone is None else [choice.phone]
    elsewhere = [] if len(choice.day) == 1 else [choice.day[day.day].negated()]
    cp.add_bool_or([choice.staff[day.inspector].negated(), *by_phone, *elsewhere, spent[zone], before, after])


def _near(model: Model, choice: Choice, opens: int, closes: int) -> bool:
    length = choice.activity.duration
    return any(t < closes and opens < t + length for t in model.facts.starts[choice.activity.id])


def _clear(
    start: int, length: int, held: list[tuple[Activity, Placed]], away: int = 0, back: int = 0
) -> bool:
    return all(start >= p.start + a.duration + back or start + length + away <= p.start for a, p in held)


def _reached(model: Model, start: int, length: int, held: list[tuple[Activity, Placed]], zone: int) -> bool:
    for activity, placed in held:
        if placed.phone or activity.site is None:
            continue
        there = model.week.sites[activity.site].zone
        if there != zone and not _clear(
            start, length, [(activity, placed)], *model.facts.journeys(zone, there)
        ):
            return False
    return True
