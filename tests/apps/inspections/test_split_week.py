"""A week of fieldwork that a holiday splits, under both readings of clash C18."""

from __future__ import annotations

from datetime import date

from jtai.apps.audit.models import Event
from jtai.apps.inspections.models import Departure

# Days 9 to 13 run from 19 to 25 April 2017, over a weekend, because of Easter.
SPLIT = date(2017, 4, 4)


def set_day_zero(world, **reasons):
    parts = {"day_zero_day": SPLIT.day, "day_zero_month": SPLIT.month, "day_zero_year": SPLIT.year}
    passed = {"reason-theme-outside-period": "Agreed", **reasons}
    return world.client(world.lead).post(world.page("plan-day-zero"), {**parts, **passed}, follow=True)


def test_a_split_week_is_refused_until_a_reason_is_recorded(world):
    refused = set_day_zero(world)
    assert refused.status_code == 422 and "reason-fieldwork-split" in refused.content.decode()
    world.inspection.refresh_from_db()
    assert world.inspection.day_zero != SPLIT
    assert set_day_zero(world, **{"reason-fieldwork-split": "Agreed with the area"}).status_code == 200
    world.inspection.refresh_from_db()
    assert world.inspection.day_zero == SPLIT
    assert Departure.objects.filter(inspection=world.inspection, rule="fieldwork-split").exists()


def test_where_the_reading_only_warns_the_day_is_set_and_the_sentence_is_shown(world):
    world.inspection.readings = {"schedule.fieldwork_split": "warn"}
    world.inspection.save()
    told = set_day_zero(world)
    assert told.status_code == 200
    page = told.content.decode()
    assert "Day 0 set" in page and "is not one Monday-to-Friday week" in page
    world.inspection.refresh_from_db()
    assert world.inspection.day_zero == SPLIT
    event = Event.objects.filter(chain=world.inspection.ref, action="inspection.scheduled").last()
    assert "fieldwork-split" in event.canonical
