"""Addresses tried that lead to nothing: written to the trail, and too many of them stop a person (ADR 0212).

The count is kept in the trail, so that it is the same in every web process.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.inspections.access import record
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import refuse
from jtai.words import counted

KIND = "missed-address"


def require_few_misses(inspection: Inspection, *, by: User, at: Moment) -> None:
    """Raise `Refused` (429) when this person has tried too many addresses that lead to nothing."""
    since = at.real - timedelta(minutes=settings.JTAI_MISSES_MINUTES)
    tried = Event.objects.filter(
        chain=inspection.ref, object_kind=KIND, object_id=str(by.pk), at__gt=since
    ).count()
    if tried >= settings.JTAI_MISSES_LIMIT:
        minutes = counted(settings.JTAI_MISSES_MINUTES, "minute")
        wait = f"Wait {minutes}, then open the page from a link in this service."
        refuse(f"You have tried {counted(tried, 'address')} that do not exist. {wait}", kind="too-many")


def missed(inspection: Inspection, material: str, *, by: User, at: Moment) -> Http404:
    """Note that an address led to nothing, or to nothing of theirs; to be raised by the page."""
    with transaction.atomic():
        record(inspection, f"{material}.missed", by=by, at=at, object_kind=KIND, object_id=by.pk)
    return Http404("There is no such page.")
