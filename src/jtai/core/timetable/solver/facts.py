"""What the solver works out about a week once: who may take part where, and which starts are possible."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from jtai.core.timetable.week import Activity, Consent, Inspector, Interval, Person, Requirement, Week

# A rule of the week somebody could change, as in ("window", "A011") or ("availability", "P000").
Member = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """A week made ready for solving.

    `off` are rules left out (to find out which of them clash); `now` is the first time anything may start;
    `afresh` and `held` are those of a repair: children whose continuity starts again, and what has happened.
    """

    week: Week
    off: Set[Member] = frozenset()
    now: int = 0
    afresh: Set[str] = frozenset()
    held: Set[str] = frozenset()

    @cached_property
    def crew(self) -> tuple[str, ...]:
        """The inspectors without the analyst."""
        return tuple(each.id for each in self.week.inspectors if not each.analyst)

    @cached_property
    def needs(self) -> Mapping[str, tuple[Requirement, ...]]:
        """The seats of each activity, with the second seat that pairing for safety asks for."""
        return {a.id: self._needs(a) for a in self.week.activities.values()}

    def _needs(self, activity: Activity) -> tuple[Requirement, ...]:
        needs = [
            Requirement("any", need.count) if ("staffing", activity.id, str(n)) in self.off else need
            for n, need in enumerate(activity.requirements)
        ]
        seats = sum(need.count for need in needs)
        if activity.pair and ("pairing", activity.id) not in self.off and seats < 2:
            needs.append(Requirement("any", 2 - seats))
        return tuple(needs)

    @cached_property
    def eligible(self) -> Mapping[str, tuple[str, ...]]:
        """Who may take part in each activity."""
        return {
            a.id: tuple(i.id for i in self.week.inspectors if self._may(i, a))
            for a in self.week.activities.values()
        }

    def _may(self, inspector: Inspector, activity: Activity) -> bool:
        if activity.open_attendance:
            return True
        return any(
            fills(inspector, need) for need in self.needs[activity.id] if need.count or need.kind == "all"
        )

    @cached_property
    def starts(self) -> Mapping[str, tuple[int, ...]]:
        """The starts each activity may have, by every rule about it alone."""
        return {a.id: tuple(self._starts(a)) for a in self.week.activities.values()}

    def _starts(self, activity: Activity) -> list[int]:
        spans = [self._usable(day) for day in self.week.days]
        if ("window", activity.id) not in self.off:
            spans = [(max(a, c), min(b, d)) for a, b in activity.windows for c, d in spans]
        found = {t for a, b in spans for t in range(max(a, self.now), b - activity.duration + 1)}
        for name in activity.people:
            found &= self._suits(name, activity.duration, found)
        if activity.evidence and ("evidence-ends",) not in self.off:
            found = {t for t in found if t + activity.duration <= self.week.evidence_ends}
        if activity.consent_needed is not None and ("consent", activity.id) not in self.off:
            found &= _after_consent(activity.consent_needed, found)
        if (
            activity.pin is not None
            and activity.pin.start is not None
            and ("pin", activity.id) not in self.off
        ):
            found &= {activity.pin.start}
        return sorted(found)

    def _usable(self, day: int) -> Interval:
        return self.week.start_of(day), self.week.start_of(day) + self.week.day_slots

    def _suits(self, name: str, duration: int, starts: Set[int]) -> set[int]:
        """The starts at which the person, or a deputy of theirs, is available."""
        found: set[int] = set()
        for each in (name, *self.week.people[name].deputies):
            found |= {t for t in starts if self.is_free(each, t, duration)}
        return found

    def is_free(self, name: str, start: int, duration: int) -> bool:
        """Whether a person is available for all of it."""
        if ("availability", name) in self.off:
            return True
        person: Person = self.week.people[name]
        return any(a <= start and start + duration <= b for a, b in person.available)

    @cached_property
    def days(self) -> Mapping[str, tuple[int, ...]]:
        """The days each activity may be on."""
        return {
            name: tuple(sorted({self.week.day_of(t) for t in starts})) for name, starts in self.starts.items()
        }

    def phone_possible(self, activity: Activity) -> bool:
        """Whether the activity may be held by telephone."""
        if activity.pin is not None and activity.pin.phone is False:
            return False
        return activity.phone_allowed and activity.site is not None

    def followers(self) -> tuple[str, ...]:
        """Who may follow a tracked child."""
        return tuple(i.id for i in self.week.inspectors if not i.lead and not i.analyst)

    def tracked(self) -> Mapping[str, tuple[str, ...]]:
        """The activities of each tracked child that must share an inspector."""
        found: dict[str, list[str]] = {}
        for activity in self.week.activities.values():
            for need in self.needs[activity.id]:
                fresh = need.of in self.afresh and activity.id in self.held
                if need.kind == "tracker" and not fresh and ("continuity", need.of) not in self.off:
                    found.setdefault(need.of, []).append(activity.id)
        return {child: tuple(rows) for child, rows in found.items()}

    @cached_property
    def zone_journey(self) -> Mapping[tuple[int, int], int]:
        """The journey from one zone to another; the longest, should the sites of a zone differ."""
        found: dict[tuple[int, int], int] = {}
        for a, here in enumerate(self.week.sites):
            for b, there in enumerate(self.week.sites):
                if here.zone != there.zone:
                    key = (here.zone, there.zone)
                    found[key] = max(found.get(key, 0), self.week.travel[a][b])
        return found

    def journeys(self, zone: int, there: int) -> tuple[int, int]:
        """The journeys from a zone to another and back, which need not be as long."""
        return self.zone_journey.get((zone, there), 0), self.zone_journey.get((there, zone), 0)

    @cached_property
    def zones(self) -> tuple[int, ...]:
        """The zones there are."""
        return tuple(sorted({site.zone for site in self.week.sites})) or (0,)


def fills(inspector: Inspector, need: Requirement) -> bool:
    """Whether an inspector counts towards a seat."""
    if need.kind == "all":
        return True
    if need.kind == "analyst" or inspector.analyst:
        same = need.kind == "inspectorate" and inspector.inspectorate == need.of
        return inspector.analyst and (need.kind == "analyst" or same)
    by_kind = {
        "lead": inspector.lead,
        "inspectorate": inspector.inspectorate == need.of,
        "mini_team": need.of in inspector.mini_teams,
        "tracker": not inspector.lead,
        "any": True,
    }
    return by_kind[need.kind]


def _after_consent(needed: Consent, starts: Set[int]) -> set[int]:
    if needed.agreed_at is None or needed.best_interests_at is None:
        return set()
    first = max(needed.agreed_at, needed.best_interests_at)
    return {t for t in starts if t >= first}
