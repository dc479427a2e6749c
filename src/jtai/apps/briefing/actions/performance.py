"""Performance data with the analyst's note of what they show (paragraph 10)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.briefing.models import PerformanceData
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.models import Inspection
from jtai.apps.library import files
from jtai.core.briefing import check_performance_data
from jtai.core.moments import Moment
from jtai.core.results import refuse, require_none
from jtai.core.workflows.briefing import PERFORMANCE_DATA

FIELDS = ("title", "source", "period", "measures", "note")


@transaction.atomic
def keep_performance_data(
    *,
    inspection: Inspection,
    values: Mapping[str, str],
    incoming: files.Incoming | None = None,
    draft: PerformanceData | None = None,
    by: User,
    at: Moment,
) -> PerformanceData:
    """Keep a draft, whatever is missing; a file chosen earlier stays until another is chosen (ADR 0301)."""
    require(by, "write", "performance-data", inspection)
    row = _own_draft(inspection, draft, by) if draft else PerformanceData(inspection=inspection, author=by)
    PERFORMANCE_DATA.decide(row.state, "keep").require()
    for field in FIELDS:
        setattr(row, field, values.get(field, "").strip())
    if incoming is not None:
        owner = inspection.edition.lead_inspectorate.code
        row.stored = files.keep(incoming, inspection_ref=inspection.ref, owner=owner)
    row.changed_at = at.now
    row.version += 1 if row.pk else 0
    row.save()
    record(row, "performance-data.kept", by=by, at=at, content=row.note)
    return row


def _own_draft(inspection: Inspection, draft: PerformanceData, by: User) -> PerformanceData:
    require_here(inspection, draft)
    row = lock_row(draft)
    if row.author_id != by.pk and row.state == PERFORMANCE_DATA.initial:
        refuse("There is no such draft of yours.", kind="hidden")
    return row


@transaction.atomic
def submit_performance_data(
    *, inspection: Inspection, draft: PerformanceData, by: User, at: Moment
) -> PerformanceData:
    """Put the data into the briefing; refused without a file or without the note, the draft stays."""
    require(by, "write", "performance-data", inspection)
    row = _own_draft(inspection, draft, by)
    state = PERFORMANCE_DATA.after(row.state, "submit")
    require_none(
        check_performance_data({f: getattr(row, f) for f in FIELDS}, has_file=row.stored is not None)
    )
    row.state, row.submitted_at = state, at.now
    row.save(update_fields=["state", "submitted_at"])
    sha256 = row.stored.sha256 if row.stored else ""
    record(row, "performance-data.submitted", by=by, at=at, codes={"sha256": sha256}, content=row.note)
    return row
