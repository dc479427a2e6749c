"""Turns a refusal that nobody caught into the answer of decision 12."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jtai.config import errors
from jtai.core.results import ProblemsFound, Refused

STATUS = {"hidden": 404, "role": 403, "moment": 409, "stale": 409, "too-large": 413, "unavailable": 503}


class Answers:
    """Reads the clock once for each request and words what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.real_now = timezone.now()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            # Case material never stays behind in a borrowed browser.
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            decision = exception.decision
            status = STATUS[decision.kind]
            reason = "" if status == 404 else decision.reason
            return errors.page(request, status, reason, source=decision.source if reason else "")
        if isinstance(exception, ProblemsFound):
            return errors.page(request, 422, " ".join(p.message for p in exception.problems))
        return None
