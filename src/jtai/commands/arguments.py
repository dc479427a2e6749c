"""Dates, closure days, holds and readings as they are written on the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn

from jtai.commands.output import BadInput, Fault, bad
from jtai.core.timeline import Hold
from jtai.core.working_days import Calendar, calendar_versions, england

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DEFAULT_REASON = "closed"


class Parser(argparse.ArgumentParser):
    """Refuses with one plain sentence instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Raise `BadInput`; `main` prints it and answers 2."""
        words = message[0].upper() + message[1:]
        raise bad("", f"{words}. See `{self.prog} --help`.")


def add_format(parser: argparse.ArgumentParser) -> None:
    """`--format table|json`, for every command."""
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="a table for people, or JSON"
    )


def add_calendar(parser: argparse.ArgumentParser) -> None:
    """`--closure` and `--calendar`, for every command that counts."""
    parser.add_argument(
        "--closure",
        action="append",
        default=[],
        metavar="DATE[:REASON]",
        help="a day on which the inspectorates are closed; may be given several times",
    )
    parser.add_argument("--calendar", default="", metavar="VERSION", help="a version of the bank holidays")


def read_date(text: str, where: str) -> date:
    """An ISO date. Raises `BadInput`."""
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise bad(where, f"“{text}” is not a date. Write it as 2016-09-06.")


def read_calendar(version: str, closures: Iterable[str]) -> Calendar:
    """England's calendar with the closure days given. Raises `BadInput` with every fault."""
    if version and version not in calendar_versions():
        known = ", ".join(calendar_versions())
        raise bad("--calendar", f"There is no calendar “{version}”. There are: {known}.")
    days = read_each(closures, _closure)
    return england(version, closures=dict(days))


def read_hold(text: str) -> Hold:
    """A hold as 2019-11-06..2019-12-13:reason. Raises `BadInput`."""
    period, _, reason = text.partition(":")
    first, dots, last = period.partition("..")
    if not dots or not reason.strip():
        raise bad("--hold", f"“{text}” is not a hold. Write it as 2019-11-06..2019-12-13:reason.")
    hold = Hold(read_date(first, "--hold"), read_date(last, "--hold"), reason.strip())
    if hold.last_on < hold.first_on:
        raise bad("--hold", f"“{text}” ends before it begins. Swap the two dates.")
    return hold


def read_reading(text: str) -> tuple[str, str]:
    """A reading as anchor.publish=printed_weekday. Raises `BadInput`."""
    setting, equals, value = text.partition("=")
    if not equals or not setting or not value:
        raise bad("--reading", f"“{text}” is not a reading. Write it as anchor.publish=printed_weekday.")
    return setting, value


def gather(*reads: Callable[[], Any]) -> list[Any]:
    """The value of each; the faults of all of them are collected before `BadInput` is raised."""
    return read_each(reads, lambda read: read())


def read_each(given: Iterable[Any], read: Callable[[Any], Any]) -> list[Any]:
    """Each item read; every fault is collected before `BadInput` is raised."""
    values, faults = [], list[Fault]()
    for item in given:
        try:
            values.append(read(item))
        except BadInput as error:
            faults += error.faults
    if faults:
        raise BadInput(faults)
    return values


def _closure(text: str) -> tuple[date, str]:
    on, _, reason = text.partition(":")
    return read_date(on, "--closure"), reason.strip() or _DEFAULT_REASON
