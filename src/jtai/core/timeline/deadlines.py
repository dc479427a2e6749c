"""Deadlines with more than one reading: the statement (97/98, C04-C06) and SEA entries (78, C10-C12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jtai.core.timeline.clocks import instant, read_clock
from jtai.core.timeline.dates import Derivation, MilestoneDates, Timeline
from jtai.core.timeline.tracks import Base, base_of, count_from
from jtai.core.timeline.wording import explain
from jtai.words import clock, day_date, local


@dataclass(frozen=True, slots=True)
class StatementDue:
    """One reading of the statement's due date. `is_default` is the one the edition's data prefers."""

    code: str
    title: str
    dates: MilestoneDates
    source: str
    is_default: bool

    @property
    def due_on(self) -> date:
        """The due date under this reading."""
        return self.dates.due_on

    @property
    def due_words(self) -> str:
        """With its weekday, as "Monday 13 February 2017"."""
        return day_date(self.dates.due_on)

    @property
    def explanation(self) -> str:
        """How it was counted."""
        return explain(self.dates.derivation)


def statement_due(
    timeline: Timeline,
    facts: Mapping[str, datetime] | None = None,
    *,
    dates: Mapping[str, date] | None = None,
) -> tuple[StatementDue, ...]:
    """Every reading of the statement's due date, the default one first.

    facts  what has happened, by milestone or event code: "prepub", "letter-received", "publish"
    dates  the same as whole days
    Receipt, where it is recorded, stands for the pre-publication copy.
    """
    edition = timeline.edition
    known = {code: Base(on, "") for code, on in (dates or {}).items()}
    known |= {code: Base(local(when).date(), "", when) for code, when in (facts or {}).items()}
    milestone = edition.milestone_of_any_track(edition.statement.milestone)
    found = []
    for reading in edition.statement.readings:
        anchor = reading.event if reading.event in known else reading.anchor
        base = base_of(timeline, anchor, known, [])
        if base is not None:
            row = count_from(timeline, milestone, base)
            found.append(StatementDue(reading.code, reading.title, row, reading.source, reading.default))
    return tuple(sorted(found, key=lambda each: not each.is_default))


@dataclass(frozen=True, slots=True)
class EntryDue:
    """When an SEA entry is due. `before_meeting`: the findings meeting comes before the count ends."""

    due_on: date
    due_at: datetime
    before_meeting: bool
    derivation: Derivation

    @property
    def explanation(self) -> str:
        """How it was counted."""
        return explain(self.derivation)


def sea_entry_due(timeline: Timeline, observed_at: datetime) -> EntryDue:
    """When the SEA entry on evidence of that instant is due (R-078-2, R-078-3).

    Two days after the evidence (working days unless the reading says calendar days), and at the latest
    the start of the meeting on provisional findings.
    """
    edition, evidence = timeline.edition, timeline.edition.evidence
    milestone = edition.milestone_of_any_track(evidence.entry_milestone)
    days = milestone.offset or 0
    observed_on = local(observed_at).date()
    if timeline.reading_for("entry-days") == "calendar":
        counted_on = observed_on + timedelta(days=days)
    else:
        counted_on = timeline.calendar.add(observed_on, days)
    due_at = instant(
        read_clock(edition, milestone.time or edition.clock_word_for("end-of-day").code, timeline.readings),
        counted_on,
    )
    assert due_at is not None
    meeting = timeline.row(evidence.entries_before_milestone)
    latest = meeting.starts_at or meeting.late_after
    capped = timeline.reading_for("entry-rule") != "two_days" and latest < due_at
    derivation = Derivation(
        on=meeting.due_on if capped else counted_on,
        start=observed_on,
        start_title="evidence collected",
        offset=days,
        skipped=timeline.calendar.skipped(observed_on, counted_on),
        counted_on=counted_on if capped and counted_on != meeting.due_on else None,
        clashes=milestone.clashes,
        capped_by=f"{clock(latest)}, {meeting.title.lower()}" if capped else "",
    )
    return EntryDue(
        meeting.due_on if capped else counted_on, latest if capped else due_at, capped, derivation
    )


def sea_locks_at(timeline: Timeline) -> datetime:
    """The instant at which the SEA locks (78; clash C10)."""
    edition = timeline.edition
    milestone = edition.milestone_of_any_track(edition.evidence.lock_milestone)
    clock = read_clock(edition, milestone.time, timeline.readings)
    assert milestone.last_day is not None
    locks_at = instant(clock, timeline.day(milestone.last_day))
    assert locks_at is not None
    return locks_at
