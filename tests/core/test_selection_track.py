"""The choice out of the choice: equal to listing everything by hand."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import ceil, floor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jtai.core.selection.following import sizes_left
from jtai.core.selection.question import ChildList
from jtai.core.selection.running import ask
from jtai.core.selection.tracking import TooManySelections, track
from tests.core.selection_lists import TWENTY, expected, pool, small_list

WANTED = {row["size"]: row for row in expected(TWENTY)["by_size"]}


@pytest.mark.parametrize("size", WANTED)
def test_every_size_has_the_curve_expected(size: int) -> None:
    wanted = WANTED[size]
    found = track(pool(TWENTY), size, further=3)
    assert found is not None
    assert (found.all_selections, found.least) == (wanted["panels"], wanted["deviation"])
    assert [len(found.within(allowed)) for allowed, _, _ in wanted["curve"]] == [
        n for _, n, _ in wanted["curve"]
    ]
    assert len(found.proposal()) == size


def test_the_fairest_share_of_every_point_is_as_expected() -> None:
    tasks, wanted = [], []
    for size, row in WANTED.items():
        found = track(pool(TWENTY), size, further=3)
        assert found is not None
        curve = [found.within(allowed) for allowed, _, _ in row["curve"]]
        tasks.append({"task": "shares", "people": 20, "curve": curve})
        wanted.append([pytest.approx(share, abs=1e-6) for _, _, share in row["curve"]])
    answers = ask({"task": "several", "tasks": tasks}, seconds=60)["answers"]
    assert [answer["shares"] for answer in answers] == wanted


def by_hand(listed: ChildList, size: int) -> Counter[int]:
    """How many selections have each deviation, in plain Python from the definition."""
    values, siblings, among = dict(listed.children), listed.siblings, len(listed.children)
    found: Counter[int] = Counter()
    involved = {child for child, held in values.items() if held[-1] == "Yes"}
    for children in combinations(values, size):
        families = [siblings[child] for child in children if child in siblings]
        if len(families) != len(set(families)) or (involved and not involved & set(children)):
            continue
        off = 0
        for place, feature in enumerate(listed.features):
            for value, held in listed.count(feature).items():
                least, most = floor(size * held / among + 1e-9), ceil(size * held / among - 1e-9)
                if (feature, value) == ("probation", "Yes"):
                    most = max(most, 1)
                number = sum(values[child][place] == value for child in children)
                off += max(0, least - number, number - most)
        found[off] += 1
    return found


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(*map(st.sampled_from, ("ab", "xyz", ("Yes", "No")))), min_size=5, max_size=9),
    st.integers(2, 4),
    st.booleans(),
)
def test_any_list_is_measured_as_by_hand(rows: list[tuple[str, ...]], size: int, related: bool) -> None:
    listed = small_list(
        {f"c{i}": row for i, row in enumerate(rows)}, {"c0": "F", "c1": "F"} if related else {}
    )
    listed = ChildList(("f0", "f1", "probation"), listed.children, listed.families)
    wanted = by_hand(listed, size)
    found = track(listed, size, further=10**6)
    if found is None:
        assert not wanted
    else:
        assert Counter(found.deviations.tolist()) == wanted


# A list whose only selection of four with every floor kept has one child too many of a value.
NEARLY = "ayN azN azN byY czN ayN axY bxN"


@settings(deadline=None, max_examples=40)
@example([(a, x, "Yes" if p == "Y" else "No") for a, x, p in NEARLY.split()])
@given(st.lists(st.tuples(*map(st.sampled_from, ("abc", "xyz", ("Yes", "No")))), min_size=5, max_size=9))
def test_the_quick_search_for_a_balanced_second_choice_is_right(rows: list[tuple[str, ...]]) -> None:
    listed = small_list({f"c{i}": row for i, row in enumerate(rows)}, {})
    listed = ChildList(("f0", "f1", "probation"), listed.children)
    wanted = [size for size in (2, 3, 4) if by_hand(listed, size)[0]]
    assert sizes_left(listed, [child for child, _ in listed.children], (2, 3, 4)) == wanted


def test_a_selection_without_probation_involvement_is_not_looked_at() -> None:
    listed = ChildList(("probation",), tuple((f"c{i}", ("Yes" if i == 0 else "No",)) for i in range(6)))
    found = track(listed, 2, further=100)
    assert found is not None
    assert all("c0" in {listed.children[i][0] for i in panel} for panel in found.selections.tolist())


def test_more_selections_than_can_be_listed_are_refused() -> None:
    listed = ChildList(("f",), tuple((f"c{i}", ("a",)) for i in range(60)))
    with pytest.raises(TooManySelections, match="too many to list"):
        track(listed, 10, further=3)
