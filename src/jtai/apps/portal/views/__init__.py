"""Pages of the portal, by what they are about."""

from __future__ import annotations

from typing import Any


def posted(request: Any) -> Any:
    """What was sent, even when it is nothing at all; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def files_sent(request: Any) -> Any:
    """The files of a form that was sent; None when the page is only opened."""
    return request.FILES if request.method == "POST" else None
