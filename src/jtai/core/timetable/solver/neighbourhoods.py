"""Which part of a plan is opened up and planned again, while the rest stands."""

from __future__ import annotations

from collections.abc import Callable

from jtai.core.timetable.solver.chance import Chance
from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Plan

# From the plan and a size: the activities to open, the most wanted first.
Choose = Callable[[Facts, Plan, Chance, int], list[str]]


def of_inspectors(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What two or three inspectors of one inspectorate do all week."""
    by_body: dict[str, list[str]] = {}
    for each in facts.week.inspectors:
        if not each.analyst:
            by_body.setdefault(each.inspectorate, []).append(each.id)
    crew = set(by_body[chance.one_of(sorted(by_body))])
    return _trimmed(
        [n for n in plan if 0 < len(plan[n].inspectors) <= 3 and plan[n].inspectors & crew], chance, size
    )


def of_two_inspectors(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What any three inspectors do all week, meetings of the team included."""
    crew = set(chance.shuffled(facts.crew)[:3])
    return _trimmed(
        [n for n in plan if plan[n].inspectors & crew and len(plan[n].inspectors) <= 3], chance, size
    )


def of_days(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What happens on one day or two."""
    days = set(chance.shuffled(facts.week.days)[: 1 + chance.below(2)])
    return _trimmed([n for n in plan if facts.week.day_of(plan[n].start) in days], chance, size)


def of_sites(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What happens at two or three sites all week."""
    sites = set(chance.shuffled(range(len(facts.week.sites)))[: 2 + chance.below(2)])
    return _trimmed([n for n in plan if facts.week.activities[n].site in sites], chance, size)


def of_children(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What belongs to two tracked children, and what their inspectors do on some days."""
    followed = sorted(facts.tracked())
    children = set(chance.shuffled(followed)[:2])
    first = [n for n in plan if facts.week.activities[n].child in children]
    crew = {i for n in first for i in plan[n].inspectors}
    rest = [n for n in plan if plan[n].inspectors & crew and len(plan[n].inspectors) <= 3 and n not in first]
    return [*first, *chance.shuffled(sorted(rest))][: max(size, len(first))]


def of_team(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """The meetings of the whole team and of the day they are on."""
    team = [n for n in plan if len(facts.eligible[n]) > 4 and len(plan[n].inspectors) > 3]
    day = chance.one_of(facts.week.days)
    rest = [n for n in plan if facts.week.day_of(plan[n].start) == day and n not in team]
    return [*team, *chance.shuffled(rest)][: max(size, len(team))]


def around_missing(facts: Facts, plan: Plan, chance: Chance, size: int) -> list[str]:
    """What stands in the way of an activity that is not planned."""
    out = [n for n in facts.week.activities if n not in plan and facts.starts[n]]
    must = [n for n in out if facts.week.activities[n].mandatory]
    if not out:
        return of_days(facts, plan, chance, size)
    wanted = facts.week.activities[chance.one_of(must or out)]
    days = {facts.week.day_of(t) for t in facts.starts[wanted.id]}
    near = set(chance.shuffled(sorted(days))[:2])
    able = set(facts.eligible[wanted.id])
    linked = [n for n in plan if n in wanted.after or wanted.id in facts.week.activities[n].after]
    linked += [n for n in plan if set(facts.week.activities[n].people) & set(wanted.people)]
    if wanted.child is not None:
        # Only together can what belongs to a child change who follows the child.
        linked += [n for n in plan if facts.week.activities[n].child == wanted.child]
    rest = [n for n in plan if plan[n].inspectors & able and facts.week.day_of(plan[n].start) in near]
    first = list(dict.fromkeys([wanted.id, *linked]))
    return list(dict.fromkeys([*first, *chance.shuffled(rest)]))[:size]


def _trimmed(names: list[str], chance: Chance, size: int) -> list[str]:
    return chance.shuffled(sorted(names))[:size]


KINDS: dict[str, Choose] = {
    "inspectorate": of_inspectors,
    "inspectors": of_two_inspectors,
    "days": of_days,
    "sites": of_sites,
    "children": of_children,
    "team": of_team,
    "missing": around_missing,
}
