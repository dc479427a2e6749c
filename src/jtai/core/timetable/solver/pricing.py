"""What a plan costs, as the search reckons it. The checker reckons it for itself."""

from __future__ import annotations

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Plan

MISSING = 2000
"""What a mandatory activity costs while a search still leaves it out: more than any full plan."""


def price(facts: Facts, plan: Plan) -> int:
    """The cost of a plan; a mandatory activity left out makes it dearer than any full plan."""
    week, figures = facts.week, facts.week.figures
    total = 0
    visits: set[tuple[str, int, int]] = set()
    work = dict.fromkeys(facts.crew, 0)
    for name, activity in week.activities.items():
        placed = plan.get(name)
        if placed is None:
            total += MISSING if activity.mandatory else activity.reward
            continue
        day = week.day_of(placed.start)
        total += activity.phone_penalty * placed.phone + figures.deputy * len(placed.deputies)
        if activity.kind == "case_file":
            total += figures.case_file_day * (day - week.days[0])
        mine = [i for i in placed.inspectors if i in work]
        if activity.open_attendance:
            total += figures.absence * (len(work) - len(mine))
        for inspector in mine:
            work[inspector] += activity.duration
            if activity.site is not None and not placed.phone:
                visits.add((inspector, day, activity.site))
    return total + figures.visit * len(visits) + max(work.values()) - min(work.values())
