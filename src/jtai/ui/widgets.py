"""Controls made of several boxes: a day, and a day with a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from jtai.words import clock, local


@dataclass(frozen=True, slots=True)
class Part:
    """One box: its code in the posted name (`on_day`), its label and its width in characters."""

    code: str
    label: str
    width: int
    numeric: bool = True


DAY = Part("day", "Day", 2)
MONTH = Part("month", "Month", 2)
YEAR = Part("year", "Year", 4)
TIME = Part("time", "Time", 5, numeric=False)


class _Parts(forms.Widget):
    """Reads `name_day`, `name_month`, … into a list of what was typed."""

    parts: tuple[Part, ...] = ()
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        if not any(f"{name}_{part.code}" in data for part in self.parts) and data.get(name):
            # A link may carry the whole value, as in `?since=2016-09-06`.
            return self.from_iso(str(data[name]))
        return [str(data.get(f"{name}_{part.code}", "")).strip() for part in self.parts]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part.code}" in data for part in self.parts)

    def from_iso(self, text: str) -> list[str]:
        raise NotImplementedError

    def split(self, value: Any) -> list[str]:
        raise NotImplementedError


class DateParts(_Parts):
    """Day, month and year."""

    parts = (DAY, MONTH, YEAR)

    def from_iso(self, text: str) -> list[str]:
        try:
            return self.split(dt.date.fromisoformat(text))
        except ValueError:
            return [text, "", ""]

    def split(self, value: Any) -> list[str]:
        if isinstance(value, list | tuple):
            return [str(text) for text in value]
        if isinstance(value, dt.datetime):
            value = local(value) if value.tzinfo else value
        if isinstance(value, dt.date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]


class MomentParts(_Parts):
    """Day, month, year and a time on the 24-hour clock."""

    parts = (DAY, MONTH, YEAR, TIME)

    def from_iso(self, text: str) -> list[str]:
        try:
            return self.split(dt.datetime.fromisoformat(text))
        except (ValueError, OverflowError):
            return [text, "", "", ""]

    def split(self, value: Any) -> list[str]:
        if isinstance(value, list | tuple):
            return [str(text) for text in value]
        if isinstance(value, dt.datetime):
            shown = local(value) if value.tzinfo else value
            return [str(shown.day), str(shown.month), str(shown.year), clock(shown)]
        if isinstance(value, dt.date):
            return [str(value.day), str(value.month), str(value.year), ""]
        return ["", "", "", ""]


class ClockInput(forms.TextInput):
    """A time on the 24-hour clock, such as 14:30."""

    def format_value(self, value: Any) -> str:
        if isinstance(value, dt.time):
            return clock(value)
        return "" if value is None else str(value)
