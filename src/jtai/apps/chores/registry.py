"""The list of periodic work. An app adds its own in `ready()`:

    register("sweep-files", sweep, every=timedelta(minutes=60))

A chore may be run twice and may be broken off at any moment: each finds out for itself what there is to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Work:
    """Periodic work: its name, what runs, how often, and how long one run may last at the most."""

    name: str
    run: Callable[[], object]
    every: timedelta
    longest: timedelta


_works: dict[str, Work] = {}


def register(
    name: str, run: Callable[[], object], *, every: timedelta, longest: timedelta = timedelta(hours=1)
) -> None:
    """Add periodic work, or replace it; `every` of no time at all leaves it out.

    longest: after this a worker that has not finished is taken for gone, and another one begins.
    """
    _works.pop(name, None)
    if every > timedelta(0):
        _works[name] = Work(name, run, every, longest)


def works() -> list[Work]:
    """All periodic work, by name."""
    return sorted(_works.values(), key=lambda work: work.name)
