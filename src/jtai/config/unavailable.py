"""The answer to trouble with a database, a disk or a store: 503 in words, with what was typed (ADR 0252).

It asks neither the database nor the session, which may be what is in trouble.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string

from jtai.apps.database.trouble import Trouble
from jtai.apps.drafts.values import pairs_of, shown_words

log = logging.getLogger("jtai.errors")


def answer(request: HttpRequest, trouble: Trouble, error: BaseException) -> HttpResponse:
    """503 for a person or for a program, with a reference that the log keeps too."""
    reference = secrets.token_hex(4)
    cause = type(error.__cause__ or error).__name__
    log.error("answered 503 (%s, %s), reference %s", trouble.code, cause, reference)
    writes = request.method not in ("GET", "HEAD", "OPTIONS")
    reason = f"{trouble.sentence} {trouble.saved}".strip() if writes else trouble.sentence
    response = _for_a_program(reason, reference) if _is_program(request) else None
    if response is None:
        words = words_sent(request) if writes else []
        context = {"reference": reference, "reason": reason, "what_to_do": _what_to_do(words), "words": words}
        response = HttpResponse(render_to_string("errors/unavailable.html", context), status=503)
    response["Retry-After"] = str(trouble.retry_after)
    response["Cache-Control"] = "no-store"
    return response


def _what_to_do(words: list[tuple[str, str]]) -> str:
    if words:
        return "Your text is below. Copy it, then try again in a minute."
    return "Try again in a minute. If it happens again, tell your administrator the reference below."


def _is_program(request: HttpRequest) -> bool:
    """Does a script ask, rather than a person?"""
    wanted = request.headers.get("Accept", "")
    return request.content_type == "application/json" or wanted.startswith("application/json")


def _for_a_program(reason: str, reference: str) -> HttpResponse:
    return JsonResponse({"error": reason, "reference": reference}, status=503)


def words_sent(request: Any) -> list[tuple[str, str]]:
    """Label and text of every field that holds words, if they came from a page of ours."""
    try:
        if not _came_from_a_page_of_ours(request):
            return []
        return shown_words(pairs_of(request.POST))
    except (UnreadablePostError, MultiPartParserError, OSError, ValueError):
        return []


def _came_from_a_page_of_ours(request: Any) -> bool:
    if getattr(request, "csrf_processing_done", False):
        return True
    # A form with a file has not been read yet; one with a large file is not read for its words.
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE or getattr(request, "_read_started", False):
        return False
    return CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {}) is None


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
