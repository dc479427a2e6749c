"""How the check of the trail finds again what it hashed."""

from __future__ import annotations

from jtai.apps.portal.models import Document


def of_document(object_id: str) -> str | None:
    """Fingerprint and size of the file, and what was said of it."""
    row = Document.objects.filter(pk=object_id).select_related("stored").first() if object_id else None
    return document_content(row) if row else None


def document_content(row: Document) -> str:
    """The document as the trail hashes it."""
    fingerprint = f"{row.stored.sha256} {row.stored.size}" if row.stored else "-"
    return f"{fingerprint}\n{row.description}"
