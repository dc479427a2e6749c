"""Give documents to inspectors, mark them as reviewed, note each download (table, day 6; paragraph 70)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.inspections.access import held_by, record, recorded_first, require
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import Allocation, Document
from jtai.apps.portal.queries.documents import about_document, needing_a_reader, reviewers, to_be_read
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.words import counted

ALLOCATE = "documents-allocated"
SOURCE = "Guidance, paragraph 9, timetable"


@transaction.atomic
def allocate(
    *, inspection: Inspection, documents: Sequence[str], inspectors: Sequence[int], by: User, at: Moment
) -> int:
    """Give these documents to these inspectors to evaluate. Gives back how many allocations are new."""
    require(by, "allocate", "document", inspection)
    rows = list(to_be_read(inspection).filter(pk__in=documents))
    people = [user for user in reviewers(inspection) if user.pk in set(inspectors)]
    problems = []
    if not rows:
        problems.append(blocks("no-document", "Choose at least one document.", SOURCE, "documents"))
    if not people:
        problems.append(blocks("no-inspector", "Choose at least one inspector.", SOURCE, "inspectors"))
    require_none(problems)
    there = set(
        Allocation.objects.filter(document__in=rows, ended_at=None).values_list("document_id", "inspector_id")
    )
    made = [
        Allocation(document=document, inspector=user, allocated_at=at.now, allocated_by=by)
        for document in rows
        for user in people
        if (document.pk, user.pk) not in there
    ]
    Allocation.objects.bulk_create(made)
    codes = {"documents": sorted(str(d.pk) for d in rows), "inspectors": sorted(u.pk for u in people)}
    record(inspection, "document.allocated", by=by, at=at, object_kind="document", codes=codes)
    return len(made)


@transaction.atomic
def take_back(*, allocation: Allocation, by: User, at: Moment) -> None:
    """Take a document back from an inspector."""
    inspection = allocation.document.inspection
    require(by, "allocate", "document", inspection)
    taken = Allocation.objects.filter(pk=allocation.pk, ended_at=None).update(ended_at=at.now)
    if not taken:
        refuse("This document has already been taken back.", kind="stale")
    record(
        inspection,
        "document.taken-back",
        by=by,
        at=at,
        object_kind="document",
        object_id=allocation.document_id,
        codes={"inspector": allocation.inspector_id},
    )


@transaction.atomic
def finish_allocation(*, inspection: Inspection, by: User, at: Moment) -> None:
    """Say that every document has its reader. Refused while one has none (table, day 6)."""
    require(by, "allocate", "document", inspection)
    if not to_be_read(inspection).exists():
        refuse("No document has been received yet, so there is nothing to allocate.", SOURCE, kind="moment")
    left = needing_a_reader(inspection).count()
    if left:
        message = (
            f"{counted(left, 'document', 'has')} no reader yet. Give each to at least one inspector first."
        )
        require_none([blocks("documents-without-reader", message, SOURCE)])
    record_fact(inspection, inspection.edition.code_for(ALLOCATE), by=by, at=at)
    record(inspection, "documents.all-allocated", by=by, at=at, object_kind="document")


@transaction.atomic
def mark_reviewed(*, document: Document, by: User, at: Moment) -> None:
    """The inspector it was given to has reviewed it."""
    inspection = document.inspection
    require(by, "review", "document", inspection, about_document(document, by))
    mine = Allocation.objects.filter(document=document, inspector=by, ended_at=None)
    if not mine.exists():
        refuse("This document was not given to you, so there is no review to mark.", kind="moment")
    if not mine.filter(reviewed_at=None).update(reviewed_at=at.now):
        refuse("You have already marked this document as reviewed.", kind="stale")
    record(document, "document.reviewed", by=by, at=at)


def note_download(*, document: Document, by: User, at: Moment) -> None:
    """May this person have the bytes? If so one event, committed before the first byte goes (ADR 0153)."""
    inspection = document.inspection
    require(by, "download", "document", inspection, about_document(document, by))
    roles = sorted({one.role for one in held_by(by, inspection)})
    codes = {"child_level": document.child_level, "roles": roles}
    with recorded_first():
        record(document, "document.downloaded", by=by, at=at, codes=codes)
