"""A small search on the points of the published meetings: one meeting at a time gets a new start and room.

What a meeting would cost at every start in every room, the others standing, is kept in a table. When a
meeting moves, only what lies near its old and its new place changes there. The scorer itself
(`published_meetings.Meetings`) is asked only for the points of the plan that comes out.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.published_meetings import Meetings, Score
from jtai.core.timetable import Wishes, read_week, solve

# How many points of the soft level a point of each level is worth while searching.
WORTH = (300_000.0, 1_000.0, 1.0)
# A move that costs so many points more than the best is as likely as not: at the beginning and at the end.
# Far less than a hard point throughout: what the engine has made fit stays so.
WARM, COLD = 3_000.0, 10.0
# Chance may come out as nought, which has no logarithm.
TINY = np.float32(1e-30)
# Two meetings are near when no more quarters than this lie between them.
NEAR = 2


class Costs:
    """What every place would cost every meeting, with the plan that stands."""

    def __init__(self, meetings: Meetings, start: np.ndarray, room: np.ndarray) -> None:
        self.meetings, self.start, self.room = meetings, start.copy(), room.copy()
        self.reach = int(meetings.length.max()) + NEAR
        self.apart, self.same = _pairs(meetings, self.reach)
        self.own = _alone(meetings)
        edge = ((0, 0), (0, 0), (self.reach, self.reach))
        # By room, meeting and quarter; the quarters have an edge, so that no window needs cutting.
        self.table = np.pad(self.own, edge)
        for one in range(meetings.size):
            self._count(one, 1.0)

    def _count(self, one: int, sign: float) -> None:
        window = slice(self.start[one], self.start[one] + 2 * self.reach + 1)
        self.table[:, :, window] += sign * self.apart[one]
        self.table[self.room[one], :, window] += sign * self.same[one]

    def places(self, one: int) -> np.ndarray:
        """What each room and start would cost a meeting."""
        return self.table[:, one, self.reach : -self.reach]

    def move(self, one: int, start: int, room: int) -> None:
        """Puts a meeting somewhere else."""
        if (start, room) != (self.start[one], self.room[one]):
            self._count(one, -1.0)
            self.start[one], self.room[one] = start, room
            self._count(one, 1.0)

    def total(self) -> float:
        """What the plan costs; what two meetings share stands in both their rows."""
        every = np.arange(self.meetings.size)
        shared = self.table[self.room, every, self.start + self.reach].sum()
        return float(shared + self.own[self.room, every, self.start].sum()) / 2


def _alone(meetings: Meetings) -> np.ndarray:
    """What a meeting costs by itself, by room, meeting and start."""
    hard, _, soft = WORTH
    rooms = [
        hard * np.maximum(0, meetings.wanted - seats) + soft * smaller
        for seats, smaller in zip(meetings.rooms, meetings.smaller, strict=True)
    ]
    starts = [
        hard * meetings.outside(one) + soft * (np.arange(meetings.grains) + meetings.length[one] - 1)
        for one in range(meetings.size)
    ]
    return np.array(rooms)[:, :, None] + np.array(starts)[None]


def _pairs(meetings: Meetings, reach: int) -> tuple[np.ndarray, np.ndarray]:
    """What a meeting that stands costs each other one, by how much later that starts.

    The first array holds in whatever rooms the two are, the second is what one room for both adds.
    """
    hard, medium, soft = WORTH
    later = np.arange(-reach, reach + 1)[None, None]
    stands, other = meetings.length[:, None, None], meetings.length[None, :, None]
    overlap = np.clip(np.minimum(later + other, stands) - np.maximum(later, 0), 0, None)
    next_to = (later == stands) + (later == -other).astype(int)
    near = ((later < 0) & (later >= -other - NEAR)) | ((later > 0) & (later <= stands + NEAR))
    walks = soft * near * meetings.any[:, :, None]
    both = hard * meetings.hard + medium * meetings.medium
    apart = overlap * (both[:, :, None] + 10 * soft) + 100 * soft * next_to + walks
    same = hard * overlap - walks
    mine = np.arange(meetings.size)
    apart[mine, mine] = same[mine, mine] = 0
    return apart, same


def plan_meetings(meetings: Meetings, seconds: float, seed: int = 1) -> tuple[Score, bool]:
    """The best score found, and whether the engine found a timetable of what is required.

    One worker, so that it can stand beside a peer with one thread.
    """
    began = time.monotonic()
    week, whole = read_week(meetings.week()), []
    planned = solve(
        week,
        Wishes(
            seconds=seconds / 2,
            workers=1,
            progress=lambda step: whole.append(True) if not step.missing else None,
            stop=lambda: bool(whole),
        ),
    )
    start = np.array(
        [planned.plan[f"m{n}"].start if f"m{n}" in planned.plan else 0 for n in range(meetings.size)]
    )
    return improve(meetings, start, seconds - (time.monotonic() - began), seed), not planned.missing(week)


def improve(meetings: Meetings, start: np.ndarray, seconds: float, seed: int) -> Score:
    """The points of the best plan met while moves that cost something become rarer."""
    chance, began = np.random.default_rng(seed), time.monotonic()
    costs = Costs(meetings, start, np.zeros(meetings.size, dtype=int))
    best, kept = costs.total(), (costs.start.copy(), costs.room.copy())
    shape = (len(meetings.rooms), meetings.grains)
    while (spent := time.monotonic() - began) < seconds:
        warmth = WARM * (COLD / WARM) ** (spent / seconds)
        for one in chance.permutation(meetings.size):
            luck = np.log(chance.standard_exponential(shape, dtype=np.float32) + TINY)
            room, begin = divmod(int(np.argmin(costs.places(one) + warmth * luck)), meetings.grains)
            costs.move(one, begin, room)
        if (total := costs.total()) < best:
            best, kept = total, (costs.start.copy(), costs.room.copy())
    return meetings.score(*kept)
