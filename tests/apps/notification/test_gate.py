"""What keeps the call to the director closed, all of it at once (paras 4, 8, 10-12, 92/93)."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.notification import actions, queries
from jtai.core.results import Refused
from tests.factories.briefing import briefed, issue_briefing
from tests.factories.notification import fill_call_sheet
from tests.factories.world import World, planned


def close(world: World, clock: str = "09:12", day: int = 0) -> None:
    at = world.moment(day, clock)
    version = fill_call_sheet(world, clock, at=at)
    actions.close_call(inspection=world.inspection, version=version, by=world.lead, at=at)


def codes(world: World, clock: str = "09:00", day: int = 0) -> list[str]:
    return [p.code for p in queries.gate_problems(world.inspection, world.moment(day, clock))]


def test_a_briefed_inspection_may_be_notified_on_day_0(any_world):
    assert codes(briefed(any_world)) == []
    close(any_world)


@pytest.mark.requirement("R-004-1")
@pytest.mark.parametrize("edition", ["2016-08", "2016-01"])
def test_notification_is_blocked_while_the_theme_is_empty(db, edition):
    world = briefed(planned(edition, theme=""))
    world.move_clock(0, "09:00")
    page = world.client(world.lead).get(world.page("call-sheet")).content.decode()
    assert "No deep dive theme is chosen" in page
    assert world.page("plan-theme") in page
    with pytest.raises(Refused) as refused:
        close(world)
    assert refused.value.decision.kind == "moment"
    assert refused.value.decision.source == "Guidance, paragraph 4"
    assert Inspection.objects.get(pk=world.inspection.pk).dcs_told_at is None


@pytest.mark.requirement("R-092-1")
def test_notification_is_blocked_without_a_qa_manager(any_world):
    world = briefed(any_world)
    world.inspection.memberships.filter(role="qa-manager").update(ended_at=world.moment(-1).now)
    assert codes(world) == ["no-qa-manager"]
    with pytest.raises(Refused):
        close(world)


def test_notification_is_blocked_before_the_briefing_is_issued(any_world):
    assert codes(any_world) == ["briefing-not-issued"]
    with pytest.raises(Refused):
        close(any_world)


def test_each_missing_reading_is_a_problem_of_its_own(any_world):
    issue_briefing(any_world)
    assert codes(any_world) == ["briefing-reading"] * len(any_world.inspection.edition.inspectorates)


def test_the_call_is_made_on_day_0_and_on_no_other_day(any_world):
    world = briefed(any_world)
    assert codes(world, day=-1) == ["not-day-zero"]
    assert codes(world, day=1) == ["not-day-zero"]


def test_a_director_without_a_number_is_a_problem(world):
    briefed(world)
    world.inspection.contacts.filter(contact_role="dcs").update(phone="")
    assert codes(world) == ["no-director"]


@pytest.mark.requirement("R-T00-1")
def test_a_fieldwork_week_that_christmas_splits_is_flagged(db):
    world = planned("2016-08", day_zero=date(2016, 12, 13))
    assert dates.day(world.inspection, 9) == date(2016, 12, 28)
    flagged = dates.problems_of_day_zero(world.inspection, date(2016, 12, 13))
    assert any("week" in p.message or "split" in p.code for p in flagged)
    # The lead gave a reason when setting the day, so that it does not stand in the way of the call.
    assert codes(briefed(world)) == []
