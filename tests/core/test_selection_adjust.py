"""Lock, veto, swap: the nearest balanced selections, equal to those found by trying everything."""

from __future__ import annotations

from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jtai.core.selection.adjusting import Wish, check_wish, near_at_hand
from jtai.core.selection.proportions import quotas_of
from jtai.core.selection.question import Question, Quota
from jtai.core.selection.running import ask
from tests.core.selection_lists import small_list


def is_balanced(question: Question, children: tuple[str, ...]) -> bool:
    values, siblings = dict(question.pool.children), question.pool.siblings
    families = [siblings[child] for child in children if child in siblings]
    places = {feature: place for place, feature in enumerate(question.pool.features)}
    return len(families) == len(set(families)) and all(
        q.least <= sum(values[child][places[q.feature]] == q.value for child in children) <= q.most
        for q in question.quotas
    )


def fewest_changes(question: Question, chosen: set[str], wish: Wish) -> int | None:
    """By trying every selection."""
    changes = [
        len(chosen - set(children))
        for children in combinations([child for child, _ in question.pool.children], question.size)
        if wish.locked <= set(children)
        and not wish.barred & set(children)
        and is_balanced(question, children)
    ]
    return min(changes, default=None)


@st.composite
def wishes(drawing: st.DrawFn) -> tuple[Question, list[str], Wish]:
    """A small list, a selection of it and a wish."""
    values = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))
    rows = {f"c{i}": drawing(values) for i in range(drawing(st.integers(4, 9)))}
    listed = small_list(rows, {"c0": "F", "c1": "F"} if drawing(st.booleans()) else {})
    size = drawing(st.integers(1, len(rows) - 1))
    children = sorted(rows)
    chosen = drawing(st.lists(st.sampled_from(children), min_size=size, max_size=size, unique=True))
    barred = frozenset(drawing(st.lists(st.sampled_from(children), max_size=2)))
    locked = frozenset(drawing(st.lists(st.sampled_from(children), max_size=min(2, size)))) - barred
    return Question(listed, quotas_of(listed, size), size), sorted(chosen), Wish(locked, barred)


TWO_ALIKE = small_list({"c0": ("b",), "c1": ("a",), "c2": ("b",), "c3": ("a",), "c4": ("a",)})
# One goes, and two who are alike have to come.
NEEDS_TWO_ALIKE = (
    Question(TWO_ALIKE, (Quota("f0", "a", 2, 2), Quota("f0", "b", 1, 1)), 3),
    ["c0", "c1", "c2"],
    Wish(frozenset(), frozenset({"c1"})),
)


@settings(deadline=None)
@example(NEEDS_TWO_ALIKE)
@given(wishes())
def test_the_selections_found_are_balanced_and_no_nearer_one_exists(
    asked: tuple[Question, list[str], Wish],
) -> None:
    question, chosen, wish = asked
    found = near_at_hand(question, chosen, wish, 5)
    assert found is not None
    wanted = fewest_changes(question, set(chosen), wish)
    assert {len(each.out) for each in found} == (set() if wanted is None else {wanted})
    for each in found:
        assert is_balanced(question, each.children)
        assert wish.locked <= set(each.children) and not wish.barred & set(each.children)
        assert set(each.children) == (set(chosen) - set(each.out)) | set(each.into)


@settings(deadline=None, max_examples=3)
@given(st.lists(wishes(), min_size=10, max_size=10))
def test_the_optimiser_finds_the_same_distance(asked: list[tuple[Question, list[str], Wish]]) -> None:
    tasks = [
        {
            "task": "nearest",
            "question": question.as_data(),
            "chosen": chosen,
            "locked": sorted(wish.locked),
            "barred": sorted(wish.barred),
            "ways": 2,
        }
        for question, chosen, wish in asked
    ]
    answers = ask({"task": "several", "tasks": tasks}, seconds=30)["answers"]
    for (question, chosen, wish), answer in zip(asked, answers, strict=True):
        wanted = fewest_changes(question, set(chosen), wish)
        if wanted is None:
            assert answer["panels"] == []
        else:
            assert len(set(chosen) - set(answer["panels"][0])) == wanted
            assert is_balanced(question, tuple(answer["panels"][0]))


def test_a_wish_that_contradicts_itself_is_refused() -> None:
    listed = small_list({f"c{i}": ("a",) for i in range(4)})
    question = Question(listed, (), 1)
    assert check_wish(question, ["c0"], Wish(frozenset({"c1"}), frozenset({"c1", "zz"}))) == [
        "zz is not in the list.",
        "c1 is both locked and vetoed.",
    ]
    assert check_wish(question, ["c0"], Wish(frozenset({"c1", "c2"}), frozenset())) == [
        "2 children are locked and only 1 are chosen."
    ]
