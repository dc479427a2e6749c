"""Rules about inspectors: who takes part, where they are, and how much a day holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from jtai.core.timetable.checking.found import Looked, Violation
from jtai.core.timetable.week import Activity, Inspector, Placed, Requirement, Week
from jtai.core.timetable.wording import capital, named, seat
from jtai.words import agreed, counted


def presence(looked: Looked) -> Iterator[Violation]:
    """An inspector takes part only on days on site."""
    for activity, placed in looked.ahead():
        day = looked.week.day_of(placed.start)
        for name in sorted(placed.inspectors):
            if day not in looked.week.inspector[name].days:
                yield Violation(
                    "presence", activity.id,
                    f"{name} takes part in {named(activity)} on day {day} but is not on site that day.",
                )  # fmt: skip


def overlap(looked: Looked) -> Iterator[Violation]:
    """No inspector is in two activities at once."""
    for inspector, one, first, two, second in _pairs(looked):
        if second.start < first.start + one.duration:
            yield Violation(
                "overlap", two.id, f"{inspector} would be in {named(one)} and {named(two)} at once."
            )


def travel(looked: Looked) -> Iterator[Violation]:
    """Between two places there is time for the journey."""
    for inspector, one, first, two, second in _pairs(looked):
        here, there = looked.place(one, first), looked.place(two, second)
        if here is None or there is None or here == there:
            continue
        gap, journey = second.start - first.start - one.duration, looked.week.travel[here][there]
        if 0 <= gap < journey:
            minutes = looked.week.slot_minutes
            yield Violation(
                "travel", two.id,
                f"{inspector} has {counted(gap * minutes, 'minute')} from {named(one)} to {named(two)}; "
                f"the journey takes {journey * minutes}.",
            )  # fmt: skip


def _pairs(looked: Looked) -> Iterator[tuple[str, Activity, Placed, Activity, Placed]]:
    """Two activities of one inspector on one day, the earlier first, not both held already."""
    week = looked.week
    for inspector in week.inspectors:
        for (_, one, first), (_, two, second) in combinations(looked.attends(inspector.id), 2):
            same_day = week.day_of(first.start) == week.day_of(second.start)
            if same_day and not {one.id, two.id} <= looked.held:
                yield inspector.id, one, first, two, second


def staffing(looked: Looked) -> Iterator[Violation]:
    """The right number takes part, everyone fills a seat, and every seat is filled."""
    for activity, placed in looked.ahead():
        for message in _staffing_problems(looked.week, activity, placed):
            yield Violation("staffing", activity.id, message)


def pairing(looked: Looked) -> Iterator[Violation]:
    """Where safety asks for it, nobody goes alone."""
    for activity, placed in looked.ahead():
        if activity.pair and sum(not looked.week.inspector[n].analyst for n in placed.inspectors) < 2:
            yield Violation(
                "pairing", activity.id, f"{capital(named(activity))} needs two inspectors for safety."
            )


def _staffing_problems(week: Week, activity: Activity, placed: Placed) -> Iterator[str]:
    there = [week.inspector[name] for name in sorted(placed.inspectors)]
    if any(each.kind == "all" for each in activity.requirements):
        day = week.day_of(placed.start)
        on_site = {each.id for each in week.inspectors if day in each.days}
        for name in sorted(on_site - placed.inspectors):
            yield f"{name} is on site on day {day} and missing from {named(activity)}, which is for everyone."
        return
    for need in activity.requirements:
        found = sum(_counts(each, need) for each in there)
        if found < need.count:
            asked = f"{need.count} × {seat(need.kind, need.of)}"
            yield f"{capital(named(activity))} needs {asked}; there {agreed(found, 'is')} {found}."
    seats = sum(each.count for each in activity.requirements)
    if activity.pair:
        seats = max(seats, 2)
    if activity.kind not in week.figures.quorum_kinds and len(there) != seats:
        taking_part = f"{len(there)} {agreed(len(there), 'takes')} part"
        yield f"{capital(named(activity))} has {counted(seats, 'seat')}; {taking_part}."
    if not activity.open_attendance:
        yield from _without_seat(activity, there)


def _without_seat(activity: Activity, there: list[Inspector]) -> Iterator[str]:
    for each in there:
        fills = any(_counts(each, need) for need in activity.requirements if need.count)
        if not fills and not (activity.pair and not each.analyst):
            yield f"{each.id} fills no seat of {named(activity)}."


def _counts(inspector: Inspector, need: Requirement) -> bool:
    if need.kind == "analyst":
        return inspector.analyst
    if inspector.analyst:
        # The analyst counts towards an inspectorate only if it is theirs.
        return need.kind == "inspectorate" and inspector.inspectorate == need.of
    if need.kind == "lead":
        return inspector.lead
    if need.kind == "inspectorate":
        return inspector.inspectorate == need.of
    if need.kind == "mini_team":
        return need.of in inspector.mini_teams
    return need.kind == "any" or (need.kind == "tracker" and not inspector.lead)


def continuity(looked: Looked) -> Iterator[Violation]:
    """One inspector who is not the lead follows each tracked child."""
    followed: dict[str, list[tuple[Activity, Placed]]] = {}
    for activity, placed in looked.all():
        for need in activity.requirements:
            fresh = need.of in looked.afresh and activity.id in looked.held
            if need.kind == "tracker" and not fresh:
                followed.setdefault(need.of, []).append((activity, placed))
    for child, rows in followed.items():
        may = {each.id for each in looked.week.inspectors if not each.lead and not each.analyst}
        for activity, placed in sorted(rows, key=lambda row: (row[1].start, row[0].id)):
            may &= placed.inspectors
            if not may:
                yield Violation(
                    "continuity", activity.id,
                    f"No one inspector follows child {child} throughout: it breaks at {named(activity)}.",
                )  # fmt: skip
                break


def daily_load(looked: Looked) -> Iterator[Violation]:
    """A day holds only so much."""
    most = looked.week.figures.daily_load
    for inspector in looked.week.inspectors:
        if inspector.analyst:
            continue
        slots: dict[int, int] = {}
        for start, activity, _ in looked.attends(inspector.id):
            day = looked.week.day_of(start)
            before = slots.get(day, 0)
            slots[day] = before + activity.duration
            if before <= most < slots[day] and activity.id not in looked.held:
                yield Violation(
                    "daily-load", activity.id,
                    f"{inspector.id} has more than {counted(most, 'slot')} of activities on day {day}, "
                    f"counted to {named(activity)}.",
                )  # fmt: skip


RULES = (presence, overlap, travel, staffing, pairing, continuity, daily_load)
