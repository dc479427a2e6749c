"""The outline of an edition: what every page's paragraph links to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from jtai.apps.library import queries as library
from jtai.core.framework import Edition, available_editions, load_edition
from jtai.core.framework.model import Choice, Evidence, Links
from jtai.words import listed


def index(request: Any) -> HttpResponse:
    """The editions there are."""
    return render(
        request,
        "workspace/guidance_index.html",
        {"editions": [load_edition(e) for e in available_editions()]},
    )


def guidance(request: Any, edition_id: str) -> HttpResponse:
    """Contents with paragraph numbers, scope, criteria, milestones, people, and how clashes are treated."""
    if edition_id not in available_editions():
        raise Http404
    edition = load_edition(edition_id)
    entries = [
        (entry, list(_numbers(entry.first_paragraph, entry.last_paragraph)))
        for entry in edition.outline.entries
    ]
    parents = {row.code: row for row in edition.criterion_parents}
    context = {
        "edition": edition,
        "entries": entries,
        "criteria": [(row, parents.get(row.parent)) for row in edition.criteria],
        "themes": [(row, row.link_for(edition.id)) for row in library.themes_for(edition.id, invented=False)],
        "groups": [
            (group.title, listed(row.name for row in edition.agencies if row.group == group.code))
            for group in edition.agency_groups
        ],
        "milestones": edition.tracks["inspection"].milestones,
        "people": [
            (row, edition.agency(row.agency).name if row.agency else "") for row in edition.people_to_meet
        ],
        "lists": _lists(edition.evidence),
        "fixed_messages": [(row, edition.milestone(row.after).title) for row in edition.notices],
        "decided_by": edition.role(edition.statement.decided_by).title,
        "addresses": [row for row in _addresses(edition.links) if row[1]],
        "clashes": [(clash, _sentences(edition, clash.code)) for clash in edition.clashes],
    }
    return render(request, "workspace/guidance.html", context)


def _lists(evidence: Evidence) -> list[tuple[str, tuple[Choice, ...]]]:
    return [
        ("What sampling is for", evidence.sampling_purposes),
        ("Where a child’s view comes from", evidence.child_view_sources),
        ("Meetings that inspectors may observe", evidence.observed_meetings),
        ("What interviews ask about", evidence.interview_prompts),
    ]


def _addresses(links: Links) -> list[tuple[str, str, str]]:
    """What, the address as checked, and as the document prints it where it does (clash C41)."""
    return [
        ("The document", links.framework, links.framework_as_printed),
        ("Statement of proposed action", links.regulations_statement, links.regulations_statement_as_printed),
        ("Response to it", links.regulations_response, links.regulations_response_as_printed),
        ("Complaints", links.complaints_procedure, ""),
    ]


def _sentences(edition: Edition, clash: str) -> list[str]:
    return [row.sentence for row in edition.readings.values() if row.clash == clash]


def _numbers(first: int | None, last: int | None) -> range:
    return range(first, (last or first) + 1) if first else range(0)
