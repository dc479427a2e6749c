"""Where the test data of the editions stands, and the third, invented edition."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jtai.core.framework import load_edition
from jtai.core.timeline import Timeline, plan
from jtai.core.working_days import at, england

HERE = Path(__file__).parent
THIRD = HERE / "third_edition"
ROOT = HERE.parent.parent


def read_data(name: str) -> Any:
    """One file of test data."""
    return json.loads((HERE / "data" / name).read_text(encoding="utf-8"))


def planned(edition_id: str, day_zero: str, **settings: str) -> Timeline:
    """The timeline of an edition from an ISO day 0, with other readings by setting."""
    readings = {key.replace("__", "."): value for key, value in settings.items()}
    return plan(load_edition(edition_id), date.fromisoformat(day_zero), england(), readings=readings)


def when(day: str, clock: str = "11:00") -> datetime:
    """The instant of an ISO day and a clock time in England."""
    return at(date.fromisoformat(day), time.fromisoformat(clock))


# Example calendars of the catalogue: clean, and across Easter.
J2 = ("2016-01", "2016-02-09")
A1 = ("2016-08", "2016-09-06")
