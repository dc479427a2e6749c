"""A question for the lottery from the children of an inspection and the characteristics of its edition."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.framework.model import Edition
from jtai.core.selection.balance import value_of
from jtai.core.selection.lists import ChildRow
from jtai.core.selection.proportions import quotas_of
from jtai.core.selection.question import ChildList, Question, make_list


def list_of(edition: Edition, children: Sequence[ChildRow]) -> ChildList:
    """The children with the values the balance shows, ages by band, and their families."""
    characteristics = edition.selection.characteristics
    rows = [(child.child_id, [value_of(child, each) for each in characteristics]) for child in children]
    families = {child.child_id: child.family for child in children}
    return make_list([each.code for each in characteristics], rows, families)


def shortlist_question(
    edition: Edition, children: Sequence[ChildRow], *, at_least_one_from: float | None
) -> Question:
    """The first choice: as many as the edition says (fewer when fewer exist), by the list's own proportions.

    at_least_one_from: the share from which a value gets at least one place; probation always does. None:
    plain floors and ceilings.
    """
    pool = list_of(edition, children)
    size = min(edition.selection.shortlist_size, len(children))
    return Question(pool, quotas_of(pool, size, at_least_one_from=at_least_one_from), size)
