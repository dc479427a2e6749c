"""What a page remembers while it is answered, and what it must not remember."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import held_by, record, record_read
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.memory import count_of, remembering, rows_of
from jtai.apps.inspections.models import ClosureDay, Membership
from jtai.apps.inspections.page import inspection_page
from jtai.core.results import ProblemsFound

CODES = ("publish", "prepub", "draft-sent", "fa-due", "feedback", "setup")


def queries_of(ask) -> int:
    with CaptureQueriesContext(connection) as made:
        ask()
    return len(made)


def close(world, on: date) -> None:
    """A closure day that nobody announced: no action, no event."""
    ClosureDay.objects.create(
        inspection=world.inspection, on=on, reason="Closed", by=world.lead, at=world.moment(1).now
    )


def test_any_number_of_dates_is_read_with_three_queries(world):
    with remembering([world.inspection]):
        first = queries_of(lambda: dates.due_at(world.inspection, "publish"))
        rest = queries_of(lambda: [dates.due_at(world.inspection, code) for code in CODES])
    assert (first, rest) == (3, 0)


def test_two_inspections_are_read_in_the_same_queries_and_stay_apart(world, foreign):
    close(foreign, date(2016, 10, 13))
    with remembering([world.inspection, foreign.inspection]):
        assert dates.due_on(world.inspection, "publish") == date(2016, 11, 4)
        assert queries_of(lambda: dates.due_on(foreign.inspection, "publish")) == 0
        assert dates.due_on(foreign.inspection, "publish") == date(2016, 11, 7)
        assert held_by(world.lead, world.inspection) and not held_by(world.lead, foreign.inspection)


def test_an_inspection_the_page_is_not_about_is_read_afresh(world, foreign):
    with remembering([world.inspection]):
        assert dates.due_on(foreign.inspection, "publish") == date(2016, 11, 4)
        close(foreign, date(2016, 10, 13))
        assert dates.due_on(foreign.inspection, "publish") == date(2016, 11, 7)


def test_rows_and_counts_of_every_inspection_come_in_one_query(world, foreign):
    everybody = rows_of(lambda: Membership.objects.order_by("pk"))
    how_many = count_of(lambda: Membership.objects.exclude(side="local"))
    none = count_of(lambda: ClosureDay.objects.all())
    with remembering([world.inspection, foreign.inspection]):
        made = queries_of(
            lambda: [(everybody(w.inspection), how_many(w.inspection)) for w in (world, foreign)]
        )
        assert made == 2
        for one in (world.inspection, foreign.inspection):
            assert [row.pk for row in everybody(one)] == [row.pk for row in one.memberships.order_by("pk")]
            assert how_many(one) == one.memberships.exclude(side="local").count() > 0
            assert none(one) == 0


def test_what_was_read_is_forgotten_when_something_is_recorded(world):
    at = world.moment(26, "12:00")
    with remembering([world.inspection]):
        assert dates.due_on(world.inspection, "fa-due") == date(2016, 10, 21)
        record_fact(world.inspection, "draft-sent", by=world.lead, at=at)
        assert happened_at(world.inspection, "draft-sent") == at.now
        assert dates.due_on(world.inspection, "fa-due") == date(2016, 10, 25)
        close(world, date(2016, 10, 13))
        record(world.inspection, "closure-day.added", by=world.lead, at=at)
        assert dates.due_on(world.inspection, "publish") == date(2016, 11, 7)


def test_nothing_is_remembered_from_one_page_to_the_next(world):
    client = world.client(world.lead)
    address = world.page("why-date", "publish")
    assert "Fri 4 Nov 2016" in client.get(address).content.decode()
    close(world, date(2016, 10, 13))
    assert "Mon 7 Nov 2016" in client.get(address).content.decode()
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 7)


def test_nothing_is_remembered_when_a_page_fails(world):
    with pytest.raises(ProblemsFound), remembering([world.inspection]):
        dates.due_on(world.inspection, "publish")
        raise ProblemsFound([])
    close(world, date(2016, 10, 13))
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 7)


@pytest.mark.parametrize(("method", "again"), [("get", date(2016, 11, 4)), ("post", date(2016, 11, 7))])
def test_a_posted_form_decides_on_what_the_database_says_now(world, method, again):
    seen = []

    @inspection_page("timeline", "read", post="record")
    def page(request):
        seen.append(dates.due_on(request.inspection, "publish"))
        close(world, date(2016, 10, 13))
        seen.append(dates.due_on(request.inspection, "publish"))
        return HttpResponse()

    request = getattr(RequestFactory(), method)("/")
    request.user = world.lead
    page(request, ref=world.inspection.ref)
    assert seen == [date(2016, 11, 4), again]


def test_reading_material_about_children_leaves_an_event_and_forgets_nothing(world):
    at = world.moment(10)
    with remembering([world.inspection]):
        dates.due_at(world.inspection, "publish")
        record_read(world.inspection, "evidence", by=world.lead, at=at)
        assert queries_of(lambda: dates.due_at(world.inspection, "publish")) == 0
    assert world.inspection.ref in set(
        Event.objects.filter(action="evidence.read").values_list("chain", flat=True)
    )
