"""Ask: one set for each inspectorate, items for each child, and asking again (table, day 0; paragraph 16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import alone, lock
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import may, record, require
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.actions.items import locked, move, require_item
from jtai.apps.portal.models import RequestItem, RequestSet
from jtai.apps.portal.queries.items import planned_sets, wanted_of
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.portal import Wanted
from jtai.core.results import refuse
from jtai.core.workflows.request_item import IN, REQUEST_ITEM, SETTLED

TABLE_DAY_0 = "Guidance, paragraph 9, timetable"


@transaction.atomic
def send_requests(*, inspection: Inspection, inspectorate: str, by: User, at: Moment) -> RequestSet:
    """Send the request of one inspectorate to its agencies, once, after the DCS was told (paras 12, 13)."""
    require(by, "write", "request-item", inspection, About(body=inspectorate))
    if not inspection.dcs_told_at:
        refuse(
            "Nothing can be requested until the call to the DCS is logged. Log the call first.",
            "Guidance, paragraph 12",
            kind="moment",
        )
    wanted = planned_sets(inspection).get(inspectorate, [])
    if not wanted:
        refuse("This inspectorate has nothing to request here.", TABLE_DAY_0, kind="moment")
    alone("requests", inspection.ref, inspectorate)
    if RequestSet.objects.filter(inspection=inspection, inspectorate=inspectorate).exists():
        refuse("This request has already been sent.", TABLE_DAY_0, kind="stale")
    row = RequestSet.objects.create(
        inspection=inspection, inspectorate=inspectorate, sent_at=at.now, sent_by=by
    )
    _create_items(inspection, row, wanted, at)
    _tell_agencies(inspection, row, {w.agency for w in wanted}, at)
    codes = {"inspectorate": inspectorate, "items": len(wanted)}
    record(
        row,
        "requests.sent",
        by=by,
        at=at,
        codes=codes,
        content="\n".join(f"{w.code} {w.agency} {w.title}" for w in wanted),
    )
    return row


def make_requests(*, inspection: Inspection, by: User, at: Moment) -> list[RequestSet]:
    """Send every set that this person may send and nobody has sent. None is empty (table, day 0)."""
    sent = set(inspection.request_sets.values_list("inspectorate", flat=True))
    return [
        send_requests(inspection=inspection, inspectorate=code, by=by, at=at)
        for code in planned_sets(inspection)
        if code not in sent and may(by, "write", "request-item", inspection, About(body=code))
    ]


def _create_items(inspection: Inspection, row: RequestSet, wanted: Sequence[Wanted], at: Moment) -> None:
    order = {(w.code, w.agency): n for n, w in enumerate(wanted_of(inspection))}
    RequestItem.objects.bulk_create(
        new_item(inspection, one, at, request_set=row, position=order[one.code, one.agency]) for one in wanted
    )


def new_item(
    inspection: Inspection,
    wanted: Wanted,
    at: Moment,
    *,
    request_set: RequestSet | None = None,
    position: int = 0,
    child_ref: str = "",
) -> RequestItem:
    """An item that has just been asked for; not saved yet."""
    return RequestItem(
        inspection=inspection,
        request_set=request_set,
        position=position,
        code=wanted.code,
        title=wanted.title,
        agency=wanted.agency,
        inspectorate=wanted.inspectorate,
        milestone=wanted.milestone,
        paragraph=wanted.paragraph,
        kind=wanted.kind,
        origin=wanted.origin,
        optional=wanted.optional,
        child_level=wanted.child_level,
        child_ref=child_ref,
        state=REQUEST_ITEM.after(REQUEST_ITEM.initial, "ask"),
        requested_at=at.now,
    )


def _tell_agencies(inspection: Inspection, row: RequestSet, agencies: Iterable[str], at: Moment) -> None:
    people = {user.pk: user for user in messages.holders(inspection, "dcs", "link-person")}
    for agency in agencies:
        for user in messages.holders(inspection, "agency-leader", "agency-contributor", body=agency):
            people[user.pk] = user
    for user in people.values():
        messages.send(
            inspection,
            key=f"requests-{row.inspectorate}-{user.pk}",
            kind="information-request",
            to=user,
            title="Information requested",
            heading="Information requested",
            body="Information is requested from your agency. Sign in to see what is requested, and by when.",
            link=reverse("requests", args=[inspection.ref]),
            at=at,
        )


@transaction.atomic
def ask_for_each_child(
    *, inspection: Inspection, child_refs: Sequence[str], by: User, at: Moment
) -> list[RequestItem]:
    """Ask for what the framework wants of each child evaluated (paragraph 24). Called again when they change.

    child_refs is the whole set as it stands: for a child no longer in it nothing is waited for any more.
    """
    require(by, "write", "request-item", inspection)
    everything = wanted_of(inspection)
    wanted = [w for w in everything if w.per_child]
    sets = {row.inspectorate: row for row in inspection.request_sets.all()}
    there = set(
        RequestItem.objects.filter(inspection=inspection, code__in={w.code for w in wanted}).values_list(
            "code", "agency", "child_ref"
        )
    )
    made = [
        new_item(
            inspection,
            w,
            at,
            request_set=sets.get(w.inspectorate),
            position=len(everything) + n,
            child_ref=child_ref,
        )
        for n, w in enumerate(wanted)
        for child_ref in child_refs
        if (w.code, w.agency, child_ref) not in there
    ]
    RequestItem.objects.bulk_create(made)
    dropped = _let_go(inspection, wanted, child_refs)
    codes = {"items": len(made), "let_go": dropped, "children": len(child_refs)}
    record(inspection, "requests.for-children", by=by, at=at, object_kind="request-item", codes=codes)
    return made


def _let_go(inspection: Inspection, wanted: Sequence[Wanted], child_refs: Sequence[str]) -> int:
    rows = lock(
        RequestItem.objects.filter(
            inspection=inspection, code__in={w.code for w in wanted}, state="requested"
        )
    )
    gone = [row for row in rows if row.child_ref and row.child_ref not in child_refs]
    for row in gone:
        move(row, "say-not-available", state_reason="This child is no longer evaluated.")
    return len(gone)


@transaction.atomic
def ask_again(*, item: RequestItem, version: int, by: User, at: Moment) -> None:
    """Ask again for what an agency had declined or called not available."""
    require_item(by, "write", item)
    item = locked(item, version=version)
    move(item, "ask-again", state_reason="")
    record(item, "request-item.asked-again", by=by, at=at)


def tick_milestone(inspection: Inspection, code: str, *, by: User, at: Moment) -> bool:
    """Record the milestone once everything the guidance wants by it has come, by whichever secure route."""
    if not code or happened_at(inspection, code):
        return False
    rows = list(
        RequestItem.objects.filter(inspection=inspection, milestone=code, optional=False).values_list(
            "code", "agency", "state"
        )
    )
    asked = {(row[0], row[1]) for row in rows}
    wanted = {(w.code, w.agency) for w in wanted_of(inspection) if w.milestone == code and not w.optional}
    whole = wanted <= asked and all(row[2] in SETTLED for row in rows)
    if not whole or not any(row[2] in IN for row in rows):
        return False
    record_fact(inspection, code, by=by, at=at)
    return True
