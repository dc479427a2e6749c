"""Days, times and settings, as an edition says: milestones, tracks, words for times, readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jtai.core.framework.organisations import Modality

Count = Literal["working-days", "elapsed-hours", "none"]
ReadingKind = Literal["choice", "time", "number", "flag", "text"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A fact that opens a milestone and is no milestone itself ("theme recorded")."""

    code: str
    title: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something dates are counted from. `planned_as`: the milestone that stands in until it is recorded."""

    code: str
    title: str
    planned_as: str = ""
    paragraph: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where the guidance disagrees with itself or is silent, and how it is treated here."""

    code: str
    says: str
    treatment: str


@dataclass(frozen=True, slots=True)
class When:
    """What changes in a milestone when the setting `reading` has `value`; absent fields stay as they are.

    `printed_weekday_governs`: the date is the first working day on the printed weekday, on or after the
    numbered day (clashes C01, C02).
    """

    reading: str
    value: str
    first_day: int | None = None
    last_day: int | None = None
    offset: int | None = None
    anchor: str = ""
    count: Count | None = None
    time: str = ""
    printed_weekday_governs: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line of a timetable.

    first_day, last_day  day numbers of the edition (counted from `Edition.day_origin`); None when the
                         milestone is counted from an event
    anchor, offset       the event it is counted from ("day-zero", a milestone code, or an event code)
                         and how many units of `count` later it is due
    anchor_when          whether an early act brings the date forward ("done") or not
    time                 "09:30", a word of `Edition.clock_words`, the key of a time reading, or "" (no time)
    starts               as `time`: not before this time on the day
    time_printed         what the guidance prints
    gates                codes of milestones or of `Edition.gates` that come first
    week, usual_weekday  by count, when no bank holiday intervenes
    discrepancy          a note, demanded by the loader where the printed weekday disagrees with the count
    by_hand              has no page of its own: the lead inspector records when it happened
    purpose              what the code looks it up for (jtai.core.framework.purposes)
    """

    code: str
    title: str
    owner: str
    source: str
    modality: Modality
    with_owners: tuple[str, ...] = ()
    first_day: int | None = None
    last_day: int | None = None
    anchor: str = "day-zero"
    offset: int | None = None
    count: Count = "working-days"
    anchor_when: Literal["done", "later-of-due-and-done"] = "done"
    time: str = ""
    starts: str = ""
    time_printed: str = ""
    gates: tuple[str, ...] = ()
    printed_weekday: str = ""
    usual_weekday: str = ""
    week: int | None = None
    discrepancy: str = ""
    clashes: tuple[str, ...] = ()
    when: tuple[When, ...] = ()
    by_hand: bool = False
    purpose: str = ""

    @property
    def discrepancy_words(self) -> str:
        """The note as people read it, without the codes of the clashes that it ends with."""
        return re.sub(r"; see C\d+(?: and C\d+)*\.$", ".", self.discrepancy)


@dataclass(frozen=True, slots=True)
class Track:
    """A set of dates with its own start: the inspection itself, a complaint, a withhold request ..."""

    code: str
    title: str
    source: str
    milestones: tuple[Milestone, ...]

    def milestone(self, code: str) -> Milestone:
        """The milestone with this code; KeyError with a sentence when there is none."""
        for milestone in self.milestones:
            if milestone.code == code:
                return milestone
        raise KeyError(f"The track “{self.code}” has no milestone “{code}”.")


@dataclass(frozen=True, slots=True)
class ClockWord:
    """A word the guidance uses for a time, and the clock time it stands for by default (clash C40).

    `is_clock` false: a word such as "end-of-day", shown as a word and not as a clock.
    """

    code: str
    title: str
    time: str
    is_clock: bool = True
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How this software reads a place where the guidance disagrees with itself or stays silent.

    `setting` is the key. `options` are the values to choose from; empty: any value of `kind`.
    """

    setting: str
    clash: str
    kind: ReadingKind
    default: str
    sentence: str
    options: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the inspection track shown in the stage bar (paragraph 9, overview)."""

    code: str
    title: str
    first_day: int
    last_day: int | None
    weeks_printed: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """The days on site. Evidence ends with the milestone that `Evidence.stop_milestone` names."""

    first_day: int
    last_day: int
    one_week: bool
    usual_notification_weekday: str
    paragraph: str
