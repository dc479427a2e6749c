"""How evidence was obtained: methods and routes (paras 46, 53)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jtai.core.coverage.items import RecordUse


@dataclass(frozen=True, slots=True)
class Share:
    """A code, how many records have it, and how many hundredths of all that is."""

    code: str
    number: int
    percent: float


def mix_of(records: Sequence[RecordUse], by: Literal["method", "route"], codes: Iterable[str]) -> list[Share]:
    """How many records for each code, in the order given; codes nobody used are there with nought."""
    number = Counter(getattr(record, by) for record in records)
    return [Share(code, number[code], _percent(number[code], len(records))) for code in codes]


def counted_once(records: Sequence[RecordUse]) -> tuple[int, int]:
    """How many records are about a child, and how many are not (para 53)."""
    about = sum(record.about_child for record in records)
    return about, len(records) - about


def leans_on(shares: Iterable[Share], limits: Mapping[str, float]) -> list[Share]:
    """The shares above the limit set for their code: an advisory note, no more."""
    return [share for share in shares if share.code in limits and share.percent > limits[share.code]]


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
