"""What the workspace has against a database being served by a service: the demonstration (ADR 0255)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from jtai.apps.chores.fitness import AWAY, NOT_MIGRATED, TAG
from jtai.apps.workspace.demonstration.clearing import demonstration_accounts, demonstration_inspections
from jtai.words import counted


@register(TAG, deploy=True)
def no_demonstration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A service holds no account whose password everybody knows, and no invented inspection."""
    if not settings.JTAI_IS_SERVICE:
        return []
    try:
        found = _sentences()
    except DatabaseError:
        found = [f"{AWAY} {NOT_MIGRATED}"]
    return [Error(sentence, id=f"jtai.E{number:03}") for number, sentence in enumerate(found, 1)]


def _sentences() -> list[str]:
    found = []
    command = "Remove them with: .venv/bin/python manage.py clear_demonstration"
    if inspections := demonstration_inspections().count():
        held = counted(inspections, "inspection")
        found.append(f"The database holds {held} of the demonstration or invented areas. {command}")
    if accounts := demonstration_accounts().count():
        held = counted(accounts, "account")
        found.append(f"The database holds {held} of the demonstration, whose password is known. {command}")
    return found
