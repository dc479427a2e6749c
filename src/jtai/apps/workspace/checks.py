"""System checks of the workspace: the stages fit (ADR 0013), no demonstration in a service (ADR 0255)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError
from django.urls import NoReverseMatch, reverse

from jtai.apps.chores.fitness import AWAY, NOT_MIGRATED, TAG
from jtai.apps.inspections.stage import stages
from jtai.apps.workspace.demonstration.clearing import demonstration_accounts, demonstration_inspections
from jtai.apps.workspace.frame import menu_sections
from jtai.words import counted


@register()
def stages_fit(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The stages fit each other: places, sections, addresses; and each entry of a menu leads somewhere."""
    return [Error(sentence, id=f"jtai.S{number:03}") for number, sentence in enumerate(_misfits(), 1)]


def _misfits() -> list[str]:
    declared = menu_sections()
    places = _repeated(stage.order for stage in stages())
    shared = _repeated(part for section in declared for part in section.addresses)
    titles = Counter(section.code for section in declared if section.title)
    # The workspace's own section has no lines on the overview, hence no title.
    codes = dict.fromkeys(section.code for stage in stages() for section in stage.sections)
    return [
        *(f"Two stages have the order {place}." for place in places),
        *(f'Addresses that begin with "{part}" are claimed by two sections.' for part in shared),
        *(f'Section "{code}" needs one title; it has {titles[code]}.' for code in codes if titles[code] != 1),
        *(
            f'Menu entry "{entry.text}": no address is called "{entry.page}".'
            for section in declared
            for entry in section.menu
            if not _leads_somewhere(entry.page)
        ),
    ]


def _repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def _leads_somewhere(page: str) -> bool:
    try:
        reverse(page, args=["reference"])
    except NoReverseMatch:
        return False
    return True


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
