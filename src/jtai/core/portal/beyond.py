"""Something beyond the list: the two tests of paragraph 17, and the lead inspector's decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jtai.core.results import Problem, blocks

PARAGRAPH_17 = "Guidance, paragraph 17"


@dataclass(frozen=True, slots=True)
class Extra:
    """What is proposed. exceptional: the circumstances (only for what an inspector asks for).

    checked: ids of the items of the list that were looked at and do not hold it.
    """

    title: str
    agency: str
    offered: bool
    why_necessary: str
    exceptional: str = ""
    confirmed_not_there: bool = False
    checked: Collection[str] = ()


def check_extra(extra: Extra, *, agencies: Collection[str], items: Collection[str]) -> list[Problem]:
    """Paragraph 17: exceptional circumstances, necessary for an accurate view, not there already.

    agencies: codes it may be asked of; items: ids that may be named as checked.
    """
    problems = []
    if not extra.title.strip():
        problems.append(blocks("extra-title", "Say what it is.", PARAGRAPH_17, "title"))
    if extra.agency not in agencies:
        problems.append(blocks("extra-agency", "Choose the agency from the list.", PARAGRAPH_17, "agency"))
    if not extra.offered and not extra.exceptional.strip():
        message = (
            "Say what the exceptional circumstances are. Nothing beyond the list is asked for without them."
        )
        problems.append(blocks("extra-exceptional", message, PARAGRAPH_17, "exceptional"))
    if not extra.why_necessary.strip():
        message = "Say why an accurate view of children's experiences and of how well services work needs it."
        problems.append(blocks("extra-necessary", message, PARAGRAPH_17, "why_necessary"))
    return problems + _check_not_there(extra, items)


def _check_not_there(extra: Extra, items: Collection[str]) -> list[Problem]:
    problems = []
    if not extra.confirmed_not_there:
        message = "Review the items of the list first, then tick that none of them holds it."
        problems.append(blocks("extra-not-confirmed", message, PARAGRAPH_17, "confirmed_not_there"))
    if not extra.checked or not set(extra.checked) <= set(items):
        message = "Name the items that were checked. At least one is needed."
        problems.append(blocks("extra-nothing-checked", message, PARAGRAPH_17, "checked"))
    return problems


def check_extra_decision(agreed: bool | None, reason: str) -> list[Problem]:
    """The decision is a yes or a no, with its reason."""
    problems = []
    if agreed is None:
        problems.append(blocks("extra-undecided", "Choose whether it is agreed.", PARAGRAPH_17, "agreed"))
    if not reason.strip():
        message = "Give the reason; the other side reads it with the decision."
        problems.append(blocks("extra-reason", message, PARAGRAPH_17, "reason"))
    return problems
