"""`jtai editions`: the editions of the framework and the themes that can be loaded."""

from __future__ import annotations

import argparse
from typing import Any

from jtai.commands.arguments import add_format
from jtai.commands.output import Answer, BadInput, Fault, table
from jtai.core.framework import (
    Edition,
    FrameworkFaults,
    Theme,
    available_editions,
    available_themes,
    load_edition,
    load_theme,
)
from jtai.words import short_date

_INSPECTION = "inspection"


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "editions",
        help="list editions and themes",
        description="Lists the editions of the framework and the deep dive themes.",
        epilog="Example: jtai editions --format json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """List them; a file with faults is bad input."""
    try:
        editions = [load_edition(each) for each in available_editions()]
        themes = [load_theme(each) for each in available_themes(invented=True)]
    except FrameworkFaults as error:
        raise BadInput(Fault(f"{f.file}: {f.key}".rstrip(": "), f.message) for f in error.faults) from error
    return Answer([_as_data(edition) for edition in editions], _as_text(editions, themes))


def _as_data(edition: Edition) -> dict[str, object]:
    return {
        "id": edition.id,
        "title": edition.title,
        "published": edition.published,
        "criteria": len(edition.criteria),
        "milestones": len(edition.tracks[_INSPECTION].milestones),
    }


def _as_text(editions: list[Edition], themes: list[Theme]) -> str:
    shown = table(
        ("Edition", "Published", "Criteria", "Milestones", "Title"),
        (
            (
                str(row["id"]),
                str(row["published"]),
                str(row["criteria"]),
                str(row["milestones"]),
                edition.title,
            )
            for edition in editions
            for row in [_as_data(edition)]
        ),
    )
    listed = table(
        ("Theme", "From", "To", "Criteria", "Items", "Title"),
        (
            (
                theme.code,
                short_date(theme.valid_from),
                short_date(theme.valid_to),
                str(len(theme.criteria)),
                str(len(theme.items)),
                theme.title,
            )
            for theme in themes
        ),
    )
    return f"{shown}\n\n{listed}"
