"""When the quotas cannot be kept: the least that must give, and a conflict that cannot be made smaller."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jtai.core.selection.optimiser.kinds import Kinds, kinds_of
from jtai.core.selection.optimiser.solver import ENDLESS, Programme, panels_of
from jtai.core.selection.question import Question, Quota

MOST_WAYS = 10


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of a quota: which is "min" or "max"."""

    quota: Quota
    which: str

    def as_data(self) -> dict[str, object]:
        """As JSON holds it."""
        number = self.quota.least if self.which == "min" else self.quota.most
        return {
            "feature": self.quota.feature,
            "value": self.quota.value,
            "bound": self.which,
            "number": number,
        }


def has_panel(question: Question, kind: int = -1) -> bool:
    """Is there any panel (with a child of this kind)?"""
    kinds = kinds_of(question)
    for whole in (False, True):  # fractions first: they are quick, and mostly enough to say no
        programme = panels_of(kinds, whole=whole)
        if kind >= 0:
            programme.set_column(kind, 1.0, float(kinds.held[kind]))
        if not programme.solve():
            return False
    return True


def conflict_of(question: Question, kind: int = -1) -> list[Bound]:
    """Bounds that cannot be kept together, and can as soon as any one is dropped."""
    bounds = [
        Bound(quota, which) for quota in question.quotas for which in ("min", "max") if _binds(quota, which)
    ]
    step = max(1, len(bounds) // 4)
    while step:
        place = 0
        while place < len(bounds):
            fewer = bounds[:place] + bounds[place + step :]
            if has_panel(_only(question, fewer), kind):
                place += step
            else:
                bounds = fewer
        step = step // 2
    return bounds


def _binds(quota: Quota, which: str) -> bool:
    return quota.least > 0 if which == "min" else True


def _only(question: Question, bounds: list[Bound]) -> Question:
    """The question with these bounds and no others."""
    mins = {(b.quota.feature, b.quota.value) for b in bounds if b.which == "min"}
    maxs = {(b.quota.feature, b.quota.value) for b in bounds if b.which == "max"}
    quotas = [
        replace(
            quota,
            least=quota.least if (quota.feature, quota.value) in mins else 0,
            most=quota.most if (quota.feature, quota.value) in maxs else question.size,
        )
        for quota in question.quotas
    ]
    return replace(question, quotas=tuple(quotas))


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Quotas as they would be; only those that change."""

    total: int
    changes: tuple[tuple[Quota, Quota], ...]

    def as_data(self) -> dict[str, object]:
        """As JSON holds it: new values, absent where unchanged."""
        changes = []
        for old, new in self.changes:
            change: dict[str, object] = {"feature": old.feature, "value": old.value}
            if new.least != old.least:
                change["min"] = new.least
            if new.most != old.most:
                change["max"] = new.most
            changes.append(change)
        return {"total": self.total, "changes": changes}


def relaxations_of(question: Question, *, most: int = MOST_WAYS) -> list[Relaxation]:
    """The smallest relaxations, different ways of the same total; none when families alone forbid it."""
    kinds = kinds_of(question)
    programme, short, over = _loose(kinds)
    found: list[Relaxation] = []
    # No way is smaller than the first: one as small ends the search for the next.
    while len(found) < most and programme.solve(enough=-found[0].total if found else ENDLESS):
        units = np.rint(programme.values).astype(int)
        relaxation = _relaxation(question, units, short, over)
        if found and relaxation.total > found[0].total:
            break
        found.append(relaxation)
        used = [column for column in (*short, *over) if units[column]]
        if not used:
            break
        # Another way must use one unit fewer of those used here.
        programme.add_row(-ENDLESS, float(units[used].sum()) - 1.0, used, np.ones(len(used)))
    return found


def _loose(kinds: Kinds) -> tuple[Programme, list[int], list[int]]:
    """All panels, with columns for the units short and over at a price of 1 each."""
    programme = panels_of(kinds, whole=True)
    short, over = [], []
    for place, row in enumerate(kinds.rows):
        if row.quota >= 0:
            short.append(programme.add_column(-1.0, max(row.low, 0), [place], [1.0]))
            over.append(programme.add_column(-1.0, ENDLESS, [place], [-1.0]))
    programme.make_integral([*short, *over])
    return programme, short, over


def _relaxation(question: Question, units: np.ndarray, short: list[int], over: list[int]) -> Relaxation:
    changes = []
    for quota, less, more in zip(question.quotas, short, over, strict=True):
        new = replace(quota, least=quota.least - int(units[less]), most=quota.most + int(units[more]))
        if new != quota:
            changes.append((quota, new))
    return Relaxation(int(units[[*short, *over]].sum()), tuple(changes))
