"""Look at what came: accept it, or ask about it; and the agency's answer."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock
from jtai.apps.inspections.access import record
from jtai.apps.portal.actions.items import locked, move, require_item
from jtai.apps.portal.models import ItemQuery, RequestItem
from jtai.core.moments import Moment
from jtai.core.results import blocks, require_none
from jtai.core.workflows.request_item import REQUEST_ITEM


@transaction.atomic
def accept(*, item: RequestItem, version: int, by: User, at: Moment) -> None:
    """What came is what was asked for. From now on nothing can replace it without a query."""
    require_item(by, "accept", item)
    item = locked(item, version=version)
    move(item, "accept", accepted_at=at.now, accepted_by=by)
    record(item, "request-item.accepted", by=by, at=at)


@transaction.atomic
def query(*, item: RequestItem, text: str, version: int, by: User, at: Moment) -> ItemQuery:
    """Send it back with a question."""
    require_item(by, "accept", item)
    item = locked(item, version=version)
    REQUEST_ITEM.decide(item.state, "query").require()
    if not text.strip():
        require_none([blocks("query-empty", "Say what is missing or unclear.", "", "text")])
    move(item, "query", accepted_at=None, accepted_by=None)
    row = ItemQuery.objects.create(item=item, text=text.strip(), asked_at=at.now, asked_by=by)
    record(row, "request-item.queried", by=by, at=at, codes={"item": str(item.pk)}, content=row.text)
    return row


@transaction.atomic
def answer(*, item: RequestItem, text: str, version: int, by: User, at: Moment) -> ItemQuery:
    """Answer the open question in words. A newer file answers it as well."""
    require_item(by, "supply", item)
    item = locked(item, version=version)
    REQUEST_ITEM.decide(item.state, "answer").require()
    if not text.strip():
        require_none([blocks("answer-empty", "Write the answer, or send a newer file instead.", "", "text")])
    row = lock(item.queries.filter(answered_at=None)).latest("pk")
    row.answer, row.answered_at, row.answered_by = text.strip(), at.now, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    partly = item.documents.filter(counts=True, is_part=True).exists()
    move(item, "answer-on-part" if partly else "answer")
    record(
        row,
        "request-item.answered",
        by=by,
        at=at,
        object_kind="item-answer",
        codes={"item": str(item.pk)},
        content=row.answer,
    )
    return row
