"""A question for the lottery from the children of an inspection."""

from __future__ import annotations

from jtai.core.framework import load_edition
from jtai.core.selection import ChildRow
from jtai.core.selection.asking import list_of, shortlist_question

CHILDREN = [
    ChildRow(
        f"J{i:03}A", age=i % 18, gender="Female" if i % 2 else "Male", probation=i == 7, family="F1" * (i < 2)
    )
    for i in range(40)
]


def test_children_are_balanced_by_the_characteristics_of_the_edition() -> None:
    edition = load_edition("2016-08")
    listed = list_of(edition, CHILDREN)
    assert listed.features == tuple(each.code for each in edition.selection.characteristics)
    bands = next(each.bands for each in edition.selection.characteristics if each.code == "age")
    assert bands and set(listed.count("age")) == set(bands)
    assert set(listed.siblings) == {"J000A", "J001A"}


def test_as_many_are_chosen_as_the_edition_says_and_probation_has_a_place() -> None:
    edition = load_edition("2016-08")
    asked = shortlist_question(edition, CHILDREN, at_least_one_from=0.02)
    assert asked.size == edition.selection.shortlist_size
    (probation,) = [q for q in asked.quotas if (q.feature, q.value) == ("probation", "Yes")]
    assert probation.least == 1
    assert shortlist_question(edition, CHILDREN[:3], at_least_one_from=None).size == 3
