"""When milestones actually happened, by the inspection's clock."""

from __future__ import annotations

from datetime import datetime

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection, MilestoneFact
from jtai.core.moments import Moment


def record_fact(
    inspection: Inspection,
    code: str,
    *,
    track: str = "inspection",
    instance: str = "",
    happened_at: datetime | None = None,
    by: User | None,
    at: Moment,
) -> MilestoneFact:
    """Note that a milestone happened (now, unless told when). A correction replaces it; the trail keeps both.

    KeyError when the edition has no such milestone.
    """
    inspection.edition.milestone(code, track)
    fact, _ = MilestoneFact.objects.update_or_create(
        inspection=inspection,
        track=track,
        instance=instance,
        code=code,
        defaults={"happened_at": happened_at or at.now, "recorded_at": at.real, "by": by},
    )
    return fact


def forget_fact(inspection: Inspection, code: str, *, track: str = "inspection", instance: str = "") -> None:
    """What was recorded does not hold any more (a signature was voided)."""
    MilestoneFact.objects.filter(inspection=inspection, track=track, instance=instance, code=code).delete()


def happened_at(
    inspection: Inspection, code: str, *, track: str = "inspection", instance: str = ""
) -> datetime | None:
    """When it happened, or None."""
    found = MilestoneFact.objects.filter(inspection=inspection, track=track, instance=instance, code=code)
    return found.values_list("happened_at", flat=True).first()


def happened(inspection: Inspection, track: str = "inspection") -> dict[str, datetime]:
    """All facts of a track: milestone code to instant."""
    rows = MilestoneFact.objects.filter(inspection=inspection, track=track, instance="")
    return dict(rows.values_list("code", "happened_at"))
