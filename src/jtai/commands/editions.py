"""`jtai editions`: the editions and themes that can be loaded, and whether a folder is an edition."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jtai.commands.arguments import add_format
from jtai.commands.output import ANSWER_IS_NO, DONE, Answer, bad, table
from jtai.core.framework import (
    Edition,
    FrameworkFault,
    FrameworkFaults,
    Theme,
    available_editions,
    available_themes,
    faulty_editions,
    faulty_themes,
    load_edition,
    load_theme,
    read_edition,
)
from jtai.words import counted, short_date

_INSPECTION = "inspection"
_EXAMPLES = "Example: jtai editions --format json\n         jtai editions check my_folder/2027_01"


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "editions",
        help="list editions and themes, or check a folder",
        description="Lists the editions of the framework and the deep dive themes, or checks one folder.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_format(parser)
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(metavar="check", parser_class=type(parser))
    check = verbs.add_parser(
        "check",
        help="is this folder an edition?",
        description="Reads a folder of TOML files as an edition and names every fault of it at once.",
        epilog="Example: jtai editions check my_folder/2027_01",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("folder", metavar="FOLDER", help="the folder, named as 2027_01")
    add_format(check)
    check.set_defaults(run=run_check)


def run(options: argparse.Namespace) -> Answer:
    """List them. Folders and themes with faults are listed with these; the exit code is 1 then."""
    editions = [load_edition(edition_id) for edition_id in available_editions()]
    themes = [load_theme(code) for code in available_themes(invented=True)]
    rows = [_as_data(edition) for edition in editions]
    shown = [_as_text(editions, themes)]
    for faulty, what in ((faulty_editions(), "an edition"), (faulty_themes(), "a theme")):
        rows += [{"id": each, "faults": _faults_data(faults)} for each, faults in faulty.items()]
        shown += [
            f"{_headline(each, what, faults)}\n{_faults_text(faults)}" for each, faults in faulty.items()
        ]
    return Answer(rows, "\n\n".join(shown), ANSWER_IS_NO if faulty_editions() or faulty_themes() else DONE)


def run_check(options: argparse.Namespace) -> Answer:
    """Is this folder an edition? Exit code 1, with every fault, when it is not."""
    folder = Path(options.folder)
    if not folder.joinpath("edition.toml").is_file():
        raise bad(options.folder, "There is no edition.toml in this folder. Give the folder of an edition.")
    try:
        edition = read_edition(folder)
    except FrameworkFaults as error:
        data = {"format": 1, "folder": options.folder, "faults": _faults_data(error.faults)}
        words = f"{_headline(folder.name, 'an edition', error.faults)}\n{_faults_text(error.faults)}"
        return Answer(data, words, ANSWER_IS_NO)
    data = {"format": 1, "folder": options.folder, **_as_data(edition), "faults": []}
    count = len(edition.tracks[_INSPECTION].milestones)
    words = (
        f"{folder.name} is an edition: {len(edition.criteria)} criteria and {count} milestones, no faults."
    )
    return Answer(data, words)


def _headline(name: str, what: str, faults: Sequence[FrameworkFault]) -> str:
    return f"{name} is not {what} yet: {counted(len(faults), 'fault')}."


def _faults_data(faults: Sequence[FrameworkFault]) -> list[dict[str, str]]:
    return [{"file": f.file, "key": f.key, "message": f.message} for f in faults]


def _faults_text(faults: Sequence[FrameworkFault]) -> str:
    return "\n".join(f"  {fault}" for fault in faults)


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
