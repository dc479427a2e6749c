"""More inspections like one there is, with everything in them and the same people, by bulk inserts."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Field, Max, UUIDField

from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration.reach import in_parts, rows_of


@transaction.atomic
def copies_of(inspection: Inspection, number: int) -> list[Inspection]:
    """So many copies. Their audit trails and messages are not among them."""
    rows = {
        model: [row for part in in_parts(keys) for row in model._base_manager.filter(pk__in=part)]
        for model, keys in rows_of([inspection]).items()
    }
    return [_copy(rows) for _ in range(number)]


def _copy(rows: dict[Any, list[Any]]) -> Inspection:
    own = {model: found for model, found in rows.items() if not model._meta.pk.is_relation}
    new = {
        model: dict(zip([row.pk for row in found], _fresh(model, found), strict=True))
        for model, found in own.items()
    }
    for model, found in rows.items():
        fields = model._meta.concrete_fields
        made = [model(**{f.attname: _value(f, row, new) for f in fields}) for row in found]
        model._base_manager.bulk_create(made)
    return Inspection.objects.get(pk=next(iter(new[Inspection].values())))


def _fresh(model: Any, found: list[Any]) -> Iterator[Any]:
    if isinstance(found[0].pk, uuid.UUID):
        return (uuid.uuid4() for _ in found)
    highest = model._base_manager.aggregate(Max("pk"))["pk__max"]
    return iter(range(highest + 1, highest + 1 + len(found)))


def _value(field: Field[Any, Any], row: Any, new: dict[Any, dict[Any, Any]]) -> Any:
    value = getattr(row, field.attname)
    if field.is_relation:
        return new.get(field.related_model, {}).get(value, value)
    if field.primary_key:
        return new[type(row)][value]
    if field.unique:
        return uuid.uuid4() if isinstance(field, UUIDField) else uuid.uuid4().hex[: field.max_length]
    return value
