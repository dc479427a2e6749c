"""Somebody in thirty inspections is answered with as many queries as somebody in three (ADR 0195)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration.build import _at_factual_accuracy, _in_fieldwork
from tests.apps.test_every_address import signed_in
from tests.factories.copies import copies_of
from tests.factories.world import planned
from tools.generated.addresses import addresses

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

# A page of the whole service needs no thing of an inspection to be asked for.
PAGES = [one.path for one in addresses() if "<" not in one.path]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: object) -> Iterator[list[Inspection]]:
    """One inspection before the call, one on site, one at the check of the draft; three of each."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        there = [planned("2016-08", area="X00000002").inspection]
        there += [cast.inspection for cast in (_in_fieldwork(), _at_factual_accuracy())]
        for one in there:
            copies_of(one, 2)
        yield there
        transaction.set_rollback(True)


def one_of_each_role(inspection: Inspection) -> list[User]:
    rows = inspection.memberships.filter(ended_at=None).select_related("user").order_by("role", "pk")
    return list({row.role: row.user for row in rows}.values())


def asked(user: User, pages: list[str]) -> dict[str, list[str]]:
    """What each page that can be read asks of the database."""
    client, found = signed_in(user), {}
    client.get("/home")
    for page in pages:
        with CaptureQueriesContext(connection) as made:
            status = client.get(page).status_code
        if status == 200:
            found[page] = [query["sql"] for query in made]
    return found


def most(sql: list[str]) -> str:
    """What is asked most often."""
    heads = [one.split(" WHERE ")[0][-160:] for one in sql]
    return f"{len(sql)} queries, most often: {max(heads, key=heads.count)}"


def people_in(scene: list[Inspection]) -> list[tuple[User, list[str]]]:
    """Somebody of each role with the pages to ask: the lists for everybody, every page for leads."""
    found = []
    for one in scene:
        for user in one_of_each_role(one):
            is_lead = one.memberships.filter(user=user, role="lead-inspector").exists()
            lists = ["/home", "/inspections"]
            found.append((user, [*PAGES, f"/i/{one.ref}/"] if is_lead else lists))
    return found


@pytest.mark.django_db
def test_no_page_of_many_inspections_asks_more_than_one_of_three(scene: list[Inspection]) -> None:
    people = people_in(scene)
    before = [asked(user, pages) for user, pages in people]
    # Nobody of an area comes in before the call; everybody else reads their lists.
    assert sum("/home" in found for found in before) > len(people) / 2
    for one in scene:
        copies_of(one, 27)
    more = set()
    for (user, pages), earlier in zip(people, before, strict=True):
        for page, sql in asked(user, pages).items():
            if len(sql) > len(earlier[page]):
                more.add(f"{user.full_name} at {page}: before {len(earlier[page])}, then {most(sql)}")
    assert more == set()


@pytest.mark.django_db
def test_home_reads_no_text_that_it_does_not_print(scene: list[Inspection]) -> None:
    """Records of a thousand words each are not read to say that entries on them are due."""
    read = {
        column
        for user, _ in people_in(scene)
        for sql in asked(user, ["/home"]).get("/home", [])
        for column in re.findall(r'"\w+"\."(?:text|content|evaluation|rationale)"', sql.split(" FROM ")[0])
    }
    assert read == set()
