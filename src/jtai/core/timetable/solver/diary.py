"""Who is where when, while a plan is put together by hand-like steps: one diary for each inspector's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jtai.core.timetable.solver.facts import Facts
from jtai.core.timetable.week import Activity, Break, Placed

# From, to (slots of the day) and the site, None when no place matters.
Entry = tuple[int, int, int | None]


@dataclass
class DayOf:
    """One inspector's day. `blocked` has, by the number of a break, what is forbidden in each zone."""

    breaks: tuple[Break, ...]
    blocked: dict[int, list[int]]
    entries: list[Entry] = field(default_factory=list)
    load: int = 0
    sites: set[int] = field(default_factory=set)


class Diaries:
    """Everybody's days, the people met, the rooms and the support taken so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.week = facts, facts.week
        self.days = {(i.id, day): self._empty(day) for i in self.week.inspectors for day in i.days}
        self.met: dict[str, list[tuple[int, int]]] = {}
        self.rooms: dict[int, list[tuple[int, int]]] = {}
        self.support: dict[str, list[tuple[int, int]]] = {}
        self.work = dict.fromkeys(self.week.inspector, 0)
        self.windows = [self._window(each) for each in self.week.breaks]
        self.shadows: dict[Entry, list[list[int]]] = {}

    def _empty(self, day: int) -> DayOf:
        due = {n: each for n, each in enumerate(self.week.breaks) if self._due(each, day)}
        return DayOf(tuple(due.values()), {n: [0] * len(self.facts.zones) for n in due})

    def _due(self, each: Break, day: int) -> bool:
        latest = self.week.start_of(day) + each.latest - each.duration
        off = (each.rule, each.name) in self.facts.off
        return day in each.days and latest >= self.facts.now and not off

    def open_starts(self, inspector: str, day: int, length: int, site: int | None) -> int:
        """The starts of a day, as bits, that clash with nothing the inspector does and leave the journeys."""
        mine = self.days.get((inspector, day))
        if mine is None:
            return 0
        if inspector in self.facts.crew and mine.load + length > self.week.figures.daily_load:
            return 0
        blocked, travel = 0, self.week.travel
        for first, last, there in mine.entries:
            before = after = 0
            if site is not None and there is not None:
                before, after = travel[there][site], travel[site][there]
            low = max(0, first - length - after + 1)
            blocked |= (1 << max(low, last + before)) - (1 << low)
        return ((1 << self.week.day_slots) - 1) & ~blocked

    def leaves_breaks(self, inspector: str, day: int, entry: Entry) -> bool:
        """Whether the breaks of the day still fit when one more entry is there."""
        mine = self.days[inspector, day]
        if not mine.breaks:
            return True
        starts, shadow = [], self._shadow(entry)
        for number, blocked in mine.blocked.items():
            bits = 0
            for held, more in zip(blocked, shadow[number], strict=True):
                bits |= ~(held | more)
            starts.append(bits & self.windows[number])
        return _fit(mine.breaks, starts)

    def _window(self, each: Break) -> int:
        return (1 << (each.latest - each.duration + 1)) - (1 << each.earliest)

    def _shadow(self, entry: Entry) -> list[list[int]]:
        """What an entry forbids to every break; the same entry is tried for many inspectors."""
        found = self.shadows.get(entry)
        if found is None:
            found = [self._blocked(each, entry) for each in self.week.breaks]
            self.shadows[entry] = found
        return found

    def _blocked(self, each: Break, entry: Entry) -> list[int]:
        """For each zone in which the break could be spent, the starts (as bits) that an entry forbids."""
        first, last, site = entry
        if site is None:
            low = max(0, first - each.duration + 1)
            return [(1 << last) - (1 << low)] * len(self.facts.zones)
        there, found = self.week.sites[site].zone, []
        for zone in self.facts.zones:
            away, back = self.facts.journeys(zone, there)
            low = max(0, first - away - each.duration + 1)
            found.append((1 << (last + back)) - (1 << low))
        return found

    def free_for(self, name: str, start: int, length: int) -> bool:
        """Whether a person is available and meets nobody else then."""
        if not self.facts.is_free(name, start, length):
            return False
        return all(start >= last or start + length <= first for first, last in self.met.get(name, ()))

    def has_room(self, site: int | None, start: int, length: int) -> bool:
        """Whether a room of the site is free for all of it."""
        if site is None or ("rooms", self.week.sites[site].id) in self.facts.off:
            return True
        return _most_at_once(self.rooms.get(site, ()), start, length) < self.week.sites[site].rooms

    def has_support(self, kind: str | None, start: int, length: int) -> bool:
        """Whether the support is free for all of it."""
        if kind is None or ("support", kind) in self.facts.off:
            return True
        return _most_at_once(self.support.get(kind, ()), start, length) < self.week.support[kind]

    def write(self, activity: Activity, placed: Placed) -> None:
        """Note an activity in every diary it concerns."""
        week, instead = self.week, dict(placed.deputies)
        start, end = placed.start, placed.start + activity.duration
        site = None if placed.phone else activity.site
        for name in activity.people:
            self.met.setdefault(instead.get(name, name), []).append((start, end))
        if site is not None:
            self.rooms.setdefault(site, []).append((start, end))
        if activity.support is not None:
            self.support.setdefault(activity.support, []).append((start, end))
        first = start % week.day_stride
        for inspector in placed.inspectors:
            self.work[inspector] += activity.duration
            mine = self.days.get((inspector, week.day_of(start)))
            if mine is not None:
                entry = (first, first + activity.duration, site)
                mine.entries.append(entry)
                shadow = self._shadow(entry)
                for number, blocked in mine.blocked.items():
                    rows = zip(blocked, shadow[number], strict=True)
                    mine.blocked[number] = [held | more for held, more in rows]
                mine.load += activity.duration
                if site is not None:
                    mine.sites.add(site)


def _most_at_once(taken: Iterable[tuple[int, int]], start: int, length: int) -> int:
    near = [row for row in taken if row[0] < start + length and start < row[1]]
    points = [start, *(first for first, _ in near if first > start)]
    return max(sum(first <= t < last for first, last in near) for t in points)


def _fit(breaks: Sequence[Break], starts: Sequence[int]) -> bool:
    """Whether one start of each (given as bits) can be chosen so that no two breaks overlap."""
    if not all(starts):
        return False
    if len(breaks) == 1:
        return True
    if len(breaks) == 2:
        one, two = starts
        first, second = breaks[0].duration, breaks[1].duration
        return _first(one) + first <= _last(two) or _first(two) + second <= _last(one)
    return _choose(breaks, starts, [])


def _first(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _last(bits: int) -> int:
    return bits.bit_length() - 1


def _choose(breaks: Sequence[Break], starts: Sequence[int], taken: list[tuple[int, int]]) -> bool:
    if not breaks:
        return True
    for t in range(starts[0].bit_length()):
        end = t + breaks[0].duration
        apart = starts[0] >> t & 1 and all(end <= first or last <= t for first, last in taken)
        if apart and _choose(breaks[1:], starts[1:], [*taken, (t, end)]):
            return True
    return False
