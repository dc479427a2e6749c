"""Every write to the briefing, its readings, performance data and discussions."""

from jtai.apps.briefing.actions.performance import keep_performance_data, submit_performance_data
from jtai.apps.briefing.actions.reading import go_on_without_readings, mark_read, record_discussion
from jtai.apps.briefing.actions.writing import attach, issue, keep_section, release_restricted

__all__ = [
    "attach",
    "go_on_without_readings",
    "issue",
    "keep_performance_data",
    "keep_section",
    "mark_read",
    "record_discussion",
    "release_restricted",
    "submit_performance_data",
]
