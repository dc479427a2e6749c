"""A first password, a forgotten one, another one. No page here names an area or an inspection."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from jtai.apps.accounts import actions, forms, sessions
from jtai.apps.accounts.browsers import address_of
from jtai.apps.accounts.middleware import public
from jtai.apps.accounts.models import SignInTry, User, UserSession
from jtai.apps.accounts.password_first import require_password
from jtai.apps.accounts.slowing import note_try
from jtai.apps.accounts.tokens import is_link_good, owner_of
from jtai.apps.accounts.views import locked_out, slowed_down
from jtai.core.results import ProblemsFound, blocks
from jtai.ui.forms import PlainForm

# Where the session holds the link that was opened, as long as its password is being chosen.
LINK = "password-link"
ASKED = SignInTry.Kind.LINK.value


@public
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whoever asks."""
    form = forms.AddressForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if answer := slowed_down(request, ASKED, email):
            return answer
        note_try(ASKED, address_of(request), email, timezone.now())
        actions.ask_for_link(email=email, at=timezone.now())
        return render(request, "accounts/forgotten_done.html")
    return render(request, "accounts/forgotten.html", {"form": form}, status=form.status)


@public
def invitation(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """A link that works once. It leaves the address bar at once: no history, log or referrer holds it."""
    user = owner_of(uid)
    if user is None or not is_link_good(user, token):
        return _ended(request)
    request.session[LINK] = [uid, token]
    return HttpResponseRedirect(reverse("password-choose"), status=303)


@public
@sensitive_post_parameters("password", "again")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password with the link that was opened in this browser."""
    uid, token = request.session.get(LINK, ["", ""])
    user = owner_of(uid)
    if user is None or not is_link_good(user, token):
        return _ended(request)
    form = forms.PasswordForm(_posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        actions.accept_invitation(
            user=user, token=token, password=form.cleaned_data["password"], at=timezone.now()
        )
        del request.session[LINK]
        messages.success(request, "Password set. Sign in with your e-mail address.")
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    return render(
        request, "accounts/invitation.html", {"form": form, "email": user.email}, status=form.status
    )


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_ended.html", status=404)


@sensitive_post_parameters("old", "password", "again")
def change(request: HttpRequest) -> HttpResponse:
    """Another password; whoever is signed in elsewhere with the old one has to sign in again."""
    assert isinstance(request.user, User)
    form = forms.ChangePasswordForm(_posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = actions.change_password(
                user=request.user,
                old=given["old"],
                password=given["password"],
                session=sessions.current(request),
                at=timezone.now(),
            )
        except ProblemsFound as found:
            form.add_problems(found.problems)
        else:
            update_session_auth_hash(request, user)
            request.session[sessions.PASSWORD_AT] = timezone.now().timestamp()
            messages.success(request, "Password changed.")
            return HttpResponseRedirect(reverse("account"), status=303)
    return render(request, "accounts/change_password.html", {"form": form}, status=form.status)


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


# A password is in none of the hashes that are kept of what forms hold.
change.claims_no_form = True  # type: ignore[attr-defined]


@sensitive_post_parameters("password")
def again(request: HttpRequest) -> HttpResponse:
    """Enter the password again, then on to the page that asked for it."""
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("home")
    form = forms.PasswordAgainForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        email = request.user.email
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, {})
        if user is not None and user.pk == request.user.pk:
            request.session[sessions.PASSWORD_AT] = timezone.now().timestamp()
            return HttpResponseRedirect(target, status=303)
        message = "This is not your password. Enter the one you sign in with."
        form.add_problems([blocks("password-wrong", message, "", "password")])
    return _again_page(request, form, target, status=form.status)


again.claims_no_form = True  # type: ignore[attr-defined]


def password_page(request: HttpRequest, target: str, *, nothing_done: bool, saved: bool) -> HttpResponse:
    """The page that asks, in the place of an answer to what was sent; `target` is opened afterwards."""
    context = {"nothing_done": nothing_done, "saved": saved}
    return _again_page(request, forms.PasswordAgainForm(), target, status=401, **context)


def _again_page(
    request: HttpRequest, form: PlainForm, target: str, *, status: int, **context: object
) -> HttpResponse:
    # Said as long as it is true, however often the password is wrong.
    context = {
        "nothing_done": bool(request.POST.get("nothing-done")),
        "saved": request.words_wait_at(target),  # type: ignore[attr-defined]
        **context,
    }
    context |= {"form": form, "next": target, "minutes": settings.JTAI_PASSWORD_MINUTES}
    return render(request, "accounts/password_again.html", context, status=status)


def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out in one browser, after asking."""
    assert isinstance(request.user, User)
    user = request.user
    row = get_object_or_404(UserSession, pk=pk, user=user)
    here = row.pk == sessions.current(request)
    if here:
        return HttpResponseRedirect(reverse("sign-out"), status=303)
    require_password("end", "own-sessions")
    if request.method == "POST":
        actions.end_session(user=user, pk=pk, at=timezone.now())
        messages.success(request, "Signed out of that browser.")
        return HttpResponseRedirect(reverse("account"), status=303)
    return render(request, "accounts/session_end.html", {"row": row})


def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else, after asking."""
    assert isinstance(request.user, User)
    require_password("end", "own-sessions")
    if request.method == "POST":
        actions.end_other_sessions(user=request.user, session=sessions.current(request), at=timezone.now())
        messages.success(request, "Signed out everywhere else.")
        return HttpResponseRedirect(reverse("account"), status=303)
    return render(request, "accounts/session_end.html", {"row": None})
