"""How far a part of the week must give way: the fewest slots outside diaries and windows, found exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.explain import Explainer, part_of
from jtai.core.timetable.solver.facts import Facts, Member
from jtai.core.timetable.solver.model import Choice, Literal, Model
from jtai.core.timetable.solver.rules import add_rules
from jtai.core.timetable.week import Activity, Interval, Placed, Week

# The rules that can give way by some slots; every other is kept or given up.
TIMES = frozenset({"availability", "window"})


@dataclass(frozen=True, slots=True)
class Extension:
    """One activity at a time that is not allowed yet: outside its windows, or while somebody met is not free.

    `asked` are the people who would have to come then; `price` counts the slots outside.
    """

    activity: str
    start: int
    window: bool
    asked: tuple[str, ...]
    price: int


def nearest(
    explainer: Explainer,
    names: Iterable[str],
    off: frozenset[Member],
    patience: float,
    avoid: Iterable[Iterable[Extension]] = (),
) -> tuple[list[Extension] | None, bool]:
    """The least extensions with which these activities can be planned, and whether that is proven.

    Windows and diaries in `off` may be left, at a price; the other rules in `off` are given up. The
    extensions in `avoid` are not proposed again. None: impossible even so, or nothing was found in the time.
    """
    week = explainer.week
    facts = Facts(part_of(week, names), explainer.given_up | off)
    model = Model(facts, facts.week.activities, {})
    add_rules(model)
    for rows in avoid:
        _avoid(model, rows)
    usual = _usual_hours(week)
    model.cp.minimize(sum(_price(model, choice, usual) for choice in model.choices.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = max(0.05, patience)
    # A part of a few activities: making the model smaller takes longer than solving it.
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.cp_model_probing_level = 0
    status = explainer.solve(solver, model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    found = [_extension(facts, name, placed) for name, placed in model.read(solver).items()]
    return [each for each in found if each.price], status == cp_model.OPTIMAL


# A slot outside counts so much; the rest only decides between times that are as dear.
_WHOLE = 1000


def _avoid(model: Model, rows: Iterable[Extension]) -> None:
    elsewhere = []
    for each in rows:
        other = model.cp.new_bool_var("")
        model.cp.add(model.choices[each.activity].start != each.start).only_enforce_if(other)
        elsewhere.append(other)
    model.cp.add_bool_or(elsewhere)


def _usual_hours(week: Week) -> list[int]:
    """For each slot of a week, from 0 to 9, how unusual it is that people meet then."""
    met = [0] * (len(week.days) * week.day_stride)
    for person in week.people.values():
        for first, last in person.available:
            for t in range(first, min(last, len(met))):
                met[t] += 1
    most = max([*met, 1])
    return [9 - 9 * count // most for count in met]


def _price(model: Model, choice: Choice, usual: list[int]) -> cp_model.LinearExprT:
    """The slots that one activity lies outside its windows and outside the diaries of whoever comes."""
    facts, activity = model.facts, choice.activity
    starts = facts.starts[activity.id]
    outside = [_beyond_window(facts, activity, start) for start in starts]
    terms: list[cp_model.IntVar | int] = []
    for name in activity.people:
        stand_ins = {q: lit for (p, q), lit in choice.deputy.items() if p == name}
        if not stand_ins:
            more = [_beyond_diary(facts, name, activity, start) for start in starts]
            outside = [a + b for a, b in zip(outside, more, strict=True)]
            continue
        terms += [_if_they_come(model, choice, person, [lit.negated()]) for person, lit in stand_ins.items()]
        terms.append(_if_they_come(model, choice, name, list(stand_ins.values())))
    unusual = [sum(usual[start : start + activity.duration]) // activity.duration for start in starts]
    rows = [_WHOLE * beyond + (odd if beyond else 0) for beyond, odd in zip(outside, unusual, strict=True)]
    return sum([*(_WHOLE * each for each in terms), _looked_up(model, choice, rows)])


def _if_they_come(
    model: Model, choice: Choice, person: str, unless: Sequence[Literal]
) -> cp_model.IntVar | int:
    starts = model.facts.starts[choice.activity.id]
    rows = [_beyond_diary(model.facts, person, choice.activity, start) for start in starts]
    if not any(rows):
        return 0
    asked, paid = _looked_up(model, choice, rows), model.cp.new_int_var(0, max(rows), "")
    model.cp.add(paid >= asked - max(rows) * sum(unless))
    return paid


def _looked_up(model: Model, choice: Choice, rows: list[int]) -> cp_model.IntVar | int:
    """The number that stands beside the chosen start."""
    if not any(rows):
        return 0
    price = model.cp.new_int_var(0, max(rows), "")
    starts = model.facts.starts[choice.activity.id]
    model.cp.add_allowed_assignments([choice.start, price], list(zip(starts, rows, strict=True)))
    return price


def _beyond_window(facts: Facts, activity: Activity, start: int) -> int:
    if ("window", activity.id) not in facts.off:
        return 0
    return _beyond(activity.windows, start, activity.duration)


def _beyond_diary(facts: Facts, person: str, activity: Activity, start: int) -> int:
    if ("availability", person) not in facts.off:
        return 0
    return _beyond(facts.week.people[person].available, start, activity.duration)


def _beyond(allowed: Iterable[Interval], start: int, length: int) -> int:
    """How many slots lie in none of the intervals; at least one where two that touch are crossed."""
    rows = list(allowed)
    if any(first <= start and start + length <= last for first, last in rows):
        return 0
    held = range(start, start + length)
    return max(1, sum(not any(first <= t < last for first, last in rows) for t in held))


def _extension(facts: Facts, name: str, placed: Placed) -> Extension:
    activity, instead = facts.week.activities[name], dict(placed.deputies)
    window = _beyond_window(facts, activity, placed.start)
    rows = {
        person: _beyond_diary(facts, person, activity, placed.start)
        for person in (instead.get(each, each) for each in activity.people)
    }
    asked = tuple(person for person, beyond in rows.items() if beyond)
    return Extension(name, placed.start, window > 0, asked, window + sum(rows.values()))


def extended(week: Week, rows: Iterable[Extension]) -> Week:
    """The week in which these activities may also be at these times."""
    activities, people = dict(week.activities), dict(week.people)
    for each in rows:
        activity = activities[each.activity]
        more = (each.start, each.start + activity.duration)
        if each.window:
            activities[activity.id] = replace(activity, windows=(*activity.windows, more))
        for name in each.asked:
            people[name] = replace(people[name], available=(*people[name].available, more))
    return replace(week, activities=activities, people=people)


def soft_rules(week: Week, names: Iterable[str]) -> frozenset[Member]:
    """The windows of these activities and the diaries of everybody they meet."""
    rows: set[Member] = set()
    for name in names:
        rows.add(("window", name))
        for person in week.activities[name].people:
            rows |= {("availability", each) for each in (person, *week.people[person].deputies)}
    return frozenset(rows)
