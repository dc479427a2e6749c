"""The codes an inspection knows: its edition's, and those of the pinned theme (paras 7, 59)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jtai.core.framework import Edition, Theme
from jtai.core.framework.model import Criterion, ThemeCriterion
from jtai.core.results import Problem, blocks

NOT_JUDGED = "not-judged"


@dataclass(frozen=True)
class Framework:
    """An edition with the theme an inspection has pinned, or without one."""

    edition: Edition
    theme: Theme | None = None

    @cached_property
    def criteria(self) -> dict[str, Criterion | ThemeCriterion]:
        """Every criterion by its code: the edition's in order, then the theme's."""
        known: dict[str, Criterion | ThemeCriterion] = {row.code: row for row in self.edition.criteria}
        return known | {row.code: row for row in (self.theme.criteria if self.theme else ())}

    def scope_of(self, criteria: Iterable[str]) -> list[str]:
        """The scope elements these criteria speak to, in the order of paragraph 5."""
        touched = {self.criteria[code].scope_element for code in criteria if code in self.criteria}
        return [row.code for row in self.edition.scope_elements if row.code in touched]

    def judgements(self) -> list[str]:
        """Codes of the judgements that can be submitted."""
        return [row.code for row in self.edition.evidence.judgements]


def check_criteria(criteria: Iterable[str], framework: Framework) -> list[Problem]:
    """At least one criterion, each known here. Problems stand beside the field "criteria" (paras 7, 75)."""
    chosen = list(criteria)
    if not chosen:
        return [
            blocks(
                "criterion-missing",
                "Choose at least one criterion that this speaks to.",
                "Guidance, paragraph 75",
                "criteria",
            )
        ]
    return [
        blocks(
            "criterion-unknown",
            f"“{code}” is not a criterion of this inspection. Choose one from the list.",
            "Guidance, paragraph 7",
            "criteria",
        )
        for code in chosen
        if code not in framework.criteria
    ]


def check_scope(elements: Iterable[str], framework: Framework) -> list[Problem]:
    """Scope elements are those of the edition (para 5)."""
    known = {row.code for row in framework.edition.scope_elements}
    return [
        blocks(
            "scope-unknown",
            f"“{code}” is not part of the scope of this inspection. Choose one from the list.",
            "Guidance, paragraph 5",
            "scope_elements",
        )
        for code in elements
        if code not in known
    ]


def check_judgement(judgement: str, framework: Framework, source: str) -> list[Problem]:
    """A judgement of the edition. "Not sure yet" belongs to drafts only (paras 75, 77)."""
    if judgement in framework.judgements():
        return []
    words = " or ".join(_lower(row.title) for row in framework.edition.evidence.judgements)
    return [blocks("judgement-missing", f"Decide which this is: {words}.", source, "judgement")]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
