"""Keep a note in one's own notebook (para 76)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import sha256
from jtai.apps.database.locking import lock
from jtai.apps.evidence.actions.content import canonical, inspectorate_of, refuse_stale, save_version
from jtai.apps.evidence.models import NotebookEntry, NotebookVersion
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import refuse

FIELDS = ("heading", "text", "observed_at")


@transaction.atomic
def keep_note(
    *, inspection: Inspection, note_id: UUID, values: Mapping[str, Any], version: int, by: User, at: Moment
) -> NotebookEntry:
    """Keep a note; each keep is a version. The time it was first written never changes.

    version   0 for a new note; otherwise the version the page was opened with
    """
    note = lock(NotebookEntry.objects.filter(pk=note_id)).first()
    require(by, "write", "notebook", inspection, About(own=note is None or note.author_id == by.pk))
    clean = {name: values[name] for name in FIELDS if name in values}
    if note is None:
        note = _begin(inspection, note_id, clean, by, at)
    else:
        if note.inspection_id != inspection.pk:
            refuse("This note belongs to another inspection.", kind="hidden")
        if all(getattr(note, name) == value for name, value in clean.items()):
            return note
        if note.version != version:
            refuse_stale("this note")
        save_version(note, version, "this note", kept_at=at.real, **clean)
    _make_version(note, by, at)
    return note


def _begin(
    inspection: Inspection, note_id: UUID, values: Mapping[str, Any], by: User, at: Moment
) -> NotebookEntry:
    return NotebookEntry.objects.create(
        id=note_id,
        inspection=inspection,
        author=by,
        inspectorate=inspectorate_of(by, inspection),
        recorded_at=at.now,
        received_at=at.real,
        kept_at=at.real,
        **values,
    )


def _make_version(note: NotebookEntry, by: User, at: Moment) -> None:
    content = canonical({name: getattr(note, name) for name in FIELDS})
    made = NotebookVersion.objects.create(
        id=uuid4(),
        entry=note,
        number=note.version,
        content=content,
        content_hash=sha256(content),
        at=at.now,
        received_at=at.real,
    )
    record(
        made,
        "notebook.kept",
        by=by,
        at=at,
        codes={"note": str(note.pk), "version": made.number},
        content=content,
    )
