"""Several inspectors in one SEA entry: asked, agreed, or something to be changed first (para 78)."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock_row
from jtai.apps.evidence.actions.content import refuse_stale
from jtai.apps.evidence.actions.entry_words import facts_of, make_version, record_words, shared_values
from jtai.apps.evidence.actions.locking import require_open
from jtai.apps.evidence.models import SEAContributor, SEAEntry
from jtai.apps.evidence.queries.locks import state_of
from jtai.apps.evidence.terms import framework_of
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.core.access import About
from jtai.core.evidence import check_entry
from jtai.core.moments import Moment
from jtai.core.results import blocks, require_none
from jtai.core.workflows.sea import SEA_ENTRY


def all_agreed(entry: SEAEntry) -> bool:
    """Has every contributor agreed to the version that stands?"""
    return not entry.contributors.exclude(agreed_version=entry.version).exists()


def wait_for_agreement(entry: SEAEntry, by: User, at: Moment) -> None:
    """From now on its contributors read it."""
    entry.state = SEAEntry.State.AGREEING
    entry.save(update_fields=["state"])
    record_words(entry, "sea.agreement-asked", shared_values(entry), by, at)


def put_in(entry: SEAEntry, by: User, at: Moment) -> None:
    """From now on it is in the SEA."""
    entry.state, entry.entered_at = SEAEntry.State.ENTERED, at.now
    entry.save(update_fields=["state", "entered_at"])
    make_version(entry, "sea.entered", by, at, writer=entry.author)


def tell_contributors(entry: SEAEntry, at: Moment) -> None:
    """A message to each contributor who has not agreed to the version that stands."""
    for row in entry.contributors.filter(agreed_version=None).select_related("user"):
        messages.send(
            entry.inspection,
            key=f"sea-agree-{entry.pk}-{entry.version}-{row.user_id}",
            kind="sea-agreement",
            to=row.user,
            title="An SEA entry waits for your agreement",
            body=f"SEA entry {entry.number} has your findings in it. "
            "Sign in to read it and agree, or say what has to change.",
            at=at,
        )


@transaction.atomic
@events_last
def agree(*, entry: SEAEntry, version: int, by: User, at: Moment) -> SEAEntry:
    """A contributor agrees to the version they read. When all have, the entry is in the SEA (para 78)."""
    entry, row = _as_contributor(entry, "agree", by, at)
    if entry.version != version:
        refuse_stale("this entry")
    row.agreed_version, row.agreed_at, row.wants_changed = entry.version, at.now, ""
    row.save(update_fields=["agreed_version", "agreed_at", "wants_changed"])
    record(entry, "sea.agreed", by=by, at=at, codes={"number": entry.number, "version": entry.version})
    if entry.state == SEAEntry.State.AGREEING and all_agreed(entry):
        # The meeting may have begun while agreement was awaited; its asking was in time, so no new reason.
        values = shared_values(entry)
        facts = replace(facts_of(entry, values), first_entry=False)
        require_none(check_entry(facts, framework_of(entry.inspection), now=at.now, meeting_at=None))
        put_in(entry, by, at)
    return entry


@transaction.atomic
def object_to(*, entry: SEAEntry, wants_changed: str, by: User, at: Moment) -> None:
    """A contributor says what has to change before they agree; the author is told."""
    entry, row = _as_contributor(entry, "object", by, at)
    if not wants_changed.strip():
        require_none(
            [
                blocks(
                    "change-missing",
                    "Say what has to change before you agree.",
                    "Guidance, paragraph 78",
                    "wants_changed",
                )
            ]
        )
    row.wants_changed, row.agreed_version, row.agreed_at = wants_changed.strip(), None, None
    row.save(update_fields=["wants_changed", "agreed_version", "agreed_at"])
    messages.send(
        entry.inspection,
        key=f"sea-change-{entry.pk}-{entry.version}-{by.pk}",
        kind="sea-agreement",
        to=entry.author,
        title="A colleague asks for a change to an SEA entry",
        body=f"SEA entry {entry.number} is not agreed yet. Sign in to read what is asked.",
        at=at,
    )
    codes = {"number": entry.number, "version": entry.version}
    record(entry, "sea.change-asked", by=by, at=at, codes=codes, content=row.wants_changed)


def _as_contributor(entry: SEAEntry, action: str, by: User, at: Moment) -> tuple[SEAEntry, SEAContributor]:
    entry = lock_row(entry)
    row = entry.contributors.filter(user=by).first()
    require(by, "agree", "sea", entry.inspection, About(own=row is not None))
    require_open(entry.inspection, at, entry)
    SEA_ENTRY.decide(state_of(entry, at), action).require()
    assert row is not None
    return entry, row
