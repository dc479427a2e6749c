"""The SEA's lock as it stands: what the clock closed, what the lead opened again (para 78)."""

from __future__ import annotations

from django.db.models import Q

from jtai.apps.evidence import deadlines
from jtai.apps.evidence.models import SEAEntry, SEAReopening
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.workflows.sea import state_at


def is_open_again(inspection: Inspection, entry: SEAEntry | None = None) -> bool:
    """Has the lead opened the whole SEA again, or this entry?"""
    rows = SEAReopening.objects.filter(inspection=inspection, closed_at=None)
    return rows.filter(Q(entry=None) | Q(entry=entry) if entry else Q(entry=None)).exists()


def is_open(inspection: Inspection, at: Moment, entry: SEAEntry | None = None) -> bool:
    """Can something be entered or changed in the SEA now?"""
    return not deadlines.is_past_lock(inspection, at.now) or is_open_again(inspection, entry)


def state_of(entry: SEAEntry, at: Moment) -> str:
    """The state of an entry by the clock and by what the lead opened again."""
    past = deadlines.is_past_lock(entry.inspection, at.now)
    return state_at(entry.state, past_lock=past, open_again=past and is_open_again(entry.inspection, entry))
