"""Sign in and out, and one's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from jtai.apps.accounts import queries
from jtai.apps.accounts.forms import SignInForm
from jtai.apps.accounts.middleware import public
from jtai.apps.audit.actions import SERVICE, record
from jtai.core.results import blocks

DEMONSTRATION_DOMAIN = "demonstration.invalid"
DEMONSTRATION_PASSWORD = "practice makes steady"


@public
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; the demonstration lists its accounts below."""
    form = SignInForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        user = authenticate(
            request,
            username=form.cleaned_data["email"].strip().lower(),
            password=form.cleaned_data["password"],
        )
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, {})
        if user is not None:
            login(request, user)
            _note(request, "signed-in", user.pk)
            return HttpResponseRedirect(_back(request), status=303)
        form.add_problems(
            [
                blocks(
                    "sign-in",
                    "The e-mail address or the password is not right. Check both and try again.",
                    field="email",
                )
            ]
        )
    accounts = (
        queries.demonstration_accounts(DEMONSTRATION_DOMAIN) if settings.JTAI_DEMONSTRATION_ALLOWED else []
    )
    context = {
        "form": form,
        "next": request.GET.get("next", request.POST.get("next", "")),
        "accounts": accounts,
        "demonstration_password": DEMONSTRATION_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=form.status)


@public
def locked_out(request: HttpRequest, credentials: dict, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong passwords for this name from this address."""
    return render(request, "accounts/locked_out.html", status=429)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Asks first; signs out on POST."""
    if request.method == "POST":
        _note(request, "signed-out", request.user.pk)
        logout(request)
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    return render(request, "accounts/sign_out.html")


def account(request: HttpRequest) -> HttpResponse:
    """Who I am to the service."""
    return render(request, "accounts/account.html")


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("home")


def _note(request: HttpRequest, action: str, user_id: int | None) -> None:
    now = timezone.now()
    with transaction.atomic():
        record(
            SERVICE,
            action,
            actor=str(user_id),
            at=now,
            clock_at=now,
            object_kind="user",
            object_id=str(user_id),
        )
