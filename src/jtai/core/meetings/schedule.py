"""When a team, keep-in-touch, findings or feedback meeting may be: on its day, and late when it ends late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jtai.core.results import Problem, blocks, warns
from jtai.words import day_date, duration


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a meeting stands in the days: planned, usual, and what bounds it. Instants are aware.

    usual_on    the day the edition gives it, or None
    not_before  earliest usual start
    not_after   when it is usually over
    after       end of the meeting it has to follow, or None while that has no end
    after_title the words for that meeting
    firm        it must follow (refused); otherwise it only usually does (a reason passes it)
    """

    on: date
    starts: datetime | None
    ends: datetime | None
    usual_on: date | None = None
    not_before: datetime | None = None
    not_before_words: str = ""
    not_after: datetime | None = None
    not_after_words: str = ""
    after: datetime | None = None
    after_title: str = ""
    firm: bool = False
    source: str = ""


def check_schedule(slot: Slot) -> list[Problem]:
    """All that is unusual or impossible in where a meeting is planned (paras 3, 35, table)."""
    problems = []
    if slot.starts and slot.ends and slot.ends <= slot.starts:
        problems.append(
            blocks("ends-before-start", "The end is before the start. Enter a later end.", field="ends")
        )
    if slot.usual_on and slot.on != slot.usual_on:
        problems.append(
            warns(
                "another-day",
                f"The guidance puts it on {day_date(slot.usual_on)}. Give the reason for another day.",
                slot.source,
            )
        )
    if (
        slot.starts
        and slot.not_before
        and slot.starts < slot.not_before
        and slot.on == slot.not_before.date()
    ):
        problems.append(
            warns(
                "starts-early",
                f"This meeting does not usually start before {slot.not_before_words}. "
                "Start later, or give the reason.",
                slot.source,
            )
        )
    latest = slot.ends or slot.starts
    if latest and slot.not_after and latest > slot.not_after:
        problems.append(
            warns(
                "unusual-time",
                f"Unusual time: this meeting is usually over by {slot.not_after_words}. "
                "Choose an earlier time, or give the reason.",
                slot.source,
            )
        )
    if slot.starts and slot.after and slot.starts < slot.after:
        problems.append(_out_of_order(slot))
    return problems


def _out_of_order(slot: Slot) -> Problem:
    if slot.firm:
        return blocks(
            "before-what-it-follows",
            f"This meeting follows “{slot.after_title}”. Choose a start after that meeting ends.",
            slot.source,
            "starts",
        )
    return warns(
        "before-what-it-follows",
        f"This meeting usually comes after “{slot.after_title}”, which ends later. "
        "Start later, or give the reason.",
        slot.source,
    )


def check_actual_start(started: datetime, follows: str, ended: datetime | None, source: str) -> list[Problem]:
    """A meeting that must follow another cannot begin before that one has ended (table day 13)."""
    if not follows or (ended and ended <= started):
        return []
    when = "has not ended" if ended is None else "ended later"
    return [
        blocks(
            "before-what-it-follows",
            f"“{follows}” {when}. Close it first, then start this meeting.",
            source,
            "started",
        )
    ]


def check_agenda(items: Mapping[str, str], outcomes: Iterable[str], source: str) -> list[Problem]:
    """A blocking problem for each point of the agenda without an outcome; `items` is code to title."""
    done = set(outcomes)
    return [
        blocks(
            f"no-outcome-{code}",
            f"“{title}” has no outcome. Record one.",
            source,
            f"outcome-{code}",
        )
        for code, title in items.items()
        if code not in done
    ]


def late_words(ended: datetime | None, due: datetime | None) -> str:
    """ "20 minutes late", or "" when in time; lateness never refuses anything (ADR 0300)."""
    if ended is None or due is None or ended <= due:
        return ""
    return f"{duration(ended - due)} late"
