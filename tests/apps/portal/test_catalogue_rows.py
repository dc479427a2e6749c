"""Rows of the catalogue about the request as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.inspections import dates
from jtai.apps.portal.models import RequestItem
from jtai.words import LONDON
from tests.factories.portal import open_requests


@pytest.mark.requirement("R-T02-3")
def test_meeting_details_and_remaining_lists_are_due_on_day_2(january, world):
    for one, on in ((january, date(2016, 2, 11)), (world, date(2016, 9, 8))):
        open_requests(one)
        found = RequestItem.objects.filter(inspection=one.inspection, milestone="lists-rest")
        assert set(found.values_list("code", flat=True)) == {"meeting-details", "remaining-lists"}
        assert dates.due_on(one.inspection, "lists-rest") == on
        for item in found:
            page = one.client(one.lead).get(one.page("request-item", item.pk)).content.decode()
            assert f"{on.day} {on:%b}" in page
        assert dates.due_at(one.inspection, "lists-rest").astimezone(LONDON).hour == 17


@pytest.mark.requirement("R-019-2")
def test_the_first_thing_asked_for_is_the_list_of_the_theme(any_world):
    open_requests(any_world)
    first = (
        RequestItem.objects.filter(inspection=any_world.inspection, inspectorate="ofsted")
        .order_by("position")
        .first()
    )
    assert first.code == "dd-lists"
    page = any_world.client(any_world.person("dcs")).get(any_world.page("requests")).content.decode()
    assert first.title in page
