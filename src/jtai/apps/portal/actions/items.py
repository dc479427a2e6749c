"""What every move of an item has in common: find it locked, move it, keep its version."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock
from jtai.apps.inspections.access import require
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import RequestItem
from jtai.apps.portal.queries.items import about_item
from jtai.core.results import refuse
from jtai.core.workflows.request_item import REQUEST_ITEM


def locked(item: RequestItem, *, version: int | None) -> RequestItem:
    """The item as it is now, locked. Refused as stale when it is not the version the person looked at."""
    row = lock(RequestItem.objects.select_related("inspection")).get(pk=item.pk)
    if version is not None and row.version != version:
        refuse(
            "This item has changed since you opened the page. Read it again; what you typed is still below.",
            kind="stale",
        )
    return row


def move(item: RequestItem, action: str, **changes: object) -> None:
    """Carry out `action` on a locked item, with what changes beside its state. 409 at the wrong moment."""
    item.state = REQUEST_ITEM.after(item.state, action)
    item.version += 1
    for name, value in changes.items():
        setattr(item, name, value)
    item.save(update_fields=["state", "version", *changes])


def require_item(by: User, action: str, item: RequestItem) -> Inspection:
    """May this person do so to this item? Gives back its inspection."""
    require(by, action, "request-item", item.inspection, about_item(item))
    return item.inspection
