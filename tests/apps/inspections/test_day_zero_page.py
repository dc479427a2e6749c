"""Day 0 through its page: the dates the catalogue names, under each edition they belong to."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.inspections import dates
from tests.factories.world import planned

pytestmark = pytest.mark.django_db
EDITIONS = ["2016-01", "2016-08"]
OUTSIDE = "is outside the period of the theme"


def set_by_page(world, on: date) -> tuple[list[str], str]:
    """Day 0 as the lead sets it, with a reason for each warning: what was asked, and the page that asked."""
    lead, url = world.client(world.lead), world.page("plan-day-zero")
    typed = {"day_zero_day": on.day, "day_zero_month": on.month, "day_zero_year": on.year}
    answer, asked, page = lead.post(url, typed), [], ""
    if answer.status_code == 422:
        page = answer.content.decode()
        asked = [warning.code for warning in answer.context["form"].standing_warnings]
        reasons = {f"reason-{code}": "Agreed with all inspectorates." for code in asked}
        answer = lead.post(url, typed | reasons)
    assert answer.status_code == 303
    world.inspection.refresh_from_db()
    assert world.inspection.day_zero == on
    assert set(asked) <= set(world.inspection.departures.values_list("rule", flat=True))
    return asked, page


@pytest.mark.requirement("R-AXA-3")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_first_theme_is_fine_on_22_february_and_warns_on_19_september_2016(edition):
    world = planned(edition, theme="cse-missing", day_zero=date(2016, 2, 2))
    asked, _ = set_by_page(world, date(2016, 2, 9))
    assert dates.timeline_of(world.inspection).fieldwork()[0] == date(2016, 2, 22)
    assert "theme-outside-period" not in asked
    asked, page = set_by_page(world, date(2016, 9, 6))
    assert dates.timeline_of(world.inspection).fieldwork()[0] == date(2016, 9, 19)
    assert "theme-outside-period" in asked and OUTSIDE in page


@pytest.mark.requirement("R-AXA-4")
def test_the_second_theme_is_fine_on_19_september_2016_and_warns_on_19_april_2017():
    world = planned("2016-08", theme="domestic-abuse", day_zero=date(2016, 9, 13))
    asked, _ = set_by_page(world, date(2016, 9, 6))
    assert dates.timeline_of(world.inspection).fieldwork()[0] == date(2016, 9, 19)
    assert "theme-outside-period" not in asked
    asked, page = set_by_page(world, date(2017, 4, 4))
    assert dates.timeline_of(world.inspection).fieldwork()[0] == date(2017, 4, 19)
    assert "theme-outside-period" in asked and OUTSIDE in page


@pytest.mark.requirement("R-T00-1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_13_december_2016_puts_day_9_on_28_december_and_takes_a_reason(edition):
    world = planned(edition, day_zero=date(2016, 11, 8))
    asked, _ = set_by_page(world, date(2016, 12, 13))
    assert "fieldwork-split" in asked
    page = world.client(world.lead).get(world.page("timeline")).content.decode()
    assert "Wed 28 Dec 2016, day 9" in page
