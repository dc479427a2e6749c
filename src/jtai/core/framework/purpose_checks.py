"""Holds the purposes of an edition against the list of purposes: required once, none unknown, none twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jtai.core.framework.paths import values_at
from jtai.core.framework.purposes import MILESTONES, NUMBERS, OPTIONS, PURPOSES, READINGS

Fault = tuple[str, str]


def purpose_faults(table: Mapping[str, object]) -> Iterator[Fault]:
    """Every (key, sentence) about a purpose that is missing, stands twice, or that nothing looks up."""
    for pattern, known in PURPOSES.items():
        where: dict[str, list[str]] = {}
        for path, row in values_at(table, pattern):
            purpose = row.get("purpose", "") if isinstance(row, dict) else ""
            if isinstance(purpose, str) and purpose:
                where.setdefault(purpose, []).append(path)
        for purpose, paths in where.items():
            yield from _unknown_or_doubled(purpose, paths, known)
        for purpose, needed in known.items():
            if needed.required and purpose not in where:
                yield (
                    _list_of(pattern),
                    f"Nothing here has the purpose “{purpose}”: {needed.why}. Add it to one row.",
                )
    yield from _misplaced(table)
    yield from _values(table)


def _unknown_or_doubled(purpose: str, paths: list[str], known: Mapping[str, object]) -> Iterator[Fault]:
    if purpose not in known:
        for path in paths:
            yield (
                f"{path}.purpose",
                f"Nothing looks for “{purpose}” here. The purposes are: {', '.join(known)}.",
            )
    elif len(paths) > 1:
        for path in paths:
            yield f"{path}.purpose", f"“{purpose}” is the purpose of {len(paths)} rows. Leave it on one."


def _misplaced(table: Mapping[str, object]) -> Iterator[Fault]:
    """Milestones are looked up on the inspection track alone."""
    for path, row in values_at(table, "tracks.*.milestones[]"):
        on_track = path.startswith(_list_of(MILESTONES))
        if isinstance(row, dict) and row.get("purpose") and not on_track:
            yield f"{path}.purpose", "Only milestones of the inspection track have a purpose. Take it out."


def _values(table: Mapping[str, object]) -> Iterator[Fault]:
    """What the code tells apart or counts with must be among the values of a reading."""
    for path, row in values_at(table, READINGS):
        if not isinstance(row, dict) or not isinstance(purpose := row.get("purpose"), str):
            continue
        values = [*row.get("options", []), row.get("default")]
        for value in values if purpose in OPTIONS else []:
            if value not in OPTIONS[purpose]:
                known = ", ".join(sorted(OPTIONS[purpose]))
                yield f"{path}.options", f"Nothing knows the value “{value}”. The values here are: {known}."
        if purpose in NUMBERS and not str(row.get("default", "")).isdigit():
            yield f"{path}.default", f"“{row.get('default')}” is no whole number. Write it as 60."


def _list_of(pattern: str) -> str:
    return pattern.removesuffix("[]").removesuffix(".*")
