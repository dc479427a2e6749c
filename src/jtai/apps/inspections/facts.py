"""When milestones actually happened, by the inspection's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import put
from jtai.apps.inspections.memory import by_inspection, forget, read_for_all
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
    fact = put(
        MilestoneFact,
        inspection=inspection,
        track=track,
        instance=instance,
        code=code,
        values={"happened_at": happened_at or at.now, "recorded_at": at.real, "by": by},
    )
    forget()
    return fact


def forget_fact(inspection: Inspection, code: str, *, track: str = "inspection", instance: str = "") -> None:
    """What was recorded does not hold any more (a signature was voided)."""
    MilestoneFact.objects.filter(inspection=inspection, track=track, instance=instance, code=code).delete()
    forget()


def happened_at(
    inspection: Inspection, code: str, *, track: str = "inspection", instance: str = ""
) -> datetime | None:
    """When it happened, or None."""
    return _happened(inspection, track, instance).get(code)


def happened(inspection: Inspection, track: str = "inspection") -> dict[str, datetime]:
    """All facts of a track: milestone code to instant."""
    return dict(_happened(inspection, track, ""))


@read_for_all
def _happened(inspections: Sequence[int], track: str, instance: str) -> dict[int, dict[str, datetime]]:
    rows = MilestoneFact.objects.filter(inspection__in=inspections, track=track, instance=instance)
    found = by_inspection(inspections, rows.values_list("inspection", "code", "happened_at"))
    return {pk: dict(facts) for pk, facts in found.items()}
