"""Items of the information request: who sees them, when they are due, how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import Document, RequestItem
from jtai.apps.portal.queries.words import agency_names, due_words, inspectorate_names, local_agencies
from jtai.core.access import About, Held, decide
from jtai.core.moments import Moment
from jtai.core.portal import Punctuality, Wanted, by_inspectorate, punctuality, wanted_items
from jtai.core.timeline import lateness
from jtai.core.workflows.request_item import IN, OPEN, REQUEST_ITEM
from jtai.words import short_date


def wanted_of(inspection: Inspection) -> list[Wanted]:
    """What the edition and the pinned theme ask of the agencies of this area."""
    agencies = {code for code, _ in local_agencies(inspection)}
    return wanted_items(inspection.edition, dates.theme_of(inspection), sorted(agencies))


def planned_sets(inspection: Inspection) -> dict[str, list[Wanted]]:
    """One set for each inspectorate that has items, in the edition's order; none is empty."""
    sets = by_inspectorate(w for w in wanted_of(inspection) if not w.per_child)
    return {i.code: sets[i.code] for i in inspection.edition.inspectorates if i.code in sets}


def about_item(item: RequestItem) -> About:
    """The item as the access table asks of it: it belongs to who owes it and who asked."""
    return About(bodies=frozenset({item.agency, item.inspectorate}))


def items_visible_to(inspection: Inspection, held: Iterable[Held]) -> QuerySet[RequestItem]:
    """All items for those who may read any; for others those of their own agency."""
    held = list(held)
    rows = RequestItem.objects.filter(inspection=inspection)
    if decide(held, "read", "request-item", About()):
        return rows
    mine = [one.body for one in held if one.body]
    return rows.filter(agency__in=mine)


_COUNTING = Prefetch(
    "documents", Document.objects.filter(counts=True).select_related("stored"), "counting_rows"
)
_with_files = rows_of(lambda: RequestItem.objects.prefetch_related(_COUNTING))


def lines_for(inspection: Inspection, held: Sequence[Held], at: Moment) -> list[ItemLine]:
    """The lines of every item these roles see, as a page of several inspections reads them."""
    rows = _with_files(inspection)
    if not decide(held, "read", "request-item", About()):
        mine = {one.body for one in held if one.body}
        rows = [row for row in rows if row.agency in mine]
    return item_lines(inspection, rows, at)


class Due:
    """When items are due, and in words: one look at the calendar for each milestone."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._known: dict[str, datetime | None] = {}
        self._words: dict[datetime | None, str] = {}

    def words(self, due_at: datetime | None) -> str:
        if due_at not in self._words:
            self._words[due_at] = due_words(self._inspection, due_at)
        return self._words[due_at]

    def late_words(self, due_at: datetime | None, came_at: datetime | None) -> str:
        """By how much it came late, as the pages of dates count it; "" when one of the two is not known."""
        if due_at is None or came_at is None:
            return ""
        return f"{lateness(due_at, came_at, dates.calendar_of(self._inspection))} late"

    def __call__(self, item: RequestItem) -> datetime | None:
        return self.of(item.milestone, item.own_due_at)

    def of(self, milestone: str, own: datetime | None) -> datetime | None:
        """The date of its own, or that of the milestone."""
        if own or not milestone:
            return own
        if milestone not in self._known:
            self._known[milestone] = dates.due_at(self._inspection, milestone)
        return self._known[milestone]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as a page shows it. status: one of the ten words, or "Accepted"."""

    item: RequestItem
    due_at: datetime | None
    due: str
    status: str
    overdue: bool
    came: Punctuality | None
    late: str
    agency: str
    inspectorate: str
    counting: Document | None

    @property
    def is_open(self) -> bool:
        return self.item.state in OPEN

    @property
    def came_words(self) -> str:
        """ "Thu 8 Sep 2016, early", "Tue 20 Sep 2016, 2 working days late"."""
        if self.came is None or self.item.received_at is None:
            return ""
        return f"{short_date(self.item.received_at)}, {self.late or self.came.word}"

    @property
    def state_words(self) -> str:
        return REQUEST_ITEM.titles[self.item.state]

    @property
    def turn(self) -> str:
        """Whose turn it is, what, by when: exactly one line."""
        state = self.item.state
        if state in ("requested", "part-received"):
            rest = "the rest of it" if state == "part-received" else "it"
            over = " It is late." if self.overdue else ""
            return f"Waiting for {self.agency} to send {rest} {self.due}.{over}"
        if state == "query":
            return f"Waiting for {self.agency} to answer a query from {self.inspectorate}."
        if state == "received":
            return f"Waiting for {self.inspectorate} to review what was received."
        if state in ("declined", "not-available"):
            return f"Nothing more is needed: {self.agency} explained why it cannot be sent."
        return f"{self.inspectorate} has accepted it. Nothing more is needed."


def item_lines(inspection: Inspection, items: Iterable[RequestItem] | QuerySet, at: Moment) -> list[ItemLine]:
    """Each item with its dates, names and the file that counts."""
    if isinstance(items, QuerySet):
        items = items.prefetch_related(_COUNTING)
    due, agencies, inspectorates = Due(inspection), agency_names(inspection), inspectorate_names(inspection)
    return [_line(item, due, agencies, inspectorates, at) for item in items]


def _line(
    item: RequestItem,
    due: Due,
    agencies: dict[str, str],
    inspectorates: dict[str, str],
    at: Moment,
) -> ItemLine:
    due_at = due(item)
    # What came whole in time and is queried later was not late.
    owed = item.state in OPEN and item.received_at is None and not item.optional
    overdue = owed and due_at is not None and at.now > due_at
    rows = getattr(item, "counting_rows", None)
    came = punctuality(due_at, item.received_at) if item.received_at else None
    return ItemLine(
        item=item,
        due_at=due_at,
        due=due.words(due_at),
        status=_status(item, due_at, overdue, at),
        overdue=overdue,
        came=came,
        late=due.late_words(due_at, item.received_at) if came and came.word == "late" else "",
        agency=agencies.get(item.agency, item.agency),
        inspectorate=inspectorates.get(item.inspectorate, item.inspectorate),
        counting=(rows[0] if rows else None)
        if rows is not None
        else item.documents.filter(counts=True).select_related("stored").first(),
    )


def _status(item: RequestItem, due_at: datetime | None, overdue: bool, at: Moment) -> str:
    if item.state == "query":
        return "Query"
    if overdue:
        return "Late"
    if item.state == "requested":
        today = due_at is not None and due_at.astimezone(at.local.tzinfo).date() == at.today
        return "Due today" if today and not item.optional else "To do"
    words = {
        "part-received": "In progress",
        "received": "Received",
        "accepted": "Accepted",
        "declined": "Not available",
        "not-available": "Not available",
    }
    return words.get(item.state, "Cannot start yet")


@dataclass(frozen=True, slots=True)
class AgencyCounts:
    """One agency on the dashboard. `late` counts those not yet in whose date has passed."""

    code: str
    agency: str
    asked: int
    came: int
    accepted: int
    queries: int
    open: int
    due_today: int
    late: int
    came_late: int


def counts_by_agency(lines: Iterable[ItemLine]) -> list[AgencyCounts]:
    """Asked, in, queries, open and late for each agency, those with most late first."""
    found: dict[str, list[ItemLine]] = {}
    for line in lines:
        found.setdefault(line.item.agency, []).append(line)
    counts = [_counts(code, rows) for code, rows in found.items()]
    return sorted(counts, key=lambda c: (-c.late, -c.due_today, c.agency))


def _counts(code: str, rows: list[ItemLine]) -> AgencyCounts:
    return AgencyCounts(
        code=code,
        agency=rows[0].agency,
        asked=len(rows),
        came=sum(line.item.state in IN for line in rows),
        accepted=sum(line.item.state == "accepted" for line in rows),
        queries=sum(line.item.state == "query" for line in rows),
        open=sum(line.is_open for line in rows),
        due_today=sum(line.status == "Due today" for line in rows),
        late=sum(line.overdue for line in rows),
        came_late=sum(line.came is not None and line.came.word == "late" for line in rows),
    )


def received_and_outstanding(inspection: Inspection) -> tuple[int, int]:
    """How many items have come, and how many are still waited for (table, day 4)."""
    states = list(RequestItem.objects.filter(inspection=inspection).values_list("state", "optional"))
    received = sum(state in IN for state, _ in states)
    return received, sum(state in OPEN and not optional for state, optional in states)
