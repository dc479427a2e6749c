"""Finds the stages of the inspection for INSTALLED_APPS: adding one is adding its folder (ADR 0013)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import jtai.apps
from jtai.apps.inspections.stage import StageConfig


def stage_apps() -> list[str]:
    """The dotted name of each stage's configuration, in the order of an inspection."""
    (folder,) = jtai.apps.__path__
    names = [path.parent.name for path in Path(folder).glob("*/apps.py")]
    modules = [import_module(f"jtai.apps.{name}.apps") for name in names]
    found = [
        declared
        for module in modules
        for declared in vars(module).values()
        if isinstance(declared, type)
        and issubclass(declared, StageConfig)
        and declared.__module__ == module.__name__
    ]
    return [f"{one.__module__}.{one.__qualname__}" for one in sorted(found, key=lambda one: one.order)]
