"""A change somebody could make to the week, with its price, in words a director understands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jtai.core.timetable.solver.advice.extend import Extension
from jtai.core.timetable.solver.facts import Member
from jtai.core.timetable.solver.members import member_words
from jtai.core.timetable.week import Week
from jtai.core.timetable.wording import met, named, seat, span
from jtai.words import agreed, listed, noun_of

# The price of giving a rule up: dearer than any one meeting outside somebody's diary.
GIVEN_UP = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be changed, at what price; `rules` and `activities` say what it allows."""

    words: str
    price: int
    rules: tuple[str, ...]
    activities: tuple[str, ...]


def extension_proposal(week: Week, each: Extension) -> Proposal:
    """A time outside a window or a diary."""
    activity = week.activities[each.activity]
    when = span(week, (each.start, each.start + activity.duration))
    asked = [met(week.people[name]) for name in each.asked]
    if each.window:
        told_too = f", and ask {listed(asked)} to come then" if asked else ""
        words = f"Allow {named(activity)} on {when}{told_too}"
    else:
        words = f"Ask {listed(asked)} to come on {when} for {named(activity)}"
    rules = ("window",) * each.window + ("availability",) * bool(asked)
    return Proposal(words, each.price, rules, (each.activity,))


def giving_up_proposal(week: Week, member: Member, names: Sequence[str]) -> Proposal:
    """A rule that is no longer kept."""
    words = _OF_RULE[member[0]](week, member) if member[0] in _OF_RULE else _without(week, member, names)
    return Proposal(words, GIVEN_UP, (member[0],), ())


def _order(week: Week, member: Member) -> str:
    first, then = week.activities[member[2]], week.activities[member[1]]
    return f"Let {named(then)} come before {named(first)}"


def _staffing(week: Week, member: Member) -> str:
    activity = week.activities[member[1]]
    need = activity.requirements[int(member[2])]
    return f"Let somebody other than {seat(need.kind, need.of)} take part in {named(activity)}"


def _rooms(week: Week, member: Member) -> str:
    site = next(each for each in week.sites if each.id == member[1])
    return f"Find more rooms at {site.id} ({site.agency}), which has {site.rooms}"


def _support(week: Week, member: Member) -> str:
    count = week.support[member[1]]
    return f"Find more of this support: {member[1]}; there {agreed(count, 'is')} {count}"


def _continuity(week: Week, member: Member) -> str:
    return f"Let more than one inspector follow child {member[1]}"


def _evidence(week: Week, member: Member) -> str:
    return f"Let evidence be gathered after {week.when(week.evidence_ends)}"


def _daily_load(week: Week, member: Member) -> str:
    hours = week.figures.daily_load * week.slot_minutes / 60
    return f"Let {member[1]} have more than {hours:g} {noun_of(hours, 'hour')} of activities on a day"


def _presence(week: Week, member: Member) -> str:
    return f"Have {member[1]} on site on other days too"


def _pin(week: Week, member: Member) -> str:
    return f"Loosen what is pinned in {named(week.activities[member[1]])}"


def _consent(week: Week, member: Member) -> str:
    activity = named(week.activities[member[1]])
    return f"Have the agreement in writing and the decision on best interests earlier for {activity}"


def _pairing(week: Week, member: Member) -> str:
    return f"Let one inspector alone hold {named(week.activities[member[1]])}"


def _manager(week: Week, member: Member) -> str:
    return f"Let a practitioner and their manager sit together in {named(week.activities[member[1]])}"


_OF_RULE = {
    "order": _order, "staffing": _staffing, "rooms": _rooms, "support": _support, "continuity": _continuity,
    "evidence-ends": _evidence, "daily-load": _daily_load, "presence": _presence, "pin": _pin,
    "consent": _consent, "pairing": _pairing, "manager": _manager,
}  # fmt: skip


def _without(week: Week, member: Member, names: Sequence[str]) -> str:
    return f"Do without this rule: {member_words(week, member, names).rstrip('.')}"
