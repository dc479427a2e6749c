"""`jtai audit`, `jtai demo`, `jtai serve`: the commands that need the web application and its database."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from jtai.commands.arguments import Parser, add_format
from jtai.commands.output import Answer, bad

_SETTINGS = "jtai.config.settings.local"
_HOST = "127.0.0.1"
_PORTS = range(1, 65536)


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    _add_audit(commands)
    demo = commands.add_parser(
        "demo",
        help="build the demonstration in the database",
        description="Builds the demonstration inspections by the same actions a person uses.",
        epilog="Example: jtai demo",
    )
    serve = commands.add_parser(
        "serve",
        help="serve the web application",
        description="Serves the web application on this machine until Ctrl-C; `./run` does all of it.",
        epilog="Example: jtai serve --port 8080",
    )
    serve.add_argument("--port", default="8000", help="the port to listen on, 8000 if left out")
    for parser, run in ((demo, run_demo), (serve, run_serve)):
        parser.set_defaults(run=run, format="table")


def _add_audit(commands: Any) -> None:
    audit = commands.add_parser(
        "audit",
        help="check the audit trail",
        description="Checks the audit trail of each inspection, or of one.",
        epilog="Example: jtai audit verify",
    )
    verbs = audit.add_subparsers(dest="verb", metavar="verify", required=True, parser_class=Parser)
    verify = verbs.add_parser(
        "verify",
        help="name the first broken link, and say whether the end is missing",
        description="Computes every hash of the audit trail again; names the first broken link, and says "
        "whether the end is missing.",
        epilog="Example: jtai audit verify j7k2m4x --format json",
    )
    verify.add_argument("reference", nargs="?", default="", help="one inspection; all if left out")
    add_format(verify)
    verify.set_defaults(run=run_audit)


def run_audit(options: argparse.Namespace) -> Answer:
    """Verify the trail; 1 when a link is broken."""
    wanted = [options.reference] if options.reference else []
    return Answer(None, "", _call("audit", "verify", *wanted, format=options.format))


def run_demo(options: argparse.Namespace) -> Answer:
    """Bring the tables up to date and build the demonstration."""
    code = _call("migrate", verbosity=0, interactive=False)
    return Answer(None, "", code or _call("demo"))


def run_serve(options: argparse.Namespace) -> Answer:
    """Hand this process over to the server; it ends with Ctrl-C."""
    if not options.port.isdecimal() or int(options.port) not in _PORTS:
        raise bad("--port", f"“{options.port}” is not a port number. Set it to a number such as 8080.")
    _choose_settings()
    server = ["-m", "gunicorn", "--config", "python:jtai.config.serving", "jtai.config.wsgi:application"]
    server += ["--bind", f"{_HOST}:{options.port}"]
    # No shell stands between: there is nothing to quote.
    os.execv(sys.executable, [sys.executable, *server])  # noqa: S606


def _choose_settings() -> None:
    """Those of `./run` unless others are named; never in the surroundings of a service (ADR 0255)."""
    if os.environ.get("JTAI_HOSTS") and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        raise bad(
            "",
            "JTAI_HOSTS is set, as for a service, but DJANGO_SETTINGS_MODULE is not. Set it to "
            "jtai.config.settings.production, or unset JTAI_HOSTS to work with the data of ./run.",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)


def _call(name: str, *arguments: str, **options: Any) -> int:
    """Run a command of the application, which prints its own answer; its exit code."""
    _choose_settings()
    # Imported here: the commands that need no database must not wait for Django.
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError

    try:
        django.setup()
        call_command(name, *arguments, **options)
    except SystemExit as left:
        return int(left.code or 0)
    except (CommandError, ImproperlyConfigured) as error:
        raise bad("", _sentence(error)) from error
    except DatabaseError as error:
        reason = _sentence(error)
        raise bad(
            "", f"The database does not answer or has no tables yet ({reason}) Run ./run first."
        ) from error
    return 0


def _sentence(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if words.endswith((".", "!", "?")) else f"{words}."
