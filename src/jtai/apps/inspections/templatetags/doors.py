"""`{% opens "letter-people" as may %}`: may this person open that page? (ADR 0238)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.urls import Resolver404, get_resolver, resolve

register = template.Library()


@register.simple_tag(takes_context=True)
def opens(context: Context, name: str) -> bool:
    """Does the door of the page with this name let in the reader of this page?

    Whose thing it is, the view asks besides; a page of another kind than those of an inspection opens.
    """
    viewer = getattr(context["request"], "viewer", None)
    view = _views().get(name)
    material = getattr(view, "material", "")
    return viewer is None or not material or viewer.may(view.action, material)  # type: ignore[union-attr]


@register.simple_tag(takes_context=True)
def leads_in(context: Context, address: str) -> bool:
    """The same of an address of this service, such as the one that a message names."""
    try:
        found = resolve(address.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return bool(opens(context, found.url_name or ""))


@cache
def _views() -> dict[str, Any]:
    return dict(_named(get_resolver().url_patterns))


def _named(patterns: list[Any]) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _named(one.url_patterns)
        elif one.name:
            yield one.name, one.callback
