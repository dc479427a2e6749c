"""A stored file on its way to a browser: as a download, never shown in place."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from jtai.apps.library import files
from jtai.apps.library.models import StoredFile


def download(stored: StoredFile) -> HttpResponse:
    """Stream a file in bounded memory; 503 before the first byte when it is damaged."""
    # Opened before the response begins: a refusal must still be able to become a page.
    reader = files.Reader(stored)
    response = StreamingHttpResponse(reader, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    # The doors of pages speak of HttpResponse; a stream is its sibling.
    return cast(HttpResponse, response)
