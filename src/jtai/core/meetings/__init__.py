"""Rules of meetings: who has to be there, and when a meeting may be (paragraphs 27-45).

    check_attendance(rule, needs, people)   -> the tests of the edition that are not met, each by name
    check_schedule(...)                     -> another day, too early, before what it must follow

Values in, problems out: nothing here knows a finding, and no finding knows who came (paragraph 35).
"""

from jtai.core.meetings.attendance import (
    Needs,
    Person,
    Test,
    attendance_tests,
    check_attendance,
    check_invitations,
    check_more_of_agency,
    local_notes,
)
from jtai.core.meetings.schedule import (
    Slot,
    check_actual_start,
    check_agenda,
    check_schedule,
    late_words,
)

__all__ = [
    "Needs",
    "Person",
    "Slot",
    "Test",
    "attendance_tests",
    "check_actual_start",
    "check_agenda",
    "check_attendance",
    "check_invitations",
    "check_more_of_agency",
    "check_schedule",
    "late_words",
    "local_notes",
]
