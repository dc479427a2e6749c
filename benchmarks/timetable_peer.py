"""Runs Timefold on one file of its published meeting data; `timetable.py` starts it in its environment.

Its own reading of the file and its own words for the rules: the score it reports for its plan is held
against the score of `published_meetings.py` for the same plan, so a rule told wrongly on one side shows.
People are counted for each pair of meetings before the start, which is lighter for Timefold than a fact for
each attendance. The clock of the limit begins with the solving, not with the start of Java.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass
class Grain:
    """A quarter of an hour of the week."""

    id: Annotated[int, PlanningId]
    day: str


@dataclass
class Room:
    """A room and its seats."""

    id: Annotated[int, PlanningId]
    seats: int


@planning_entity
@dataclass
class Placing:
    """A meeting: what is known of it, and the start and the room to be chosen."""

    id: Annotated[int, PlanningId]
    length: int
    people: int
    # By the number of the other meeting: who clashes if both are at one time, and who would walk.
    required: list[int]
    preferred: list[int]
    anyone: list[int]
    grain: Annotated[Grain | None, PlanningVariable] = field(default=None)
    room: Annotated[Room | None, PlanningVariable] = field(default=None)

    def begin(self) -> int:
        return self.grain.id

    def end(self) -> int:
        return self.grain.id + self.length

    def last(self) -> int:
        return self.grain.id + self.length - 1

    def seats(self) -> int:
        return self.room.seats

    def together(self, other: Placing) -> int:
        return min(self.grain.id + self.length, other.grain.id + other.length) - max(
            self.grain.id, other.grain.id
        )


@planning_solution
@dataclass
class Week:
    """All of it."""

    grains: Annotated[list[Grain], ProblemFactCollectionProperty, ValueRangeProvider]
    rooms: Annotated[list[Room], ProblemFactCollectionProperty, ValueRangeProvider]
    placings: Annotated[list[Placing], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def alone(factory: ConstraintFactory) -> list[Constraint]:
    """What one meeting costs by itself."""
    return [
        factory.for_each(Placing)
        .filter(lambda one: one.people > one.seats())
        .penalize(HardMediumSoftScore.ONE_HARD, lambda one: one.people - one.seats())
        .as_constraint("more people than seats"),
        factory.for_each(Placing)
        .if_not_exists(Grain, Joiners.equal(lambda one: one.last(), lambda grain: grain.id))
        .penalize(HardMediumSoftScore.ONE_HARD, lambda one: one.last())
        .as_constraint("beyond the week"),
        factory.for_each(Placing)
        .join(Grain, Joiners.equal(lambda one: one.last(), lambda grain: grain.id))
        .filter(lambda one, grain: one.grain.day != grain.day)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("over night"),
        factory.for_each(Placing)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda one: one.last())
        .as_constraint("as soon as possible"),
        factory.for_each(Placing)
        .join(Room, Joiners.less_than(lambda one: one.seats(), lambda room: room.seats))
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda one, room: room.seats - one.seats())
        .as_constraint("a larger room stands free of it"),
    ]


def at_one_time(factory: ConstraintFactory) -> list[Constraint]:
    """What two meetings cost that overlap."""
    pairs = factory.for_each_unique_pair(
        Placing, Joiners.overlapping(lambda one: one.begin(), lambda one: one.end())
    )
    return [
        pairs.filter(lambda one, two: one.room.id == two.room.id)
        .penalize(HardMediumSoftScore.ONE_HARD, lambda one, two: one.together(two))
        .as_constraint("two in one room"),
        pairs.penalize(
            HardMediumSoftScore.ONE_HARD, lambda one, two: one.required[two.id] * one.together(two)
        ).as_constraint("required in both"),
        pairs.penalize(
            HardMediumSoftScore.ONE_MEDIUM, lambda one, two: one.preferred[two.id] * one.together(two)
        ).as_constraint("wanted in both"),
        pairs.penalize(HardMediumSoftScore.of_soft(10), lambda one, two: one.together(two)).as_constraint(
            "at one time"
        ),
    ]


def in_turn(factory: ConstraintFactory) -> list[Constraint]:
    """What two meetings cost that follow each other closely."""
    return [
        factory.for_each(Placing)
        .join(Placing, Joiners.equal(lambda one: one.end(), lambda two: two.begin()))
        .penalize(HardMediumSoftScore.of_soft(100))
        .as_constraint("no break between"),
        factory.for_each(Placing)
        .join(
            Placing,
            Joiners.less_than(lambda one: one.begin(), lambda two: two.begin()),
            Joiners.greater_than_or_equal(lambda one: one.end() + 2, lambda two: two.begin()),
        )
        .filter(lambda one, two: one.room.id != two.room.id)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda one, two: one.anyone[two.id])
        .as_constraint("into another room"),
    ]


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """All of them."""
    return [*alone(factory), *at_one_time(factory), *in_turn(factory)]


def read(path: Path) -> Week:
    """The file as a week without a plan."""
    data = json.loads(path.read_text(encoding="utf-8"))
    rows = data["meetingList"]
    required = [_people(row["requiredAttendanceList"]) for row in rows]
    preferred = [_people(row["preferredAttendanceList"]) for row in rows]
    placings = []
    for one, row in enumerate(rows):
        must, may = required[one], preferred[one]
        clash = [len(must & theirs) for theirs in required]
        wish = [len(must & b) + len(may & a) + len(may & b) for a, b in zip(required, preferred, strict=True)]
        anyone = [c + w for c, w in zip(clash, wish, strict=True)]
        people = len(must) + len(may)
        placings.append(Placing(one, row["durationInGrains"], people, clash, wish, anyone))
    grains = [Grain(row["grainIndex"], _name(row["day"])) for row in data["timeGrainList"]]
    rooms = [Room(number, row["capacity"]) for number, row in enumerate(data["roomList"])]
    return Week(grains, rooms, placings)


def _people(rows: list[dict[str, Any]]) -> set[str]:
    return {_name(row["person"]) for row in rows}


def _name(told: Any) -> str:
    # What is written whole at its first place is written as its name from then on.
    return str(told["@id"] if isinstance(told, dict) else told)


def main() -> int:
    """Print the plan, the score Timefold gives it, and the seconds of solving as JSON."""
    week = read(Path(sys.argv[1]))
    limit = Duration(milliseconds=int(float(sys.argv[2]) * 1000))
    solver = SolverFactory.create(
        SolverConfig(
            solution_class=Week,
            entity_class_list=[Placing],
            score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
            termination_config=TerminationConfig(spent_limit=limit),
        )
    ).build_solver()
    began = time.monotonic()
    found = solver.solve(week)
    seconds = time.monotonic() - began
    score = found.score
    placings = sorted(found.placings, key=lambda one: one.id)
    # There is no Java to import from before the rules have been read.
    from java.lang import System

    print(json.dumps({
        "java": str(System.getProperty("java.version")),
        "seconds": seconds,
        "score": [score.hard_score, score.medium_score, score.soft_score],
        # A short limit can end before every meeting has its first place.
        "start": [one.grain and one.grain.id for one in placings],
        "room": [one.room and one.room.id for one in placings],
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
