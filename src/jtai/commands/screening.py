"""`jtai screen`: likely personal names and identifiers in notes, and columns of names in a list."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from jtai.commands.arguments import add_format
from jtai.commands.output import ANSWER_IS_NO, DONE, Answer, BadInput, Fault, bad, table
from jtai.core.screening import Screening, name_columns, screen, standard_lexicon
from jtai.words import counted, file_size

# A note of an inspection has a few thousand characters; what is longer than this is no note.
LONGEST_LINE = 2_000_000
LONGEST_LIST = 64_000_000
_STANDARD_INPUT = "standard input"


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "screen",
        help="find likely names of people in notes, or columns of names in a list",
        description=(
            "Finds likely names of people in notes. It reads JSON lines, each {“id”: …, “text”: …}, from "
            "FILE or standard input. With --format json it answers one line for each, in order: spans of "
            "likely names (strong or possible) with what to write instead, and identifiers (NHS number, UPN, "
            "date of birth, postcode, telephone, e-mail); offsets are characters. It is an aid: it will miss "
            "names. With --list it reads a CSV file instead and says which columns look like names."
        ),
        epilog='Example: echo \'{"id": 1, "text": "Spoke to Aisha Khan."}\' | jtai screen --format json',
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="JSON lines; - is standard input"
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="FILE",
        help="words and phrases that are not names here, one a line; may be given several times",
    )
    parser.add_argument(
        "--explain", action="store_true", help="say why each was marked, and why a candidate was let through"
    )
    parser.add_argument(
        "--list", dest="list_file", default="", metavar="FILE.csv", help="look for columns of names in a list"
    )
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> Answer:
    """Screen notes line by line, or the columns of a list."""
    if options.list_file:
        return run_list(options.list_file)
    allow = [word for name in options.allow for word in _allowed(name)]
    as_json = options.format == "json"
    # Read once before the first answer, so that a fault in line 9 does not follow eight answers.
    records = list(_records(options.file))
    standard_lexicon()
    rows: list[tuple[str, ...]] = []
    for identity, text in records:
        screening = screen(text, allow=allow)
        if as_json:
            print(json.dumps(_data(identity, screening, explain=options.explain), ensure_ascii=False))
        else:
            rows += _rows(identity, text, screening, explain=options.explain)
    return Answer(None, "") if as_json else _shown(rows, len(records), explain=options.explain)


def run_list(name: str) -> Answer:
    """Columns of a list that look like names; exit 1 when there are any."""
    header, rows = _read_list(name)
    columns = name_columns(header, rows)
    data = {"format": 1, "columns": [asdict(column) for column in columns]}
    if not columns:
        return Answer(data, "No column looks like names.", DONE)
    lines = [f"Column {column.number}, “{column.header}”: {column.why}." for column in columns]
    return Answer(data, "\n".join(lines), ANSWER_IS_NO)


def _data(identity: Any, screening: Screening, *, explain: bool) -> dict[str, Any]:
    spans = [
        {"start": s.start, "end": s.end, "tier": s.tier, "suggestion": s.suggestion}
        | ({"reasons": list(s.reasons)} if explain else {})
        for s in screening.spans
    ]
    line = {
        "id": identity,
        "spans": spans,
        "identifiers": [asdict(identifier) for identifier in screening.identifiers],
    }
    if explain:
        line["let_through"] = [asdict(candidate) for candidate in screening.let_through]
    return line


def _rows(identity: Any, text: str, screening: Screening, *, explain: bool) -> Iterator[tuple[str, ...]]:
    """For people: what was found in which record, with its words; longer with reasons."""
    lines = [
        (s.start, f"{s.tier} name", text[s.start : s.end], s.suggestion, ", ".join(s.reasons))
        for s in screening.spans
    ]
    lines += [(i.start, i.kind, text[i.start : i.end], i.message, "") for i in screening.identifiers]
    if explain:
        lines += [
            (t.start, "let through", text[t.start : t.end], "", t.reason) for t in screening.let_through
        ]
    for start, kind, words, instead, why in sorted(lines):
        row = (str(identity), str(start), kind, " ".join(words.split()), instead)
        yield (*row, why) if explain else row


def _shown(rows: list[tuple[str, ...]], records: int, *, explain: bool) -> Answer:
    read = f"{counted(records, 'record')} read."
    if not rows:
        print(f"{read} Nothing found. This is an aid: names can be missed.")
    else:
        headings = ("record", "at", "what", "words", "instead", *(("why",) if explain else ()))
        print(table(headings, rows))
        print(f"\n{read} This is an aid: names can be missed, and some of what is marked is not a name.")
    return Answer(None, "")


@contextmanager
def _opened(name: str) -> Iterator[tuple[str, BinaryIO]]:
    """A file or standard input as bytes, with the name to use in messages. Raises `BadInput`."""
    if name == "-":
        yield _STANDARD_INPUT, sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as stream:
            yield name, stream
    except OSError as error:
        raise bad(name, f"The file cannot be read ({error.strerror}).") from error


def _records(name: str) -> Iterator[tuple[Any, str]]:
    """Each record's id and text. Raises `BadInput` with every fault, or at once when a line is too long."""
    faults: list[Fault] = []
    with _opened(name) as (where, stream):
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise BadInput([*faults, Fault(f"{where}, line {number}", _too_long())])
            try:
                if line.strip():
                    yield _record(line, f"{where}, line {number}")
            except BadInput as error:
                faults += error.faults
    if faults:
        raise BadInput(faults)


def _too_long() -> str:
    return f"The line is longer than {file_size(LONGEST_LINE)}, which is too long for a note."


def _record(line: bytes, where: str) -> tuple[Any, str]:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise bad(where, f"Byte {error.start + 1} is not valid UTF-8.") from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        reason = getattr(error, "msg", reason)
        raise bad(where, f"This is not JSON ({reason}). Write it as {{“id”: 1, “text”: “…”}}.") from error
    if not isinstance(data, dict):
        raise bad(where, "This is not a JSON object. Write it as {“id”: 1, “text”: “…”}.")
    for key in ("id", "text"):
        if key not in data:
            raise bad(f"{where}, field {key}", "The field is missing.")
    if not isinstance(data["text"], str):
        raise bad(f"{where}, field text", "The text is not a string.")
    if not isinstance(data["id"], str | int) or isinstance(data["id"], bool):
        raise bad(f"{where}, field id", "The id is neither a string nor a whole number.")
    for key in ("id", "text"):
        if isinstance(data[key], str) and not _whole(data[key]):
            raise bad(f"{where}, field {key}", f"The {key} contains half a character (a lone surrogate).")
    return data["id"], data["text"]


def _whole(text: str) -> bool:
    """Whether a text can be written as UTF-8: JSON may smuggle in half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _allowed(name: str) -> list[str]:
    """The lines of an allow list; # begins a comment. Raises `BadInput`."""
    with _opened(name) as (where, stream):
        data = stream.read(LONGEST_LINE + 1)
    if len(data) > LONGEST_LINE:
        raise bad(where, "The list of allowed words is too long.")
    lines = _decoded(data, where).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise bad(f"{where}, line {line}", "The line is not valid UTF-8.") from error


def _read_list(name: str) -> tuple[list[str], list[list[str]]]:
    with _opened(name) as (where, stream):
        data = stream.read(LONGEST_LIST + 1)
    if len(data) > LONGEST_LIST:
        raise bad(where, f"The list is larger than {file_size(LONGEST_LIST)}.")
    text = _decoded(data, where)
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        raise bad(f"{where}, line {reader.line_num}", f"The row cannot be read ({error}).") from error
    if not rows:
        raise bad(f"{where}, line 1", "The list has no header row.")
    return rows[0], rows[1:]
