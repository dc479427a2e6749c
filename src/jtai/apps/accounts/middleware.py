"""Every page asks for sign-in unless its view says it is public."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from jtai.apps.accounts import password_first, sessions


def public(view: Callable) -> Callable:
    """Mark a view as readable without signing in. Public addresses are listed in docs/reference/pages.md."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class Sessions:
    """Ends a session that was idle, that its owner ended elsewhere, or that has lasted its hours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (why := sessions.check(request)):
            messages.info(request, why)
        token = password_first.answering(request)
        try:
            return self.get_response(request)
        finally:
            password_first.answered(token)


class SignInRequired:
    """Sends whoever is not signed in to the sign-in page, and back afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False) or request.user.is_authenticated:
            return None
        if request.path.startswith(settings.STATIC_URL):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            # A script must not take the sign-in page for an answer to what it asked.
            return JsonResponse({"error": "signed-out"}, status=401)
        back = request.get_full_path() if request.method == "GET" else reverse("home")
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back})}", status=302)
