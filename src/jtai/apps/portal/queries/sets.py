"""The sets: what each inspectorate asks, and when it was sent (table, day 0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import by_inspection, read_for_all
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import RequestSet
from jtai.apps.portal.queries.items import planned_sets
from jtai.apps.portal.queries.words import due_words, inspectorate_names
from jtai.core.portal import Wanted


@dataclass(frozen=True, slots=True)
class SetLine:
    """One inspectorate's request; sent_at is None while it has not been sent."""

    code: str
    inspectorate: str
    wanted: list[Wanted]
    sent_at: datetime | None


@read_for_all
def _sent(inspections: Sequence[int]) -> dict[int, list[tuple[str, datetime]]]:
    rows = RequestSet.objects.filter(inspection__in=inspections)
    return by_inspection(inspections, rows.values_list("inspection", "inspectorate", "sent_at"))


def set_lines(inspection: Inspection) -> list[SetLine]:
    """Every set that there is to send, in the edition's order."""
    sent = dict(_sent(inspection))
    names = inspectorate_names(inspection)
    return [
        SetLine(code, names.get(code, code), wanted, sent.get(code))
        for code, wanted in planned_sets(inspection).items()
    ]


def milestone_due(inspection: Inspection, milestone: str) -> str:
    """By when, in words; without day 0 there is no date yet."""
    due_at = dates.due_at(inspection, milestone) if milestone and inspection.day_zero else None
    return due_words(inspection, due_at, short=True)
