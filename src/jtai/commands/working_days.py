"""`jtai working-days`: add to a date, or count between two."""

from __future__ import annotations

import argparse
from typing import Any

from jtai.commands.arguments import Parser, add_calendar, add_format, gather, read_calendar, read_date
from jtai.commands.output import Answer, bad
from jtai.core.working_days import BeyondHorizon
from jtai.words import counted, day_date, weekday


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser(
        "working-days",
        help="add working days to a date, or count them",
        description="Counts England's working days: Monday to Friday without bank holidays and closure days.",
        epilog="Example: jtai working-days add 2018-01-30 70",
    )
    verbs = group.add_subparsers(dest="verb", metavar="add|count", required=True, parser_class=Parser)
    add = verbs.add_parser(
        "add",
        help="the date n working days after a date",
        description="The date n working days after a date (before it when n is negative).",
        epilog="Example: jtai working-days add 2018-01-30 70 --closure 2018-04-03:training",
    )
    add.add_argument("date", help="the date to start from; it is not counted")
    add.add_argument("days", help="how many working days")
    count = verbs.add_parser(
        "count",
        help="working days after the first date up to and including the second",
        description="Working days after the first date up to and including the second.",
        epilog="Example: jtai working-days count 2018-01-30 2018-05-11",
    )
    count.add_argument("first", help="the date to start from; it is not counted")
    count.add_argument("last", help="the last date; it is counted")
    for parser, run in ((add, run_add), (count, run_count)):
        add_calendar(parser)
        add_format(parser)
        parser.set_defaults(run=run)


def run_add(options: argparse.Namespace) -> Answer:
    """The date, its weekday and what was skipped."""
    calendar, start, days = gather(
        lambda: read_calendar(options.calendar, options.closure),
        lambda: read_date(options.date, "DATE"),
        lambda: _whole_number(options.days),
    )
    try:
        end = calendar.add(start, days)
    except BeyondHorizon as error:
        raise bad("DATE", str(error)) from error
    skipped = calendar.skipped(start, end)
    data = {
        "date": end.isoformat(),
        "weekday": weekday(end),
        "skipped": [{"date": row.on.isoformat(), "why": row.why} for row in skipped],
    }
    lines = [day_date(end), *(f"not counted: {day_date(row.on)}, {row.why}" for row in skipped)]
    if calendar.is_provisional(end):
        lines.append("Bank holidays of that year are not proclaimed yet: the date is provisional.")
    return Answer(data, "\n".join(lines))


def run_count(options: argparse.Namespace) -> Answer:
    """How many there are."""
    calendar, first, last = gather(
        lambda: read_calendar(options.calendar, options.closure),
        lambda: read_date(options.first, "FIRST"),
        lambda: read_date(options.last, "LAST"),
    )
    try:
        days = calendar.count(first, last)
    except BeyondHorizon as error:
        raise bad("FIRST or LAST", str(error)) from error
    return Answer({"working_days": days}, counted(days, "working day"))


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise bad("DAYS", f"“{text}” is not a whole number. Write it as 70.") from None
