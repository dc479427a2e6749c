"""Puts a mark at the beginning of every declared text of an inspection; it is taken back later."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, product
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q

from jtai.apps.inspections.models import Inspection
from tests.apps.crawl.places import Row

MARK = re.compile(r"MK\d{5}Q")
PATHS = (
    "inspection",
    "briefing__inspection",
    "section__briefing__inspection",
    "letter__inspection",
    "meeting__inspection",
    "record__inspection",
    "entry__inspection",
    "note__inspection",
    "finding__inspection",
    "message__inspection",
    "item__inspection",
    "document__inspection",
    "version__letter__inspection",
    "point__letter__inspection",
    "dispatch__letter__inspection",
)


@dataclass(frozen=True)
class Text:
    """A declared text: a field of a model and where it may be read. `part` narrows JSON to some keys."""

    model: str
    field: str
    places: tuple[Any, ...]
    part: str = ""

    @property
    def name(self) -> str:
        return f"{self.model}.{self.field}" + (f"[{self.part}]" if self.part else "")


def texts(model: str, fields: str, *where: Any, part: str = "") -> list[Text]:
    """Several fields of a model that are read at the same places."""
    return [Text(model, field, where, part) for field in fields.split()]


@dataclass(frozen=True)
class Mark:
    """A mark that stands in the text of one row."""

    text: Text
    row: Row


def rows_of(model: str, inspection: Inspection) -> list[Row]:
    """The rows of a model that belong to the inspection."""
    cls: Any = apps.get_model(model)
    names = {field.name for field in cls._meta.get_fields()}
    if model == "inspections.Inspection":
        return [inspection]
    if model == "accounts.User":
        return list(cls.objects.filter(memberships__inspection=inspection).distinct().order_by("pk"))
    if "chain" in names:
        return list(cls.objects.filter(chain=inspection.ref).order_by("pk"))
    found = Q(pk__in=[])
    for path in PATHS:
        first = path.split("__")[0]
        if first in names and cls._meta.get_field(first).is_relation and _leads(cls, path):
            found |= Q(**{path: inspection})
    return list(cls.objects.filter(found).distinct().order_by("pk"))


def _leads(cls: Any, path: str) -> bool:
    """Is there such a path from this model?"""
    try:
        cls.objects.filter(**{path: 0})
    except FieldError:
        return False
    return True


def mark_all(texts: list[Text], inspection: Inspection) -> dict[str, Mark]:
    """Mark every declared text that is not empty. Gives back each mark with its row."""
    marks: dict[str, Mark] = {}
    for model, of_model in groupby(sorted(texts, key=lambda text: text.model), key=lambda text: text.model):
        cls: Any = apps.get_model(model)
        rows, declared = rows_of(model, inspection), list(of_model)
        for text, row in product(declared, rows):
            token = f"MK{len(marks) + 1:05d}Q"
            value = getattr(row, text.field)
            marked = put(value, token, cls._meta.get_field(text.field), text.part)
            if marked is not None and marked != value:
                setattr(row, text.field, marked)
                marks[token] = Mark(text, row)
        if rows:
            cls.objects.bulk_update(rows, {text.field for text in declared}, batch_size=100)
    return marks


def put(value: Any, token: str, field: Any, part: str) -> Any:
    """The value with the mark at the beginning of each of its texts; None when it has none."""
    if isinstance(field, models.JSONField):
        return _put_json(value, token, part) if value else None
    if not value:
        # A text that the story left empty: it may be written in any state.
        return None if part or isinstance(field, models.EmailField) else f"{token} words"
    if value[0] in "{[":
        # Canonical text that is JSON: a version, an issue, a publication.
        return json.dumps(_put_json(json.loads(value), token, part), sort_keys=True, ensure_ascii=False)
    if isinstance(field, models.EmailField):
        return f"{token.lower()}.{value}"
    marked = f"{token} {value}"
    return marked[: field.max_length] if field.max_length else marked


def _put_json(value: Any, token: str, part: str) -> Any:
    return dict(_branches(value, token, part)) if isinstance(value, dict) else _leaf(value, token, part)


def _branches(value: dict[str, Any], token: str, part: str) -> Iterator[tuple[str, Any]]:
    for key, inner in value.items():
        if part and key == part:
            yield key, _leaf(inner, token, "")
        elif part.startswith("-") and key == part[1:]:
            yield key, inner
        else:
            yield key, _leaf(inner, token, part) if key not in ("source", "code") else inner


def _leaf(value: Any, token: str, part: str) -> Any:
    if isinstance(value, dict):
        return dict(_branches(value, token, part))
    if isinstance(value, list):
        return [_leaf(one, token, part) for one in value]
    wanted = not part or part.startswith("-")
    return f"{token} {value}" if wanted and isinstance(value, str) and " " in value else value
