"""The SEA's lock: what the clock closes, what the lead opens again (para 78)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.evidence import deadlines
from jtai.apps.evidence.models import SEAEntry, SEAReopening
from jtai.apps.evidence.queries.locks import is_open, is_open_again, state_of
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.sea import SEA_ENTRY

SOURCE = "Guidance, paragraph 78"


def require_open(inspection: Inspection, at: Moment, entry: SEAEntry | None = None) -> None:
    """Raise `Refused` when the SEA has locked and the lead has not opened it again."""
    if is_open(inspection, at, entry):
        return
    refuse(
        "The SEA is locked, and the evidence with it. Your text is saved. "
        "Only the lead inspector can open it again, with a reason.",
        SOURCE,
        kind="moment",
    )


@transaction.atomic
def reopen(
    *, inspection: Inspection, entry: SEAEntry | None, reason: str, by: User, at: Moment
) -> SEAReopening:
    """Open one locked entry again, or the whole SEA, with a reason."""
    require(by, "unlock", "sea", inspection)
    require_here(inspection, entry)
    if entry is not None:
        SEA_ENTRY.decide(state_of(entry, at), "reopen").require()
    elif not deadlines.is_past_lock(inspection, at.now) or is_open_again(inspection):
        refuse("The SEA is already open.", SOURCE, kind="moment")
    if not reason.strip():
        require_none([blocks("reason-missing", "Say why it is opened again.", SOURCE, "reason")])
    made = SEAReopening.objects.create(
        inspection=inspection, entry=entry, reason=reason.strip(), by=by, at=at.now
    )
    record(
        made,
        "sea.reopened",
        by=by,
        at=at,
        codes={"entry": str(entry.pk) if entry else ""},
        content=made.reason,
    )
    return made


@transaction.atomic
def lock_again(*, inspection: Inspection, by: User, at: Moment, entry: SEAEntry | None = None) -> None:
    """Lock what was opened again."""
    require(by, "unlock", "sea", inspection)
    require_here(inspection, entry)
    open_now = SEAReopening.objects.filter(inspection=inspection, entry=entry, closed_at=None)
    if not open_now.update(closed_at=at.now, closed_by=by):
        refuse("It is locked already.", SOURCE, kind="moment")
    record(
        inspection,
        "sea.locked-again",
        by=by,
        at=at,
        object_kind="sea-entry" if entry else "sea",
        object_id=entry.pk if entry else "",
    )
