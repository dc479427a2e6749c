"""The week on site as the exchange format `jtai-week-1` tells it: who, where, whom, what, when.

Time is one whole number, counted in slots: the first day begins at 0, the next at `day_stride`. Every
interval is `[start, end)`. These are plain values; what a rule makes of them stands with the checker and the
solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody who inspects, or the analyst who helps them."""

    id: str
    inspectorate: str
    lead: bool
    mini_teams: tuple[str, ...]
    days: tuple[int, ...]
    analyst: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an agency; sites of one zone are near each other."""

    id: str
    zone: int
    agency: str
    rooms: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be met. `deputies` may stand in (paragraph 68); `manager` never sits beside them."""

    id: str
    job_role: str
    agency: str
    available: tuple[Interval, ...]
    manager: str | None = None
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """Who is needed: so many of a kind (lead, inspectorate, mini_team, analyst, tracker, any or all).

    `of` names the inspectorate, the mini-team or the child.
    """

    kind: str
    count: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """What may not be changed in an activity; None leaves that part open."""

    start: int | None = None
    phone: bool | None = None
    inspectors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """When agreement in writing and the best-interests decision are on file; None while they are not."""

    agreed_at: int | None
    best_interests_at: int | None


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing to be done in the week."""

    id: str
    kind: str
    duration: int
    windows: tuple[Interval, ...]
    requirements: tuple[Requirement, ...]
    site: int | None
    people: tuple[str, ...] = ()
    mandatory: bool = True
    reward: int = 0
    phone_allowed: bool = False
    phone_penalty: int = 8
    evidence: bool = False
    child: str | None = None
    after: tuple[str, ...] = ()
    support: str | None = None
    open_attendance: bool = False
    consent: bool = False
    consent_needed: Consent | None = None
    pair: bool = False
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Free time every inspector has on some days: lunch, reflection, a reserve, the gap to write up.

    `rule` is the name a checker gives it; `earliest` and `latest` are slots of the day.
    """

    name: str
    rule: str
    duration: int
    days: tuple[int, ...]
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the exchange format: the most a day may hold, and what each thing costs."""

    daily_load: int = 30
    visit: int = 3
    absence: int = 4
    case_file_day: int = 2
    deputy: int = 6
    dropped: int = 1500
    moved: int = 10
    moved_consent: int = 10
    moved_person: int = 5
    mode: int = 4
    staff: int = 3
    quorum_kinds: frozenset[str] = frozenset(
        {"team_meeting", "senior_leaders_meeting", "kit_meeting", "feedback_meeting"}
    )
    kept_kinds: frozenset[str] = frozenset(
        {
            "team_briefing", "senior_leaders_meeting", "team_meeting", "kit_meeting", "findings_meeting",
            "findings_meeting_fri", "feedback_meeting",
        }
    )  # fmt: skip


@dataclass(frozen=True)
class Week:
    """Everything the plan must respect."""

    name: str
    slot_minutes: int
    day_stride: int
    day_slots: int
    day_start: int
    days: tuple[int, ...]
    evidence_ends: int
    inspectors: tuple[Inspector, ...]
    sites: tuple[Site, ...]
    travel: tuple[tuple[int, ...], ...]
    people: Mapping[str, Person]
    activities: Mapping[str, Activity]
    support: Mapping[str, int]
    breaks: tuple[Break, ...]
    figures: Figures = field(default_factory=Figures)

    @cached_property
    def inspector(self) -> Mapping[str, Inspector]:
        """Inspectors and the analyst by id."""
        return {each.id: each for each in self.inspectors}

    def day_of(self, time: int) -> int:
        """The day of the inspection a time belongs to."""
        return self.days[0] + time // self.day_stride

    def start_of(self, day: int) -> int:
        """The time at which a day begins."""
        return (day - self.days[0]) * self.day_stride

    def clock(self, time: int) -> str:
        """The time of day as people write it: 09:15."""
        return self.clock_after(time, 0)

    def clock_after(self, start: int, duration: int) -> str:
        """The time of day when something that began at `start` ends; it belongs to the day of its start."""
        minutes = self.day_start + (start % self.day_stride + duration) * self.slot_minutes
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def when(self, time: int) -> str:
        """Day and time in words: day 9 at 15:00."""
        return f"day {self.day_of(time)} at {self.clock(time)}"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an activity stands in a plan. `deputies` says who stands in for whom."""

    start: int
    phone: bool
    inspectors: frozenset[str]
    deputies: tuple[tuple[str, str], ...] = ()


Plan = Mapping[str, Placed]


@dataclass(frozen=True, slots=True)
class Illness:
    """An inspector takes part in nothing on or after a day."""

    inspector: str
    from_day: int


@dataclass(frozen=True)
class Event:
    """What changes in the middle of a week.

    `available` gives new complete lists; `added` are new activities; `pinned` stay exactly as they were.
    """

    now: int
    available: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    ill: Illness | None = None
    added: tuple[Activity, ...] = ()
    pinned: frozenset[str] = frozenset()
