"""No row with a text longer than its limit, whoever writes it: a page, a command, an import (ADR 0241).

Forms refuse it beside the field and before; this is the wall behind them. A text column without a limit of
its own holds as much as a point of the letter. What the software itself writes, from parts that have limits,
is listed in MADE.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models.signals import pre_save

from jtai.core.results import blocks, require_none
from jtai.ui import typed
from jtai.ui.limits import too_long

# Label of a model and name of a column that holds what the software puts together from texts with limits.
MADE = {
    "audit.event canonical",
    "briefing.issue content",
    "evidence.evidenceversion content",
    "evidence.notebookversion content",
    "evidence.seaversion content",
    "findings.findingversion content",
    "letters.accuracyresponse content",
    "letters.letterversion content",
    "letters.publication content",
    "notification.sharing content",
    "notification.writtennotice content",
}


def columns(model: type[models.Model]) -> Iterator[tuple[models.Field, int]]:
    """Each column for text that people write, with its limit."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        if is_text and f"{model._meta.label_lower} {field.name}" not in MADE:
            yield field, field.max_length or typed.WORK


def check(sender: type[models.Model], instance: models.Model, raw: bool = False, **more: Any) -> None:
    """Refuse a row with a text that is too long, in words (422)."""
    if raw or not sender.__module__.startswith("jtai."):
        return
    require_fit(sender, instance.__dict__)


def require_fit(model: type[models.Model], values: Mapping[str, Any]) -> None:
    """The same for values that are written without a row, by `update`."""
    problems = []
    for field, limit in columns(model):
        value = values.get(field.attname)
        if isinstance(value, str) and (message := too_long(value, limit, str(field.verbose_name))):
            problems.append(blocks("too-long", message, field=field.name))
    require_none(problems)


def watch() -> None:
    """From now on every row that is saved is looked at."""
    pre_save.connect(check, dispatch_uid="limits of texts")
