"""The values coverage is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["evidence", "entry"]


@dataclass(frozen=True, slots=True)
class CoverageItem:
    """One thing that speaks to one criterion, in one voice.

    thing      id of the record or entry: a joint entry gives an item for each of its voices
    author     whose voice; three entries of one inspector are one voice
    kind       "evidence" (a record) or "entry" (in the SEA)
    source     where a record comes from, so that two records of one source are known as such
    scope      scope elements it carries besides those of its criterion
    submitted  read by others; a draft never counts
    withdrawn  taken back; never counts
    """

    criterion: str
    inspectorate: str
    author: str
    kind: Kind
    judgement: str
    route: str = ""
    submitted: bool = True
    withdrawn: bool = False
    thing: str = ""
    source: str = ""
    scope: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return self.submitted and not self.withdrawn


@dataclass(frozen=True, slots=True)
class RecordUse:
    """How one record was obtained: method and route by code; about_child: it names a child's reference."""

    method: str
    route: str = ""
    about_child: bool = False


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """What counts on one criterion."""

    criterion: str
    items: tuple[CoverageItem, ...]

    @property
    def covered(self) -> bool:
        return bool(self.items)

    @property
    def in_the_sea(self) -> bool:
        return any(item.kind == "entry" for item in self.items)

    @property
    def voices(self) -> frozenset[str]:
        """The inspectors who say something about it."""
        return frozenset(item.author for item in self.items)

    @property
    def one_voice(self) -> bool:
        return len(self.voices) == 1

    @property
    def one_source(self) -> bool:
        """Does all its evidence come from a single source?"""
        sources = {item.source for item in self.items if item.kind == "evidence"}
        return len(sources) == 1

    @property
    def inspectorates(self) -> frozenset[str]:
        return frozenset(item.inspectorate for item in self.items)

    @property
    def judgements(self) -> frozenset[str]:
        return frozenset(item.judgement for item in self.items if item.judgement)

    @property
    def contradicts(self) -> bool:
        """Is it judged both ways? The people decide what that means (para 33: triangulate)."""
        return len(self.judgements) > 1

    def number(self, kind: Kind, *, inspectorate: str = "", route: str = "", judgement: str = "") -> int:
        """How many records or entries, each counted once, with what is asked."""
        return len(
            {
                item.thing or item
                for item in self.items
                if item.kind == kind
                and inspectorate in ("", item.inspectorate)
                and route in ("", item.route)
                and judgement in ("", item.judgement)
            }
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many, and which are missing."""

    done: int
    total: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "21 of 22"."""
        return f"{self.done} of {self.total}"


def counting(items: Iterable[CoverageItem]) -> list[CoverageItem]:
    """Those that count: submitted and not withdrawn."""
    return [item for item in items if item.counts]
