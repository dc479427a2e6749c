"""Numbers within an inspection: without gaps or doubles, and without locking the inspection (ADR 0250)."""

from __future__ import annotations

from jtai.apps.database.locking import lock
from jtai.apps.inspections.models import Counter, Inspection


def next_number(inspection: Inspection, kind: str, of: object = "") -> int:
    """The next number of this kind (of this thing, if given). A transaction that fails gives it back.

    Whoever asks at the same moment waits until this transaction ends.
    """
    key = {"inspection": inspection, "kind": kind, "of": str(of)}
    rows = lock(Counter.objects.filter(**key))
    row = rows.first()
    if row is None:
        # Waits for a twin that is making the same row, and goes on with theirs.
        Counter.objects.bulk_create([Counter(**key)], ignore_conflicts=True)
        row = rows.get()
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
