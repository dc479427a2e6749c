"""Themes and calendars to choose from: those the software ships and those an administrator loaded."""

from __future__ import annotations

from functools import lru_cache

from jtai.apps.library.models import CalendarVersion, ThemeFile
from jtai.core.framework import (
    FrameworkFault,
    FrameworkFaults,
    available_themes,
    load_theme,
    parse_theme,
)
from jtai.core.framework import faulty_themes as faulty_shipped_themes
from jtai.core.framework.model import Theme
from jtai.core.working_days import Calendar, calendar_versions, england


def themes_for(edition_id: str, *, invented: bool) -> list[Theme]:
    """Themes an inspection of this edition may have; invented ones for practice and demonstration only."""
    loaded = ThemeFile.objects.order_by("code").values_list("code", flat=True).distinct()
    codes = dict.fromkeys([*available_themes(invented=True), *loaded])
    found = [latest_theme(code) for code in codes]
    return [t for t in found if t and edition_id in t.editions and (invented or not t.invented)]


def latest_theme(code: str) -> Theme | None:
    """The newest revision of a theme that can be read, or None."""
    shipped = load_theme(code) if code in available_themes(invented=True) else None
    row = ThemeFile.objects.filter(code=code).order_by("-revision").first()
    if row and (shipped is None or row.revision > shipped.revision):
        try:
            return _parsed(row.text, row.name)
        except FrameworkFaults:
            return shipped
    return shipped


def latest_revision(code: str) -> int:
    """The highest number that a file of this theme has, readable or not; 0 when there is none."""
    theme = latest_theme(code)
    loaded = ThemeFile.objects.filter(code=code).values_list("revision", flat=True)
    return max([*loaded, theme.revision if theme else 0])


def faulty_themes() -> dict[str, tuple[FrameworkFault, ...]]:
    """Faults by file: of those that came with the software, and of loaded ones that can no longer be read.

    A file is checked when it is loaded; an edition that it names may be corrected afterwards.
    """
    found = {faults[0].file: faults for faults in faulty_shipped_themes().values()}
    for row in ThemeFile.objects.order_by("code", "revision"):
        try:
            _parsed(row.text, row.name)
        except FrameworkFaults as error:
            found[row.name] = error.faults
    return found


def theme_at(code: str, revision: int) -> Theme | None:
    """The revision an inspection has pinned; None when nobody has it any more.

    Raises `FrameworkFaults` when the file it stands in has faults: it is not said to be missing.
    """
    shipped = load_theme(code) if code in available_themes(invented=True) else None
    if shipped and shipped.revision == revision:
        return shipped
    row = ThemeFile.objects.filter(code=code, revision=revision).first()
    if row:
        return _parsed(row.text, row.name)
    return load_theme(code) if code in faulty_shipped_themes() else None


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Theme:
    return parse_theme(text, source_name=name)


def latest_calendar() -> Calendar:
    """The calendar a new inspection pins."""
    row = CalendarVersion.objects.order_by("-pk").first()
    return calendar_at(row.version) if row else england()


def calendar_at(version: str) -> Calendar:
    """The calendar of this version; the newest that came with the software when none was pinned."""
    if not version or version in calendar_versions():
        return england(version)
    row = CalendarVersion.objects.get(version=version)
    return calendar_at(row.base).with_bank_holidays(row.version, dict(row.days))


def versions() -> list[str]:
    """Every version there is, oldest first."""
    return [*calendar_versions(), *CalendarVersion.objects.order_by("pk").values_list("version", flat=True)]
