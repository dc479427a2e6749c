"""Words for times: "mid-afternoon" to 15:00, by the edition's clock words and time settings (clash C40)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from jtai.core.framework.model import Edition
from jtai.core.working_days import at
from jtai.words import clock


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: `is_clock` false for words such as "end of the day"."""

    time: time
    label: str
    is_clock: bool

    @property
    def shown(self) -> str:
        """ "15:00" for a clock or a word that means one, "" for the end of the day."""
        return clock(self.time) if self.is_clock else ""


def read_clock(edition: Edition, word: str, readings: Mapping[str, str] | None = None) -> Clock | None:
    """The time that `word` stands for: a clock, a clock word, or the key of a time setting. None for ""."""
    if not word:
        return None
    if word in edition.readings:
        return read_clock(edition, (readings or {}).get(word, edition.readings[word].default), readings)
    if word in edition.clock_words:
        known = edition.clock_words[word]
        clock = time.fromisoformat(known.time)
        label = f"{known.title} ({known.time})" if known.is_clock else known.title
        return Clock(clock, label, known.is_clock)
    return Clock(time.fromisoformat(word), word, True)


def instant(clock: Clock | None, on: date) -> datetime | None:
    """The instant of that clock time on a day, or None."""
    return at(on, clock.time) if clock else None
