"""A first password, a forgotten one, another one. No page here names an area or an inspection."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.debug import sensitive_post_parameters

from jtai.apps.accounts import actions, forms
from jtai.apps.accounts.middleware import public
from jtai.apps.accounts.models import User
from jtai.core.results import ProblemsFound


@public
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whoever asks."""
    form = forms.AddressForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        actions.ask_for_link(email=form.cleaned_data["email"], at=timezone.now())
        return render(request, "accounts/forgotten_done.html")
    return render(request, "accounts/forgotten.html", {"form": form}, status=form.status)


@public
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a password with a link that works once."""
    user = _invited(uid)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "accounts/invitation_ended.html", status=404)
    form = forms.PasswordForm(_posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        actions.accept_invitation(
            user=user, token=token, password=form.cleaned_data["password"], at=timezone.now()
        )
        messages.success(request, "Your password is set. Sign in with your e-mail address.")
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    return render(
        request, "accounts/invitation.html", {"form": form, "email": user.email}, status=form.status
    )


@sensitive_post_parameters("old", "password", "again")
def change(request: HttpRequest) -> HttpResponse:
    """Another password; whoever is signed in elsewhere with the old one has to sign in again."""
    assert isinstance(request.user, User)
    form = forms.ChangePasswordForm(_posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = actions.change_password(
                user=request.user, old=given["old"], password=given["password"], at=timezone.now()
            )
        except ProblemsFound as found:
            form.add_problems(found.problems)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "Your password is changed.")
            return HttpResponseRedirect(reverse("account"), status=303)
    return render(request, "accounts/change_password.html", {"form": form}, status=form.status)


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _invited(uid: str) -> User | None:
    try:
        pk = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError):
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
