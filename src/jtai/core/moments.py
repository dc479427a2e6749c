"""What time it is: the inspection's clock beside real time (ADR 0004).

A practice or demonstration inspection has a clock that a person moves. Due, late and gates use the
inspection's clock; sign-in, e-mail and the trail use real time, and the trail records both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jtai.words import LONDON


@dataclass(frozen=True, slots=True)
class Moment:
    """now   aware instant by the inspection's clock; real   aware instant by the system clock."""

    now: datetime
    real: datetime

    def __post_init__(self) -> None:
        if self.now.tzinfo is None or self.real.tzinfo is None:
            raise ValueError("A moment needs aware instants: say in which time zone they are.")

    @property
    def local(self) -> datetime:
        """The inspection's clock as wall time in Europe/London."""
        return self.now.astimezone(LONDON)

    @property
    def today(self) -> date:
        """The date on the wall in Europe/London by the inspection's clock."""
        return self.local.date()


def real_moment(instant: datetime) -> Moment:
    """A moment of an inspection whose clock is the system clock."""
    return Moment(now=instant, real=instant)
