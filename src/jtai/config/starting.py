"""How the software starts: with settings that were named, and never as a service that is not fit to be one.

`manage.py`, the WSGI application and, through the system checks, the worker ask here (ADR 0255).
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from jtai.config.own_files import close_to_others

NO_SETTINGS = (
    "DJANGO_SETTINGS_MODULE is not set, so nobody knows whether this is a service. Set it to "
    "jtai.config.settings.production for a service, or to jtai.config.settings.local for the data of ./run "
    "on this machine."
)
NOT_STARTED = "JTAI does not start."
# gunicorn takes 4 for "this application cannot be loaded" and does not try again and again.
EXIT_CODE = 4


def settings_or_leave() -> None:
    """Read the settings; say in a sentence what is wrong with them, and end."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from jtai.config.refusals import setting_problems

    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        leave([NO_SETTINGS])
    try:
        is_service = getattr(settings, "JTAI_IS_SERVICE", False)
    except (ImproperlyConfigured, ModuleNotFoundError) as error:
        leave([str(error)])
    if is_service and (problems := setting_problems(all_values(settings))):
        leave(problems)


def fit_or_leave() -> None:
    """After `django.setup()`: ask what the database says against serving, and end if it says something."""
    from django.conf import settings
    from django.db import connections

    from jtai.apps.chores.fitness import problems_of_service

    problems = problems_of_service()
    # Processes that are forked from this one must not share its connection.
    connections.close_all()
    if problems:
        leave(problems)
    if problems := close_to_others(settings.DATA_DIR, settings.STATIC_ROOT):
        leave(problems)


def leave(problems: list[str]) -> NoReturn:
    """Say it and end: no traceback, and an exit code that is not 0."""
    print("\n".join([NOT_STARTED, *problems]), file=sys.stderr, flush=True)
    raise SystemExit(EXIT_CODE)


def all_values(settings: object) -> dict[str, object]:
    """The settings as a mapping."""
    return {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
