"""A deep dive theme, as a checked file says: its period, links, criteria and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """Where a theme's own guidance is published: the address as checked and as one edition prints it."""

    edition: str
    checked: str
    printed: str


@dataclass(frozen=True, slots=True)
class ThemeCriterion:
    """A criterion of a theme's own guidance."""

    code: str
    title: str
    scope_element: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """A piece of information a theme's guidance asks for (Annex A), codes as in the editions."""

    code: str
    title: str
    agency: str
    inspectorate: str
    milestone: str
    child_level: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A deep dive theme, as one checked file says. `checksum` is the SHA-256 of that file's text.

    `invented` themes exist for practice and demonstration only. `editions` are those it may be used with.
    """

    code: str
    title: str
    short_title: str
    revision: int
    valid_from: date
    valid_to: date
    editions: tuple[str, ...]
    links: tuple[ThemeLink, ...]
    criteria: tuple[ThemeCriterion, ...] = ()
    items: tuple[ThemeItem, ...] = ()
    invented: bool = False
    note: str = ""
    source: str = ""
    checksum: str = ""
    source_name: str = ""

    def link_for(self, edition_id: str) -> ThemeLink | None:
        """The link that the edition prints for this theme, or None where it lists none."""
        return next((link for link in self.links if link.edition == edition_id), None)
