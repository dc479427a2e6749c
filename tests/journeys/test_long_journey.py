"""One inspection from briefing to published letter, through the pages alone, each role in turn.

The August edition is walked with scripts switched off on SQLite, the January edition with scripts on
PostgreSQL. Only the accounts are there before it begins. The stages are in tests/journeys/stages.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.long_walk import STAGES
from tests.journeys.story import Story


def walk(house: House, chromium: Browser, edition: str, day_zero: date, *, scripts: bool) -> None:
    with house.open() as address:
        story = Story(chromium, address, edition, day_zero, scripts=scripts)
        for stage in STAGES:
            stage(story)
        story.close()
    verdict = house.run("manage.py", "audit", "verify")
    assert story.ref in verdict


@pytest.mark.on_sqlite
def test_an_inspection_of_the_august_edition_runs_from_briefing_to_letter_without_scripts(
    empty_house, chromium
):
    walk(empty_house, chromium, "2016-08", date(2016, 9, 6), scripts=False)


@pytest.mark.on_postgres
def test_an_inspection_of_the_january_edition_runs_from_briefing_to_letter(empty_house, chromium):
    walk(empty_house, chromium, "2016-01", date(2016, 2, 9), scripts=True)
