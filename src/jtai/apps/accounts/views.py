"""Sign in and out, and one's own account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from jtai.apps.accounts import queries, sessions
from jtai.apps.accounts.browsers import address_of, is_known, remember_browser
from jtai.apps.accounts.forms import SignInForm
from jtai.apps.accounts.middleware import public
from jtai.apps.accounts.models import SignInTry, User
from jtai.apps.accounts.slowing import note_try, seconds_to_wait
from jtai.apps.audit.actions import SERVICE, record
from jtai.core.results import blocks

TRY = SignInTry.Kind.SIGN_IN.value
DEMONSTRATION_DOMAIN = "demonstration.invalid"
DEMONSTRATION_PASSWORD = "practice makes steady"


@public
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; the demonstration lists its accounts below."""
    # Somebody who had to wait comes back with the words they had sent, and is not judged yet.
    sent = request.POST if request.POST and "later" not in request.POST else None
    form = SignInForm(sent, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if answer := slowed_down(request, TRY, email):
            return answer
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, {})
        if user is not None:
            login(request, user)
            _note(request, "signed-in", user.pk)
            response = HttpResponseRedirect(_back(request), status=303)
            remember_browser(request, response, email)
            return response
        note_try(TRY, address_of(request), email, timezone.now())
        form.add_problems(
            [
                blocks(
                    "sign-in",
                    "The e-mail address or the password is not correct. Check both and try again.",
                    field="email",
                )
            ]
        )
    return _sign_in_page(request, form, carried=request.POST.get("carried", ""))


def ask_to_sign_in(request: HttpRequest, *, carried: str = "", status: int = 401) -> HttpResponse:
    """The sign-in page instead of the one that was asked for; `carried` comes back with the sign-in."""
    return _sign_in_page(request, SignInForm(), carried=carried, status=status)


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page was open for too long: the same, with the address and the words it carried."""
    form = SignInForm(initial={"email": request.POST.get("email", "")[:254]})
    return _sign_in_page(request, form, carried=request.POST.get("carried", ""))


def _sign_in_page(
    request: HttpRequest, form: SignInForm, *, carried: str = "", status: int = 0
) -> HttpResponse:
    accounts = (
        queries.demonstration_accounts(DEMONSTRATION_DOMAIN) if settings.JTAI_DEMONSTRATION_ALLOWED else []
    )
    context = {
        "form": form,
        "next": request.GET.get("next", request.POST.get("next", "")),
        "carried": carried,
        "accounts": accounts,
        "demonstration_password": DEMONSTRATION_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=status or form.status)


@public
def locked_out(request: HttpRequest, credentials: dict, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong passwords for this name from this address."""
    # The password was asked for again before something was sent: whoever waits is told where the text is.
    waits = request.user.is_authenticated and request.words_wait_at(request.POST.get("next", ""))  # type: ignore[attr-defined]
    minutes = settings.AXES_COOLOFF_TIME // timedelta(minutes=1)
    return render(request, "accounts/locked_out.html", {"saved": waits, "minutes": minutes}, status=429)


def slowed_down(request: HttpRequest, kind: str, email: str) -> HttpResponse | None:
    """Many names were tried from this address: wait a little. A browser known for the name does not wait."""
    wait = 0 if is_known(request, email) else seconds_to_wait(kind, address_of(request), timezone.now())
    if not wait:
        return None
    response = render(request, "accounts/slowed_down.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """Asks first; signs out on POST."""
    if request.method == "POST":
        _note(request, "signed-out", request.user.pk)
        logout(request)
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    return render(request, "accounts/sign_out.html")


sign_out.holds_no_words = True  # type: ignore[attr-defined]


def account(request: HttpRequest) -> HttpResponse:
    """Who I am to the service."""
    assert isinstance(request.user, User)
    here = sessions.current(request)
    rows = [(row, row.pk == here) for row in request.user.sessions.all()]
    context = {"sessions": rows, "others": any(not own for _, own in rows)}
    return render(request, "accounts/account.html", context)


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
