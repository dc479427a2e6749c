"""Evidence against criteria: what is covered, in whose voice, what contradicts, what is missing (para 79).

rows = cover(criteria, items)          one row a criterion, in the order given
count(rows).words                      "21 of 22"
count(rows).missing                    ("ESN 12",)
weakest_first(rows)
scope_covered(elements, items)         scope elements against SEA entries (para 5)
without_entry_on(inspectors, criteria, items)
mix_of(records, "method", codes)       how evidence was obtained (para 46)
"""

from jtai.core.coverage.items import Count, CoverageItem, CriterionCoverage, RecordUse
from jtai.core.coverage.matrix import count, cover, scope_covered, weakest_first, without_entry_on
from jtai.core.coverage.mix import Share, counted_once, leans_on, mix_of

__all__ = [
    "Count",
    "CoverageItem",
    "CriterionCoverage",
    "RecordUse",
    "Share",
    "count",
    "counted_once",
    "cover",
    "leans_on",
    "mix_of",
    "scope_covered",
    "weakest_first",
    "without_entry_on",
]
