"""From "78" or "Annex B" to the words and the link under a heading."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from jtai.apps.inspections.models import Inspection


def paragraph_links(inspection: Inspection | None, references: Sequence[str]) -> list[dict[str, str]]:
    """Words and address of each reference in the outline of the inspection's edition."""
    if inspection is None:
        return []
    return [_link(inspection.edition_id, reference) for reference in references]


def _link(edition_id: str, reference: str) -> dict[str, str]:
    numbered = reference[:1].isdigit()
    words = f"Guidance, paragraph {reference}" if numbered else f"Guidance, {reference}"
    anchor = f"para-{reference}" if numbered else reference.lower().replace(" ", "-").replace(",", "")
    href = f"{reverse('guidance', args=[edition_id])}#{anchor}"
    return {"text": words, "href": href}
