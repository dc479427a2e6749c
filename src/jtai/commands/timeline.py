"""`jtai timeline`: every milestone of the inspection track, as a table, JSON or a calendar file."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jtai.commands.arguments import (
    add_calendar,
    add_format,
    gather,
    read_calendar,
    read_date,
    read_each,
    read_hold,
    read_reading,
)
from jtai.commands.output import ANSWER_IS_NO, DONE, Answer, BadInput, Fault, bad, table
from jtai.core.framework import Edition, FrameworkFaults, load_edition
from jtai.core.results import Problem, ProblemsFound
from jtai.core.timeline import Timeline, calendar_file, check_day_zero, plan
from jtai.core.timeline.dates import MilestoneDates
from jtai.core.working_days import BeyondHorizon
from jtai.words import short_date

_EXAMPLES = """Examples:
  jtai timeline --edition 2016-08 --day-zero 2016-09-06
  jtai timeline --edition 2016-08 --day-zero 2017-11-21 --closure 2017-12-27 --format json
  jtai timeline --edition 2016-08 --day-zero 2019-09-10 --hold 2019-11-06..2019-12-13:election"""


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "timeline",
        help="every milestone of an inspection with its dates",
        description="Works out every milestone of the inspection track from its edition and day 0.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--edition", required=True, help="as 2016-08; `jtai editions` lists them")
    parser.add_argument("--day-zero", required=True, metavar="DATE", help="the day of notification")
    parser.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar="FROM..TO:REASON",
        help="publication is held back in this period; may be given several times",
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="SETTING=VALUE",
        help="another reading of a place where the guidance disagrees with itself",
    )
    parser.add_argument("--ics", metavar="FILE", help="write a calendar file as well")
    parser.add_argument(
        "--reference", default="inspection", help="what the entries of the calendar file are known by"
    )
    add_calendar(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """Plan, check day 0, and write the calendar file if one is asked for."""
    edition, day_zero, calendar, holds, readings = gather(
        lambda: _edition(options.edition),
        lambda: read_date(options.day_zero, "--day-zero"),
        lambda: read_calendar(options.calendar, options.closure),
        lambda: read_each(options.hold, read_hold),
        lambda: dict(read_each(options.reading, read_reading)),
    )
    try:
        timeline = plan(edition, day_zero, calendar, holds=holds, readings=readings)
        problems = check_day_zero(edition, day_zero, calendar, readings=readings)
    except ProblemsFound as error:
        raise BadInput(Fault(_option(problem), problem.message) for problem in error.problems) from error
    except BeyondHorizon as error:
        raise bad("--day-zero", str(error)) from error
    if options.ics:
        _write(Path(options.ics), calendar_file(timeline.rows, reference=options.reference, made_at=_now()))
    code = ANSWER_IS_NO if any(problem.blocks for problem in problems) else DONE
    return Answer(_as_data(timeline, problems), _as_text(timeline, problems), code)


def _edition(edition_id: str) -> Edition:
    try:
        return load_edition(edition_id)
    except KeyError as error:
        raise bad("--edition", str(error.args[0])) from error
    except FrameworkFaults as error:
        raise BadInput(Fault(f"{f.file}: {f.key}".rstrip(": "), f.message) for f in error.faults) from error


def _as_data(timeline: Timeline, problems: list[Problem]) -> dict[str, object]:
    return {
        "format": 1,
        "edition": timeline.edition.id,
        "day_zero": timeline.day_zero.isoformat(),
        "milestones": [_row_data(row) for row in timeline.rows],
        "problems": [
            {"code": p.code, "severity": p.severity, "message": p.message, "source": p.source}
            for p in problems
        ],
    }


def _row_data(row: MilestoneDates) -> dict[str, object]:
    return {
        "code": row.code,
        "title": row.title,
        "owner": row.owner_title,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "first_on": row.first_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "due_at": row.clock or None,
        "source": row.source,
        "discrepancy": row.discrepancy or None,
    }


def _as_text(timeline: Timeline, problems: list[Problem]) -> str:
    rows = [(_days(row), _dates(row), row.time_label, row.owner_title, row.title) for row in timeline.rows]
    parts = [table(("Day", "Date", "By", "Who", "What"), rows)]
    notes = [f"{row.code}: {row.discrepancy}" for row in timeline.rows if row.discrepancy]
    if notes:
        parts.append("\n".join(["Where the guidance disagrees with itself:", *notes]))
    parts += [f"{'Problem' if p.blocks else 'Warning'}: {p.message} ({p.source})" for p in problems]
    return "\n\n".join(parts)


def _days(row: MilestoneDates) -> str:
    return str(row.last_day) if row.first_day == row.last_day else f"{row.first_day}-{row.last_day}"


def _dates(row: MilestoneDates) -> str:
    if row.first_on == row.due_on:
        return short_date(row.due_on)
    return f"{short_date(row.first_on)} to {short_date(row.due_on)}"


def _option(problem: Problem) -> str:
    return {"day_zero": "--day-zero"}.get(problem.field or "", f"--reading {problem.field or ''}".rstrip())


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise bad("--ics", f"{path} cannot be written ({error.strerror}). Choose another file.") from error


def _now() -> datetime:
    return datetime.now(UTC)
