"""Working days of England: which they are, counting them both ways, and times of day.

    from jtai.core.working_days import at, england

    calendar = england()                                   # the newest; england("england-1") a pinned one
    calendar.version                                       # what an inspection pins
    version_words("england-1")                             # "England, version 1"
    closed = england(closures={date(2017, 12, 27): "office closed"})
    calendar.is_working_day(date(2016, 12, 27))            # False
    calendar.why_not(date(2016, 12, 27))                   # "Christmas Day (substitute day)"; "" if it is one
    calendar.add(date(2016, 9, 6), 43)                     # 2016-11-04; a negative number counts back
    calendar.count(date(2016, 9, 6), date(2016, 11, 4))    # 43
    calendar.skipped(date(2016, 12, 20), date(2017, 1, 4)) # bank holidays and closures in between
    at(date(2016, 9, 22), time(15, 0))                     # the instant in UTC of 15:00 in England

    read_bank_holidays("2016-10-13,Day of mourning", calendar)   # title by date, or HolidayFaults
    calendar.with_bank_holidays("england-2", {date(2016, 10, 13): "Day of mourning"})

Beyond 1990 to 2050 everything raises `BeyondHorizon`, a ValueError with a sentence.
"""

from jtai.core.working_days.calendar import BeyondHorizon, Calendar, Skipped, at
from jtai.core.working_days.england import calendar_versions, england, version_words
from jtai.core.working_days.importing import HolidayFaults, LineFault, read_bank_holidays

__all__ = [
    "BeyondHorizon",
    "Calendar",
    "HolidayFaults",
    "LineFault",
    "Skipped",
    "at",
    "calendar_versions",
    "england",
    "read_bank_holidays",
    "version_words",
]
