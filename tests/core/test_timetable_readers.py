"""Reading weeks, plans and events: what is whole comes back the same, each fault is named with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.timetable import Faulty, read_event, read_plan, read_week, week_data
from tests.core.timetable_weeks import (
    DATA,
    Data,
    activity,
    as_bytes,
    stored_week,
    the_activity,
    tiny,
    tiny_plan,
)

Bend = Callable[[Data], Any]


def faults(read: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as refused:
        read()
    return [(each.field, each.message) for each in refused.value.faults]


# Plans and conflicts have a second point in their names.
WEEKS = sorted(path.stem for path in DATA.glob("d*.json") if "." not in path.stem)


@pytest.mark.parametrize("name", WEEKS)
def test_a_week_that_is_written_reads_the_same_again(name: str) -> None:
    week = stored_week(name)
    assert read_week(as_bytes(week_data(week))) == week


def test_the_extra_fields_are_read_and_written() -> None:
    data = tiny() | {
        "reserve": {"dur": 4, "days": [9], "win": [9, 12]},
        "write_up": {"dur": 4, "days": [10], "win": [13, 15]},
    }
    data["people"][2]["deputies"] = ["P1"]
    the_activity(data, "C1").update(
        consent_needed={"agreed_at": 3, "best_interests_at": None},
        pair=True,
        pin={"start": 30, "phone": False},
    )
    week = read_week(as_bytes(data))
    assert {each.rule for each in week.breaks} == {"break", "reserve", "write-up"}
    assert week.people["P0"].manager == "P1"
    assert read_week(as_bytes(week_data(week))) == week


FAULTS: dict[str, tuple[Bend, str, str]] = {
    "another format": (lambda w: w.update(format="jtai-week-2"), "format", "jtai-week-1"),
    "an activity twice": (
        lambda w: w["activities"].append(w["activities"][0]),
        "activities[6].id",
        "appears twice",
    ),
    "a person twice": (lambda w: w["people"].append(w["people"][0]), "people[4].id", "appears twice"),
    "a window that ends before it starts": (
        lambda w: w["activities"][1].update(windows=[[12, 8]]),
        "activities[1].windows[0]",
        "ends before it starts",
    ),
    "an unknown person": (lambda w: w["activities"][1].update(people=["P77"]), "activities[1].people", "P77"),
    "an unknown site": (lambda w: w["activities"][1].update(site=2), "activities[1].site", "no site 2"),
    "an unknown support": (
        lambda w: w["activities"][1].update(support="taxi"),
        "activities[1].support",
        "taxi",
    ),
    "an unknown activity before": (
        lambda w: w["activities"][1].update(after=["Z"]),
        "activities[1].after",
        "Z",
    ),
    "a circle": (lambda w: w["activities"][1].update(after=["C1"]), "activities[1].after", "after itself"),
    "rows missing in travel": (
        lambda w: w.update(travel=[[0, 4]]),
        "travel",
        "1 row, but there are 2 sites",
    ),
    "a short row in travel": (lambda w: w.update(travel=[[0, 4], [4]]), "travel[1]", "list of 2 journeys"),
    "a journey to itself": (lambda w: w.update(travel=[[1, 4], [4, 0]]), "travel[0]", "must be 0"),
    "a negative journey": (lambda w: w.update(travel=[[0, -4], [4, 0]]), "travel[0]", "whole number"),
    "two leads": (lambda w: w["inspectors"][1].update(lead=True), "inspectors", "2 leads"),
    "no lead": (lambda w: w["inspectors"][0].update(lead=False), "inspectors", "0 leads"),
    "a day that is none": (lambda w: w["inspectors"][0].update(days=[9, 14]), "inspectors[0].days", "Day 14"),
    "days with a gap": (lambda w: w.update(days=[9, 11]), "days", "follow one another"),
    "a duration of nothing": (
        lambda w: w["activities"][0].update(duration=0),
        "activities[0].duration",
        "1 and",
    ),
    "a duration in words": (
        lambda w: w["activities"][0].update(duration="2"),
        "activities[0].duration",
        "whole",
    ),
    "true for a number": (
        lambda w: w["activities"][0].update(duration=True),
        "activities[0].duration",
        "whole",
    ),
    "text for yes": (
        lambda w: w["activities"][0].update(mandatory="no"),
        "activities[0].mandatory",
        "true or false",
    ),
    "no windows": (lambda w: w["activities"][0].update(windows=[]), "activities[0].windows", "0 members"),
    "two things at once": (
        lambda w: w["activities"][3].update(requirements=[{"count": 1, "lead": True, "tracker": "C1"}]),
        "activities[3].requirements[0].tracker",
        "one thing",
    ),
    "everyone and more": (
        lambda w: w["activities"][0].update(requirements=[{"count": "all"}, {"count": 1}]),
        "activities[0].requirements",
        "“all” alone",
    ),
    "a break that does not fit": (
        lambda w: w["breaks"]["lunch"].update(win=[12, 12.25]),
        "breaks.lunch.win",
        "does not fit",
    ),
    "a clock that is none": (lambda w: w.update(day_start="8"), "day_start", "08:00"),
    "days that overlap": (lambda w: w.update(day_slots=61), "day_slots", "overlap"),
    "a deputy who is nobody": (lambda w: w["people"][0].update(deputies=["X"]), "people[0].deputies", "X"),
    "their own manager": (lambda w: w["people"][0].update(manager="P0"), "people[0].manager", "P0"),
    "a list for an object": (lambda w: w.update(breaks=[]), "breaks", "braces"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_week_is_named_with_its_field(name: str) -> None:
    bend, field, words = FAULTS[name]
    data = tiny()
    bend(data)
    found = faults(lambda: read_week(as_bytes(data)))
    assert any(place == field and words in message for place, message in found), found


def test_every_fault_is_told_at_once_with_its_line() -> None:
    data = tiny()
    data["activities"][0]["duration"] = 0
    data["sites"][1]["agency"] = ""
    content = as_bytes(data)
    with pytest.raises(Faulty) as refused:
        read_week(content)
    lines = content.decode().splitlines()
    told = {each.field: lines[each.line - 1] for each in refused.value.faults}
    assert told == {"activities[0].duration": '   "duration": 0,', "sites[1].agency": '   "agency": "",'}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b'{"format":\n "jtai-week-1",}', 2, "not JSON"),
        (b'{"name": "a",\n "name": "b"}', 2, "appears twice"),
        (b'{"a":\n\n "\xff"}', 3, "not UTF-8"),
        (b'{"a": 1' + b"0" * 5000 + b"}", 1, "more than 15 digits"),
        (b'{"a": NaN}', 0, "NaN"),
        (b"[" * 100_000, 0, "nested too deeply"),
        (b" " * 5_000_001, 0, "larger than 5 MB"),
        (b"[]", 1, "braces"),
        (b"", 1, "not JSON"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    with pytest.raises(Faulty) as refused:
        read_week(content)
    fault = refused.value.faults[0]
    assert fault.line == line
    assert words in fault.message


KEYS = [*sorted(activity("A", "k", 1)), "pin", "after", "reward", "consent_needed", "pair"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 300) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def read_or_refused(content: bytes) -> bool:
    try:
        return read_week(content) is not None
    except Faulty as error:
        return all(each.message for each in error.faults)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(tiny())), JSON)
def test_whatever_stands_in_a_field_it_is_read_or_refused(key: str, value: Any) -> None:
    assert read_or_refused(as_bytes(tiny() | {key: value}))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 5), st.sampled_from(KEYS), JSON)
def test_whatever_stands_in_an_activity_it_is_read_or_refused(number: int, key: str, value: Any) -> None:
    data = tiny()
    data["activities"][number][key] = value
    assert read_or_refused(as_bytes(data))


PLANS: dict[str, tuple[Bend, str, str]] = {
    "an unknown activity": (lambda p: p.update(Z=p["C0"]), "plan.Z", "no activity"),
    "an unknown inspector": (lambda p: p["C0"].update(inspectors=["I9"]), "plan.C0.inspectors", "I9"),
    "an inspector twice": (lambda p: p["C0"].update(inspectors=["I1", "I1"]), "plan.C0.inspectors", "twice"),
    "a start before the week": (lambda p: p["C0"].update(start=-1), "plan.C0.start", "-1"),
    "an unknown deputy": (lambda p: p["C0"].update(deputies={"P0": "X"}), "plan.C0.deputies", "deputies"),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_fault_in_a_plan_is_named_with_its_field(name: str) -> None:
    bend, field, words = PLANS[name]
    plan = tiny_plan()
    bend(plan)
    week = read_week(as_bytes(tiny()))
    found = faults(lambda: read_plan(as_bytes({"plan": plan}), week))
    assert any(place == field and words in message for place, message in found), found


EVENTS: dict[str, tuple[Data, str, str]] = {
    "no time": ({}, "now", "whole number"),
    "an unknown person": ({"now": 1, "unavailable_people": {"X": []}}, "unavailable_people.X", "no person"),
    "an interval upside down": (
        {"now": 1, "unavailable_people": {"P0": [[9, 3]]}}, "unavailable_people.P0[0]", "before it starts",
    ),
    "an unknown inspector": ({"now": 1, "ill": {"inspector": "X", "from_day": 9}}, "ill.inspector", "X"),
    "a day that is none": ({"now": 1, "ill": {"inspector": "L", "from_day": 8}}, "ill.from_day", "8"),
    "added twice": ({"now": 1, "added": [tiny()["activities"][0]]}, "added[0].id", "already"),
    "pinned nothing": ({"now": 1, "pinned": ["X"]}, "pinned", "X"),
}  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_a_fault_in_an_event_is_named_with_its_field(name: str) -> None:
    data, field, words = EVENTS[name]
    week = read_week(as_bytes(tiny()))
    found = faults(lambda: read_event(json.dumps(data).encode(), week))
    assert any(place == field and words in message for place, message in found), found
