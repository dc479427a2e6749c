"""Is a choice of children complete, and how far is it from balance (paragraphs 20, 21, 54)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jtai.core.results import Problem, blocks, warns
from jtai.core.selection.balance import balance
from jtai.core.selection.lists import ChildRow
from jtai.words import counted

if TYPE_CHECKING:  # the process of the optimiser starts without the editions
    from jtai.core.framework.model import Edition


def check_shortlist(
    edition: Edition,
    pool: Sequence[ChildRow],
    chosen: Sequence[ChildRow],
    *,
    has_context: bool = False,
    context_considered: str = "",
) -> list[Problem]:
    """The first choice: exactly as many as the edition says, fewer only when fewer exist."""
    rules = edition.selection
    wanted, source = rules.shortlist_size, f"Guidance, paragraph {rules.paragraph}"
    problems = _check_known(pool, chosen, "the list", source)
    possible = min(wanted, len(pool))
    if len(chosen) != possible:
        message = f"Choose {counted(possible, 'child')}. You have chosen {len(chosen)}."
        problems.append(blocks("shortlist-size", message, source, "children"))
    elif possible < wanted:
        message = (
            f"The list has {counted(len(pool), 'child')}, fewer than the {wanted} the guidance asks for."
        )
        problems.append(warns("shortlist-short", message, source, "children"))
    return [
        *problems,
        *_check_context(edition, has_context, context_considered),
        *_check_balance(edition, pool, chosen),
    ]


def check_tracked(
    edition: Edition,
    shortlist: Sequence[ChildRow],
    chosen: Sequence[ChildRow],
    *,
    has_context: bool = False,
    context_considered: str = "",
) -> list[Problem]:
    """The second choice, from the first one only; a child with probation involvement where possible."""
    rules = edition.selection
    source = f"Guidance, paragraph {rules.paragraph}"
    problems = _check_known(shortlist, chosen, "the children chosen first", source)
    if not rules.tracked_min <= len(chosen) <= rules.tracked_max:
        message = (
            f"Choose {rules.tracked_min} to {rules.tracked_max} children. You have chosen {len(chosen)}."
        )
        problems.append(blocks("tracked-size", message, source, "children"))
    problems += _check_context(edition, has_context, context_considered)
    problems += _check_probation(edition, chosen)
    return [*problems, *_check_balance(edition, shortlist, chosen)]


def _check_known(
    pool: Sequence[ChildRow], chosen: Sequence[ChildRow], where: str, source: str
) -> list[Problem]:
    known = {child.child_id for child in pool}
    strange = [child.child_id for child in chosen if child.child_id not in known]
    if not strange:
        return []
    return [
        blocks(
            "child-not-there", f"{strange[0]} is not among {where}. Choose from there.", source, "children"
        )
    ]


def _check_context(edition: Edition, has_context: bool, considered: str) -> list[Problem]:
    if not has_context or considered.strip():
        return []
    message = "The director described a local context. Say how you have taken it into account."
    source = f"Guidance, paragraph {edition.selection.context_paragraph}"
    return [blocks("context-not-considered", message, source, "context_considered")]


def _check_probation(edition: Edition, chosen: Sequence[ChildRow]) -> list[Problem]:
    rules = edition.selection
    there = sum(1 for child in chosen if child.probation)
    if not chosen or there >= rules.probation_minimum:
        return []
    message = (
        "No child with involvement of the National Probation Service or a community rehabilitation company "
        "is chosen. Choose at least one where possible, or say why it is not possible."
    )
    return [warns("no-probation", message, f"Guidance, paragraph {rules.balance_paragraph}", "children")]


def _check_balance(edition: Edition, pool: Sequence[ChildRow], chosen: Sequence[ChildRow]) -> list[Problem]:
    if not chosen or not pool:
        return []
    problems = []
    for block in balance(edition, pool, chosen):
        off = [row for row in block.rows if row.is_off]
        if off:
            told = "; ".join(
                f"{row.value}: {row.chosen}, in proportion {_range(row.least, row.most)}" for row in off
            )
            message = f"{block.title} is out of balance with the list ({told}). Change it, or give a reason."
            problems.append(
                warns(f"balance-{block.code}", message, f"Guidance, paragraph {block.paragraph}", "children")
            )
    return problems


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} or {most}"
