"""Weeks to try the timetable on: a tiny one that can be bent, and the invented ones of the benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jtai.core.timetable import Event, Placed, Week, read_event, read_plan, read_week

DATA = Path(__file__).resolve().parents[2] / "benchmarks/data/timetable"
Data = dict[str, Any]


def as_bytes(data: Any) -> bytes:
    """Data as a file holds it."""
    return json.dumps(data, indent=1).encode()


def stored_week(name: str) -> Week:
    """An invented week of the benchmarks."""
    return read_week((DATA / f"{name}.json").read_bytes())


def stored_plan(name: str, week: Week) -> dict[str, Placed]:
    """The best plan known of a week."""
    return read_plan((DATA / f"{name}.plan.json").read_bytes(), week)


def stored_event(name: str, week: Week) -> tuple[Event, Data]:
    """An event in the middle of a week, and the answer known."""
    event = read_event((DATA / f"replan/{name}.event.json").read_bytes(), week)
    return event, json.loads((DATA / f"replan/{name}.answer.json").read_text())


def inspector(name: str, inspectorate: str, *teams: str, **more: Any) -> Data:
    """An inspector on site on both days of the tiny week."""
    return {
        "id": name, "inspectorate": inspectorate, "lead": False, "mini_teams": list(teams), "days": [9, 10],
        "role": "inspector", **more,
    }  # fmt: skip


def person(name: str, job_role: str, **more: Any) -> Data:
    """Somebody who is there on both days."""
    return {
        "id": name, "job_role": job_role, "agency": "la", "available": [[0, 40], [60, 100]], **more,
    }  # fmt: skip


def activity(name: str, kind: str, duration: int, *needs: Data, **more: Any) -> Data:
    """Something to be done on either day, at no particular place."""
    return {
        "id": name, "kind": kind, "duration": duration, "windows": [[0, 40], [60, 100]], "site": None,
        "requirements": list(needs) or [{"count": 1}], "people": [], "mandatory": True, **more,
    }  # fmt: skip


def tiny() -> Data:
    """Two days, three inspectors and the analyst, two sites an hour apart."""
    tracker = {"count": 1, "tracker": "C1"}
    return {
        "name": "tiny", "format": "jtai-week-1", "slot_minutes": 15, "day_stride": 60, "day_slots": 40,
        "day_start": "08:00", "days": [9, 10], "evidence_ends": 96,
        "inspectors": [
            inspector("L", "ofsted", "front_door", "deep_dive", lead=True),
            inspector("I1", "cqc", "deep_dive"),
            inspector("I2", "hmic", "front_door"),
            inspector("AN", "ofsted_analyst", days=[9], role="analyst"),
        ],
        "sites": [
            {"id": "S0", "zone": 0, "agency": "la", "rooms": 1},
            {"id": "S1", "zone": 1, "agency": "police", "rooms": 2},
        ],
        "travel": [[0, 4], [4, 0]],
        "people": [
            person("P0", "social worker", manager="P1"),
            person("P1", "team manager"),
            person("P2", "police officer", available=[[8, 40]]),
            person("P3", "child"),
        ],
        "activities": [
            activity("B0", "team_briefing", 2, {"count": "all"}, site=0, windows=[[4, 8]]),
            activity("C0", "case_file", 4, tracker, site=0, people=["P0"], evidence=True, child="C1"),
            activity(
                "C1", "child_discussion", 2, tracker, site=0, people=["P3"], after=["C0"], child="C1",
                support="interpreter", consent=True, evidence=True,
            ),
            activity(
                "D0", "police_discussion", 2, {"count": 1, "inspectorate": "hmic"}, site=1, people=["P2"],
                phone_allowed=True, evidence=True,
            ),
            activity("F0", "flex_reserve", 4, mandatory=False, reward=10),
            activity("M0", "analyst_meeting", 4, {"count": 1, "role": "analyst"}, {"count": 1}),
        ],
        "support": [{"id": "interpreter", "count": 1}, {"id": "advocate", "count": 1}],
        "breaks": {"lunch": {"dur": 2, "days": [9, 10], "win": [11.5, 14.5]}},
    }  # fmt: skip


def longer_back() -> Data:
    """Two fixed interviews with no lunch between them: the way back to the first site is the longer one."""
    data, hmic = tiny(), {"count": 1, "inspectorate": "hmic"}
    data["travel"] = [[0, 4], [6, 0]]
    data["breaks"]["lunch"]["win"] = [11.5, 13.25]
    data["activities"] += [
        activity("X0", "interview", 3, hmic, site=1, windows=[[10, 13]]),
        activity("X1", "interview", 10, hmic, site=0, windows=[[20, 30]]),
    ]
    return data


def placed(start: int, *inspectors: str, **more: Any) -> Data:
    """A place in a plan."""
    return {"start": start, "phone": False, "inspectors": list(inspectors), **more}


def tiny_plan() -> Data:
    """A plan of the tiny week that keeps every rule."""
    return {
        "B0": placed(4, "L", "I1", "I2", "AN"),
        "C0": placed(8, "I1"),
        "C1": placed(30, "I1"),
        "D0": placed(12, "I2"),
        "F0": placed(64, "L"),
        "M0": placed(8, "AN", "L"),
    }


def the_activity(week: Data, name: str) -> Data:
    """One activity of a week's data."""
    found: Data = next(each for each in week["activities"] if each["id"] == name)
    return found
