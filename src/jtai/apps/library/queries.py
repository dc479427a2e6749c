"""Themes and calendars to choose from: those the software ships and those an administrator loaded."""

from __future__ import annotations

from jtai.core.framework import available_themes, load_theme
from jtai.core.framework.model import Theme
from jtai.core.working_days import Calendar, england


def themes_for(edition_id: str, *, invented: bool) -> list[Theme]:
    """Themes an inspection of this edition may have; invented ones for practice and demonstration only."""
    found = [latest_theme(code) for code in available_themes(invented=invented)]
    return [t for t in found if t and edition_id in t.editions and (invented or not t.invented)]


def latest_theme(code: str) -> Theme | None:
    """The newest revision of a theme, or None."""
    return load_theme(code) if code in available_themes(invented=True) else None


def theme_at(code: str, revision: int) -> Theme | None:
    """The revision an inspection has pinned."""
    theme = latest_theme(code)
    return theme if theme and theme.revision == revision else theme


def latest_calendar() -> Calendar:
    """The calendar a new inspection pins."""
    return england()


def calendar_at(version: str) -> Calendar:
    """The calendar of this version; the newest when none was pinned."""
    return england(version)
