"""England's bank holidays, 1990 to 2050, read from one file per version.

A version is never changed. A holiday proclaimed later makes a new one; inspections keep theirs until
somebody confirms the move (ADR 0104).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from jtai.core.working_days.calendar import Calendar
from jtai.words import counted

_VERSIONS = "versions"


def calendar_versions() -> tuple[str, ...]:
    """The versions that came with the software, oldest first."""
    names = (entry.name for entry in files(__package__).joinpath(_VERSIONS).iterdir())
    found = (name.removesuffix(".csv") for name in names if name.endswith(".csv"))
    return tuple(sorted(found, key=lambda version: int(version.rsplit("-", 1)[1])))


def version_words(version: str) -> str:
    """England, version 1; with 2 more bank holidays. For "england-1" and "england-1-with-2"."""
    land, number, *rest = version.split("-")
    more = f", with {counted(int(rest[1]), 'more bank holiday')}" if rest else ""
    return f"{land.capitalize()}, version {number}{more}"


def england(version: str = "", *, closures: Mapping[date, str] | None = None) -> Calendar:
    """England's calendar at `version` (the newest when empty), with closure days (reason by date).

    Raises KeyError with a sentence when there is no such version.
    """
    calendar = _read(version or calendar_versions()[-1])
    return calendar.with_closures(closures) if closures else calendar


@lru_cache
def _read(version: str) -> Calendar:
    file = files(__package__).joinpath(_VERSIONS, f"{version}.csv")
    if version not in calendar_versions():
        raise KeyError(f"There is no calendar “{version}”. There are: {', '.join(calendar_versions())}.")
    lines = file.read_text(encoding="utf-8").splitlines()
    settings = dict(line[2:].split(" = ") for line in lines if line.startswith("# ") and " = " in line)
    rows = (line.split(",", 1) for line in lines if line[:1].isdigit())
    return Calendar(
        version=version,
        bank_holidays=MappingProxyType({date.fromisoformat(on): title for on, title in rows}),
        first_day=date.fromisoformat(settings["first_day"]),
        last_day=date.fromisoformat(settings["last_day"]),
        proclaimed_to=int(settings["proclaimed_to"]),
    )
