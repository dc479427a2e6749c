"""What would help: for each rule of a conflict the least change that ends it, the cheapest first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from jtai.core.timetable.solver.explain import Conflict, Explainer
from jtai.core.timetable.solver.facts import Facts, Member
from jtai.core.timetable.solver.greedy import attempts
from jtai.core.timetable.solver.members import told
from jtai.core.timetable.week import Week
from jtai.core.timetable.wording import met, named, seat, span

_MOST_TRIES = 12
_DEAR = 100
_MOST_PLANS = 3


def relaxations(explainer: Explainer, conflict: Conflict, seconds: float) -> list[str]:
    """Changes in words, the least first. Each was tried: with it the clash is over."""
    week, until = explainer.week, time.monotonic() + seconds
    rows: dict[str, int] = {}
    for member in conflict.rules:
        if explainer.over() or time.monotonic() > until:
            break
        for price, words, off in _least(explainer, conflict, member):
            rows.setdefault(words + _effect(week, off), price)
    return sorted(rows, key=lambda words: (rows[words], words))


def _effect(week: Week, off: frozenset[Member]) -> str:
    """Whether the week as a whole can then be planned, as far as a first plan shows."""
    mandatory = [n for n, a in week.activities.items() if a.mandatory]
    tries = islice(attempts(Facts(week, off)), _MOST_PLANS)
    whole = any(all(name in plan for name in mandatory) for plan in tries)
    return " (then the whole week can be planned)." if whole else " (that ends this clash)."


def _least(
    explainer: Explainer, conflict: Conflict, member: Member
) -> Iterator[tuple[int, str, frozenset[Member]]]:
    """The least change of one rule that helps; for a time, of the person's and the activity's together."""
    week, names = explainer.week, conflict.activities
    if member[0] not in {"availability", "window"}:
        off = frozenset({member})
        if explainer.possible(names, off):
            yield _DEAR, _dropped(week, conflict, member), off
        return
    concerned = [n for n in names if member[1] == n or member[1] in week.activities[n].people]
    for name in concerned:
        met_there = [("availability", each) for each in week.activities[name].people]
        for off in (frozenset({member}), frozenset({("window", name), *met_there})):
            at = _first_that_works(explainer, conflict, name, off)
            if at is not None:
                yield at[0], _in_words(week, off, name, at[1]), off
                return


def _first_that_works(
    explainer: Explainer, conflict: Conflict, name: str, off: frozenset[Member]
) -> tuple[int, int] | None:
    """How many slots lie beyond what is allowed, and the start, of the nearest start that helps."""
    if not explainer.possible(conflict.activities, off):
        return None
    week, activity = explainer.week, explainer.week.activities[name]
    allowed = [activity.windows] if ("window", name) in off else []
    allowed += [week.people[p].available for p in activity.people if ("availability", p) in off]
    free = [{t for first, last in spans for t in range(first, last)} for spans in allowed]
    rows = []
    for start in Facts(week, off).starts[name]:
        held = range(start, start + activity.duration)
        rows.append((sum(t not in each for each in free for t in held), start))
    for beyond, start in sorted(rows)[:_MOST_TRIES]:
        if beyond and explainer.possible_at(conflict.activities, off, name, start):
            return beyond, start
    return None


def _in_words(week: Week, off: frozenset[Member], name: str, start: int) -> str:
    activity = week.activities[name]
    when = span(week, (start, start + activity.duration))
    asked = [met(week.people[p]) for p in activity.people if ("availability", p) in off]
    if ("window", name) not in off:
        return f"Ask {' and '.join(asked)} to come on {when} for {named(activity)}"
    told_too = f", and ask {' and '.join(asked)} to come then" if asked else ""
    return f"Allow {named(activity)} on {when}{told_too}"


def _dropped(week: Week, conflict: Conflict, member: Member) -> str:
    rule = member[0]
    if rule == "order":
        first, then = week.activities[member[2]], week.activities[member[1]]
        return f"Let {named(then)} come before {named(first)}"
    if rule == "staffing":
        activity = week.activities[member[1]]
        need = activity.requirements[int(member[2])]
        return f"Let somebody other than {seat(need.kind, need.of)} take part in {named(activity)}"
    return f"Do without this rule: {told(week, member, conflict.activities).rstrip('.')}"
