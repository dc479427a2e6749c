"""Rules about one activity's time and way, and about the people, rooms and support it needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from jtai.core.timetable.checking.found import Looked, Violation
from jtai.core.timetable.week import Activity, Placed
from jtai.core.timetable.wording import capital, met, named, spans
from jtai.words import counted


def missing(looked: Looked) -> Iterator[Violation]:
    """Every mandatory activity is in the plan."""
    for activity in looked.week.activities.values():
        if activity.mandatory and activity.id not in looked.plan:
            yield Violation(
                "missing", activity.id, f"{capital(named(activity))} must take place; it is not planned."
            )


def window(looked: Looked) -> Iterator[Violation]:
    """Each activity lies inside one of its windows and within one day."""
    week = looked.week
    for activity, placed in looked.ahead():
        start, end = placed.start, placed.start + activity.duration
        told = f"{capital(named(activity))} is on {week.when(start)}"
        if not any(first <= start and end <= last for first, last in activity.windows):
            yield Violation("window", activity.id, f"{told}; it may be on {spans(week, activity.windows)}.")
        elif start % week.day_stride + activity.duration > week.day_slots:
            yield Violation("window", activity.id, f"{told} and would continue after the day has ended.")


def availability(looked: Looked) -> Iterator[Violation]:
    """Each person met is available for the whole of it."""
    for activity, placed in looked.ahead():
        for name in looked.met(activity, placed):
            person = looked.week.people[name]
            start, end = placed.start, placed.start + activity.duration
            if not any(first <= start and end <= last for first, last in person.available):
                yield Violation(
                    "availability", activity.id,
                    f"{capital(met(person))} is not free for {named(activity)} on {looked.week.when(start)}; "
                    f"they are free on {spans(looked.week, person.available)}.",
                )  # fmt: skip


def deputy(looked: Looked) -> Iterator[Violation]:
    """Only a deputy of theirs stands in for a person who is met."""
    for activity, placed in looked.ahead():
        for name, instead in placed.deputies:
            if name not in activity.people or instead not in looked.week.people[name].deputies:
                yield Violation(
                    "deputy", activity.id, f"{instead} may not stand in for {name} in {named(activity)}."
                )


def manager(looked: Looked) -> Iterator[Violation]:
    """A practitioner and their manager are never in one session."""
    for activity, placed in looked.ahead():
        there = looked.met(activity, placed)
        for name in there:
            person = looked.week.people[name]
            if person.manager in there:
                yield Violation(
                    "manager", activity.id,
                    f"{capital(met(person))} and their manager ({person.manager}) are both in "
                    f"{named(activity)}.",
                )  # fmt: skip


def evidence_ends(looked: Looked) -> Iterator[Violation]:
    """Evidence is gathered before it ends."""
    last = looked.week.evidence_ends
    for activity, placed in looked.ahead():
        if activity.evidence and placed.start + activity.duration > last:
            yield Violation(
                "evidence-ends", activity.id,
                f"{capital(named(activity))} ends after the gathering of evidence has ended "
                f"({looked.week.when(last)}).",
            )  # fmt: skip


def phone(looked: Looked) -> Iterator[Violation]:
    """By telephone only where that is allowed, and only what has a place."""
    for activity, placed in looked.ahead():
        if placed.phone and (not activity.phone_allowed or activity.site is None):
            yield Violation("phone", activity.id, f"{capital(named(activity))} may not be held by telephone.")


def order(looked: Looked) -> Iterator[Violation]:
    """What comes before has ended."""
    for activity, placed in looked.ahead():
        for name in activity.after:
            if name not in looked.plan:
                continue
            earlier = looked.week.activities[name]
            if looked.plan[name].start + earlier.duration > placed.start:
                yield Violation(
                    "order",
                    activity.id,
                    f"{capital(named(activity))} begins before {named(earlier)} has ended.",
                )


def consent(looked: Looked) -> Iterator[Violation]:
    """No meeting with a child or parent before agreement in writing and the best-interests decision."""
    for activity, placed in looked.ahead():
        needed = activity.consent_needed
        if needed is None:
            continue
        for at, what in (
            (needed.agreed_at, "agreement in writing"),
            (needed.best_interests_at, "the decision on best interests"),
        ):
            if at is None or placed.start < at:
                yield Violation(
                    "consent", activity.id, f"{capital(named(activity))} is planned before {what}."
                )


def pin(looked: Looked) -> Iterator[Violation]:
    """What is pinned stays."""
    for activity, placed in looked.ahead():
        fixed = activity.pin
        if fixed is None:
            continue
        start, way = fixed.start in (None, placed.start), fixed.phone in (None, placed.phone)
        staff = fixed.inspectors is None or frozenset(fixed.inspectors) == placed.inspectors
        if not (start and way and staff):
            yield Violation(
                "pin", activity.id, f"{capital(named(activity))} is pinned and must stay as it is."
            )


def person_twice(looked: Looked) -> Iterator[Violation]:
    """Nobody who is met is in two activities at once."""
    attends: dict[str, list[tuple[Activity, Placed]]] = {}
    for activity, placed in looked.all():
        for name in looked.met(activity, placed):
            attends.setdefault(name, []).append((activity, placed))
    for name, rows in attends.items():
        for (one, first), (two, second) in combinations(
            sorted(rows, key=lambda row: (row[1].start, row[0].id)), 2
        ):
            if second.start < first.start + one.duration and not {one.id, two.id} <= looked.held:
                yield Violation(
                    "person-twice", two.id,
                    f"{capital(met(looked.week.people[name]))} would be in {named(one)} and {named(two)} "
                    "at once.",
                )  # fmt: skip


def rooms(looked: Looked) -> Iterator[Violation]:
    """No site has more activities in person than rooms."""
    for number, site in enumerate(looked.week.sites):
        rows = [row for row in looked.all() if looked.place(*row) == number]
        for activity, placed in _too_many(rows, site.rooms, looked):
            yield Violation(
                "rooms",
                activity.id,
                f"{site.id} has {counted(site.rooms, 'room')}; {named(activity)} would need one more on "
                f"{looked.week.when(placed.start)}.",
            )


def support(looked: Looked) -> Iterator[Violation]:
    """No kind of support is needed more often at once than there is."""
    for kind, count in looked.week.support.items():
        rows = [row for row in looked.all() if row[0].support == kind]
        for activity, placed in _too_many(rows, count, looked):
            yield Violation(
                "support",
                activity.id,
                f"There is {count} × {kind}; {named(activity)} would need one more on "
                f"{looked.week.when(placed.start)}.",
            )


def _too_many(
    rows: list[tuple[Activity, Placed]], most: int, looked: Looked
) -> Iterator[tuple[Activity, Placed]]:
    # The number at once is greatest at the start of one of them.
    for activity, placed in rows:
        at_once = [a for a, p in rows if p.start <= placed.start < p.start + a.duration]
        if len(at_once) > most and not {a.id for a in at_once} <= looked.held:
            yield activity, placed


RULES = (
    missing, window, availability, deputy, manager, evidence_ends, phone, order, consent, pin, person_twice,
    rooms, support,
)  # fmt: skip
