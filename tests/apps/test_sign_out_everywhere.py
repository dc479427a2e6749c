"""Every page of somebody signed in leads to the sign-out, whatever it is and whatever it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from jtai.apps.workspace.demonstration.build import _in_fieldwork
from jtai.apps.workspace.demonstration.cast import Cast, service_accounts
from tests.apps.test_every_address import arguments, signed_in
from tests.factories.world import account
from tools.generated.addresses import Address, addresses

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

# Nobody is signed in on these, or the page is the sign-out itself.
WITHOUT = {"sign-in", "sign-out"}


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock(), transaction.atomic():
        service_accounts()
        yield _in_fieldwork()
        transaction.set_rollback(True)


def url_of(one: Address, cast: Cast) -> str:
    """With the ids of the inspection, or with some that lead to nothing: that is a page too."""
    if one.path.startswith("/i/"):
        return reverse(one.name, args=[cast.inspection.ref, *arguments(one, cast)[0]])
    kinds = [part.partition(":")[0] for part in one.path.split("<")[1:]]
    return reverse(one.name, args=[0 if kind == "int" else "nothing" for kind in kinds])


@pytest.mark.django_db
def test_every_page_leads_to_the_sign_out(cast):
    out, seen, wrong = f'href="{reverse("sign-out")}"', 0, []
    everybody = [cast.lead, cast.person("dcs"), account("admin", service_roles=["administrator"])]
    for user in everybody:
        client = signed_in(user)
        client.raise_request_exception = False
        for one in addresses():
            try:
                url = url_of(one, cast)
            except (
                Exception
            ):  # an address whose parameter is of another kind is opened with a real one elsewhere
                continue
            answer = client.get(url)
            page = "text/html" in answer.get("Content-Type", "") and not answer.streaming
            if not page or answer.status_code in (301, 302, 303) or one.name in WITHOUT:
                continue
            seen += 1
            header = answer.content.decode().split("<header")[-1].split("</header>")[0]
            if out not in header:
                wrong.append((one.name, answer.status_code))
    assert wrong == []
    assert seen > 500
