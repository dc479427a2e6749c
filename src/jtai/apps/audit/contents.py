"""How the check finds again what an event speaks of: apps that keep immutable versions say how.

`register("sea-entry", lambda object_id: text or None)` in the app's `ready()`. Audit imports nobody, so
those who keep the content register here.
"""

from __future__ import annotations

from collections.abc import Callable

Fetch = Callable[[str], str | None]
_fetchers: dict[str, Fetch] = {}


def register(object_kind: str, fetch: Fetch) -> None:
    """fetch(object_id) gives the content as it was hashed, or None when it is not there."""
    _fetchers[object_kind] = fetch


def fetcher(object_kind: str) -> Fetch | None:
    """The function registered for this kind, if any."""
    return _fetchers.get(object_kind)
