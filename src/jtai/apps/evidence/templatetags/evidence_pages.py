"""`{% load evidence_pages %}`: the lanes of evidence, and the words for codes.

{% lanes %}  {{ row.judgement|judgement:terms }}  {{ row.inspectorate|inspectorate:terms }}
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from jtai.apps.evidence.terms import Terms
from jtai.core.access import About

register = template.Library()

# Words, address, and what the viewer must be allowed: material, action, whether it is one's own.
LANES = [
    ("My notebook", "notebook", "notebook", "write"),
    ("Evidence records", "evidence", "evidence", "read"),
    ("SEA", "sea", "sea", "read"),
    ("What we know and what is missing", "coverage", "coverage", "read"),
    ("Missing for the meeting", "sea-missing", "sea", "read"),
]


@register.inclusion_tag("evidence/lanes.html", takes_context=True)
def lanes(context: Context) -> dict[str, Any]:
    """Notebook, records, SEA and coverage, as far as this person may open them."""
    request = context["request"]
    viewer = request.viewer
    found = []
    for text, name, material, action in LANES:
        if viewer.may(action, material, About(own=True)):
            href = reverse(name, args=[viewer.inspection.ref])
            found.append({"text": text, "href": href, "current": request.path == href})
    return {"lanes": found}


@register.filter
def judgement(code: str, terms: Terms) -> str:
    return terms.judgement(code)


@register.filter
def inspectorate(code: str, terms: Terms) -> str:
    return terms.inspectorate(code)
