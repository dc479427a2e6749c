"""What an inspection has behind it: the days on site, the publication of its letter.

Lateness closes nothing; but when nobody can use what was asked for any more, nobody is asked for it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.timeline import Timeline


@lru_cache(maxsize=256)
def _last_day_on_site(timeline: Timeline) -> date:
    return timeline.fieldwork()[-1]


def is_fieldwork_over(inspection: Inspection, at: Moment) -> bool:
    """Has the last day on site passed? False while day 0 is not set."""
    if inspection.day_zero is None:
        return False
    return at.today > _last_day_on_site(dates.timeline_of(inspection))


def is_published(inspection: Inspection) -> bool:
    """Has its letter been published?"""
    return happened_at(inspection, inspection.edition.publishing_step.milestone) is not None
