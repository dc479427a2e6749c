"""A list comes in: checked, then used or not; the file as sent is not kept (ADR 0010)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import has_role, record, require, require_here
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal import actions as portal
from jtai.apps.portal.actions.supplying import OWN_PAGE
from jtai.apps.selection import queries
from jtai.apps.selection.models import Child, ChildList, ContextNote
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.selection import ChildRow, read_list
from jtai.words import counted

SHORTEST_KEY = 4


def _require_supply(by: User, inspection: Inspection) -> None:
    """The list comes from the agency that owes it, whoever asks (paragraph 19)."""
    require(by, "supply", "child-list", inspection, queries.about_lists(inspection))


def _require_settle(by: User, child_list: ChildList) -> None:
    """Whoever checked a list sends or discards it, or the director for them."""
    _require_supply(by, child_list.inspection)
    about = About(own=child_list.sent_by_id == by.pk)
    require(by, "settle", "child-list-unsent", child_list.inspection, about)


def _checked(inspection: Inspection, child_list: ChildList, by: User) -> ChildList:
    """The list, locked; refused when it is somebody else's or was settled already."""
    require_here(inspection, child_list)
    row = lock_row(child_list)
    _require_settle(by, row)
    if row.state != ChildList.State.CHECKED:
        refuse("This list was sent or discarded already.", kind="stale")
    return row


@transaction.atomic
def check_list(*, inspection: Inspection, title: str, data: bytes, by: User, at: Moment) -> ChildList:
    """Read a list and keep what it says until somebody uses or discards it (paragraph 19).

    Raises ProblemsFound with every fault of the file; nothing of a faulty file is kept.
    """
    _require_supply(by, inspection)
    if inspection.day_zero is None:
        refuse(dates.not_set(inspection), kind="moment")
    report = read_list(data, notified_on=inspection.day_zero)
    require_none(report.problems)
    row = ChildList.objects.create(
        inspection=inspection,
        title=" ".join(title.split())[:150] or "Children of the theme",
        sha256=hashlib.sha256(data).hexdigest(),
        report=[[line.column, line.message] for line in report.lines],
        rows=[asdict(child) for child in report.children],
        count=len(report.children),
        sent_by=by,
        checked_at=at.now,
    )
    codes = {"count": row.count, "lines": len(report.lines), "file": row.sha256}
    record(row, "child-list.checked", by=by, at=at, codes=codes)
    return row


@transaction.atomic
@events_last
def use_list(*, inspection: Inspection, child_list: ChildList, by: User, at: Moment) -> ChildList:
    """Send the checked list to the lead inspector. Children already known are merged on their number."""
    row = _checked(inspection, child_list, by)
    _keep_children(inspection, row)
    row.state, row.used_at, row.rows = ChildList.State.USED, at.now, []
    row.save(update_fields=["state", "used_at", "rows"])
    milestone = inspection.edition.selection.list_milestone
    tell_requests(inspection, milestone, f"{row.title}: {counted(row.count, 'child')}", by=by, at=at)
    if happened_at(inspection, milestone) is None:
        record_fact(inspection, milestone, by=by, at=at)
    record(row, "child-list.sent", by=by, at=at)
    return row


def tell_requests(inspection: Inspection, milestone: str, description: str, *, by: User, at: Moment) -> None:
    """What was asked for with this milestone and has a page here has come: the request shows it."""
    for item in inspection.edition.framework_items:
        if item.milestone == milestone and item.kind in OWN_PAGE:
            portal.note_entered(inspection=inspection, code=item.code, description=description, by=by, at=at)
            return


def _keep_children(inspection: Inspection, row: ChildList) -> None:
    known = {child.child_id: child for child in inspection.children.all()}
    keys = {child.key for child in known.values()}
    for values in row.rows:
        told = ChildRow(**values)
        child = known.get(told.child_id)
        if child is None:
            fields = asdict(told)
            child = Child.objects.create(inspection=inspection, key=_new_key(keys), **fields)
        child.lists.add(row)


def _new_key(taken: set[str]) -> str:
    """A short key that says nothing of the child: "7F3A"; longer once half of the short ones are used.

    It tries at most one more key than there are taken ones, so it ends however many there are.
    """
    digits = SHORTEST_KEY
    while 2 * len(taken) >= 16**digits:
        digits += 1
    number = secrets.randbelow(16**digits)
    while (key := f"{number:0{digits}X}") in taken:
        number = (number + 1) % 16**digits
    taken.add(key)
    return key


@transaction.atomic
def discard_list(*, inspection: Inspection, child_list: ChildList, by: User, at: Moment) -> None:
    """Throw away a checked list that shall not be used."""
    row = _checked(inspection, child_list, by)
    row.state, row.rows = ChildList.State.DISCARDED, []
    row.save(update_fields=["state", "rows"])
    record(row, "child-list.discarded", by=by, at=at)


@transaction.atomic
def add_context_note(*, inspection: Inspection, text: str, channel: str, by: User, at: Moment) -> ContextNote:
    """The director tells of a contextual issue, with the list or at set-up (paragraph 20)."""
    require(by, "write", "child-context", inspection)
    if not text.strip():
        source = f"Guidance, paragraph {inspection.edition.selection.context_paragraph}"
        require_none([blocks("context-empty", "Write what the lead inspector should know.", source, "text")])
    if channel == ContextNote.Channel.LIST and not has_role(by, inspection, "dcs"):
        refuse("The note that goes with the list comes from the director.")
    row = ContextNote.objects.create(
        inspection=inspection, text=text.strip(), channel=channel, by=by, at=at.now
    )
    record(row, "child-context.noted", by=by, at=at, codes={"channel": channel}, content=row.text)
    return row
