"""Error pages: a sentence, what to do, and a reference; never a traceback."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger("jtai.errors")


def page(
    request: HttpRequest, status: int, reason: str = "", what_to_do: str = "", source: str = ""
) -> HttpResponse:
    """The error page for `status` with a reference that also stands in the log."""
    reference = secrets.token_hex(4)
    if source:
        reason = f"{reason} ({source})" if reason else source
    context = {"reference": reference, "reason": reason, "what_to_do": what_to_do}
    log.warning("answered %s reference %s", status, reference)
    return render(request, f"errors/{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """An error nobody foresaw: the log keeps it under the reference the person is shown."""
    reference = secrets.token_hex(4)
    log.error("failed, reference %s", reference, exc_info=True)
    # Without the request: whatever failed, the database perhaps, must not fail the error page too.
    body = render_to_string("errors/500.html", {"reference": reference})
    return HttpResponse(body, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request,
        403,
        "This page was open for too long, or cookies are switched off.",
        "Go back, load the page again and send it once more. Nothing was changed.",
    )
