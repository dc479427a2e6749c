"""Everybody reads everything: who reads which address, and what of the marked texts they were shown.

The short crawl, which runs by default, leaves out what cannot tell it anything new:

- a role whose cells in the access table are those of another role (JTAI_LONG_CRAWL=1 reads for each);
- an address whose door the table closes to a role, once somebody else of that side was sent away from it
  (test_every_address.py knocks at every door with every role);
- pages of apps whose things have not changed since the stage before;
- all but a few things of each kind at each address: each state and each owner once.
"""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.accounts.queries import service_held
from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import TABLE, Held, decide
from tests.apps.crawl import doors
from tests.apps.crawl.declared import TEXTS
from tests.apps.crawl.files import marks_of_files
from tests.apps.crawl.marking import MARK, Mark, mark_all
from tests.apps.crawl.walking import answer_to, urls
from tests.apps.test_every_address import ALSO, signed_in
from tools.generated.addresses import Address

LONG = os.environ.get("JTAI_LONG_CRAWL") == "1"
ANYBODY = "anybody"
# Holders of the same role for further bodies hold the same cells; so many of them are read for.
ENOUGH = {"call-lead": 1, "signatory": 2, "agency-leader": 2, "agency-contributor": 3, "team-inspector": 2}
# Of their inspectorate the lead inspector is read for.
LEAD_IS_ONE = {("team-inspector", "ofsted")}


@dataclass
class Crawl:
    """What was seen."""

    leaks: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    materials: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    knocked: set[tuple[str, str]] = field(default_factory=set)
    requests: int = 0
    shut_links: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    shut_forms: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    offers: int = 0


@dataclass
class Reader:
    """Somebody who reads, and the roles they hold."""

    name: str
    user: Any
    side: str
    held: list[Held]
    client: Client
    opens: dict[str, list[str]] = field(default_factory=dict)
    offered: doors.Offered = field(default_factory=doors.Offered)


def readers(cast: Cast) -> Iterator[Reader]:
    """Somebody of each role and body, a colleague of an inspector who wrote nothing, and anybody."""
    same: set[object] = set()
    count: dict[str, int] = defaultdict(int)
    for (role, body), users in cast.people.items():
        if (role, body) in LEAD_IS_ONE and not LONG:
            continue
        cells = (_cells(role), body if role in ENOUGH else "")
        count[role] += 1
        if LONG or (cells not in same and count[role] <= ENOUGH.get(role, 9)):
            same.add(cells)
            yield _reader(cast, f"{role} {body}".strip(), users[0])
    for role in ("administrator", "auditor"):
        user = User.objects.filter(service_role_rows__role=role).first()
        yield _reader(cast, role, user)
    yield _reader(cast, "team-inspector cqc, another", cast.person("team-inspector", "cqc", 1))
    yield Reader(ANYBODY, AnonymousUser(), "", [], Client())


def _cells(role: str) -> frozenset[tuple[str, str, str]]:
    """What the table gives a role."""
    return frozenset(
        (material, action, cell.scope)
        for material, actions in TABLE.items()
        for action, cells in actions.items()
        for cell in cells
        if cell.role == role
    )


def _reader(cast: Cast, name: str, user: User) -> Reader:
    client = signed_in(user)
    session = client.session
    session[PASSWORD_AT] = time.time()
    session.save()
    side = cast.inspection.memberships.filter(user=user).values_list("side", flat=True).first() or "service"
    held = [*held_by(user, cast.inspection), *service_held(user)]
    return Reader(name, user, side, held, client)


def read_all(cast: Cast, stage: str, walked: set[str], crawl: Crawl) -> None:
    """Mark everything, let everybody read everything, and take the marks back."""
    with transaction.atomic():
        marks = mark_all(TEXTS, cast.inspection)
        marks |= marks_of_files(cast.inspection)
        addresses = list(urls(cast.inspection, walked, everything=LONG))
        crawl.walked |= {address.name for address, _ in addresses}
        for reader in readers(cast):
            for address, url in addresses:
                if worth_reading(reader, address, crawl):
                    text = read(reader, address, url, crawl)
                    for token in set(MARK.findall(text.upper())):
                        note(crawl, marks[token], token, reader, f"{stage}: {reader.name}", address.name)
            try_doors(cast, stage, reader, crawl)
        transaction.set_rollback(True)


def try_doors(cast: Cast, stage: str, reader: Reader, crawl: Crawl) -> None:
    """What the pages of this reader offer can be done by them."""
    at = clock.moment_of(cast.inspection, timezone.now())
    crawl.offers += len(reader.offered.links) + len(reader.offered.forms)
    for found in doors.wrong_links(reader, reader.offered):
        crawl.shut_links[found].add(f"{stage}: {reader.name}")
    for found in doors.wrong_forms(reader, reader.offered, at):
        crawl.shut_forms[found].add(f"{stage}: {reader.name}")


def worth_reading(reader: Reader, address: Address, crawl: Crawl) -> bool:
    """May this address tell something that others have not told?"""
    if reader.name == ANYBODY:
        knock = (ANYBODY, address.name)
        is_open = address.asked == "public"
    else:
        knock = (reader.name if LONG else reader.side, address.name)
        # Whoever reads what is public reads the same.
        is_open = door_opens(address, reader.held) and address.asked != "public"
    if is_open:
        return True
    fresh = knock not in crawl.knocked
    crawl.knocked.add(knock)
    return fresh


def door_opens(address: Address, held: list[Held]) -> bool:
    """Does the door of this page let in somebody with these roles, to see at least something of the kind?"""
    if not address.path.startswith("/i/"):
        return True
    action, _, material = address.asked.partition(" ")
    also = ALSO.get(address.name, "")
    return bool(decide(held, action, material, None) or decide(held, "read", also, None))


def read(reader: Reader, address: Address, url: str, crawl: Crawl) -> str:
    """The words of the answer. A page that fails, or that turns people away for asking often, hides leaks."""
    crawl.requests += 1
    where = f"{reader.name} {re.sub('[0-9a-f-]{36}|[0-9]+', '…', url)}"
    try:
        status, text = answer_to(reader.client, url)
    except Exception as error:
        crawl.errors.add(f"{where}: {error!r}"[:300])
        return ""
    doors.note(reader.offered, address.name, url, status, text)
    if status == 200:
        crawl.answered.add(address.name)
    if status >= 429:
        crawl.errors.add(f"{where}: {status}")
    return text


def note(crawl: Crawl, mark: Mark, token: str, reader: Reader, who: str, address: str) -> None:
    """Was this mark for this reader?"""
    if token not in reader.opens:
        reader.opens[token] = [
            place.material for place in mark.text.places if place.opens(mark.row, reader.user, reader.held)
        ]
    if reader.opens[token]:
        crawl.seen[mark.text.name].add(who)
        crawl.materials |= set(reader.opens[token])
    else:
        of = ", ".join(dict.fromkeys(place.material for place in mark.text.places))
        crawl.leaks[address, f"{mark.text.name} of {of}", of_whom(mark.row)].add(who)


def of_whom(row: Any) -> str:
    """State and owner of a row, as far as it has them."""
    names = ("state", "number", "agency", "inspectorate", "body", "material")
    told = [f"{name} {value}" for name in names if (value := getattr(row, name, "")) not in ("", None)]
    return ", ".join(told)
