"""Criteria against what counts on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jtai.core.coverage.items import Count, CoverageItem, CriterionCoverage, Kind, counting


def cover(criteria: Iterable[str], items: Iterable[CoverageItem]) -> list[CriterionCoverage]:
    """One row for each criterion, in the order given. Drafts and what was withdrawn never count."""
    by_criterion: dict[str, list[CoverageItem]] = defaultdict(list)
    for item in counting(items):
        by_criterion[item.criterion].append(item)
    return [CriterionCoverage(code, tuple(by_criterion[code])) for code in criteria]


def count(rows: Sequence[CriterionCoverage], kind: Kind | None = None) -> Count:
    """How many rows have anything, or anything of one kind; names those that have nothing (para 79)."""
    missing = tuple(row.criterion for row in rows if not _has(row, kind))
    return Count(len(rows) - len(missing), len(rows), missing)


def _has(row: CriterionCoverage, kind: Kind | None) -> bool:
    return row.covered if kind is None else row.number(kind) > 0


def weakest_first(rows: Sequence[CriterionCoverage]) -> list[CriterionCoverage]:
    """Nothing first, then fewest voices, fewest in the SEA, fewest things; otherwise as given."""

    def strength(row: CriterionCoverage) -> tuple[int, int, int]:
        return (len(row.voices), row.number("entry"), row.number("evidence"))

    return sorted(rows, key=strength)


def scope_covered(
    elements: Iterable[str], items: Iterable[CoverageItem], element_of: Mapping[str, str]
) -> dict[str, bool]:
    """Scope element to covered or not. Covered means: in the SEA (paras 5, 79).

    element_of   criterion code to the scope element it speaks to
    """
    touched: set[str] = set()
    for item in counting(items):
        if item.kind == "entry":
            touched |= {*item.scope, element_of.get(item.criterion, "")}
    return {code: code in touched for code in elements}


def without_entry_on(
    inspectors: Iterable[str], criteria: Iterable[str], items: Iterable[CoverageItem]
) -> list[str]:
    """The inspectors with no SEA entry on any of these criteria (para 31)."""
    wanted = set(criteria)
    spoken = {item.author for item in counting(items) if item.kind == "entry" and item.criterion in wanted}
    return [inspector for inspector in inspectors if inspector not in spoken]
