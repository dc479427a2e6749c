"""The outline of an edition: what every page's paragraph links to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from jtai.core.framework import available_editions, load_edition


def index(request: Any) -> HttpResponse:
    """The editions there are."""
    return render(
        request,
        "workspace/guidance_index.html",
        {"editions": [load_edition(e) for e in available_editions()]},
    )


def guidance(request: Any, edition_id: str) -> HttpResponse:
    """Contents with paragraph numbers, scope, criteria, milestones, and the readings this software uses."""
    if edition_id not in available_editions():
        raise Http404
    edition = load_edition(edition_id)
    entries = [
        (entry, list(_numbers(entry.first_paragraph, entry.last_paragraph)))
        for entry in edition.outline.entries
    ]
    context = {
        "edition": edition,
        "entries": entries,
        "readings": sorted(edition.readings.values(), key=lambda r: r.clash),
        "milestones": edition.tracks["inspection"].milestones,
    }
    return render(request, "workspace/guidance.html", context)


def _numbers(first: int | None, last: int | None) -> range:
    return range(first, (last or first) + 1) if first else range(0)
