"""An administrator loads a theme file or adds a bank holiday. Nothing of an inspection moves by it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.accounts.password_first import require_service
from jtai.apps.audit.actions import SERVICE, record
from jtai.apps.library import queries
from jtai.apps.library.models import CalendarVersion, ThemeFile
from jtai.core.framework import FrameworkFaults, parse_theme
from jtai.core.results import blocks, require_none
from jtai.words import day_date, file_size

LARGEST_THEME = 1_000_000


def _require(by: User) -> None:
    require_service(by, "write", "service-editions")


@transaction.atomic
def load_theme_file(*, name: str, data: bytes, by: User, at: datetime) -> ThemeFile:
    """Keep a theme file that has no fault; every fault is named otherwise, and nothing is kept (Annex A).

    A revision is never changed: the same code needs a higher revision each time.
    """
    _require(by)
    text = _text(data)
    try:
        theme = parse_theme(text, source_name=name)
    except FrameworkFaults as error:
        require_none(
            [
                blocks(f"theme-{n}", f"{f.key or f.file}: {f.message}", "Guidance, Annex A", "file")
                for n, f in enumerate(error.faults)
            ]
        )
        raise
    latest = queries.latest_revision(theme.code)
    if theme.revision <= latest:
        message = (
            f"Revision {latest} of “{theme.code}” is already loaded. Raise “revision” in the file: "
            "a revision is never changed."
        )
        require_none([blocks("theme-revision", message, "Guidance, Annex A", "file")])
    row = ThemeFile.objects.create(
        code=theme.code,
        revision=theme.revision,
        checksum=theme.checksum,
        text=text,
        name=name[:150],
        loaded_by=by,
        loaded_at=at,
    )
    codes = {"theme": theme.code, "revision": theme.revision, "checksum": theme.checksum}
    record(
        SERVICE,
        "theme.loaded",
        actor=str(by.pk),
        at=at,
        clock_at=at,
        object_kind="theme",
        object_id=str(row.pk),
        codes=codes,
    )
    return row


def _text(data: bytes) -> str:
    if len(data) > LARGEST_THEME:
        sentence = f"The file is larger than {file_size(LARGEST_THEME)}. A theme file is a short text."
        require_none([blocks("theme-large", sentence, "", "file")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        require_none(
            [
                blocks(
                    "theme-text", "The file is not UTF-8 text. Save it as text and send it again.", "", "file"
                )
            ]
        )
        raise


@transaction.atomic
def add_bank_holiday(*, on: date, title: str, by: User, at: datetime) -> CalendarVersion:
    """A bank holiday proclaimed later makes a new version of the calendar; inspections keep theirs."""
    _require(by)
    latest = queries.latest_calendar()
    why_not = latest.why_not(on)
    problems = []
    if why_not:
        problems.append(blocks("holiday-known", f"{day_date(on)} is not a working day: {why_not}.", "", "on"))
    if not title.strip():
        problems.append(blocks("holiday-title", "Enter the name of the holiday.", "", "title"))
    require_none(problems)
    count = CalendarVersion.objects.count() + 1
    row = CalendarVersion.objects.create(
        version=f"{queries.versions()[0]}-with-{count}",
        base=latest.version,
        holidays=[[on.isoformat(), title.strip()[:80]]],
        added_by=by,
        added_at=at,
    )
    record(
        SERVICE,
        "calendar.extended",
        actor=str(by.pk),
        at=at,
        clock_at=at,
        object_kind="calendar",
        object_id=row.version,
        codes={"on": on, "base": row.base},
    )
    return row
