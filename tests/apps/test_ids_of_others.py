"""Every address of an inspection, with the ids of another one in its path (ADR 0215).

Somebody who may post here is told that there is no such thing. What is chosen in a form is tried with every
form: tests/forms/crossing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from jtai.apps.workspace.demonstration.build import _in_fieldwork
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import decide
from jtai.core.results import ProblemsFound
from tests.apps.test_every_address import arguments, inside, signed_in
from tools.generated.addresses import Address

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

IDS = ("int", "uuid")
# Numbers that are no id of a row of an inspection: of a version, and of a person, who may be in both.
NO_IDS = {"number", "user_id"}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Cast]]:
    """The one whose pages are opened, and another at the same service with things of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = _in_fieldwork(), published_demonstration()
        yield here, there
        transaction.set_rollback(True)


def parts(one: Address) -> list[tuple[str, str]]:
    """Kind and name of what stands in an address after the reference."""
    found = [part.partition(">")[0].partition(":") for part in one.path.split("<")[2:]]
    return [(kind, name) for kind, _, name in found]


def who_may(cast: Cast, one: Address, *, post: bool) -> Any:
    action, _, material = ((one.posted if post else "") or one.asked).partition(" ")
    for users in cast.people.values():
        held = [row.held for row in users[0].memberships.filter(inspection=cast.inspection, ended_at=None)]
        if decide(held, action, material, None):
            return users[0]
    return None


@pytest.mark.django_db
def test_an_id_of_another_inspection_in_the_path_is_no_page(scene):
    here, there = scene
    wrong, tried = [], 0
    for one in inside():
        kinds = parts(one)
        if not any(kind in IDS and name not in NO_IDS for kind, name in kinds):
            continue
        values, real = arguments(one, there)
        if not real:
            continue
        # Codes of the edition are the same in both: only what is a row of there is taken from there.
        url = reverse(one.name, args=[here.inspection.ref, *values])
        for post in (False, True):
            user = who_may(here, one, post=post)
            if user is None:
                continue
            client, tried = signed_in(user), tried + 1
            with transaction.atomic():
                try:
                    status = (client.post(url, {}) if post else client.get(url)).status_code
                except ProblemsFound:
                    status = 422
                transaction.set_rollback(True)
            if status != 404:
                wrong.append((one.name, "POST" if post else "GET", status))
    assert wrong == []
    assert tried > 80
