"""Every row that belongs to some inspections, in whatever table: what hangs on them by foreign keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.apps.library.models import StoredFile

Rows = dict[type[Model], set[Any]]
AT_ONCE = 500


def rows_of(inspections: Collection[Inspection]) -> Rows:
    """Primary keys by table: the inspections, all that points to them, and so on; and their stored files.

    Tables without a foreign key to them (audit trail, messages) are known by the reference and left out.
    """
    links = _links()
    found: Rows = defaultdict(set)
    waiting: list[tuple[type[Model], set[Any]]] = [(Inspection, {one.pk for one in inspections})]
    while waiting:
        remote, keys = waiting.pop()
        new = keys - found[remote]
        found[remote] |= new
        for model, field in links[remote]:
            below = {
                pk
                for part in in_parts(new)
                for pk in model._base_manager.filter(**{f"{field}__in": part}).values_list("pk", flat=True)
            }
            if below - found[model]:
                waiting.append((model, below))
    references = [one.ref for one in inspections]
    found[StoredFile] |= set(StoredFile.objects.filter(chain__in=references).values_list("pk", flat=True))
    return {model: keys for model, keys in found.items() if keys}


def _links() -> dict[type[Model], list[tuple[type[Model], str]]]:
    """For each table, which others point to it and by which field. Nothing belongs to a person."""
    found: dict[type[Model], list[tuple[type[Model], str]]] = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is not User:
                found[field.related_model].append((model, field.name))
    return found


def in_parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """So many keys as a query may name at once."""
    rest = iter(keys)
    while part := list(islice(rest, AT_ONCE)):
        yield part
