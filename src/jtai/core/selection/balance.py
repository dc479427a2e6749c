"""The balance of a choice beside the list it is from (paragraph 54)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from jtai.core.selection.lists import NOT_RECORDED, ChildRow

if TYPE_CHECKING:  # the process of the optimiser starts without the editions
    from jtai.core.framework.model import Edition
    from jtai.core.framework.stages import Characteristic

UNBORN = "Unborn"


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One value: how many of the list have it, what a proportional choice has, what this one has.

    least, most: the list's share of the choice, rounded down and up.
    """

    value: str
    in_list: int
    share: float
    least: int
    most: int
    chosen: int

    @property
    def is_off(self) -> bool:
        return not self.least <= self.chosen <= self.most


@dataclass(frozen=True, slots=True)
class BalanceBlock:
    """One characteristic with its values, "Not recorded" among them."""

    code: str
    title: str
    paragraph: str
    rows: tuple[BalanceRow, ...]

    @property
    def is_off(self) -> bool:
        return any(row.is_off for row in self.rows)


def balance(edition: Edition, pool: Sequence[ChildRow], chosen: Sequence[ChildRow]) -> list[BalanceBlock]:
    """One block for each characteristic of the edition, in its order."""
    return [_block(c, pool, chosen) for c in edition.selection.characteristics]


def _block(
    characteristic: Characteristic, pool: Sequence[ChildRow], chosen: Sequence[ChildRow]
) -> BalanceBlock:
    values = [value_of(child, characteristic) for child in pool]
    counted, picked = Counter(values), Counter(value_of(child, characteristic) for child in chosen)
    order = list(characteristic.bands) + sorted(set(counted) - set(characteristic.bands))
    rows = []
    for value in [v for v in order if counted[v]]:
        exact = len(chosen) * counted[value] / len(values)
        rows.append(
            BalanceRow(
                value, counted[value], counted[value] / len(values), floor(exact), ceil(exact), picked[value]
            )
        )
    return BalanceBlock(characteristic.code, characteristic.title, characteristic.paragraph, tuple(rows))


def value_of(child: ChildRow, characteristic: Characteristic) -> str:
    """The value of a characteristic as the balance shows it: ages by band, blanks as "Not recorded"."""
    if characteristic.code == "age":
        return _band(child.age, characteristic.bands)
    if characteristic.code == "probation":
        return NOT_RECORDED if child.probation is None else ("Yes" if child.probation else "No")
    return str(getattr(child, characteristic.code, NOT_RECORDED)) or NOT_RECORDED


def _band(age: int | None, bands: tuple[str, ...]) -> str:
    if age is None:
        return NOT_RECORDED
    if age < 0:
        return UNBORN
    for band in bands:
        low, _, high = band.partition("-")
        if int(low) <= age <= int(high or low):
            return band
    return f"{age} and over"
