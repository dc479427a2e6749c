"""What a plan costs, and what a repair disturbs, term by term."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.core.timetable.week import Activity, Event, Placed, Plan, Week


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a plan's cost."""

    left_out: int
    by_telephone: int
    visits: int
    absences: int
    case_files: int
    spread: int
    deputies: int

    @property
    def total(self) -> int:
        """The cost."""
        return (
            self.left_out + self.by_telephone + self.visits + self.absences
            + self.case_files + self.spread + self.deputies
        )  # fmt: skip


def cost(week: Week, plan: Plan) -> Terms:
    """The cost of a plan. A mandatory activity that is missing costs nothing here: it breaks a rule."""
    figures = week.figures
    rows = [(week.activities[name], placed) for name, placed in plan.items()]
    crew = [each.id for each in week.inspectors if not each.analyst]
    return Terms(
        left_out=sum(a.reward for a in week.activities.values() if not a.mandatory and a.id not in plan),
        by_telephone=sum(a.phone_penalty for a, p in rows if p.phone),
        visits=figures.visit * len(_visits(week, rows, set(crew))),
        absences=figures.absence
        * sum(each not in p.inspectors for a, p in rows if a.open_attendance for each in crew),
        case_files=figures.case_file_day
        * sum(week.day_of(p.start) - week.days[0] for a, p in rows if a.kind == "case_file"),
        spread=_spread(rows, crew),
        deputies=figures.deputy * sum(len(p.deputies) for _, p in rows),
    )


def _visits(week: Week, rows: list[tuple[Activity, Placed]], crew: set[str]) -> set[tuple[str, int, int]]:
    return {
        (name, week.day_of(placed.start), activity.site)
        for activity, placed in rows
        if activity.site is not None and not placed.phone
        for name in placed.inspectors & crew
    }


def _spread(rows: list[tuple[Activity, Placed]], crew: list[str]) -> int:
    work = dict.fromkeys(crew, 0)
    for activity, placed in rows:
        for name in placed.inspectors:
            if name in work:
                work[name] += activity.duration
    return max(work.values(), default=0) - min(work.values(), default=0)


def disruption(week: Week, old: Plan, event: Event, new: Plan) -> int:
    """What a repair disturbs, over the activities that had not started; added ones count when left out."""
    total = sum(
        _disturbed(week, week.activities[name], placed, new.get(name))
        for name, placed in old.items()
        if placed.start >= event.now
    )
    return total + sum(_dropped(week, each) for each in event.added if each.id not in new)


def _dropped(week: Week, activity: Activity) -> int:
    return week.figures.dropped if activity.mandatory else activity.reward


def _disturbed(week: Week, activity: Activity, old: Placed, new: Placed | None) -> int:
    figures = week.figures
    if new is None:
        return _dropped(week, activity) + figures.staff * len(old.inspectors)
    moved = figures.moved + figures.moved_consent * activity.consent
    moved += figures.moved_person * len(activity.people)
    total = moved if old.start != new.start else 0
    total += figures.mode if old.phone != new.phone else 0
    total += figures.staff * len(old.inspectors - new.inspectors)
    if not activity.open_attendance:
        total += figures.staff * len(new.inspectors - old.inspectors)
    # A person who is met learns of a deputy just as an inspector learns of a change.
    return total + figures.deputy * len(set(new.deputies) - set(old.deputies))
