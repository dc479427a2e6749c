"""Reads a week of the format `jtai-week-1`; every fault is named with its line and field.

Beyond the format some fields are optional and switch a rule on: `manager` and `deputies` of a person,
`consent_needed`, `pair` and `pin` of an activity, `reserve` and `write_up` of the week.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from jtai.core.timetable.fields import Fields, Notes, unique
from jtai.core.timetable.json_text import parse
from jtai.core.timetable.week import (
    Activity,
    Break,
    Consent,
    Inspector,
    Person,
    Pin,
    Requirement,
    Site,
    Week,
)
from jtai.words import agreed, counted, listed

FORMAT = "jtai-week-1"
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_MOST_SLOTS = 3000
_SEATS = ("lead", "inspectorate", "mini_team", "role", "tracker")


def read_week(content: bytes) -> Week:
    """The week in a file. Raises `Faulty` with every fault."""
    value, text = parse(content)
    notes = Notes(text)
    top = Fields(value, (), notes)
    notes.raise_any()
    if top.value.get("format") != FORMAT:
        top.fault("format", f"“format” must be “{FORMAT}”.")
        notes.raise_any()
    week = _read(top)
    notes.raise_any()
    return week


def _read(top: Fields) -> Week:
    slot = top.whole("slot_minutes", least=1, most=240)
    stride = top.whole("day_stride", least=1, most=2000)
    slots = top.whole("day_slots", least=1, most=2000)
    if slots > stride:
        top.fault("day_slots", "“day_slots” is more than “day_stride”: two days would overlap.")
    days, start = _days(top), _clock(top, "day_start")
    if len(days) * stride > _MOST_SLOTS:
        top.fault(
            "day_stride",
            f"A week has at most {counted(_MOST_SLOTS, 'slot')}; this one has {len(days) * stride}.",
        )
    sites = _sites(top)
    people = _people(top)
    support = _support(top)
    week = Week(
        name=top.text("name"), slot_minutes=slot, day_stride=stride, day_slots=slots, day_start=start,
        days=days, evidence_ends=top.whole("evidence_ends"), inspectors=_inspectors(top, days), sites=sites,
        travel=_travel(top, sites, slots), people=people, activities={}, support=support,
        breaks=_breaks(top, days, slot, start),
    )  # fmt: skip
    rows = top.objects("activities", most=500)
    read = [read_activity(row, week) for row in rows]
    unique(rows, [each.id for each in read], "activity")
    activities = {each.id: each for each in read}
    _check_order(rows, read, activities)
    return replace(week, activities=activities)


def _days(top: Fields) -> tuple[int, ...]:
    days = top.wholes("days", least=1)
    if days and days != tuple(range(days[0], days[0] + len(days))):
        top.fault("days", "“days” must follow one another, as in [9, 10, 11, 12, 13].")
    if len(days) > 31:
        top.fault("days", "“days” has more than 31 days.")
    return days or (1,)


def _clock(top: Fields, key: str) -> int:
    found = _CLOCK.fullmatch(top.text(key))
    if found is None:
        top.fault(key, f"“{key}” must be a time as in 08:00.")
        return 0
    return int(found[1]) * 60 + int(found[2])


def _inspectors(top: Fields, days: tuple[int, ...]) -> tuple[Inspector, ...]:
    rows, read = top.objects("inspectors", least=1, most=60), []
    for row in rows:
        role = row.text("role", "inspector")
        if role not in {"inspector", "analyst"}:
            row.fault("role", f"“{role}” is no role; write inspector or analyst.")
        on_site = row.wholes("days")
        for day in on_site:
            if day not in days:
                row.fault("days", f"Day {day} is not a day of this week.")
        read.append(
            Inspector(
                row.text("id"), row.text("inspectorate"), row.yes("lead", False), row.texts("mini_teams", ()),
                on_site, role == "analyst",
            )
        )  # fmt: skip
    unique(rows, [each.id for each in read], "inspector")
    if rows and sum(each.lead for each in read) != 1:
        leads = sum(each.lead for each in read)
        top.fault("inspectors", f"There {agreed(leads, 'is')} {counted(leads, 'lead')}; a week has one.")
    return tuple(read)


def _sites(top: Fields) -> tuple[Site, ...]:
    rows = top.objects("sites", most=200)
    read = [
        Site(row.text("id"), row.whole("zone"), row.text("agency"), row.whole("rooms", most=1000))
        for row in rows
    ]
    unique(rows, [each.id for each in read], "site")
    return tuple(read)


def _travel(top: Fields, sites: tuple[Site, ...], slots: int) -> tuple[tuple[int, ...], ...]:
    rows = top.items("travel", most=200)
    size = len(sites)
    if len(rows) != size:
        known = f"there {agreed(size, 'is')} {counted(size, 'site')}"
        top.fault("travel", f"“travel” has {counted(len(rows), 'row')}, but {known}.")
        return ()
    for number, row in enumerate(rows):
        problem = _row_problem(row, number, size, slots)
        if problem:
            top.notes.add((*top.path, "travel", number), problem)
    return tuple(tuple(row) if isinstance(row, list) else () for row in rows)


def _row_problem(row: object, number: int, size: int, slots: int) -> str:
    if not isinstance(row, list) or len(row) != size:
        return (
            f"Row {number + 1} of “travel” must be a list of {counted(size, 'journey')}, one for each site."
        )
    for each in row:
        if isinstance(each, bool) or not isinstance(each, int) or not 0 <= each <= slots:
            return f"A journey in row {number + 1} of “travel” must be a whole number from 0 to {slots}."
    return "" if row[number] == 0 else f"The journey from site {number} to itself must be 0."


def _people(top: Fields) -> dict[str, Person]:
    rows, read = top.objects("people", most=1000), []
    for row in rows:
        read.append(
            Person(
                row.text("id"), row.text("job_role"), row.text("agency"), row.intervals("available"),
                row.text_or_none("manager"), row.texts("deputies", ()),
            )
        )  # fmt: skip
    unique(rows, [each.id for each in read], "person")
    known = {each.id: each for each in read}
    for row, person in zip(rows, read, strict=True):
        for key, named in (("manager", (person.manager,)), ("deputies", person.deputies)):
            for name in named:
                if name is not None and (name not in known or name == person.id):
                    row.fault(key, f"“{name}” is no other person of this week.")
    return known


def _support(top: Fields) -> dict[str, int]:
    rows = top.objects("support", (), most=100)
    names = [row.text("id") for row in rows]
    unique(rows, names, "support")
    return {name: row.whole("count", most=1000) for name, row in zip(names, rows, strict=True)}


def _breaks(top: Fields, days: tuple[int, ...], slot: int, start: int) -> tuple[Break, ...]:
    found = []
    raw = top.value.get("breaks", {})
    group = Fields(raw, (*top.path, "breaks"), top.notes)
    for name in group.value:
        found.append(_one_break(group, name, "break", days, slot, start))
    for name, rule in (("reserve", "reserve"), ("write_up", "write-up")):
        if top.has(name):
            found.append(_one_break(top, name, rule, days, slot, start))
    return tuple(found)


def _one_break(
    group: Fields, name: str, rule: str, days: tuple[int, ...], slot: int, day_start: int
) -> Break:
    row = Fields(group.value[name], (*group.path, name), group.notes)
    first, last = row.hours("win")
    on = row.wholes("days")
    for day in on:
        if day not in days:
            row.fault("days", f"Day {day} is not a day of this week.")
    earliest = max(0, math.ceil((first * 60 - day_start) / slot))
    latest = math.floor((last * 60 - day_start) / slot)
    duration = row.whole("dur", least=1, most=2000)
    if latest - earliest < duration:
        row.fault("win", f"“{name}” lasts {counted(duration, 'slot')} and does not fit into its window.")
    return Break(name, rule, duration, on, earliest, latest)


def read_activity(row: Fields, week: Week) -> Activity:
    """One activity; persons, sites and kinds of support must be of this week."""
    site = row.whole_or_none("site")
    if site is not None and site >= len(week.sites):
        row.fault("site", f"There is no site {site}; the sites are numbered 0 to {len(week.sites) - 1}.")
        site = None
    people = row.texts("people", ())
    _known(row, "people", people, week.people, "person")
    support = row.text_or_none("support")
    if support is not None:
        _known(row, "support", (support,), week.support, "kind of support")
    return Activity(
        id=row.text("id"), kind=row.text("kind"), duration=row.whole("duration", least=1, most=2000),
        windows=row.intervals("windows", least=1), requirements=_requirements(row), site=site, people=people,
        mandatory=row.yes("mandatory", True), reward=row.whole("reward", 0) if row.has("reward") else 0,
        phone_allowed=row.yes("phone_allowed", False),
        phone_penalty=row.whole("phone_penalty") if row.has("phone_penalty") else 8,
        evidence=row.yes("evidence", False), child=row.text_or_none("child"), after=row.texts("after", ()),
        support=support, open_attendance=row.yes("open_attendance", False), consent=row.yes("consent", False),
        consent_needed=_consent(row), pair=row.yes("pair", False), pin=_pin(row, week),
    )  # fmt: skip


def _known(row: Fields, key: str, names: Iterable[str], known: Iterable[str], what: str) -> None:
    for name in names:
        if name not in known:
            row.fault(key, f"“{name}” is no {what} of this week.")


def _requirements(row: Fields) -> tuple[Requirement, ...]:
    found = []
    for each in row.objects("requirements", least=1, most=50):
        if each.value.get("count") == "all":
            found.append(Requirement("all", 0))
            continue
        found.append(_seat(each, each.whole("count", most=100)))
    if len(found) > 1 and any(each.kind == "all" for each in found):
        row.fault("requirements", "Give “all” alone: with everyone there, no seat can be added.")
    return tuple(found)


def _seat(row: Fields, count: int) -> Requirement:
    named = [key for key in _SEATS if row.has(key)]
    if len(named) > 1:
        row.fault(named[1], f"A requirement asks for one thing; this one has {listed(named)}.")
    if not named:
        return Requirement("any", count)
    if named[0] == "lead":
        return Requirement("lead" if row.yes("lead") else "any", count)
    of = row.text(named[0])
    if named[0] != "role":
        return Requirement(named[0], count, of)
    if of != "analyst":
        row.fault("role", f"“{of}” is no role that can be required; write analyst.")
    return Requirement("analyst", count)


def _consent(row: Fields) -> Consent | None:
    if not row.has("consent_needed"):
        return None
    each = Fields(row.value["consent_needed"], (*row.path, "consent_needed"), row.notes)
    return Consent(each.whole_or_none("agreed_at"), each.whole_or_none("best_interests_at"))


def _pin(row: Fields, week: Week) -> Pin | None:
    if not row.has("pin"):
        return None
    each = Fields(row.value["pin"], (*row.path, "pin"), row.notes)
    inspectors = each.texts("inspectors") if each.has("inspectors") else None
    _known(each, "inspectors", inspectors or (), week.inspector, "inspector")
    phone = each.yes("phone") if each.has("phone") else None
    return Pin(each.whole_or_none("start"), phone, inspectors)


def _check_order(rows: list[Fields], read: list[Activity], known: Mapping[str, Activity]) -> None:
    for row, activity in zip(rows, read, strict=True):
        _known(row, "after", activity.after, known, "activity")
        if _follows_itself(activity, known):
            row.fault("after", f"{activity.id} would have to come after itself.")


def _follows_itself(activity: Activity, known: Mapping[str, Activity]) -> bool:
    seen: set[str] = set()
    waiting = list(activity.after)
    while waiting:
        name = waiting.pop()
        if name == activity.id:
            return True
        if name in known and name not in seen:
            seen.add(name)
            waiting += known[name].after
    return False
