"""Every page asks for sign-in unless its view says it is public."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def public(view: Callable) -> Callable:
    """Mark a view as readable without signing in. Public addresses are listed in docs/reference/pages.md."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


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
        back = request.get_full_path() if request.method == "GET" else reverse("home")
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back})}", status=302)
