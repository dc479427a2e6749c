"""What the timetable's benchmarks count: the points of published meetings, the comparison, what is kept."""

from __future__ import annotations

import json
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.beside_timefold import NO_JAVA, NoPeer, compared, install_peer, ratio
from benchmarks.kept_weeks import keep
from benchmarks.meeting_search import WORTH, Costs
from benchmarks.published_meetings import Meetings, Score
from jtai.core.timetable import Planned, check, cost, read_plan
from tests.core.timetable_weeks import DATA, stored_plan, stored_week

SEATS = (4, 3, 3)
DAYS = "AAAAAABBBBBB"
# Length, the people it needs and the people it would like.
WANTED: tuple[tuple[int, str, str], ...] = ((2, "ab", "c"), (1, "a", ""), (3, "cd", "b"), (2, "e", "ad"))


def published(folder: Path) -> Path:
    """Four meetings in the form of the published files: a thing is written whole once, then by its name."""
    met: set[str] = set()

    def attend(people: str) -> list[Any]:
        rows: list[Any] = []
        for person in people:
            rows.append({"person": person if person in met else {"@id": person}})
            met.add(person)
        return rows

    data = {
        "meetingList": [
            {
                "durationInGrains": length,
                "requiredAttendanceList": attend(required),
                "preferredAttendanceList": attend(preferred),
            }
            for length, required, preferred in WANTED
        ],
        "timeGrainList": [{"grainIndex": n, "day": day} for n, day in enumerate(DAYS)],
        "roomList": [{"capacity": seats} for seats in SEATS],
    }
    path = folder / "meetings.json"
    path.write_text(json.dumps(data))
    return path


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Meetings:
    return Meetings(published(tmp_path_factory.mktemp("published")))


def told_slowly(start: list[int], room: list[int]) -> Score:
    """The same points counted quarter by quarter and person by person."""
    hard = medium = soft = 0
    spent = [set(range(s, s + row[0])) for s, row in zip(start, WANTED, strict=True)]
    for one, (_, must, may) in enumerate(WANTED):
        last = max(spent[one])
        hard += max(0, len(must + may) - SEATS[room[one]])
        hard += last if last >= len(DAYS) else int(DAYS[start[one]] != DAYS[last])
        soft += last + sum(max(0, seats - SEATS[room[one]]) for seats in SEATS)
    for one, two in combinations(range(len(WANTED)), 2):
        (_, must, may), (_, must_too, may_too) = WANTED[one], WANTED[two]
        for _ in spent[one] & spent[two]:
            hard += (room[one] == room[two]) + len(set(must) & set(must_too))
            medium += len(set(must + may) & set(must_too + may_too)) - len(set(must) & set(must_too))
            soft += 10
    for one, two in permutations(range(len(WANTED)), 2):
        soft += 100 * (max(spent[one]) + 1 == start[two])
        if start[one] < start[two] <= max(spent[one]) + 3 and room[one] != room[two]:
            soft += sum(p in WANTED[two][1] + WANTED[two][2] for p in WANTED[one][1] + WANTED[one][2])
    return -hard, -medium, -soft


@pytest.mark.parametrize(
    ("what", "start", "room", "score"),
    [
        # Last quarters 1, 4, 8 and 11, all in the largest room: that is all there is to pay.
        ("nothing is wrong", [0, 4, 6, 10], [0, 0, 0, 0], (0, 0, -24)),
        ("smaller rooms", [0, 4, 6, 10], [1, 1, 1, 1], (0, 0, -28)),
        ("a walk for one person", [0, 3, 6, 10], [0, 1, 0, 0], (0, 0, -25)),
        ("a person required twice", [0, 1, 6, 10], [0, 1, 0, 0], (-1, 0, -33)),
        ("two in one room", [0, 4, 6, 7], [0, 0, 0, 0], (-2, -2, -41)),
        ("no break between", [0, 2, 6, 10], [0, 0, 0, 0], (0, 0, -122)),
        ("over night", [0, 3, 5, 10], [0, 0, 0, 0], (-1, 0, -22)),
        ("beyond the week", [0, 4, 6, 11], [0, 0, 0, 0], (-12, 0, -25)),
        ("people wanted in both", [0, 4, 0, 10], [0, 1, 1, 0], (0, -4, -41)),
    ],
)
def test_each_rule_of_the_published_meetings_costs_what_it_should(
    meetings: Meetings, what: str, start: list[int], room: list[int], score: Score
) -> None:
    assert meetings.score(np.array(start), np.array(room)) == score == told_slowly(start, room), what


PLANS = st.tuples(
    st.lists(st.integers(0, len(DAYS) - 1), min_size=4, max_size=4),
    st.lists(st.integers(0, len(SEATS) - 1), min_size=4, max_size=4),
)


@settings(max_examples=200, deadline=None)
@given(PLANS)
def test_the_quick_count_is_the_slow_count(meetings: Meetings, plan: tuple[list[int], list[int]]) -> None:
    start, room = plan
    assert meetings.score(np.array(start), np.array(room)) == told_slowly(start, room)


@settings(max_examples=50, deadline=None)
@given(PLANS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 11), st.integers(0, 2)), max_size=6))
def test_the_search_knows_what_every_place_would_cost_after_any_moves(
    meetings: Meetings, plan: tuple[list[int], list[int]], moves: list[tuple[int, int, int]]
) -> None:
    costs = Costs(meetings, np.array(plan[0]), np.array(plan[1]))
    for one, start, room in moves:
        costs.move(one, start, room)
    score = meetings.score(costs.start, costs.room)
    assert costs.total() == -float(np.dot(score, WORTH))
    for one in range(meetings.size):
        points = meetings.options(one, costs.start, costs.room)
        assert (costs.places(one) == np.einsum("lsr,l->rs", points, WORTH)).all()


def test_a_higher_level_decides_before_a_lower_one() -> None:
    assert compared((0, -300, -9000), (-1, -200, -8000)) == (
        "better plan: ours (hard ours, medium theirs, soft theirs)"
    )
    assert compared((0, -200, -9000), (0, -200, -8000)) == (
        "better plan: theirs (hard equal, medium equal, soft theirs)"
    )
    assert compared((0, -1, -2), (0, -1, -2)) == "better plan: neither (hard equal, medium equal, soft equal)"


def test_the_ratio_is_of_the_soft_points_only_when_all_above_are_equal() -> None:
    assert ratio((0, -200, -9000), (0, -200, -8000)) == "soft 1.125 ×"
    assert ratio((0, -100, -9000), (0, -200, -8000)) == "medium 0.500 ×"
    assert ratio((0, -100, -9000), (-1, 0, -8000)) == ""


def test_without_java_the_peer_is_left_out_and_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NoPeer) as refused:
        install_peer()
    assert str(refused.value) == NO_JAVA
    assert "openjdk-17-jre-headless" in NO_JAVA


def known_at(folder: Path, figure: int) -> dict[str, dict[str, int]]:
    """A file of the best known costs with one of them changed."""
    known: dict[str, dict[str, int]] = json.loads((DATA / "best_known.json").read_text())
    known["d1_small"]["best_known_cost"] = figure
    (folder / "best_known.json").write_text(json.dumps(known))
    return known


def test_a_better_plan_is_kept_with_its_figure(tmp_path: Path) -> None:
    week = stored_week("d1_small")
    plan = stored_plan("d1_small", week)
    known = known_at(tmp_path, 10_000)
    assert keep(tmp_path, "d1_small", week, Planned(plan, cost(week, plan).total), 60) == "kept, 10000 before"
    assert read_plan((tmp_path / "d1_small.best.json").read_bytes(), week) == plan
    known["d1_small"]["best_known_cost"] = cost(week, plan).total
    assert json.loads((tmp_path / "best_known.json").read_text()) == known


@pytest.mark.parametrize(
    ("figure", "told_cost", "left_out", "says"),
    [
        (133, 0, False, "nothing to keep"),
        (10_000, -1, False, "NOT kept, the checker counts 133, not 132"),
        (10_000, 0, True, "NOT kept, the checker says"),
    ],
)
def test_no_other_plan_is_kept(
    tmp_path: Path, figure: int, told_cost: int, left_out: bool, says: str
) -> None:
    week = stored_week("d1_small")
    plan = stored_plan("d1_small", week)
    counted = cost(week, plan).total
    if left_out:
        del plan[next(name for name, each in week.activities.items() if each.mandatory)]
    known = known_at(tmp_path, figure)
    assert keep(tmp_path, "d1_small", week, Planned(plan, counted + told_cost), 60).startswith(says)
    assert not (tmp_path / "d1_small.best.json").exists()
    assert json.loads((tmp_path / "best_known.json").read_text()) == known


@pytest.mark.parametrize("name", sorted(json.loads((DATA / "best_known.json").read_text())))
def test_the_best_known_cost_is_that_of_the_plan_beside_it(name: str) -> None:
    week = stored_week(name)
    known = json.loads((DATA / "best_known.json").read_text())[name]["best_known_cost"]
    best = DATA / f"{name}.best.json"
    plan = read_plan(best.read_bytes(), week) if best.exists() else stored_plan(name, week)
    assert check(week, plan) == []
    assert cost(week, plan).total == known
