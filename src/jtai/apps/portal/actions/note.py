"""The lead inspector's briefing note to the team (table, day 3)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import BriefingNote, IssuedNote
from jtai.core.access import who_may
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none

BRIEF_NOTE = "briefing-note"


@transaction.atomic
def keep_note(*, inspection: Inspection, text: str, version: int, by: User, at: Moment) -> BriefingNote:
    """Keep the draft, whatever it holds. Refused only when somebody kept another one meanwhile."""
    require(by, "write", "briefing-note", inspection)
    note, made = BriefingNote.objects.get_or_create(
        inspection=inspection, defaults={"text": text, "kept_at": at.now, "kept_by": by}
    )
    if not made:
        rows = BriefingNote.objects.filter(pk=note.pk, version=version)
        if not rows.update(text=text, kept_at=at.now, kept_by=by, version=version + 1):
            refuse(
                "Somebody saved this note before you. Both texts are below. Choose one or join them.",
                kind="stale",
            )
        note.refresh_from_db()
    record(note, "briefing-note.kept", by=by, at=at)
    return note


@transaction.atomic
def issue_note(*, inspection: Inspection, version: int, by: User, at: Moment) -> IssuedNote:
    """Issue the note as it stands to the team. A later issue is a new version; earlier ones stay."""
    require(by, "write", "briefing-note", inspection)
    note = lock(BriefingNote.objects.filter(inspection=inspection)).first()
    if note is None or not note.text.strip():
        require_none(
            [blocks("note-empty", "Write the note first.", "Guidance, paragraph 9, timetable", "text")]
        )
    assert note is not None
    if note.version != version:
        refuse("The note was changed after you opened it. Read it again before you issue it.", kind="stale")
    last = note.issued.first()
    if last and last.text == note.text:
        refuse(f"Version {last.number} has the same words and has already been issued.", kind="moment")
    issued = IssuedNote.objects.create(
        note=note, number=(last.number if last else 0) + 1, text=note.text, issued_at=at.now, issued_by=by
    )
    if happened_at(inspection, inspection.edition.code_for(BRIEF_NOTE)) is None:
        record_fact(inspection, inspection.edition.code_for(BRIEF_NOTE), by=by, at=at)
    _tell_team(inspection, issued, by, at)
    record(issued, "briefing-note.issued", by=by, at=at, codes={"number": issued.number}, content=issued.text)
    return issued


def _tell_team(inspection: Inspection, issued: IssuedNote, by: User, at: Moment) -> None:
    for user in messages.holders(inspection, *who_may("read", "briefing-note")):
        if user.pk == by.pk:
            continue
        messages.send(
            inspection,
            key=f"briefing-note-{issued.number}-{user.pk}",
            kind="briefing-note",
            to=user,
            title="Briefing note for the team",
            heading="Briefing note for the team",
            body=f"Version {issued.number} of the lead inspector's note is ready to read.",
            link=reverse("briefing-note", args=[inspection.ref]),
            at=at,
        )
