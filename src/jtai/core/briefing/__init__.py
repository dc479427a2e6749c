"""The rules of the pre-inspection briefing (paragraphs 10 and 11).

check_sections(edition.briefing_sections, drafts)   -> list[Problem]   before it is issued
check_performance_data(...)                         -> list[Problem]   before data are submitted
readings_missing(edition, readers)                  -> who must still confirm before notification
check_preparation(edition, days)                    -> list[Problem]   at least the edition's day each
"""

from jtai.core.briefing.readers import Reader, check_preparation, check_readings, readings_missing
from jtai.core.briefing.sections import ANSWERS, Draft, check_performance_data, check_sections

__all__ = [
    "ANSWERS",
    "Draft",
    "Reader",
    "check_performance_data",
    "check_preparation",
    "check_readings",
    "check_sections",
    "readings_missing",
]
