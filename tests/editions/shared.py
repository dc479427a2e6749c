"""Where the test data of the editions stands, and the third, invented edition."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jtai.core.framework import load_edition
from jtai.core.timeline import Timeline, plan
from jtai.core.working_days import at, england

HERE = Path(__file__).parent
THIRD = HERE / "third_edition"
ROOT = HERE.parent.parent


# The editions whose words, codes and numbers may not stand in code; others may stand beside them.
PUBLISHED = ("2016-01", "2016-08")
AUGUST = ROOT / "src/jtai/editions/2016_08"


def copied_edition(to: Path, edition_id: str, changes: Iterable[tuple[str, str, str]] = ()) -> Path:
    """A copy of the August edition under another id in the folder `to`, with (file, old, new) changed."""
    folder = to / edition_id.replace("-", "_")
    shutil.copytree(AUGUST, folder)
    for file, old, new in (("edition.toml", 'id = "2016-08"', f'id = "{edition_id}"'), *changes):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, old
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


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
