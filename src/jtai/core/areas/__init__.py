"""English local areas with their dates of validity, and the invented ones (ADR 0308).

    find("E06000001", on=date(2016, 9, 6))  -> Area
    offered(on=date(2016, 9, 6), invented=False) -> [Area, ...]

Paragraph 1: an inspection is of one local authority area in England.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from jtai.core.results import Problem, blocks
from jtai.words import long_date

SOURCE = "Guidance, paragraph 1"


@dataclass(frozen=True, slots=True)
class Area:
    """code of the ONS, or one that begins with X for an invented area; valid_to is the last day, or None."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    invented: bool

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def _all() -> tuple[Area, ...]:
    return _read("local_authorities.csv", invented=False) + _read("invented_areas.csv", invented=True)


def _read(name: str, *, invented: bool) -> tuple[Area, ...]:
    text = resources.files("jtai.editions").joinpath(name).read_text(encoding="utf-8")
    return tuple(
        Area(
            row["gss_code"],
            row["name"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            invented,
        )
        for row in csv.DictReader(text.splitlines())
    )


def offered(*, on: date, invented: bool) -> list[Area]:
    """The areas to choose from on this day, by name; invented ones for practice and demonstration only."""
    return sorted((a for a in _all() if a.invented == invented and a.is_valid(on)), key=lambda a: a.name)


def invented_codes() -> frozenset[str]:
    """The codes of all invented areas."""
    return frozenset(area.code for area in _all() if area.invented)


def find(code: str, *, on: date) -> Area | None:
    """The area with this code, if it was one on this day."""
    return next((a for a in _all() if a.code == code and a.is_valid(on)), None)


def check_area(code: str, *, on: date, invented_allowed: bool) -> list[Problem]:
    """An inspection is of one English local authority area; invented ones never in a real inspection."""
    area = find(code, on=on)
    if area is None:
        message = (
            f"“{code}” is not a local authority area in England on {long_date(on)}. Choose one from the list."
        )
        return [blocks("area-not-in-england", message, SOURCE, "area")]
    if area.invented and not invented_allowed:
        message = (
            f"{area.name} is an invented area, for practice only. "
            "Choose a real area, or start a practice inspection."
        )
        return [blocks("area-invented", message, SOURCE, "area")]
    return []
