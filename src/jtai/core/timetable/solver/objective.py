"""The cost of a plan as the objective of a model."""

from __future__ import annotations

from ortools.sat.python import cp_model

from jtai.core.timetable.solver.model import Model
from jtai.core.timetable.solver.price import MISSING


def add_cost(model: Model) -> None:
    """Minimise the cost of what is free; what is fixed adds the same to every plan."""
    terms: list[cp_model.LinearExprT] = []
    figures = model.week.figures
    for choice in model.choices.values():
        activity = choice.activity
        if choice.here is not model.true:
            left_out = MISSING if activity.mandatory else activity.reward
            terms.append(left_out * (1 - choice.here))
        if choice.phone is not None:
            model.cp.add_implication(choice.phone, choice.here)
            terms.append(activity.phone_penalty * choice.phone)
        if activity.open_attendance:
            there = sum(choice.staff[i] for i in model.facts.crew)
            terms.append(figures.absence * (len(model.facts.crew) * choice.here - there))
        if activity.kind == "case_file":
            first = model.week.days[0]
            terms += [figures.case_file_day * (day - first) * lit for day, lit in choice.day.items()]
        terms += [figures.deputy * lit for lit in choice.deputy.values()]
    terms += _visits(model)
    terms.append(_spread(model))
    model.cp.minimize(sum(terms))


def _visits(model: Model) -> list[cp_model.LinearExprT]:
    week = model.week
    terms: list[cp_model.LinearExprT] = []
    made = {
        (inspector, week.day_of(placed.start), week.activities[name].site)
        for name, placed in model.fixed.items()
        if not placed.phone
        for inspector in placed.inspectors
    }
    visit: dict[tuple[str, int, int], cp_model.IntVar] = {}
    for choice in model.choices.values():
        if choice.site is None:
            continue
        by_phone = [] if choice.phone is None else [choice.phone]
        for inspector in choice.staff:
            if week.inspector[inspector].analyst:
                continue
            for day, chosen in choice.day.items():
                key = (inspector, day, choice.site)
                if key in made:
                    continue
                if key not in visit:
                    visit[key] = model.cp.new_bool_var("")
                    terms.append(week.figures.visit * visit[key])
                elsewhere = [] if len(choice.day) == 1 else [chosen.negated()]
                there = choice.staff[inspector].negated()
                model.cp.add_bool_or([there, *elsewhere, *by_phone, visit[key]])
    return terms


def _spread(model: Model) -> cp_model.LinearExprT:
    week, cp = model.week, model.cp
    most = cp.new_int_var(0, 10_000, "")
    least = cp.new_int_var(0, 10_000, "")
    for inspector in model.facts.crew:
        given = sum(week.activities[n].duration for n, p in model.fixed.items() if inspector in p.inspectors)
        work = given + sum(
            c.activity.duration * c.staff[inspector] for c in model.choices.values() if inspector in c.staff
        )
        cp.add(most >= work)
        cp.add(least <= work)
    return most - least
