"""What a page has already read of its inspections, remembered until the page is answered.

A page asks for the same closures, facts and roles dozens of times. While a GET request is answered they are
read once, and for every inspection the page shows in the same query; any action forgets them. A POST opens no
memory, so an action always decides on what the database says now.

    @read_for_all
    def closures(inspections: Sequence[int]) -> dict[int, Pairs]: ...

    closures(inspection)        # one query for a page, however often and for however many inspections
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db.models import Count, F, Model, QuerySet

from jtai.apps.inspections.models import Inspection

T = TypeVar("T")
P = ParamSpec("P")
M = TypeVar("M", bound=Model)


@dataclass
class _Memory:
    """reading: those that a read goes out for; what is known of others stays known."""

    inspections: frozenset[int]
    reading: tuple[int, ...]
    known: dict[Hashable, Any] = field(default_factory=dict)


_memory: ContextVar[_Memory | None] = ContextVar("what this page has read", default=None)


@contextmanager
def remembering(inspections: Iterable[Inspection], *, when: bool = True) -> Iterator[None]:
    """Remember what is read of these inspections in this block; `when` is False for anything but a read."""
    keys = tuple(one.pk for one in inspections)
    token = _memory.set(_Memory(frozenset(keys), keys) if when else None)
    try:
        yield
    finally:
        _memory.reset(token)


@contextmanager
def reading_for(inspections: Iterable[Inspection]) -> Iterator[None]:
    """In this block nothing is read but of these inspections of the page: the others do not ask for it."""
    memory = _memory.get()
    if memory is None:
        yield
        return
    before, memory.reading = memory.reading, tuple(one.pk for one in inspections)
    try:
        yield
    finally:
        memory.reading = before


def forget() -> None:
    """Something was written: what was read before may not hold any more."""
    if memory := _memory.get():
        memory.known.clear()


class read_for_all(Generic[T]):
    """Turns a read for several inspections into one that is asked for each and goes out once."""

    def __init__(self, read: Callable[..., Mapping[int, T]]) -> None:
        self.read = read
        update_wrapper(self, read)

    def __call__(self, inspection: Inspection, *more: Hashable) -> T:
        memory = _memory.get()
        if memory is None or inspection.pk not in memory.inspections:
            return self.read([inspection.pk], *more)[inspection.pk]
        known = memory.known.setdefault((self, *more), {})
        if inspection.pk not in known:
            whom = memory.reading if inspection.pk in memory.reading else memory.inspections
            known.update(self.read([pk for pk in whom if pk not in known], *more))
        return cast("T", known[inspection.pk])


def read_once(read: Callable[P, T]) -> Callable[P, T]:
    """Remembers the answer to the same question. Whoever gets it must not change it."""

    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        memory = _memory.get()
        if memory is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in memory.known:
            memory.known[key] = read(*args, **kwargs)
        return cast("T", memory.known[key])

    return update_wrapper(asked, read)


def rows_of(rows: Callable[[], QuerySet[M]], through: str = "inspection") -> Callable[[Inspection], list[M]]:
    """Few rows that belong to an inspection (by the field `through`), for every inspection in one query.

    `rows` says which, in what order, and what comes with them. Whoever gets the list must not change it.
    """

    @read_for_all
    def read(inspections: Sequence[int]) -> dict[int, list[M]]:
        found = rows().filter(**{f"{through}__in": inspections})
        own = found.annotate(of_inspection=F(f"{through}_id"))
        gathered: dict[int, list[M]] = {pk: [] for pk in inspections}
        for row in own:
            gathered[row.of_inspection].append(row)  # type: ignore[attr-defined]
        return gathered

    def asked(inspection: Inspection) -> list[M]:
        found = read(inspection)
        if through == "inspection":
            for row in found:
                row.inspection = inspection  # type: ignore[attr-defined]
        return found

    return asked


def values_of(
    rows: Callable[..., QuerySet[Any]], *fields: str, through: str = "inspection"
) -> Callable[..., list[Any]]:
    """Some fields of rows that belong to an inspection, for every inspection in one query.

    For pages of many inspections: no row is built, and no text is read that the page does not print. Of
    several fields a tuple each, of one its value. Whoever gets the list must not change it.
    """

    @read_for_all
    def read(inspections: Sequence[int], *more: Hashable) -> dict[int, list[Any]]:
        found = rows(*more).filter(**{f"{through}__in": inspections})
        return by_inspection(inspections, found.values_list(f"{through}_id", *fields))

    return read


def count_of(rows: Callable[..., QuerySet[Any]], through: str = "inspection") -> Callable[..., int]:
    """How many rows belong to an inspection; counted for every inspection of the page in one query."""

    @read_for_all
    def read(inspections: Sequence[int], *more: Hashable) -> dict[int, int]:
        found = rows(*more).filter(**{f"{through}__in": inspections}).order_by()
        counted = found.values_list(f"{through}_id").annotate(Count("pk"))
        return dict.fromkeys(inspections, 0) | dict(counted)

    return read


def by_inspection(inspections: Sequence[int], rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    """Rows that begin with their inspection, gathered for each; an empty list where there is none."""
    found: dict[int, list[Any]] = {pk: [] for pk in inspections}
    for pk, *values in rows:
        found[pk].append(tuple(values) if len(values) > 1 else values[0])
    return found
