"""Pages of the pre-inspection briefing, its readings, performance data and discussions."""

from jtai.apps.briefing.views.performance import (
    performance_data,
    performance_data_file,
    performance_data_item,
    performance_data_new,
)
from jtai.apps.briefing.views.reading import briefing, discussion, readers, release
from jtai.apps.briefing.views.writing import attach, attachment, issue, issued, section

__all__ = [
    "attach",
    "attachment",
    "briefing",
    "discussion",
    "issue",
    "issued",
    "performance_data",
    "performance_data_file",
    "performance_data_item",
    "performance_data_new",
    "readers",
    "release",
    "section",
]
