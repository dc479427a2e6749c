"""Something beyond the list: proposed with the two tests, decided by the lead (paragraphs 17 and 70)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock, lock_row
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import bodies_of, held_by, record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.actions.asking import new_item
from jtai.apps.portal.models import ExtraRequest, RequestItem
from jtai.apps.portal.queries.items import items_visible_to
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.portal import Extra, Wanted, check_extra, check_extra_decision
from jtai.core.results import refuse, require_none
from jtai.core.workflows.extra_request import EXTRA_REQUEST


def _require_told(inspection: Inspection) -> None:
    if not inspection.dcs_told_at:
        refuse(
            "Nothing can be requested until the call to the DCS is logged.",
            "Guidance, paragraph 12",
            kind="moment",
        )


def _visible_items(inspection: Inspection, by: User) -> set[str]:
    visible = items_visible_to(inspection, held_by(by, inspection))
    return {str(pk) for pk in visible.values_list("pk", flat=True)}


@transaction.atomic
def propose_extra(
    *,
    inspection: Inspection,
    title: str,
    agency: str,
    why_necessary: str,
    checked: Sequence[str],
    confirmed_not_there: bool,
    exceptional: str = "",
    by: User,
    at: Moment,
) -> ExtraRequest:
    """Ask for, or offer, something beyond the list. From the local side it is an offer."""
    require(by, "propose", "extra-request", inspection, About(body=agency))
    _require_told(inspection)
    offered = is_local(inspection, by)
    extra = Extra(
        title=title,
        agency=agency,
        offered=offered,
        why_necessary=why_necessary,
        exceptional=exceptional,
        confirmed_not_there=confirmed_not_there,
        checked=checked,
    )
    known = {a.code: a for a in inspection.edition.agencies}
    items = _visible_items(inspection, by)
    require_none(check_extra(extra, agencies=known, items=items))
    mine = {i.code for i in inspection.edition.inspectorates} & bodies_of(by, inspection)
    row = ExtraRequest.objects.create(
        inspection=inspection,
        offered=offered,
        title=title.strip(),
        agency=agency,
        inspectorate=min(mine) if mine and not offered else known[agency].inspectorate,
        exceptional="" if offered else exceptional.strip(),
        why_necessary=why_necessary.strip(),
        state=EXTRA_REQUEST.initial,
        proposed_at=at.now,
        proposed_by=by,
    )
    row.checked.set(RequestItem.objects.filter(pk__in=checked))
    record(
        row,
        "extra-request.offered" if offered else "extra-request.proposed",
        by=by,
        at=at,
        codes={"agency": agency, "checked": sorted(checked)},
        content=content_of(row),
    )
    return row


def content_of(row: ExtraRequest) -> str:
    """The words of the proposal, as the trail hashes them."""
    return "\n".join([row.title, row.exceptional, row.why_necessary])


def is_local(inspection: Inspection, user: User) -> bool:
    """Does this person stand on the local side?"""
    return inspection.memberships.filter(user=user, side="local", ended_at=None).exists()


@transaction.atomic
def decide_extra(
    *,
    extra: ExtraRequest,
    agreed: bool | None,
    reason: str,
    due_at: datetime | None = None,
    by: User,
    at: Moment,
) -> ExtraRequest:
    """The lead inspector agrees or not, with a reason. What is agreed becomes an item of the request."""
    inspection = extra.inspection
    require(by, "decide", "extra-request", inspection)
    row = lock(ExtraRequest.objects.select_related("inspection")).get(pk=extra.pk)
    EXTRA_REQUEST.decide(row.state, "approve").require()
    require_none(check_extra_decision(agreed, reason))
    row.state = EXTRA_REQUEST.after(row.state, "approve" if agreed else "refuse")
    row.decided_at, row.decided_by, row.reason = at.now, by, reason.strip()
    if agreed:
        row.item = _make_item(row, due_at, at)
    row.save(update_fields=["state", "decided_at", "decided_by", "reason", "item"])
    _tell(row, at)
    record(
        row,
        f"extra-request.{row.state}",
        by=by,
        at=at,
        codes={"item": str(row.item_id or "")},
        content=row.reason,
    )
    return row


def _make_item(row: ExtraRequest, due_at: datetime | None, at: Moment) -> RequestItem:
    wanted = Wanted(
        code=f"extra-{row.pk}",
        title=row.title,
        agency=row.agency,
        inspectorate=row.inspectorate,
        milestone="",
        paragraph="17",
        origin=RequestItem.Origin.EXTRA,
    )
    asked = row.inspection.request_items.count()
    item = new_item(row.inspection, wanted, at, position=asked)
    item.own_due_at = due_at
    item.save()
    return item


def _tell(row: ExtraRequest, at: Moment) -> None:
    inspection = row.inspection
    link = reverse("extra", args=[inspection.ref, row.pk])
    people = {row.proposed_by_id: row.proposed_by}
    if not row.offered and row.item_id:
        for user in [
            *messages.holders(inspection, "dcs"),
            *messages.holders(inspection, "agency-leader", body=row.agency),
        ]:
            people[user.pk] = user
    for user in people.values():
        messages.send(
            inspection,
            key=f"extra-{row.pk}-{user.pk}",
            kind="extra-request",
            to=user,
            title="Extra information",
            heading="The lead inspector has decided",
            body="Sign in to read the decision and its reason.",
            link=link,
            at=at,
        )


def require_proposer(extra: ExtraRequest, by: User) -> None:
    """Raise `Refused` unless this person proposed it."""
    if extra.proposed_by_id != by.pk:
        refuse("Only the person who proposed this can withdraw it. Ask them.")


@transaction.atomic
def withdraw_extra(*, extra: ExtraRequest, by: User, at: Moment) -> None:
    """Whoever proposed it takes it back before it is decided."""
    inspection = extra.inspection
    require(by, "propose", "extra-request", inspection, About(body=extra.agency))
    row = lock_row(extra)
    require_proposer(row, by)
    row.state = EXTRA_REQUEST.after(row.state, "withdraw")
    row.save(update_fields=["state"])
    record(row, "extra-request.withdrawn", by=by, at=at)
