"""What happens to every request before anything else: its line in the log, its method, its address."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.functional import LazyObject, empty

log = logging.getLogger("jtai.requests")
METHODS = ("GET", "HEAD", "POST")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One line for each request: method, page, status, milliseconds, person, reference.

    The page is the name of its address, never the path: paths carry tokens, queries carry names (ADR 0257).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            log.info(
                "%s %s %s %d ms user %s reference %s",
                request.method if request.method in METHODS else "OTHER",
                page_of(request),
                response.status_code,
                round((time.monotonic() - began) * 1000),
                person_of(request),
                request.reference,  # type: ignore[attr-defined]
            )
        return response


def page_of(request: HttpRequest) -> str:
    """The name of the address, or "-" where there is none."""
    match = request.resolver_match
    return (match.view_name if match else "") or "-"


def person_of(request: HttpRequest) -> str:
    """The number of the account, where the request has asked who it is; never a query of our own."""
    user = request.__dict__.get("user")
    if user is None or (isinstance(user, LazyObject) and user.__dict__.get("_wrapped") is empty):
        return "-"
    return str(user.pk) if user.is_authenticated else "-"


class KnownMethods:
    """TRACE and its like are refused: a page is asked for or sent, nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS, "This address does not answer such requests.\n", "text/plain")


class BehindProxy:
    """Behind a proxy of our own, the address of a request is the one that proxy saw, which it wrote last."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.JTAI_BEHIND_PROXY:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            if is_address(seen):
                request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
