"""Turns a refusal that nobody caught into the answer of ADR 0003."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jtai.apps.database.trouble import is_twin
from jtai.config import errors, refused
from jtai.core.results import ProblemsFound, Refused

log = logging.getLogger("jtai.errors")
GONE = "What this was about is no longer here: somebody removed it after you opened the page."
TWIN = "Somebody did the same at the same moment, and was first. Nothing was saved twice."
STATUS = {
    "hidden": 404,
    "role": 403,
    "moment": 409,
    "stale": 409,
    "too-large": 413,
    "too-many": 429,
    "unavailable": 503,
    "password": 401,
}


class Answers:
    """Reads the clock once for each request and words what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.real_now = timezone.now()  # type: ignore[attr-defined]
        response = self.get_response(request)
        refused.note(request, response)
        # After trouble with the database nobody can be asked who it is.
        if response.status_code == 503:
            response.setdefault("Retry-After", "60")
            response["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response and request.user.is_authenticated:
            # Case material never stays behind in a borrowed browser.
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            decision = exception.decision
            if decision.kind == "password":
                return errors.ask_for_password(request)
            status = STATUS[decision.kind]
            if status == 503:
                return errors.unavailable(request, exception)
            reason = "" if status == 404 else decision.reason
            return errors.page(request, status, reason, source=decision.source if reason else "")
        if isinstance(exception, ProblemsFound):
            return errors.page(request, 422, " ".join(p.message for p in exception.problems))
        if isinstance(exception, ObjectDoesNotExist) and request.method == "POST":
            # Taken away between the page and the action; should it be a mistake, the log says where.
            log.warning("not found while acting", exc_info=exception)
            return errors.page(request, 404, GONE)
        if is_twin(exception):
            return errors.page(request, 409, TWIN, "Check how it is now before you send anything again.")
        return errors.unavailable(request, exception)
