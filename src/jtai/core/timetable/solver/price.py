"""What a plan costs, as the search reckons it. The checker reckons it for itself."""

from __future__ import annotations

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Activity, Event, Figures, Placed, Plan, Week

# What a mandatory activity costs while a search still leaves it out: more than any full plan.
MISSING = 2000


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


# What a meeting of the whole team costs while a repair still leaves it out: more than any that may be.
KEPT = 5000


def disturbance(week: Week, old: Plan, event: Event, plan: Plan) -> int:
    """What a repair disturbs; `week` is the week after the event."""
    total = 0
    for name in (*old, *(each.id for each in event.added)):
        was, now, activity = old.get(name), plan.get(name), week.activities[name]
        if was is not None and was.start < event.now:
            continue
        if now is None:
            total += dropping(week.figures, activity, was is not None)
            total += week.figures.staff * len(was.inspectors) if was else 0
        elif was is not None:
            total += _changed(week.figures, activity, was, now)
    return total


def dropping(figures: Figures, activity: Activity, was_there: bool) -> int:
    """What leaving an activity out disturbs, beside its inspectors."""
    if was_there and activity.kind in figures.kept_kinds:
        return KEPT
    return figures.dropped if activity.mandatory else activity.reward


def moving(figures: Figures, activity: Activity) -> int:
    """What another start disturbs."""
    return (
        figures.moved + figures.moved_consent * activity.consent + figures.moved_person * len(activity.people)
    )


def _changed(figures: Figures, activity: Activity, was: Placed, now: Placed) -> int:
    total = moving(figures, activity) if was.start != now.start else 0
    total += figures.mode * (was.phone != now.phone) + figures.staff * len(was.inspectors - now.inspectors)
    if not activity.open_attendance:
        total += figures.staff * len(now.inspectors - was.inspectors)
    return total + figures.deputy * len(set(now.deputies) - set(was.deputies))
