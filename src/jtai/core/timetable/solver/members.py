"""The rules of a week that somebody could change, and the words for each."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.timetable.solver.facts import Member
from jtai.core.timetable.week import Activity, Week
from jtai.core.timetable.wording import capital, met, named, seat, spans
from jtai.words import agreed, counted, listed, noun_of

# What a director can change least, or finds least telling, is tried first: it drops out of a conflict first.
_ORDER = (
    "break", "reserve", "write-up", "daily-load", "presence", "rooms", "support", "continuity",
    "evidence-ends", "manager", "pairing", "pin", "window", "staffing", "order", "consent", "availability",
)  # fmt: skip


def members_of(week: Week, names: Sequence[str]) -> list[Member]:
    """Every rule that touches these activities, in the order in which it is tried to do without it."""
    found: dict[Member, None] = {}
    activities = [week.activities[name] for name in names]
    for activity in activities:
        for member in _of_activity(week, activity, set(names)):
            found[member] = None
    found |= {(each.rule, each.name): None for each in week.breaks}
    found |= {("daily-load", i.id): None for i in week.inspectors if not i.analyst}
    found |= {("presence", i.id): None for i in week.inspectors if len(i.days) < len(week.days)}
    return sorted(found, key=lambda member: (_ORDER.index(member[0]), member[1:]))


def _of_activity(week: Week, activity: Activity, names: set[str]) -> list[Member]:
    rows: list[Member] = [("window", activity.id)]
    rows += [("order", activity.id, earlier) for earlier in activity.after if earlier in names]
    for number, need in enumerate(activity.requirements):
        if need.kind not in {"any", "all"} and need.count:
            rows.append(("staffing", activity.id, str(number)))
        if need.kind == "tracker":
            rows.append(("continuity", need.of))
    for name in activity.people:
        rows += [("availability", each) for each in (name, *week.people[name].deputies)]
    if activity.evidence:
        rows.append(("evidence-ends",))
    if activity.site is not None:
        rows.append(("rooms", week.sites[activity.site].id))
    if activity.support is not None:
        rows.append(("support", activity.support))
    held = (("consent", activity.consent_needed), ("pin", activity.pin), ("pairing", activity.pair or None))
    rows += [(rule, activity.id) for rule, there in held if there is not None]
    if len(activity.people) > 1:
        rows.append(("manager", activity.id))
    return rows


def member_words(week: Week, member: Member, names: Sequence[str]) -> str:
    """A rule in a sentence a director of children's services understands, with the ids it concerns."""
    rule = member[0]
    if rule in _OF_ACTIVITY:
        return _of_one(week, member)
    if rule == "availability":
        return _availability(week, member[1], names)
    if rule == "rooms":
        site = next(each for each in week.sites if each.id == member[1])
        return f"{site.id} ({site.agency}) has {counted(site.rooms, 'room')}."
    if rule == "support":
        count = week.support[member[1]]
        return f"There {agreed(count, 'is')} {counted(count, member[1])}."
    if rule == "evidence-ends":
        return f"Evidence is gathered until {week.when(week.evidence_ends)}."
    if rule == "continuity":
        return f"One inspector, not the lead, follows child {member[1]} throughout."
    return _of_inspectors(week, member)


_OF_ACTIVITY = frozenset({"window", "order", "staffing", "consent", "pin", "pairing", "manager"})


def _of_one(week: Week, member: Member) -> str:
    activity = week.activities[member[1]]
    name, rule = capital(named(activity)), member[0]
    if rule == "window":
        return f"{name} can only be on {spans(week, activity.windows)}."
    if rule == "order":
        earlier = named(week.activities[member[2]])
        return f"{name} comes after {earlier}, which must have ended."
    if rule == "staffing":
        need = activity.requirements[int(member[2])]
        return f"{name} needs {seat(need.kind, need.of)}."
    if rule == "consent":
        return f"{name} waits for agreement in writing and the decision on best interests."
    if rule == "pin":
        return f"{name} is pinned."
    if rule == "pairing":
        return f"{name} needs two inspectors for safety."
    return f"{name} may not bring a practitioner and their manager together."


def _availability(week: Week, name: str, names: Sequence[str]) -> str:
    person = week.people[name]
    meets = [week.activities[n] for n in names if name in week.activities[n].people]
    about = f", wanted for {listed(named(each) for each in meets)}," if meets else ""
    return f"{capital(met(person))}{about} is free only on {spans(week, person.available)}."


def _of_inspectors(week: Week, member: Member) -> str:
    rule, name = member
    if rule == "daily-load":
        hours = week.figures.daily_load * week.slot_minutes / 60
        return f"{name} has at most {hours:g} {noun_of(hours, 'hour')} of activities a day."
    if rule == "presence":
        on_site = week.inspector[name].days
        return f"{name} is on site only on {_days(on_site)}." if on_site else f"{name} is not on site."
    each = next(row for row in week.breaks if row.name == name)
    minutes = each.duration * week.slot_minutes
    words = name.replace("_", " ")
    return f"Every inspector has {counted(minutes, 'minute')} for {words} on {_days(each.days)}."


def _days(numbers: Sequence[int]) -> str:
    return f"{noun_of(len(numbers), 'day')} {listed(map(str, numbers))}"


def ids_of(week: Week, member: Member, names: Sequence[str]) -> list[str]:
    """The ids a rule concerns."""
    ids = [part for part in member[1:] if not part.isdigit()]
    if member[0] == "availability":
        ids += [n for n in names if member[1] in week.activities[n].people]
    return ids
