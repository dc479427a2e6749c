"""`jtai …`: the core from the command line. Each group of commands stands in `jtai.commands`.

Exit code 0: done; 1: the answer is "no"; 2: bad input, with one sentence on standard error.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from jtai.commands import application, editions, screening, selection, timeline, timetable, working_days
from jtai.commands.arguments import Parser
from jtai.commands.output import BAD_INPUT, Answer, BadInput, as_json, faults_text

UNEXPECTED = 3
# As shells number a program that Ctrl-C ended.
STOPPED = 130
GROUPS = (editions, timeline, timetable, working_days, selection, screening, application)


def build_parser() -> Parser:
    """The parser with every group of commands."""
    parser = Parser(
        prog="jtai",
        description="Joint targeted area inspections from the command line.",
        epilog="Example: jtai timeline --edition 2016-08 --day-zero 2016-09-06",
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True, parser_class=Parser)
    for group in GROUPS:
        group.add_to(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; no traceback reaches the terminal."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = build_parser().parse_args(given)
        answer = options.run(options)
        show(answer, options.format)
        sys.stdout.flush()
        return int(answer.code)
    except BadInput as error:
        print(faults_text(error.faults, "json" if _asks_for_json(given) else "table"))
        print(error.sentence, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # The reader has gone (`jtai … | head`); Python must not complain when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        return _unexpected()


def show(answer: Answer, output_format: str) -> None:
    """Print an answer; one without data has been printed by the command itself."""
    if answer.data is not None:
        print(as_json(answer.data) if output_format == "json" else answer.text)


def _asks_for_json(given: Sequence[str]) -> bool:
    # The options may be the very thing that is wrong, so the arguments are read as they stand.
    return any(
        word == "--format=json" or (word, after) == ("--format", "json")
        for word, after in pairwise([*given, ""])
    )


def _unexpected() -> int:
    """Keep the details where somebody can find them, and say where."""
    handle, name = tempfile.mkstemp(prefix="jtai-error-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    reference = Path(name).stem.removeprefix("jtai-error-")
    print(
        f"Something went wrong that should not have (reference {reference}). "
        f"The details are in {name}; send them to whoever looks after this software.",
        file=sys.stderr,
    )
    return UNEXPECTED


if __name__ == "__main__":
    sys.exit(main())
