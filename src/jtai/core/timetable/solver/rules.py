"""The hard rules of the week, written into a model."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.breaks import add_breaks
from jtai.core.timetable.solver.facts import fills
from jtai.core.timetable.solver.model import Choice, Literal, Model
from jtai.core.timetable.week import Activity, Placed, Requirement


def add_rules(model: Model) -> None:
    """Every hard rule."""
    for choice in model.choices.values():
        _add_staffing(model, choice)
        _add_presence(model, choice)
        _add_pin(model, choice)
    _add_people(model)
    _add_order(model)
    _add_inspectors(model)
    _add_fixed_time(model)
    _add_journeys(model)
    _add_rooms(model)
    _add_support(model)
    _add_continuity(model)
    _add_daily_load(model)
    add_breaks(model)


def add_crew_rules(model: Model) -> None:
    """The rules about who takes part on which day, without any about the time of day.

    Whoever keeps all rules keeps these: what no plan can go below here, no plan can go below.
    """
    for choice in model.choices.values():
        _add_staffing(model, choice)
        _add_presence(model, choice)
        _add_pin(model, choice)
    _add_continuity(model)
    _add_daily_load(model)


def _add_staffing(model: Model, choice: Choice) -> None:
    cp, activity = model.cp, choice.activity
    needs = model.facts.needs[activity.id]
    for there in choice.staff.values():
        cp.add_implication(there, choice.here)
    if any(need.kind == "all" for need in needs):
        for inspector, there in choice.staff.items():
            on_site = model.week.inspector[inspector].days
            cp.add(there == sum(lit for day, lit in choice.day.items() if day in on_site))
        return
    for need in needs:
        if need.count:
            cp.add(sum(_counting(model, choice, need)) >= need.count).only_enforce_if(choice.here)
    if activity.kind not in model.week.figures.quorum_kinds:
        seats = sum(need.count for need in needs)
        cp.add(sum(choice.staff.values()) == seats * choice.here)


def _counting(model: Model, choice: Choice, need: Requirement) -> list[cp_model.IntVar]:
    return [there for i, there in choice.staff.items() if fills(model.week.inspector[i], need)]


def _add_presence(model: Model, choice: Choice) -> None:
    for inspector, there in choice.staff.items():
        if ("presence", inspector) in model.facts.off:
            continue
        on_site = model.week.inspector[inspector].days
        for day, chosen in choice.day.items():
            if day not in on_site:
                model.cp.add_bool_or([there.negated(), chosen.negated()])


def _add_pin(model: Model, choice: Choice) -> None:
    pin = choice.activity.pin
    if pin is None or ("pin", choice.activity.id) in model.facts.off:
        return
    if pin.phone is not None and choice.phone is not None:
        model.cp.add(choice.phone == pin.phone)
    elif pin.phone:
        model.cp.add(choice.here == 0)
    if pin.inspectors is None:
        return
    for inspector, there in choice.staff.items():
        model.cp.add(there == choice.here if inspector in pin.inspectors else there == 0)
    if not set(pin.inspectors) <= set(choice.staff):
        model.cp.add(choice.here == 0)


def _interval(model: Model, choice: Choice, present: Literal) -> cp_model.IntervalVar:
    length = choice.activity.duration
    return model.cp.new_optional_fixed_size_interval_var(choice.start, length, present, "")


def _add_people(model: Model) -> None:
    """Availability was worked into the starts; here nobody is met twice at once, and deputies stand in."""
    taken: dict[str, list[cp_model.IntervalVar]] = {}
    for choice in model.choices.values():
        for name in choice.activity.people:
            for person, present in _who_comes(model, choice, name):
                taken.setdefault(person, []).append(_interval(model, choice, present))
        _keep_managers_out(model, choice)
    for name, placed in model.fixed.items():
        activity = model.week.activities[name]
        instead = dict(placed.deputies)
        for each in activity.people:
            person = instead.get(each, each)
            if person in taken:
                taken[person].append(
                    model.cp.new_fixed_size_interval_var(placed.start, activity.duration, "")
                )
    for person, intervals in taken.items():
        if len(intervals) > 1 and ("person-twice", person) not in model.facts.off:
            model.cp.add_no_overlap(intervals)


def _who_comes(model: Model, choice: Choice, name: str) -> Iterator[tuple[str, Literal]]:
    deputies = model.week.people[name].deputies
    if not deputies:
        yield name, choice.here
        return
    cp, length = model.cp, choice.activity.duration
    chosen: list[tuple[str, cp_model.IntVar]] = []
    for person in (name, *deputies):
        comes = cp.new_bool_var("")
        free = [t for t in model.facts.starts[choice.activity.id] if model.facts.is_free(person, t, length)]
        cp.add_linear_expression_in_domain(choice.start, cp_model.Domain.from_values(free)).only_enforce_if(
            comes
        )
        chosen.append((person, comes))
        if person != name:
            choice.deputy[name, person] = comes
    cp.add(sum(comes for _, comes in chosen) == choice.here)
    yield from chosen


def _keep_managers_out(model: Model, choice: Choice) -> None:
    if ("manager", choice.activity.id) in model.facts.off:
        return
    comes: dict[str, list[Literal]] = {}
    for name in choice.activity.people:
        stand_ins = [(q, lit) for (p, q), lit in choice.deputy.items() if p == name]
        for person, lit in stand_ins:
            comes.setdefault(person, []).append(lit)
        itself: list[Literal] = [choice.here, *(lit.negated() for _, lit in stand_ins)]
        comes.setdefault(name, []).append(_all_of(model, itself))
    for person, literals in comes.items():
        boss = model.week.people[person].manager
        for one in literals if boss in comes else ():
            for two in comes[boss]:  # type: ignore[index]
                model.cp.add_at_most_one([one, two])


def _all_of(model: Model, literals: list[Literal]) -> Literal:
    if len(literals) == 1:
        return literals[0]
    every = model.cp.new_bool_var("")
    model.cp.add_bool_and(literals).only_enforce_if(every)
    model.cp.add_bool_or([*(lit.negated() for lit in literals), every])
    return every


def _add_order(model: Model) -> None:
    for name, choice in model.choices.items():
        for earlier in choice.activity.after:
            if ("order", name, earlier) in model.facts.off:
                continue
            first = model.choices.get(earlier)
            length = model.week.activities[earlier].duration
            if first is not None:
                model.cp.add(first.start + length <= choice.start).only_enforce_if(first.here, choice.here)
            elif earlier in model.fixed:
                end = model.fixed[earlier].start + length
                model.cp.add(choice.start >= end).only_enforce_if(choice.here)
    for name, placed in model.fixed.items():
        for earlier in model.week.activities[name].after:
            first = model.choices.get(earlier)
            if (
                first is not None
                and name not in model.facts.held
                and ("order", name, earlier) not in model.facts.off
            ):
                last = placed.start - first.activity.duration
                model.cp.add(first.start <= last).only_enforce_if(first.here)


def _add_inspectors(model: Model) -> None:
    for inspector in model.week.inspectors:
        mine = [c for c in model.choices.values() if inspector.id in c.staff]
        if len(mine) > 1:
            model.cp.add_no_overlap([_interval(model, c, c.staff[inspector.id]) for c in mine])


def _add_fixed_time(model: Model) -> None:
    """What an inspector does already blocks the time of it, and of the journey to and from it."""
    busy: dict[str, list[tuple[Activity, Placed]]] = {}
    for name, placed in model.fixed.items():
        for inspector in placed.inspectors:
            busy.setdefault(inspector, []).append((model.week.activities[name], placed))
    for name, choice in model.choices.items():
        starts = model.facts.starts[name]
        for inspector, there in choice.staff.items():
            rows = busy.get(inspector, [])
            by_phone = [t for t in starts if _clear(model, choice.activity, t, rows, False)]
            in_person = [t for t in by_phone if _clear(model, choice.activity, t, rows, True)]
            if len(by_phone) < len(starts):
                _keep_to(model, choice, by_phone, [there])
            if len(in_person) < len(by_phone):
                _keep_to(model, choice, in_person, [there, *model.in_person(choice)])


def _keep_to(model: Model, choice: Choice, starts: list[int], when: list[Literal]) -> None:
    if not starts:
        model.cp.add_bool_or([lit.negated() for lit in when])
        return
    domain = cp_model.Domain.from_values(starts)
    model.cp.add_linear_expression_in_domain(choice.start, domain).only_enforce_if(*when)


def _clear(
    model: Model, activity: Activity, start: int, rows: list[tuple[Activity, Placed]], in_person: bool
) -> bool:
    end, travel = start + activity.duration, model.week.travel
    for other, placed in rows:
        there = None if placed.phone or not in_person else other.site
        before = after = 0
        if there is not None and activity.site is not None:
            before, after = travel[there][activity.site], travel[activity.site][there]
        if start < placed.start + other.duration + before and placed.start < end + after:
            return False
    return True


def _add_journeys(model: Model) -> None:
    """Two free activities at different sites that share an inspector leave time for the journey."""
    rows = [c for c in model.choices.values() if c.site is not None]
    for one, two in combinations(rows, 2):
        shared = [i for i in one.staff if i in two.staff]
        if one.site == two.site or not shared or not set(one.day) & set(two.day):
            continue
        _add_journey(model, one, two, shared)


def _add_journey(model: Model, one: Choice, two: Choice, shared: list[str]) -> None:
    cp, travel = model.cp, model.week.travel
    assert one.site is not None and two.site is not None
    there, back = travel[one.site][two.site], travel[two.site][one.site]
    if not there and not back:
        return
    first, second = cp.new_bool_var(""), cp.new_bool_var("")
    cp.add(two.start >= one.start + one.activity.duration + there).only_enforce_if(first)
    cp.add(one.start >= two.start + two.activity.duration + back).only_enforce_if(second)
    by_phone = [c.phone for c in (one, two) if c.phone is not None]
    for inspector in shared:
        cp.add_bool_or(
            [one.staff[inspector].negated(), two.staff[inspector].negated(), *by_phone, first, second]
        )


def _add_rooms(model: Model) -> None:
    for number, site in enumerate(model.week.sites):
        if ("rooms", site.id) in model.facts.off:
            continue
        intervals = []
        for choice in model.choices.values():
            if choice.site == number:
                present = _all_of(model, [choice.here, *model.in_person(choice)])
                intervals.append(_interval(model, choice, present))
        held = [
            (p, model.week.activities[n]) for n, p in model.fixed.items()
            if model.week.activities[n].site == number and not p.phone
        ]  # fmt: skip
        _add_at_most(model, intervals, held, site.rooms)


def _add_support(model: Model) -> None:
    for kind, count in model.week.support.items():
        if ("support", kind) in model.facts.off:
            continue
        intervals = [
            _interval(model, c, c.here) for c in model.choices.values() if c.activity.support == kind
        ]
        held = [
            (p, model.week.activities[n]) for n, p in model.fixed.items()
            if model.week.activities[n].support == kind
        ]  # fmt: skip
        _add_at_most(model, intervals, held, count)


def _add_at_most(
    model: Model, intervals: list[cp_model.IntervalVar], held: list[tuple[Placed, Activity]], most: int
) -> None:
    if not intervals or len(intervals) + len(held) <= most:
        return
    cp = model.cp
    fixed = [cp.new_fixed_size_interval_var(p.start, a.duration, "") for p, a in held]
    every = intervals + fixed
    cp.add_cumulative(every, [1] * len(every), most)


def _add_continuity(model: Model) -> None:
    for names in model.facts.tracked().values():
        free = [n for n in names if n in model.choices]
        if not free:
            continue
        may = set(model.facts.followers())
        for name in names:
            if name in model.fixed:
                may &= model.fixed[name].inspectors
        follows = {i: model.cp.new_bool_var("") for i in sorted(may)}
        model.cp.add_exactly_one(follows.values())
        for name in free:
            choice = model.choices[name]
            for inspector, lit in follows.items():
                there = choice.staff.get(inspector)
                clause: list[Literal] = [lit.negated(), choice.here.negated()]
                model.cp.add_bool_or([*clause, there] if there is not None else clause)


def works(model: Model, inspector: str, day: int, choice: Choice) -> Literal:
    """A literal that is true when the inspector takes part in the activity on that day."""
    there = choice.staff[inspector]
    if len(choice.day) == 1:
        return there
    key = (inspector, day, choice.activity.id)
    known = model.worked.get(key)
    if known is None:
        known = model.cp.new_bool_var("")
        chosen = choice.day[day]
        model.cp.add_bool_or([there.negated(), chosen.negated(), known])
        model.cp.add_implication(known, there)
        model.cp.add_implication(known, chosen)
        model.worked[key] = known
    return known


def _add_daily_load(model: Model) -> None:
    week = model.week
    most = week.figures.daily_load
    for inspector in model.facts.crew:
        if ("daily-load", inspector) in model.facts.off:
            continue
        mine = [c for c in model.choices.values() if inspector in c.staff]
        for day in week.days:
            given = sum(
                week.activities[n].duration
                for n, p in model.fixed.items()
                if inspector in p.inspectors and week.day_of(p.start) == day
            )
            rows = [c for c in mine if day in c.day]
            if given + sum(c.activity.duration for c in rows) > most and rows:
                total = sum(c.activity.duration * works(model, inspector, day, c) for c in rows)
                model.cp.add(total <= max(most - given, 0))
