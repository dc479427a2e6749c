"""When evidence closes, when the findings meeting begins, when the SEA locks, when an entry is due."""

from __future__ import annotations

from datetime import datetime

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.core.timeline import EntryDue, Timeline, sea_entry_due, sea_locks_at


def timeline_of(inspection: Inspection) -> Timeline | None:
    """The planned dates, or None while day 0 is not set."""
    return dates.timeline_of(inspection) if inspection.day_zero else None


def stop_at(inspection: Inspection) -> datetime | None:
    """When evidence collection ends (timetable, the milestone the edition names)."""
    timeline = timeline_of(inspection)
    return timeline.row(inspection.edition.evidence.stop_milestone).due_at if timeline else None


def meeting_at(inspection: Inspection) -> datetime | None:
    """The start of the meeting on provisional findings: entries are made before it (para 78)."""
    timeline = timeline_of(inspection)
    if timeline is None:
        return None
    row = timeline.row(inspection.edition.evidence.entries_before_milestone)
    return row.starts_at or row.due_at


def lock_at(inspection: Inspection) -> datetime | None:
    """When the SEA locks (para 78, clash C10)."""
    timeline = timeline_of(inspection)
    return sea_locks_at(timeline) if timeline else None


def entry_due(inspection: Inspection, observed_at: datetime | None) -> EntryDue | None:
    """When the SEA entry on evidence of this instant is due, with how it was counted."""
    timeline = timeline_of(inspection)
    return sea_entry_due(timeline, observed_at) if timeline and observed_at else None


def is_past_lock(inspection: Inspection, now: datetime) -> bool:
    """Has the lock time come? Whether the lead has opened something again is another question."""
    lock = lock_at(inspection)
    return lock is not None and now >= lock


def entry_days(inspection: Inspection) -> int:
    """How many days after its evidence an entry is due (para 78)."""
    code = inspection.edition.evidence.entry_milestone
    return inspection.edition.milestone_of_any_track(code).offset or 0
