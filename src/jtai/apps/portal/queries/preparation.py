"""What an inspector prepares with off site (table, day 4); access that is to be taken back (para 58)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from jtai.apps.accounts.models import User
from jtai.apps.briefing.models import ReadMark
from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import Allocation, IssuedNote, RequestItem, SystemAccess
from jtai.apps.portal.queries.documents import unreviewed_of
from jtai.apps.portal.queries.items import ItemLine, item_lines, received_and_outstanding
from jtai.core.moments import Moment
from jtai.core.workflows.request_item import OPEN


@dataclass(frozen=True, slots=True)
class Preparation:
    """An inspector's preparation at a moment. received, outstanding: items of the whole inspection."""

    received: int
    outstanding: int
    waiting: list[ItemLine]
    briefing_read: bool
    note_number: int
    given: int
    unreviewed: list[Allocation]


def preparation_of(inspection: Inspection, user: User, at: Moment) -> Preparation:
    """N received, M outstanding, and this person's own read-marks."""
    received, outstanding = received_and_outstanding(inspection)
    waiting = RequestItem.objects.filter(inspection=inspection, state__in=OPEN, optional=False)
    given = Allocation.objects.filter(
        document__inspection=inspection, document__counts=True, inspector=user, ended_at=None
    )
    return Preparation(
        received=received,
        outstanding=outstanding,
        waiting=item_lines(inspection, waiting, at),
        briefing_read=ReadMark.objects.filter(issue__briefing__inspection=inspection, user=user).exists(),
        note_number=IssuedNote.objects.filter(note__inspection=inspection).count(),
        given=given.count(),
        unreviewed=list(unreviewed_of(inspection, user)),
    )


_granted = rows_of(
    lambda: (
        SystemAccess.objects.filter(granted_on__isnull=False, revoked_on=None)
        .select_related("inspector")
        .order_by("pk")
    )
)


def access_to_take_back(inspection: Inspection, at: Moment) -> list[SystemAccess]:
    """Access still open after the last day of fieldwork."""
    if inspection.day_zero is None:
        return []
    last = dates.day(inspection, inspection.edition.fieldwork.last_day)
    if at.today <= last:
        return []
    return _granted(inspection)


def note_late(inspection: Inspection) -> timedelta | None:
    """By how much the briefing note came after its day; None when it was in time or is not issued."""
    milestone = inspection.edition.code_for("briefing-note")
    came = happened_at(inspection, milestone)
    return dates.late_by(inspection, milestone, came) if came else None
