"""Keep, enter, revise and withdraw an SEA entry (paras 76 to 78)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock, lock_row, put
from jtai.apps.evidence.actions.agreement import all_agreed, put_in, tell_contributors, wait_for_agreement
from jtai.apps.evidence.actions.content import inspectorate_of, refuse_stale, save_version
from jtai.apps.evidence.actions.entry_words import (
    EntryValues,
    check_words,
    make_version,
    record_words,
    shared_values,
    values_for,
    write_words,
)
from jtai.apps.evidence.actions.locking import require_open
from jtai.apps.evidence.models import SEADraft, SEAEntry
from jtai.apps.evidence.queries.locks import state_of
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.sea import SEA_ENTRY

SHARED = (SEAEntry.State.AGREEING, SEAEntry.State.ENTERED)


def writes(entry: SEAEntry, user: User) -> bool:
    """Its author always; those whose findings are in it once it is entered (before, they ask for changes)."""
    if entry.author_id == user.pk:
        return True
    return entry.state == SEAEntry.State.ENTERED and entry.contributors.filter(user=user).exists()


@transaction.atomic
def keep_entry(
    *, inspection: Inspection, entry_id: UUID, values: EntryValues, version: int, by: User, at: Moment
) -> SEAEntry:
    """Keep what is written, whatever is wrong with it, for the writer alone (ADR 0301).

    version   0 for a new entry; otherwise the version the page was opened with. A change to a shared entry
              is kept as the person's own draft, so even a stale one is never lost.
    """
    entry = lock(SEAEntry.objects.filter(pk=entry_id)).first()
    require(by, "write", "sea", inspection, About(own=entry is None or writes(entry, by)))
    if entry is None:
        entry = _begin(inspection, entry_id, by, at)
        write_words(entry, values)
    elif entry.inspection_id != inspection.pk:
        refuse("This entry belongs to another inspection.", kind="hidden")
    elif entry.state in SHARED:
        words = {"values": values.as_json(), "base_version": version, "kept_at": at.real}
        put(SEADraft, entry=entry, user=by, values=words)
    else:
        SEA_ENTRY.decide(entry.state, "keep").require()
        if shared_values(entry) == values:
            return entry
        save_version(entry, version, "this entry", kept_at=at.real)
        write_words(entry, values)
    record_words(entry, "sea.kept", values, by, at)
    return entry


def _begin(inspection: Inspection, entry_id: UUID, by: User, at: Moment) -> SEAEntry:
    return SEAEntry.objects.create(
        id=entry_id,
        inspection=inspection,
        number=next_number(inspection, "sea-entry"),
        author=by,
        inspectorate=inspectorate_of(by, inspection),
        recorded_at=at.now,
        received_at=at.real,
        kept_at=at.real,
    )


@transaction.atomic
@events_last
def enter(*, entry: SEAEntry, version: int, by: User, at: Moment) -> SEAEntry:
    """Enter what was kept. With contributors it first waits for each of them to agree (para 78).

    An entry that is in the SEA already gets its next version; the others who wrote it are told.
    """
    entry = lock_row(entry)
    inspection = entry.inspection
    require(by, "write", "sea", inspection, About(own=writes(entry, by)))
    values = values_for(entry, by)
    entered = entry.state == SEAEntry.State.ENTERED
    action = "revise" if entered else "ask" if values.contributors else "enter"
    require_open(inspection, at, entry)
    SEA_ENTRY.decide(state_of(entry, at), action).require()
    draft = entry.drafts.filter(user=by).first()
    if entered and draft is None:
        refuse("Nothing has changed since this was entered.", kind="moment")
    if entry.version != version or (draft and draft.base_version != version):
        refuse_stale("this entry")
    check_words(entry, values, at)
    save_version(entry, version, "this entry", kept_at=at.real)
    write_words(entry, values)
    entry.drafts.filter(user=by).delete()
    _agree_as_writer(entry, by, at)
    if entered:
        make_version(entry, "sea.revised", by, at)
    elif all_agreed(entry):
        put_in(entry, by, at)
    else:
        wait_for_agreement(entry, by, at)
    tell_contributors(entry, at)
    return entry


def _agree_as_writer(entry: SEAEntry, by: User, at: Moment) -> None:
    """Whoever writes a version agrees to it; nobody else has yet."""
    entry.contributors.update(agreed_version=None, agreed_at=None, wants_changed="")
    entry.contributors.filter(user=by).update(agreed_version=entry.version, agreed_at=at.now)


@transaction.atomic
def withdraw_entry(*, entry: SEAEntry, reason: str, by: User, at: Moment) -> None:
    """Take an entry out of the SEA, with a reason; its versions stay."""
    entry = lock_row(entry)
    require(by, "write", "sea", entry.inspection, About(own=entry.author_id == by.pk))
    require_open(entry.inspection, at, entry)
    SEA_ENTRY.decide(state_of(entry, at), "withdraw").require()
    if not reason.strip():
        require_none([blocks("reason-missing", "Say why you withdraw this entry.", "", "reason")])
    save_version(
        entry,
        entry.version,
        "this entry",
        state=SEAEntry.State.WITHDRAWN,
        withdrawn_at=at.now,
        withdrawn_by=by,
        withdrawal_reason=reason.strip(),
    )
    record(
        entry, "sea.withdrawn", by=by, at=at, codes={"number": entry.number}, content=entry.withdrawal_reason
    )
