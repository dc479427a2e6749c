"""When evidence closes, when the findings meeting begins, when the SEA locks, when an entry is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import LONDON


def stop_at(inspection: Inspection) -> datetime | None:
    """When evidence collection ends, None while day 0 is not set."""
    return dates.due_at(inspection, inspection.edition.evidence.stop_milestone)


def meeting_at(inspection: Inspection) -> datetime | None:
    """The start of the meeting on provisional findings: entries are made before it (para 78)."""
    code = inspection.edition.evidence.entries_before_milestone
    on = dates.first_on(inspection, code)
    return (
        datetime.combine(on, _clock(inspection, inspection.edition.milestone(code).starts), LONDON)
        if on
        else None
    )


def lock_at(inspection: Inspection) -> datetime | None:
    """When the SEA locks: the last minute named still belongs to the day."""
    evidence = inspection.edition.evidence
    milestone = inspection.edition.milestone(evidence.lock_milestone, "sea-entry")
    on = dates.due_on(inspection, evidence.lock_milestone, "sea-entry")
    return datetime.combine(on, _clock(inspection, milestone.time), LONDON) if on else None


def entry_due_at(inspection: Inspection, observed_at: datetime) -> datetime | None:
    """When the SEA entry on evidence of this instant is due (para 78, readings sea.rule and sea.two_days)."""
    cap = meeting_at(inspection)
    if inspection.day_zero is None:
        return None
    milestone = inspection.edition.milestone(inspection.edition.evidence.entry_milestone, "sea-entry")
    seen, steps = observed_at.astimezone(LONDON).date(), milestone.offset or 0
    if _reading(inspection, "sea.two_days") == "calendar":
        on = seen + timedelta(days=steps)
    else:
        on = dates.calendar_of(inspection).add(seen, steps)
    due = datetime.combine(on, _clock(inspection, milestone.time or "end-of-day"), LONDON)
    if _reading(inspection, "sea.rule") != "earliest" or cap is None:
        return due
    return min(due, cap)


def is_locked(inspection: Inspection, at: datetime) -> bool:
    """Has the lock time come? Whether the lead has opened something again is another question."""
    lock = lock_at(inspection)
    return lock is not None and at >= lock


def _reading(inspection: Inspection, setting: str) -> str:
    reading = inspection.edition.readings.get(setting)
    return str(inspection.readings.get(setting) or (reading.default if reading else ""))


def _clock(inspection: Inspection, text: str) -> time:
    """A time of the edition: a clock, a word for one, or a reading that names either."""
    text = _reading(inspection, text) or text
    words = inspection.edition.clock_words
    return time.fromisoformat(words[text].time if text in words else text)
