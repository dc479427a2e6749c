"""Several people act on the same item at the same moment: real threads, real transactions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jtai.apps.audit.queries import verify
from jtai.apps.portal import actions
from jtai.apps.portal.models import Document, RequestItem
from jtai.core.results import Refused
from tests.factories.portal import asked, came, incoming, item_of

THREADS = 4


def at_once(act) -> list[object]:
    """What each of several threads got that began together: a value, or the refusal."""
    gate = Barrier(THREADS)

    def one(number: int) -> object:
        try:
            gate.wait(30)
            return act(number)
        except Refused as refused:
            return refused.decision.kind
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


@pytest.mark.django_db(transaction=True)
def test_of_files_sent_at_once_exactly_one_counts_and_none_is_lost():
    world = asked()
    item = item_of(world, "rest-of-annex-a", "police")
    sender = world.person("agency-contributor", "police")

    def send(number: int) -> object:
        row = RequestItem.objects.select_related("inspection").get(pk=item.pk)
        file = incoming(name=f"file-{number}.pdf")
        return actions.send_file(item=row, incoming=file, by=sender, at=world.moment(1)).number

    assert sorted(at_once(send)) == list(range(1, THREADS + 1))
    rows = Document.objects.filter(item=item)
    assert rows.count() == THREADS
    assert [row.number for row in rows.filter(counts=True)] == [THREADS]
    assert verify(world.inspection.ref) is None


@pytest.mark.django_db(transaction=True)
def test_an_item_is_accepted_once():
    world = asked()
    item = item_of(world, "rest-of-annex-a", "police")
    came(world, item)

    def accept(number: int) -> object:
        row = RequestItem.objects.select_related("inspection").get(pk=item.pk)
        actions.accept(item=row, version=2, by=world.lead, at=world.moment(2))
        return "accepted"

    assert sorted(at_once(accept)) == ["accepted", *["stale"] * (THREADS - 1)]  # type: ignore[type-var]
    assert verify(world.inspection.ref) is None
