"""The frame of every page: header links, identity bar and sub-navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def _href(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context for every template; nothing of an inspection without having come through its door."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    links = [("Home", _href("home")), ("Inspections", _href("inspections")), ("Account", _href("account"))]
    return {
        "service_nav": [
            {"text": text, "href": href, "current": request.path == href} for text, href in links if href
        ]
    }
