"""Plans and repairs as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jtai.commands.output import table
from jtai.core.timetable import Change, Placed, Week
from jtai.core.timetable.wording import kind_words

_MANY = 5


def plan_table(week: Week, plan: Mapping[str, Placed]) -> str:
    """The plan by day and time."""
    rows = []
    for name, placed in sorted(plan.items(), key=lambda row: (row[1].start, row[0])):
        activity = week.activities[name]
        clock = week.clock(placed.start), week.clock_after(placed.start, activity.duration)
        where = "by telephone" if placed.phone else _site(week, activity.site)
        rows.append(
            (
                f"day {week.day_of(placed.start)}", f"{clock[0]}–{clock[1]}", name, kind_words(activity.kind),
                where, _met(week, activity.people, placed), _crew(week, placed),
            )
        )  # fmt: skip
    return table(("day", "time", "activity", "what", "where", "with", "inspectors"), rows)


def _site(week: Week, site: int | None) -> str:
    return "anywhere" if site is None else f"{week.sites[site].id} ({week.sites[site].agency})"


def _met(week: Week, people: Sequence[str], placed: Placed) -> str:
    instead = dict(placed.deputies)
    return ", ".join(
        f"{week.people[instead.get(name, name)].job_role}{' (deputy)' if name in instead else ''}"
        for name in people
    )


def _crew(week: Week, placed: Placed) -> str:
    on_site = [i.id for i in week.inspectors if week.day_of(placed.start) in i.days]
    if len(placed.inspectors) > _MANY and placed.inspectors == set(on_site):
        return "everyone on site"
    absent = [name for name in on_site if name not in placed.inspectors]
    if len(placed.inspectors) > _MANY and len(absent) <= 2:
        return f"everyone but {', '.join(absent)}"
    return ", ".join(sorted(placed.inspectors))


def activity_words(week: Week, name: str) -> str:
    """An activity by id and kind."""
    return f"{name} ({kind_words(week.activities[name].kind)})"


def changes_table(changes: Sequence[Change]) -> str:
    """What a repair changes, and why."""
    if not changes:
        return "Nothing has to change."
    return table(("activity", "what changes", "why"), [(c.activity, c.what, c.why) for c in changes])
