"""Pages of the portal, by what they are about."""

from __future__ import annotations

from typing import Any


def files_sent(request: Any) -> Any:
    """The files of a form that was sent; None when the page is only opened."""
    return request.FILES if request.method == "POST" else None
