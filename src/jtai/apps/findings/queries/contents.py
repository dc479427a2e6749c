"""How the check of the trail finds the words of a version again."""

from __future__ import annotations

from jtai.apps.findings.models import FindingVersion


def fetch_version(object_id: str) -> str | None:
    """The canonical text of a version as it was hashed, or None."""
    return FindingVersion.objects.filter(pk=object_id).values_list("content", flat=True).first()
