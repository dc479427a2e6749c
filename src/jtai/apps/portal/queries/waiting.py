"""Items on which somebody has something to do, as pages of many inspections read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.inspections.memory import values_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import RequestItem
from jtai.apps.portal.queries.items import Due
from jtai.apps.portal.queries.words import agency_names
from jtai.core.access import About, Held, decide
from jtai.core.workflows.request_item import OPEN

CAME = "received"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that has not come, is queried, or came and was not looked at yet."""

    pk: int
    title: str
    kind: str
    milestone: str
    due_at: datetime | None
    agency: str
    agency_name: str
    inspectorate: str
    state: str
    optional: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


_waiting = values_of(
    lambda: RequestItem.objects.filter(state__in=[*OPEN, CAME]),
    "pk",
    "title",
    "kind",
    "milestone",
    "own_due_at",
    "agency",
    "inspectorate",
    "state",
    "optional",
)


def waiting_for(inspection: Inspection, held: Sequence[Held]) -> list[Waiting]:
    """Those these roles may see, with their dates; no file and no answer is read."""
    sees_all = bool(decide(held, "read", "request-item", About()))
    mine = {one.body for one in held if one.body}
    due, names = Due(inspection), agency_names(inspection)
    return [
        Waiting(pk, title, kind, milestone, due.of(milestone, own), agency, names.get(agency, agency), *rest)
        for pk, title, kind, milestone, own, agency, *rest in _waiting(inspection)
        if sees_all or agency in mine
    ]
