"""Names and dates as the pages of the portal show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import by_inspection, read_for_all
from jtai.apps.inspections.models import Inspection, LocalAgency
from jtai.words import clock, day_date, local, short_date


@read_for_all
def local_agencies(inspections: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Code and name of each agency of the area, in the order they were added."""
    rows = LocalAgency.objects.filter(inspection__in=inspections).order_by("pk")
    return by_inspection(inspections, rows.values_list("inspection", "agency", "name"))


def agency_names(inspection: Inspection) -> dict[str, str]:
    """Code of an agency to the name it goes by here; where several share a kind, the kind's name."""
    known = defaultdict(list)
    for code, name in local_agencies(inspection):
        known[code].append(name)
    return {
        agency.code: known[agency.code][0] if len(known[agency.code]) == 1 else agency.name
        for agency in inspection.edition.agencies
    }


def inspectorate_names(inspection: Inspection) -> dict[str, str]:
    """Code of an inspectorate to its short name."""
    return {one.code: one.short_name for one in inspection.edition.inspectorates}


def due_words(inspection: Inspection, due_at: datetime | None, *, short: bool = False) -> str:
    """ "by 15:00, Thursday 8 September 2016, day 2"; the end of the day is never a clock."""
    if due_at is None:
        return "no date set"
    on = local(due_at).date()
    number = dates.day_number(inspection, on)
    day = "" if number is None else f", day {number}"
    shown = short_date(due_at) if short else day_date(due_at)
    if due_at == dates.end_of_day(inspection, on):
        return f"by the end of {shown}{day}"
    return f"by {clock(due_at)}, {shown}{day}"
