"""Evidence and SEA entries, made by the same actions a person uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from jtai.apps.accounts.models import User
from jtai.apps.evidence import actions
from jtai.apps.evidence.actions import EntryValues
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.core.moments import Moment
from jtai.words import LONDON
from tests.factories.world import World

COMPLETE: dict[str, Any] = {
    "text": "The strategy discussion was held within two hours; the health visitor was not asked.",
    "outcome": "The child was seen the same day and was safe that night.",
    "judgement": "effective",
    "practice_label": "",
    "method": "observation",
    "route": "",
    "child_ref": "",
    "journey_point": "",
    "sector": "police",
    "source_kind": "meeting",
    "source_role": "Detective sergeant",
    "source_reference": "",
    "period": "current",
    "criteria": ["ESN 07"],
    "scope_elements": [],
    "clarifies": False,
    "clarification_reason": "",
}


def draft(world: World, *, by: User, at: Moment, **changes: Any) -> EvidenceRecord:
    """A record that is kept and not submitted, observed at that moment unless told otherwise."""
    values = {**COMPLETE, "observed_at": at.now, **changes}
    return actions.keep_record(
        inspection=world.inspection, record_id=uuid4(), values=values, version=0, by=by, at=at
    )


def submitted(
    world: World, *, by: User, at: Moment, observed_at: datetime | None = None, **changes: Any
) -> EvidenceRecord:
    """A submitted record, observed at the moment it is recorded unless told otherwise."""
    if observed_at is not None:
        changes["observed_at"] = observed_at
    row = draft(world, by=by, at=at, **changes)
    actions.submit_record(row=row, version=row.version, by=by, at=at)
    row.refresh_from_db()
    return row


def entry_draft(
    world: World, records: list[EvidenceRecord], *, by: User, at: Moment, **changes: Any
) -> SEAEntry:
    """An SEA entry that is kept and not entered."""
    values = EntryValues(
        **{
            "evaluation": "Agencies work together well because decisions are made together and early.",
            "judgement": "effective",
            "criteria": ("ESN 07",),
            "evidence": tuple(str(row.pk) for row in records),
            **changes,
        }
    )
    return actions.keep_entry(
        inspection=world.inspection, entry_id=uuid4(), values=values, version=0, by=by, at=at
    )


def entered(world: World, records: list[EvidenceRecord], *, by: User, at: Moment, **changes: Any) -> SEAEntry:
    """An entry in the SEA; its contributors, if any, have agreed."""
    entry = entry_draft(world, records, by=by, at=at, **changes)
    entry = actions.enter(entry=entry, version=entry.version, by=by, at=at)
    for row in list(entry.contributors.select_related("user")):
        entry = actions.agree(entry=entry, version=entry.version, by=row.user, at=at)
    entry.refresh_from_db()
    return entry


def typed(at: Moment | datetime, **changes: Any) -> dict[str, Any]:
    """The fields of the page “Record evidence” as a browser sends them, observed at `at`."""
    local = (at.now if isinstance(at, Moment) else at).astimezone(LONDON)
    values = {k: v for k, v in COMPLETE.items() if v not in (False, [])}
    return {
        "id": str(uuid4()),
        "version": "0",
        **values,
        "observed_at_day": str(local.day),
        "observed_at_month": str(local.month),
        "observed_at_year": str(local.year),
        "observed_at_time": f"{local:%H:%M}",
        **changes,
    }


def typed_entry(records: list[EvidenceRecord], **changes: Any) -> dict[str, Any]:
    """The fields of the page of an SEA entry as a browser sends them."""
    return {
        "id": str(uuid4()),
        "version": "0",
        "evaluation": "Agencies work together well because decisions are made together and early.",
        "judgement": "effective",
        "criteria": ["ESN 07"],
        "evidence": [str(row.pk) for row in records],
        **changes,
    }
