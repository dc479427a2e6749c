"""Inspections in which information was asked for, and files that came.

world = asked("2016-08")                        the call is logged, every inspectorate has sent its set
item = item_of(world, "rest-of-annex-a", "police")
document = came(world, item, day=2, clock="11:00")
"""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.library.files import Incoming
from jtai.apps.portal import actions
from jtai.apps.portal.models import Document, RequestItem
from tests.factories.kept import kept
from tests.factories.world import World, planned

PDF = b"%PDF-1.7\n% invented\n" + b"Northmere " * 40 + b"\n%%EOF\n"


@kept
def open_requests(world: World, *, day: int = 0, clock: str = "10:00") -> World:
    """The DCS was told; the lead inspector sends every set."""
    world.open_to_local()
    at = world.move_clock(day, clock)
    actions.make_requests(inspection=world.inspection, by=world.lead, at=at)
    return world


def asked(edition: str = "2016-08", **fields: object) -> World:
    """A planned inspection with its requests sent."""
    return open_requests(planned(edition, **fields))  # type: ignore[arg-type]


def item_of(world: World, code: str, agency: str = "", child_ref: str = "") -> RequestItem:
    """The item with this code (of an agency, for a child)."""
    rows = RequestItem.objects.filter(inspection=world.inspection, code=code, child_ref=child_ref)
    return (rows.filter(agency=agency) if agency else rows).get()


def incoming(data: bytes = PDF, name: str = "information.pdf", claimed: str = "application/pdf") -> Incoming:
    """Bytes that have arrived and are not kept yet."""
    found = Incoming(name=name, claimed_type=claimed)
    found.write(data)
    return found


def sender(world: World, agency: str) -> User:
    """Somebody who may send for this agency."""
    for role in ("agency-contributor", "agency-leader"):
        if world.people.get((role, agency)):
            return world.person(role, agency)
    return world.person("dcs")


def came(
    world: World,
    item: RequestItem,
    *,
    data: bytes = PDF,
    name: str = "information.pdf",
    child_ref: str = "",
    is_part: bool = False,
    by: User | None = None,
    day: int = 1,
    clock: str = "10:00",
) -> Document:
    """A file for this item, sent by somebody of its agency."""
    return actions.send_file(
        item=item,
        incoming=incoming(data, name),
        child_ref=child_ref,
        is_part=is_part,
        by=by or sender(world, item.agency),
        at=world.moment(day, clock),
    )


def given(world: World, document: Document, *people: User, day: int = 6, clock: str = "09:00") -> None:
    """The lead gives this document to these inspectors."""
    actions.allocate(
        inspection=world.inspection,
        documents=[str(document.pk)],
        inspectors=[user.pk for user in people],
        by=world.lead,
        at=world.moment(day, clock),
    )
