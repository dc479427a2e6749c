"""How the check finds again what an event speaks of: apps that store immutable versions say how.

In the app's `ready()`; audit imports nobody, so those who store the content register here:

    register_column("sea-version", SEAVersion, "content")             a column, looked up for many at once
    register("document", lambda object_id: text or None)              whatever has to be put together
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Model

Fetch = Callable[[str], str | None]
FetchMany = Callable[[Collection[str]], dict[str, str]]
_fetchers: dict[str, FetchMany] = {}


def register(object_kind: str, fetch: Fetch) -> None:
    """fetch(object_id) gives the content as it was hashed, or None when it is not there."""

    def fetch_many(object_ids: Collection[str]) -> dict[str, str]:
        found = ((object_id, fetch(object_id)) for object_id in object_ids)
        return {object_id: text for object_id, text in found if text is not None}

    _fetchers[object_kind] = fetch_many


def register_column(object_kind: str, model: type[Model], column: str) -> None:
    """The content is one column of the row with the event's object id."""

    def fetch_many(object_ids: Collection[str]) -> dict[str, str]:
        rows = model._default_manager.filter(pk__in=object_ids).values_list("pk", column)
        return {str(pk): text for pk, text in rows}

    _fetchers[object_kind] = fetch_many


def contents_of(object_kind: str, object_ids: Collection[str]) -> dict[str, str] | None:
    """Object id to content, without those that are not there; None when nobody registered the kind."""
    fetch_many = _fetchers.get(object_kind)
    return None if fetch_many is None else fetch_many(object_ids)
