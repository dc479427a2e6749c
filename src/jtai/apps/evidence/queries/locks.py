"""The SEA's lock as it stands: what the clock closed, what the lead opened again (para 78)."""

from __future__ import annotations

from jtai.apps.evidence import deadlines
from jtai.apps.evidence.models import SEAEntry, SEAReopening
from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.workflows.sea import state_at

_reopenings = rows_of(lambda: SEAReopening.objects.filter(closed_at=None).order_by("pk"))


def is_open_again(inspection: Inspection, entry: SEAEntry | None = None) -> bool:
    """Has the lead opened the whole SEA again, or this entry?"""
    wanted = {None, entry.pk} if entry else {None}
    return any(row.entry_id in wanted for row in _reopenings(inspection))


def is_open(inspection: Inspection, at: Moment, entry: SEAEntry | None = None) -> bool:
    """Can something be entered or changed in the SEA now?"""
    return not deadlines.is_past_lock(inspection, at.now) or is_open_again(inspection, entry)


def state_of(entry: SEAEntry, at: Moment) -> str:
    """The state of an entry by the clock and by what the lead opened again."""
    past = deadlines.is_past_lock(entry.inspection, at.now)
    return state_at(entry.state, past_lock=past, open_again=past and is_open_again(entry.inspection, entry))
