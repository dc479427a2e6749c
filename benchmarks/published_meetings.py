"""Published meeting data tried on the timetable engine: CSPLib 046, and Timefold's 50 and 100 meetings.

CSPLib's instances are weeks of our format as they stand: an agent is an inspector, a meeting an activity of
one slot at a site of its own, the distance a journey. Timefold's data ask for more than our format knows (a
choice of rooms, preferred attendance): the engine plans what is required (`week`), and a small search
(`meeting_search`) goes on from there on Timefold's own score, which is counted here.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from jtai.core.timetable import Wishes, check, read_week, solve

PUBLISHED = Path(__file__).parent / "data/timetable/published"
Row = dict[str, Any]
Score = tuple[int, int, int]


@dataclass(frozen=True)
class Instance:
    """One instance of CSPLib 046, with the verdict published for it."""

    number: int
    slots: int
    agents: list[list[int]]
    distance: list[list[int]]
    satisfiable: bool


def instances() -> list[Instance]:
    """All 27 of them."""
    verdicts = {
        int(number): "infeasible" not in words
        for number, words in _parts((PUBLISHED / "csplib046_results.md").read_text())
    }
    return [
        _instance(int(n), text, verdicts[int(n)])
        for n, text in _parts((PUBLISHED / "csplib046.md").read_text())
    ]


def _parts(text: str) -> list[tuple[str, str]]:
    pieces = re.split(r"[_*]{2}Instance #(\d+)[_*]{2}", text)[1:]
    return list(zip(pieces[::2], pieces[1::2], strict=True))


def _instance(number: int, text: str, satisfiable: bool) -> Instance:
    meetings = int(re.search(r"NumberOfMeetings\s*=\s*(\d+)", text)[1])  # type: ignore[index]
    slots = int(re.search(r"DomainSize\s*=\s*(\d+)", text)[1])  # type: ignore[index]
    agents = [[int(m) for m in row.split()] for row in re.findall(r"Agents\s*\(\d+\)\s*:([\d ]+)", text)]
    table = text.split("Distance:")[1]
    rows = re.findall(r"^\s*\d+\s*:([\d ]+)$", table, re.MULTILINE)
    distance = [[int(d) for d in row.split()] for row in rows]
    if len(distance) != meetings or any(len(row) != meetings for row in distance):
        raise ValueError(f"instance {number}: the distances are not {meetings} × {meetings}")
    return Instance(number, slots, agents, distance, satisfiable)


def as_week(each: Instance) -> bytes:
    """An instance in our own format."""
    size = len(each.distance)
    crew = [{"id": "lead", "inspectorate": "none", "lead": True, "days": [1]}]
    crew += [{"id": f"a{n}", "inspectorate": "none", "days": [1]} for n in range(len(each.agents))]
    activities = []
    for meeting in range(size):
        there = [f"a{n}" for n, attends in enumerate(each.agents) if meeting in attends]
        activities.append({
            "id": f"m{meeting}", "kind": "meeting", "duration": 1, "windows": [[0, each.slots]],
            "site": meeting, "requirements": [{"count": len(there)}], "people": [],
            "pin": {"inspectors": there},
        })  # fmt: skip
    travel = [
        [0 if i == j else min(d, each.slots) for j, d in enumerate(row)]
        for i, row in enumerate(each.distance)
    ]
    return json.dumps({
        "name": f"csplib046-{each.number}", "format": "jtai-week-1", "slot_minutes": 15,
        "day_stride": each.slots, "day_slots": each.slots, "day_start": "08:00", "days": [1],
        "evidence_ends": each.slots,
        "inspectors": crew, "travel": travel, "people": [], "activities": activities, "support": [],
        "breaks": {},
        "sites": [{"id": f"s{n}", "zone": 0, "agency": "none", "rooms": 99} for n in range(size)],
    }).encode()  # fmt: skip


def settle(each: Instance, seconds: float) -> tuple[str, float]:
    """What the engine says of an instance, and how long it took."""
    week, began, whole = read_week(as_week(each)), time.monotonic(), []
    planned = solve(
        week,
        Wishes(
            seconds=seconds,
            progress=lambda step: whole.append(True) if not step.missing else None,
            stop=lambda: bool(whole),
        ),
    )
    took = time.monotonic() - began
    if planned.conflict:
        return "no timetable", took
    if not planned.missing(week) and not check(week, planned.plan):
        return "timetable", took
    return "open", took


class Meetings:
    """Timefold's meeting data and score: hard, medium and soft points, each zero at best."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text())
        rows: list[Row] = data["meetingList"]
        self.size, self.grains = len(rows), len(data["timeGrainList"])
        days = [
            grain["day"] if isinstance(grain["day"], str) else grain["day"]["@id"]
            for grain in data["timeGrainList"]
        ]
        self.day_of = np.array([sorted(set(days)).index(day) for day in days])
        self.length = np.array([row["durationInGrains"] for row in rows])
        self.rooms = np.array([room["capacity"] for room in data["roomList"]])
        required = [_attend(row["requiredAttendanceList"]) for row in rows]
        preferred = [_attend(row["preferredAttendanceList"]) for row in rows]
        self.required = required
        self.wanted = np.array([len(r) + len(p) for r, p in zip(required, preferred, strict=True)])
        self.hard = _shared(required, required)
        self.medium = (
            _shared(required, preferred) + _shared(preferred, required) + _shared(preferred, preferred)
        )
        both = [r + p for r, p in zip(required, preferred, strict=True)]
        self.any = _shared(both, both)
        # One point for each larger room that is not used, by how much larger it is.
        self.smaller = np.array([np.maximum(self.rooms - room, 0).sum() for room in self.rooms])

    def week(self) -> bytes:
        """What is required, in our own format."""
        per_day = int((self.day_of == 0).sum())
        days = list(range(1, self.grains // per_day + 1))
        people = sorted({p for row in self.required for p in row})
        whole = [[(day - 1) * per_day, day * per_day] for day in days]
        activities = [
            {
                "id": f"m{n}", "kind": "meeting", "duration": int(self.length[n]), "windows": whole,
                "site": 0, "requirements": [{"count": 0}], "people": self.required[n],
            }
            for n in range(self.size)
        ]  # fmt: skip
        return json.dumps({
            "name": "timefold", "format": "jtai-week-1", "slot_minutes": 15, "day_stride": per_day,
            "day_slots": per_day, "day_start": "08:00", "days": days, "evidence_ends": self.grains,
            "inspectors": [{"id": "lead", "inspectorate": "none", "lead": True, "days": days}],
            "sites": [{"id": "s", "zone": 0, "agency": "none", "rooms": len(self.rooms)}], "travel": [[0]],
            "people": [{"id": p, "job_role": "person", "agency": "none", "available": whole} for p in people],
            "activities": activities, "support": [], "breaks": {},
        }).encode()  # fmt: skip

    def options(self, one: int, start: np.ndarray, room: np.ndarray) -> np.ndarray:
        """The points (hard, medium, soft) of one meeting at every start and in every room."""
        begin = np.arange(self.grains)[:, None]
        end = begin + self.length[one]
        other = np.arange(self.size) != one
        begins, ends = start[None, other], (start + self.length)[None, other]
        overlap = np.clip(np.minimum(end, ends) - np.maximum(begin, begins), 0, None)
        hard = overlap @ self.hard[one, other] + self.outside(one)
        medium = overlap @ self.medium[one, other]
        next_to = (end == begins).sum(1) + (ends == begin).sum(1)
        soft = 10 * overlap.sum(1) + 100 * next_to + begin[:, 0] + self.length[one] - 1
        near = ((begin < begins) & (begins - end <= 2)) | ((begins < begin) & (begin - ends <= 2))
        near = near * self.any[one, other]
        points = np.zeros((3, self.grains, len(self.rooms)))
        for number in range(len(self.rooms)):
            same = room[other] == number
            points[0, :, number] = hard + overlap @ same + max(0, self.wanted[one] - self.rooms[number])
            points[1, :, number] = medium
            points[2, :, number] = soft + near @ ~same + self.smaller[number]
        return points

    def outside(self, one: int) -> np.ndarray:
        """What a meeting costs at each start for leaving its day or the week."""
        last = np.arange(self.grains) + self.length[one] - 1
        beyond = last >= self.grains
        inside = np.minimum(last, self.grains - 1)
        return np.where(beyond, last, (self.day_of[inside] != self.day_of).astype(int))

    def score(self, start: np.ndarray, room: np.ndarray) -> Score:
        """The score as Timefold writes it: nothing above zero, hard first."""
        total = np.zeros(3)
        alone = np.zeros(3)
        for one in range(self.size):
            total += self.options(one, start, room)[:, start[one], room[one]]
            own = self.outside(one)[start[one]] + max(0, self.wanted[one] - self.rooms[room[one]])
            alone += [own, 0, start[one] + self.length[one] - 1 + self.smaller[room[one]]]
        # What two meetings share was counted from both sides.
        points = (total + alone) / 2
        return int(-points[0]), int(-points[1]), int(-points[2])


def _attend(rows: list[Row]) -> list[str]:
    return [row["person"] if isinstance(row["person"], str) else row["person"]["@id"] for row in rows]


def _shared(one: list[list[str]], two: list[list[str]]) -> np.ndarray:
    return np.array(
        [[len(set(a) & set(b)) if i != j else 0 for j, b in enumerate(two)] for i, a in enumerate(one)]
    )
