"""Quotas from the list's own proportions (paragraph 54; ADR 0201): a floor and a ceiling for each value.

The guidance asks for balance and does not define it. This is our working definition: the share of a value,
rounded down and up; the lead inspector may change every number.
"""

from __future__ import annotations

from math import ceil, floor

from jtai.core.selection.question import ChildList, Quota

# Taken off or on before rounding, so that a whole number stays itself.
_HAIR = 1e-9
PROBATION = "probation"
INVOLVED = "Yes"


def floor_and_ceiling(size: int, held: int, among: int) -> tuple[int, int]:
    """The share of `held` children out of `among` in a choice of `size`, rounded down and up."""
    share = size * held / among
    return floor(share + _HAIR), ceil(share - _HAIR)


def quotas_of(pool: ChildList, size: int, *, at_least_one_from: float | None = None) -> tuple[Quota, ...]:
    """One quota for each value of each feature.

    at_least_one_from: a share of the list; every value held by as many or more, and probation involvement
    whatever its share, gets at least one place. None: plain floors and ceilings, probation as well.
    """
    among, found = len(pool.children), []
    for feature in pool.features:
        for value, held in sorted(pool.count(feature).items()):
            least, most = floor_and_ceiling(size, held, among)
            wanted = at_least_one_from is not None and (
                _is_probation(feature, value) or held >= at_least_one_from * among - _HAIR
            )
            if wanted:
                least, most = max(least, 1), max(most, 1)
            found.append(Quota(feature, value, least, min(most, held, size)))
    return tuple(found)


def tracking_quotas(pool: ChildList, size: int) -> tuple[Quota, ...]:
    """Floors and ceilings for the choice out of the choice; probation involvement may always have a place."""
    among, found = len(pool.children), []
    for feature in pool.features:
        for value, held in sorted(pool.count(feature).items()):
            least, most = floor_and_ceiling(size, held, among)
            if _is_probation(feature, value):
                most = max(most, 1)
            found.append(Quota(feature, value, least, most))
    return tuple(found)


def _is_probation(feature: str, value: str) -> bool:
    return feature.casefold() == PROBATION and value.casefold() == INVOLVED.casefold()
