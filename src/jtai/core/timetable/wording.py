"""The words a week is told in: an activity, a person, an interval, as a director reads them."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.core.timetable.week import Activity, Interval, Person, Week

_KINDS = {
    "case_file": "reading of the case file",
    "child_discussion": "meeting with the child",
    "parent_discussion": "meeting with the parent or carer",
    "sw_discussion": "discussion with the social worker",
    "sw_manager_discussion": "discussion with the social worker's manager",
    "health_discussion": "discussion with the health worker",
    "education_discussion": "discussion with the school",
    "police_discussion": "discussion with the police",
    "probation_discussion": "discussion with probation",
    "leader_interview": "interview with the leader",
    "kit_meeting": "keep-in-touch meeting",
    "findings_meeting_fri": "findings meeting on Friday",
    "flex_reserve": "reserve",
}
_SEATS = {
    "lead": "the lead inspector",
    "analyst": "the analyst",
    "any": "an inspector",
    "all": "everyone on site",
}


def kind_words(kind: str) -> str:
    """A kind of activity in words."""
    return _KINDS.get(kind, kind.replace("_", " "))


def named(activity: Activity) -> str:
    """An activity in words, with its id: the meeting with the child A011."""
    return f"the {kind_words(activity.kind)} {activity.id}"


def met(person: Person) -> str:
    """A person by job role and id: the social worker (P000)."""
    return f"the {person.job_role} ({person.id})"


def seat(kind: str, of: str) -> str:
    """Who a requirement asks for, in words."""
    if kind in _SEATS:
        return _SEATS[kind]
    if kind == "tracker":
        return f"the inspector who follows child {of}"
    return f"an inspector of {of.upper() if kind == 'inspectorate' else of.replace('_', ' ')}"


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def span(week: Week, interval: Interval) -> str:
    """An interval in words: day 9 from 15:00 to 17:30."""
    start, end = interval
    first, last = week.day_of(start), week.day_of(end - 1)
    clock = week.clock_after(end - 1, 1)
    if first == last:
        return f"day {first} from {week.clock(start)} to {clock}"
    return f"day {first} at {week.clock(start)} to day {last} at {clock}"


def spans(week: Week, intervals: Iterable[Interval], most: int = 4) -> str:
    """Several intervals in words; touching ones are told as one, and a long list is cut."""
    told = [span(week, each) for each in merged(intervals)]
    if len(told) > most:
        told = [*told[:most], f"{len(told) - most} more"]
    return ", ".join(told) if told else "at no time"


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals in order, touching and overlapping ones joined."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
