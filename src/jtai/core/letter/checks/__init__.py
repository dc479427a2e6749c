"""Everything a letter is looked at for, one file each. Add a check: a file here and its line in CHECKS.

Some of them are errors that real letters were printed with: a weekday that does not belong to its date,
a deadline on a Saturday, a year of two figures.
"""

from __future__ import annotations

from collections.abc import Callable

from jtai.core.letter.checks import (
    acronyms,
    brackets,
    confirmations,
    evidence,
    fieldwork,
    impact,
    legal_basis,
    readability,
    recipients,
    sections,
    statement,
    targets,
    theme,
    weekdays,
    years,
)
from jtai.core.letter.facts import LetterFacts, Remark

CHECKS: tuple[Callable[[LetterFacts], list[Remark]], ...] = (
    sections.check,
    evidence.check,
    targets.check,
    impact.check,
    theme.check,
    legal_basis.check,
    fieldwork.check,
    statement.check,
    weekdays.check,
    years.check,
    brackets.check,
    recipients.check,
    acronyms.check,
    readability.check,
    confirmations.check,
)
_ORDER = {"blocks": 0, "warns": 1, "hint": 2}


def check(facts: LetterFacts) -> list[Remark]:
    """All remarks: what blocks, then what warns, then hints; each in the order of the checks."""
    found = [remark for one in CHECKS for remark in one(facts)]
    return sorted(found, key=lambda remark: _ORDER[remark.weight])
