"""Documents: who may read them, who was given them, what is not reviewed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from jtai.apps.accounts.models import User
from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import count_of
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.portal.models import Allocation, Document
from jtai.core.access import About, Held, decide, who_may

Route = Document.Route


def about_document(document: Document, user: User) -> About:
    """The document as the access table asks of it. Context is offered to all inspectors (paragraph 29)."""
    given = document.allocations.filter(inspector=user, ended_at=None).exists()
    return About(
        own=document.sent_by_id == user.pk,
        bodies=frozenset({document.agency, document.inspectorate}),
        allocated=given or document.label == Document.Label.CONTEXT,
    )


def documents_visible_to(inspection: Inspection, user: User, held: Iterable[Held]) -> QuerySet[Document]:
    """Those the table lets the person read, decided for all rows in one query."""
    held = list(held)
    rows = Document.objects.filter(inspection=inspection).select_related("stored", "item", "sent_by")
    if decide(held, "read", "document", About()):
        return rows
    mine = Q(pk__in=[])
    if decide(held, "read", "document", About(own=True)):
        mine |= Q(sent_by=user)
    for body in {one.body for one in held if one.body}:
        if decide(held, "read", "document", About(body=body)):
            mine |= Q(inspectorate=body) | Q(agency=body)
    if decide(held, "read", "document", About(allocated=True)):
        given = Allocation.objects.filter(document=OuterRef("pk"), inspector=user, ended_at=None)
        mine |= Q(Exists(given)) | Q(label=Document.Label.CONTEXT)
    return rows.filter(mine)


def to_be_read(inspection: Inspection) -> QuerySet[Document]:
    """What counts and is to be read by somebody: not what was entered on a page of its own."""
    return _to_be_read().filter(inspection=inspection).select_related("item", "stored")


def _to_be_read() -> QuerySet[Document]:
    return Document.objects.filter(counts=True).exclude(route=Route.SERVICE)


def needing_a_reader(inspection: Inspection) -> QuerySet[Document]:
    """Documents that nobody was given (table, day 6)."""
    return to_be_read(inspection).filter(~_GIVEN)


_GIVEN = Exists(Allocation.objects.filter(document=OuterRef("pk"), ended_at=None))
how_many_to_be_read = count_of(_to_be_read)
how_many_need_a_reader = count_of(lambda: _to_be_read().filter(~_GIVEN))


def reviewers(inspection: Inspection) -> list[User]:
    """Those a document may be given to: whoever may review what was given to them, by name."""
    given = About(allocated=True)
    roles = [r for r in who_may("review", "document") if decide([Held(r)], "review", "document", given)]
    rows = Membership.objects.filter(inspection=inspection, role__in=roles, ended_at=None)
    people = {row.user_id: row.user for row in rows.select_related("user")}
    return sorted(people.values(), key=lambda user: (user.full_name, user.pk))


@dataclass(slots=True)
class Line:
    """An inspector with what they were given and have not reviewed."""

    inspector: User
    given: int = 0
    unreviewed: list[Document] = field(default_factory=list)


def outstanding_by_inspector(inspection: Inspection) -> list[Line]:
    """Every inspector who was given something, with what is not reviewed (paragraph 70)."""
    lines: dict[int, Line] = {}
    rows = Allocation.objects.filter(
        document__inspection=inspection, document__counts=True, ended_at=None
    ).select_related("inspector", "document", "document__stored")
    for row in rows.order_by("inspector__full_name", "inspector_id", "pk"):
        line = lines.setdefault(row.inspector_id, Line(row.inspector))
        line.given += 1
        if row.reviewed_at is None:
            line.unreviewed.append(row.document)
    return list(lines.values())


def unreviewed_of(inspection: Inspection, user: User) -> QuerySet[Allocation]:
    """What this person was given and has not reviewed."""
    rows = _unreviewed(user.pk).filter(document__inspection=inspection)
    return rows.select_related("document", "document__stored", "document__item")


def _unreviewed(user: int) -> QuerySet[Allocation]:
    return Allocation.objects.filter(document__counts=True, inspector=user, ended_at=None, reviewed_at=None)


how_many_unreviewed = count_of(_unreviewed, "document__inspection")


def review_due_at(inspection: Inspection) -> datetime | None:
    """Documents are reviewed before the team arrives: by the end of the working day before (paragraph 70)."""
    if inspection.day_zero is None:
        return None
    on = dates.day(inspection, inspection.edition.fieldwork.first_day - 1)
    return dates.end_of_day(inspection, on)
