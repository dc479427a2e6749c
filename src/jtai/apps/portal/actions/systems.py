"""An inspector's own access to an agency's electronic files: asked, given, taken back (paragraph 58)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import SystemAccess
from jtai.apps.portal.queries.documents import reviewers
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none

SOURCE = "Guidance, paragraph 58"


@transaction.atomic
def ask_access(
    *, inspection: Inspection, inspector: int, agency: str, system: str, by: User, at: Moment
) -> SystemAccess:
    """Ask that a named inspector gets access of their own to a system."""
    require(by, "write", "system-access", inspection)
    person = next((user for user in reviewers(inspection) if user.pk == inspector), None)
    problems = []
    if person is None:
        problems.append(
            blocks("inspector-unknown", "Choose an inspector of this inspection.", SOURCE, "inspector")
        )
    if agency not in {a.code for a in inspection.edition.agencies}:
        problems.append(blocks("agency-unknown", "Choose the agency from the list.", SOURCE, "agency"))
    if not system.strip():
        problems.append(blocks("system-missing", "Enter the name of the system.", SOURCE, "system"))
    require_none(problems)
    assert person is not None
    row = SystemAccess.objects.create(
        inspection=inspection,
        inspector=person,
        agency=agency,
        system=" ".join(system.split())[:150],
        asked_at=at.now,
        asked_by=by,
    )
    codes = {"inspector": person.pk, "agency": agency}
    record(row, "system-access.asked", by=by, at=at, codes=codes)
    return row


@transaction.atomic
def grant_access(*, access: SystemAccess, on: date, by: User, at: Moment) -> None:
    """Record the day the access was given."""
    require(by, "write", "system-access", access.inspection)
    row = lock_row(access)
    if row.granted_on:
        refuse("This access has already been given.", kind="stale")
    require_none(_check_day(on, at))
    row.granted_on, row.granted_by = on, by
    row.save(update_fields=["granted_on", "granted_by"])
    _record(row, "granted", on, by, at)


@transaction.atomic
def revoke_access(*, access: SystemAccess, on: date, by: User, at: Moment) -> None:
    """Record the day the access was taken back."""
    require(by, "write", "system-access", access.inspection)
    row = lock_row(access)
    if row.granted_on is None or row.revoked_on:
        refuse("There is no open access to take back.", kind="stale")
    problems = _check_day(on, at)
    if row.granted_on and on < row.granted_on:
        problems.append(blocks("before-granted", "This is before the day it was given.", SOURCE, "on"))
    require_none(problems)
    row.revoked_on, row.revoked_by = on, by
    row.save(update_fields=["revoked_on", "revoked_by"])
    _record(row, "revoked", on, by, at)


def _check_day(on: date, at: Moment) -> list:
    return (
        [blocks("in-the-future", "This day is in the future. Enter the day it happened.", SOURCE, "on")]
        if on > at.today
        else []
    )


def _record(row: SystemAccess, what: str, on: date, by: User, at: Moment) -> None:
    record(row, f"system-access.{what}", by=by, at=at, codes={"inspector": row.inspector_id, "on": on})
