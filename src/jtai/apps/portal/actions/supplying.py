"""Send a file, say that it came by another secure route, or say why it will not come (paragraphs 16, 18)."""

from __future__ import annotations

import re

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock
from jtai.apps.inspections.access import bodies_of, record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.library.files import Incoming, keep
from jtai.apps.library.models import StoredFile
from jtai.apps.portal.actions.asking import tick_milestone
from jtai.apps.portal.actions.items import locked, move, require_item
from jtai.apps.portal.models import SEVERAL, Allocation, Document, RequestItem
from jtai.apps.portal.queries.contents import document_content
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, require_none
from jtai.core.workflows.request_item import REQUEST_ITEM

_REFERENCE = re.compile(r"^(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z/_.-]*$")
OWN_PAGE = frozenset({"list", "data"})
"""Kinds of item that are entered on a page of their own: a list of children is never kept as a file here."""


@transaction.atomic
def send_file(
    *,
    item: RequestItem,
    incoming: Incoming,
    version: int | None = None,
    description: str = "",
    child_ref: str = "",
    is_part: bool = False,
    by: User,
    at: Moment,
) -> Document:
    """Keep a file for an item; it becomes the one that counts, earlier ones stay listed."""
    inspection = require_item(by, "supply", item)
    item = locked(item, version=version)
    action = "supply-part" if is_part else "supply"
    REQUEST_ITEM.decide(item.state, action).require()
    child_ref = item.child_ref or child_ref.strip()
    require_none([*_check_kind(item), *incoming.problems(), *_check_child(item, child_ref)])
    stored = keep(incoming, inspection_ref=inspection.ref, owner=item.inspectorate)
    document = _arrive(
        item, stored=stored, description=description, child_ref=child_ref, is_part=is_part, by=by, at=at
    )
    _note_arrival(inspection, item, document, action, by, at)
    return document


@transaction.atomic
def record_other_route(
    *,
    item: RequestItem,
    description: str,
    version: int | None = None,
    child_ref: str = "",
    is_part: bool = False,
    by: User,
    at: Moment,
) -> Document:
    """It went by another secure route, the agency's choice; describing it satisfies the date (para 18)."""
    inspection = require_item(by, "supply", item)
    item = locked(item, version=version)
    action = "supply-part" if is_part else "supply"
    REQUEST_ITEM.decide(item.state, action).require()
    child_ref = item.child_ref or child_ref.strip()
    problems = _check_child(item, child_ref)
    if not description.strip():
        message = (
            "Say which secure route was used, who it went to and when, so that the inspectors can find it."
        )
        problems.append(blocks("route-missing", message, "Guidance, paragraph 18", "description"))
    require_none(problems)
    document = _arrive(item, description=description, child_ref=child_ref, is_part=is_part, by=by, at=at)
    _note_arrival(inspection, item, document, action, by, at)
    return document


@transaction.atomic
def note_entered(
    *,
    inspection: Inspection,
    code: str,
    description: str,
    agency: str = "",
    child_ref: str = "",
    by: User,
    at: Moment,
) -> RequestItem | None:
    """An item came through a page of its own (a list of children). For the actions of later stages.

    The caller has asked the table already. None when the item was not asked for or is settled.
    """
    rows = lock(RequestItem.objects.filter(inspection=inspection, code=code, child_ref=child_ref))
    item = rows.filter(agency=agency).first() if agency else rows.first()
    if item is None or not REQUEST_ITEM.decide(item.state, "supply"):
        return None
    route = Document.Route.SERVICE
    document = _arrive(item, description=description, child_ref=child_ref, route=route, by=by, at=at)
    _note_arrival(inspection, item, document, "supply", by, at)
    return item


@transaction.atomic
def decline(*, item: RequestItem, reason: str, version: int, by: User, at: Moment) -> None:
    """The agency will not send it, and says why."""
    _close_without(item, "decline", reason, version=version, by=by, at=at)


@transaction.atomic
def say_not_available(*, item: RequestItem, reason: str, version: int, by: User, at: Moment) -> None:
    """There is no such thing, or it cannot be had, and the agency says why."""
    _close_without(item, "say-not-available", reason, version=version, by=by, at=at)


@transaction.atomic
def offer_context(
    *, inspection: Inspection, incoming: Incoming, title: str, by: User, at: Moment
) -> Document:
    """Context, strengths and challenges in the partnership's own words, for all inspectors (para 29)."""
    require(by, "offer-context", "document", inspection)
    problems = incoming.problems()
    if not title.strip():
        problems.append(
            blocks("title-missing", "Say what it is, in a few words.", "Guidance, paragraph 29", "title")
        )
    require_none(problems)
    leads = inspection.edition.lead_inspectorate.code
    stored = keep(incoming, inspection_ref=inspection.ref, owner=leads)
    document = Document.objects.create(
        inspection=inspection,
        title=title.strip()[:300],
        agency=next(iter(sorted(bodies_of(by, inspection))), ""),
        inspectorate=leads,
        route=Document.Route.FILE,
        label=Document.Label.CONTEXT,
        stored=stored,
        sent_at=at.now,
        sent_by=by,
    )
    _record_document(document, "context.offered", by, at)
    return document


def _check_kind(item: RequestItem) -> list[Problem]:
    if item.kind not in OWN_PAGE:
        return []
    message = (
        "Lists of children and data on them are sent on the page “Children”, which checks them line by line."
    )
    return [blocks("has-own-page", message, "Guidance, paragraph 19", "file")]


def _check_child(item: RequestItem, child_ref: str) -> list[Problem]:
    """A document about children carries their number; a name is none (paragraph 19)."""
    asked_by_child = bool(item.child_ref)
    if not item.child_level or asked_by_child or child_ref == SEVERAL or _REFERENCE.match(child_ref):
        return []
    if not child_ref:
        message = f"Enter the number of the child it is about, or “{SEVERAL}”."
    else:
        message = f"This is no child's number. Enter the number of your list, or “{SEVERAL}”; never a name."
    return [blocks("child-reference", message, "Guidance, paragraph 19", "child_ref")]


def _arrive(
    item: RequestItem,
    *,
    stored: StoredFile | None = None,
    description: str,
    child_ref: str,
    is_part: bool = False,
    route: str = "",
    by: User,
    at: Moment,
) -> Document:
    previous = item.documents.filter(counts=True).first()
    item.documents.filter(counts=True).update(counts=False)
    document = Document.objects.create(
        inspection=item.inspection,
        item=item,
        number=item.documents.count() + 1,
        title=item.title,
        agency=item.agency,
        inspectorate=item.inspectorate,
        route=route or (Document.Route.FILE if stored else Document.Route.OTHER),
        label=Document.Label.EXTRA if item.origin == RequestItem.Origin.EXTRA else Document.Label.ASKED,
        stored=stored,
        description=description.strip(),
        child_level=item.child_level,
        child_ref=child_ref,
        is_part=is_part,
        sent_at=at.now,
        sent_by=by,
    )
    if previous:
        _carry_readers(previous, document, at)
    item.queries.filter(answered_at=None).update(
        answer="A newer file was sent.", answered_at=at.now, answered_by=by
    )
    return document


def _carry_readers(previous: Document, document: Document, at: Moment) -> None:
    # Whoever was to read the earlier file is to read the newer one, and has not yet.
    Allocation.objects.bulk_create(
        Allocation(
            document=document, inspector=row.inspector, allocated_at=at.now, allocated_by=row.allocated_by
        )
        for row in previous.allocations.filter(ended_at=None).select_related("inspector", "allocated_by")
    )


def _note_arrival(
    inspection: Inspection, item: RequestItem, document: Document, action: str, by: User, at: Moment
) -> None:
    changes: dict[str, object] = {"state_reason": ""}
    if action == "supply" and item.received_at is None:
        changes["received_at"] = at.now
    move(item, action, **changes)
    tick_milestone(inspection, item.milestone, by=by, at=at)
    _record_document(document, f"document.{document.route}", by, at)


def _record_document(document: Document, action: str, by: User, at: Moment) -> None:
    codes = {"item": str(document.item_id or ""), "route": document.route, "number": document.number}
    record(document, action, by=by, at=at, codes=codes, content=document_content(document))


def _close_without(
    item: RequestItem, action: str, reason: str, *, version: int, by: User, at: Moment
) -> None:
    inspection = require_item(by, "supply", item)
    item = locked(item, version=version)
    REQUEST_ITEM.decide(item.state, action).require()
    if not reason.strip():
        require_none([blocks("reason-missing", "Give the reason. The inspectors read it.", "", "reason")])
    move(item, action, state_reason=reason.strip())
    tick_milestone(inspection, item.milestone, by=by, at=at)
    record(item, f"request-item.{item.state}", by=by, at=at, content=item.state_reason)
