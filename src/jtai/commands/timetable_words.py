"""Plans and repairs as tables for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from jtai.core.timetable import Change, Placed, Planned, Relaxation, Remedy, Rule, Violation, Week
from jtai.core.timetable.wording import kind_words

_MANY = 5


def plan_text(week: Week, plan: Mapping[str, Placed]) -> str:
    """The plan by day and time, then the days of each inspector, in lines of eighty characters."""
    lines: list[str] = []
    for day in week.days:
        rows = sorted((p.start, n) for n, p in plan.items() if week.day_of(p.start) == day)
        if rows:
            lines += [
                f"Day {day}",
                *(line for _, name in rows for line in _entry(week, name, plan[name])),
                "",
            ]
    lines.append("Inspectors")
    for inspector in week.inspectors:
        lines += _days_of(week, plan, inspector.id)
    return "\n".join(lines)


def _entry(week: Week, name: str, placed: Placed) -> list[str]:
    activity = week.activities[name]
    where = "by telephone" if placed.phone else _site(week, activity.site)
    met = _met(week, activity.people, placed)
    parts = [kind_words(activity.kind), *([f"with {met}"] if met else []), where, _crew(week, placed)]
    return _filled("; ".join(parts), f"  {_clocks(week, name, placed)}  {name:<6} ")


def _clocks(week: Week, name: str, placed: Placed) -> str:
    return f"{week.clock(placed.start)}–{week.clock_after(placed.start, week.activities[name].duration)}"


def _days_of(week: Week, plan: Mapping[str, Placed], inspector: str) -> Iterator[str]:
    mine = sorted((p.start, n) for n, p in plan.items() if inspector in p.inspectors)
    mark = f"  {inspector:<6} "
    for day in week.days:
        rows = [f"{_clocks(week, n, plan[n])} {n}" for start, n in mine if week.day_of(start) == day]
        if rows:
            yield from _filled(", ".join(rows), f"{mark}day {day}: ")
            mark = " " * len(mark)


def _site(week: Week, site: int | None) -> str:
    return "anywhere" if site is None else f"{week.sites[site].id} ({week.sites[site].agency})"


def _met(week: Week, people: Sequence[str], placed: Placed) -> str:
    instead = dict(placed.deputies)
    return ", ".join(
        f"{week.people[instead.get(name, name)].job_role} ({instead.get(name, name)})"
        f"{', standing in' if name in instead else ''}"
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


def changes_text(week: Week, changes: Sequence[Change]) -> str:
    """What a repair changes, and why; `week` is the week after the event."""
    if not changes:
        return "Nothing has to change."
    return "\n".join(
        row
        for change in changes
        for row in _filled(
            f"{kind_words(week.activities[change.activity].kind)}: {change.what} ({change.why})",
            f"{change.activity:<6} ",
        )
    )


def violations_text(violations: Sequence[Violation]) -> str:
    """Every broken rule with its activity."""
    if not violations:
        return "Every rule is met."
    rows = [
        row
        for violation in violations
        for row in _filled(violation.message, f"{violation.rule:<14} {violation.activity:<6} ")
    ]
    return "\n".join([*rows, "", f"{len(violations)} broken."])


def clash_text(planned: Planned) -> str:
    """Why a week cannot be planned, and what would help."""
    lines = list(_filled("This week cannot be planned. " + _first_clash(planned)))
    lines += _rules(planned.conflict)
    for rules in planned.further:
        lines += ["", *_filled("Apart from those, these rules cannot all be met either:")]
        lines += _rules(rules)
    several = bool(planned.remedy and len(planned.remedy.changes) > 1)
    if planned.relaxations:
        clash = "the first clash" if several else "the clash"
        lines += ["", *_filled(f"What would end {clash}, each line by itself, the least first:")]
        lines += [row for way in planned.relaxations for row in _relaxation(way, several)]
    shown = {way.message for way in planned.relaxations}
    if planned.remedy is not None and (several or planned.remedy.changes[0].message not in shown):
        lines += ["", *_remedy(planned.remedy)]
    if planned.relaxations or planned.remedy is not None:
        lines += ["", *_filled(_PRICES)]
    return "\n".join(lines)


def no_repair_text(rules: Sequence[Rule]) -> str:
    """Why no repair was found."""
    return "\n".join([*_filled("No repair was found. What prevents one:"), *_rules(rules)])


_PRICES = (
    "The price of a change is one for each slot outside a diary or a window, and 100 for a rule that is "
    "given up."
)


def _first_clash(planned: Planned) -> str:
    if planned.smallest:
        return "These rules cannot all be met; without any one of them the others can:"
    return (
        "These rules cannot all be met (the time was too short to find out whether all of them are "
        "needed for that):"
    )


def _rules(rules: Sequence[Rule]) -> Iterator[str]:
    for number, rule in enumerate(rules, 1):
        yield from _filled(f"{rule.message} [{rule.rule}]", f"{number:3}. ")


def _relaxation(relaxation: Relaxation, several: bool) -> Iterator[str]:
    if relaxation.whole:
        effect = "; then the whole week can be planned"
    else:
        effect = "" if several else "; whether the whole week can then be planned was not found out"
    yield from _filled(f"{relaxation.message} (price {relaxation.price}{effect}).", "  - ")


def _remedy(remedy: Remedy) -> Iterator[str]:
    together = "" if len(remedy.changes) == 1 else f", all of it together (price {remedy.price})"
    if remedy.least:
        yield from _filled(f"The least that makes the whole week possible{together}:")
    elif remedy.whole:
        yield from _filled(f"What makes the whole week possible{together}:")
    else:
        yield from _filled(f"The least that ends the clashes found so far{together}:")
    for change in remedy.changes:
        yield from _filled(f"{change.message} (price {change.price}).", "  - ")
    if not remedy.whole:
        yield from _filled("Whether the week can then be planned was not found out in the time.")
    elif not remedy.least:
        yield from _filled("Whether something cheaper would be enough was not found out in the time.")


def _filled(words: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        words, 80, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False
    )
