"""Words made of dates, numbers, lists and sizes: the one place (ADR 0270).

    short_date(on)                   Thu 22 Sep 2016
    day_date(on)                     Thursday 22 September 2016
    long_date(on)                    22 September 2016
    clock(instant)                   15:00
    clock_and_date(instant)          15:00, Thursday 22 September 2016
    clock_on(instant)                15:00 on Thursday 22 September 2016
    duration(timedelta(minutes=110)) 1 hour 50 minutes
    counted(2, "SEA entry", "is")    2 SEA entries are
    listed(["a", "b", "c"])          a, b and c
    file_size(3_400_000)             3.4 MB

An aware instant is shown as wall time in Europe/London. Nothing here depends on the locale of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_Moment = TypeVar("_Moment", bound=date | time)
_PLURALS = {"person": "people", "child": "children", "criterion": "criteria"}
_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
_HISSES = ("s", "x", "ch", "sh")
_SIZES = ("kB", "MB", "GB", "TB")


def local(instant: datetime) -> datetime:
    """The wall clock in England at an aware instant. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("A time without a time zone cannot be placed. Give it one.")
    return instant.astimezone(LONDON)


def weekday(on: date) -> str:
    """Thursday."""
    return WEEKDAYS[_wall(on).weekday()]


def month(on: date) -> str:
    """September."""
    return MONTHS[_wall(on).month - 1]


def short_date(on: date) -> str:
    """Thu 22 Sep 2016, for tables."""
    return f"{weekday(on)[:3]} {day_month(on)} {_wall(on).year}"


def day_month(on: date) -> str:
    """22 Sep, where the year is plain."""
    return f"{_wall(on).day} {month(on)[:3]}"


def day_date(on: date) -> str:
    """Thursday 22 September 2016, for sentences."""
    return f"{weekday(on)} {long_date(on)}"


def long_date(on: date) -> str:
    """22 September 2016, as in a letter."""
    return f"{_wall(on).day} {month(on)} {_wall(on).year}"


def clock(moment: datetime | time) -> str:
    """15:00."""
    return f"{_wall(moment):%H:%M}"


def clock_and_date(moment: date) -> str:
    """15:00, Thursday 22 September 2016; of a date without a time the day alone."""
    return f"{clock(moment)}, {day_date(moment)}" if isinstance(moment, datetime) else day_date(moment)


def clock_and_short_date(moment: datetime) -> str:
    """15:00, Thu 22 Sep 2016."""
    return f"{clock(moment)}, {short_date(moment)}"


def clock_on(moment: datetime) -> str:
    """15:00 on Thursday 22 September 2016, inside a sentence."""
    return f"{clock(moment)} on {day_date(moment)}"


def duration(span: timedelta) -> str:
    """1 hour 50 minutes, whichever way it runs; two units say enough. Under a minute it says so."""
    minutes = int(abs(span).total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    units = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    words = [counted(number, unit) for number, unit in units if number]
    return " ".join(words[:2]) or "less than a minute"


def plural(noun: str) -> str:
    """SEA entries, of "SEA entry"; the last word takes the ending."""
    before, blank, last = noun.rpartition(" ")
    if last in _PLURALS:
        return before + blank + _PLURALS[last]
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if last.endswith(_HISSES) else "s")


def agreed(number: float, verb: str) -> str:
    """The verb that goes with so many: "is" and "are", "waits" and "wait"."""
    return verb if abs(number) == 1 else _VERBS.get(verb) or verb.removesuffix("s")


def noun_of(number: float, noun: str) -> str:
    """The noun that goes with so many, where the number stands elsewhere: "3 of 5 criteria"."""
    return noun if abs(number) == 1 else plural(noun)


def counted(number: int, noun: str, verb: str = "") -> str:
    """1 point; 2 points; 1,000 characters; with a verb "1 message waits" and "2 messages wait"."""
    words = f"{number:,} {noun_of(number, noun)}"
    return f"{words} {agreed(number, verb)}" if verb else words


def listed(names: Iterable[str], last: str = "and") -> str:
    """a; a and b; a, b and c. "" of nothing."""
    *before, final = list(names) or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def file_size(size: int) -> str:
    """412 bytes; 3.4 MB: thousands, as file managers show them."""
    if size < 1000:
        return counted(size, "byte")
    value = float(size)
    for unit in _SIZES:
        value /= 1000
        # 999.95 would be shown as 1000.0 of the smaller unit.
        if value < 999.95 or unit == _SIZES[-1]:
            break
    return f"{value:.1f}".removesuffix(".0") + f" {unit}"


def _wall(moment: _Moment) -> _Moment:
    return moment.astimezone(LONDON) if isinstance(moment, datetime) and moment.tzinfo else moment
