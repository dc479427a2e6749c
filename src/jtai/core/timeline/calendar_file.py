"""A timeline as a calendar file (.ics) with its time zone: a reference, never an area (ADR 0005)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar as ICalendar
from icalendar import Event, Timezone

from jtai.core.timeline.dates import MilestoneDates
from jtai.core.timeline.wording import explain
from jtai.words import LONDON, local


def calendar_file(rows: Iterable[MilestoneDates], *, reference: str, made_at: datetime) -> bytes:
    """The bytes of a calendar file with one entry for each row.

    reference  what each entry is known by; the caller keeps the area out of it
    made_at    aware instant, passed in
    A milestone with a time is an entry at that time, another one covers its days.
    """
    calendar = ICalendar()
    calendar.add("prodid", "-//JTAI//Timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    dated = list(rows)
    if dated:
        calendar.add_component(_time_zone(dated))
    for row in dated:
        calendar.add_component(_entry(row, reference, made_at))
    return bytes(calendar.to_ical())


def _time_zone(rows: list[MilestoneDates]) -> Timezone:
    """Europe/London for the years of the rows alone: the whole history would be most of the file."""
    first = min(row.first_on for row in rows).year
    last = max(row.due_on for row in rows).year
    return Timezone.from_tzinfo(LONDON, first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1))


def _entry(row: MilestoneDates, reference: str, made_at: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{reference}-{row.code}@jtai.invalid")
    entry.add("dtstamp", made_at)
    entry.add("summary", f"{reference}: {row.title}")
    entry.add("description", f"{explain(row.derivation)}. {row.source}.")
    if row.due_at is not None:
        entry.add("dtstart", local(row.due_at))
        entry.add("dtend", local(row.due_at))
    else:
        entry.add("dtstart", row.first_on)
        # The end of whole days is the day after, by the standard.
        entry.add("dtend", row.due_on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry
