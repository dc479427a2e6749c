"""A form is sent with the id of a row of another inspection among what was chosen (ADR 0215).

It may be refused or not heeded; nothing of the one inspection leads to the other afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F

from jtai.apps.inspections.models import Inspection
from tests.forms.trying import Opened, taken_back, told


def path_to_inspection(model: Any, depth: int = 3) -> str:
    """How a row of this model leads to its inspection, or ""."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and not field.null:
            if field.related_model is Inspection:
                return field.name
            if depth and (rest := path_to_inspection(field.related_model, depth - 1)):
                return f"{field.name}__{rest}"
    return ""


class Written:
    """The tables that were written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := re.match(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE) "(\w+)"', sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def crossings(tables: set[str] | None = None) -> list[str]:
    """Rows of one inspection that lead to a row of another; in all tables, or in these."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if tables is not None and model._meta.db_table not in tables:
            continue
        own = path_to_inspection(model) if model.__module__.startswith("jtai.") else ""
        for field in model._meta.concrete_fields if own else ():
            target = field.related_model if isinstance(field, models.ForeignKey) else None
            other = path_to_inspection(target) if target not in (None, Inspection) else ""
            if other and field.name != own.split("__")[0]:
                path = f"{field.name}__{other}"
                rows = model.objects.exclude(**{own: F(path)}).exclude(**{field.name: None})  # type: ignore[attr-defined]
                found += [f"{model._meta.label}.{field.name}"] * rows.count()
    return found


@cache
def _inside() -> list[tuple[Any, str]]:
    """Every model whose rows belong to an inspection, and how they lead to it."""
    own = [one for one in apps.get_models() if one.__module__.startswith("jtai.")]
    return [(one, path) for one in own if (path := path_to_inspection(one))]


def chosen_rows(it: Opened) -> Iterator[tuple[str, str]]:
    """What is chosen by an id on this form, and the id of such a row of another inspection."""
    offered: dict[str, set[str]] = {}
    for control in it.form.controls:
        values = [value for value, _ in control.options] if control.kind == "select" else []
        values += [control.value] if control.kind in ("radio", "checkbox") else []
        offered.setdefault(control.name, set()).update(value for value in values if value)
    for name, values in offered.items():
        for model, path in _inside():
            rows = _rows(model, values)
            if rows is None or not rows.filter(**{path: it.inspection}).exists():
                continue
            other = model._default_manager.exclude(**{path: it.inspection}).order_by("pk").first()
            if other is not None and str(other.pk) not in values:
                yield name, str(other.pk)


def _rows(model: Any, values: set[str]) -> Any:
    try:
        keys = {model._meta.pk.to_python(value) for value in values}
    except ValidationError:
        return None
    return model._default_manager.filter(pk__in=keys)


def ids_of_another(it: Opened) -> Iterator[str]:
    if not it.takes:
        return
    for name, other in chosen_rows(it):
        it.tried.add("ids of another inspection")
        # What the first button only saves as a draft, another hands on.
        for button, value in it.form.buttons or [("", "")]:
            yield from _sent_with(it, {name: [other], **({button: value} if button else {})})


def _sent_with(it: Opened, over: dict[str, Any]) -> Iterator[str]:
    written, buttons = Written(), {button for button, _ in it.form.buttons if button}
    values = {name: value for name, value in it.filled.sent().items() if name not in buttons}
    with taken_back(), connection.execute_wrapper(written):
        answer = it.client().post(it.target, {**values, **over})
        if answer.status_code >= 500:
            yield f"{over} answered {told(answer)}"
        if crossed := crossings(written.tables):
            yield f"{over} leads to another inspection: {crossed}"
