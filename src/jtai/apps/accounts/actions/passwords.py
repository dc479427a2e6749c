"""Choosing a password: with a link that works once, or with the old one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import SERVICE, record
from jtai.apps.notices.actions import queue
from jtai.apps.notices.models import Message
from jtai.core.results import blocks, no, require_none

TITLE = "Choose a password"
KIND = "password"
BETWEEN_LINKS = timedelta(minutes=5)


def invitation_link(user: User) -> str:
    """An address that lets this person choose a password, once."""
    return reverse(
        "invitation",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )


@transaction.atomic
def write_link(user: User, *, by: User | None, at: datetime) -> str:
    """Write to somebody with an open account and give the link; the trail says who asked for it."""
    link = invitation_link(user)
    queue(
        key=f"password-{user.pk}-{at:%Y%m%dT%H%M%S%f}",
        kind=KIND,
        to_user_id=user.pk,
        to_name=user.full_name,
        to_email=user.email,
        subject=TITLE,
        heading=TITLE,
        body="Open the link to choose a password, then sign in. The link works once, and for three days. "
        "If you have not asked for it, you need not do anything.",
        link=link,
        written_at=at,
    )
    note("account.link-sent", user, by=by, at=at)
    return link


@transaction.atomic
def ask_for_link(*, email: str, at: datetime) -> None:
    """Somebody has no password or has forgotten it. Nobody learns from the answer who has an account.

    Who asks again at once is not written to twice: nobody's letter box is filled by asking here.
    """
    user = User.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        return
    lately = Message.objects.filter(kind=KIND, to_user_id=user.pk, written_at__gt=at - BETWEEN_LINKS)
    if not lately.exists():
        write_link(user, by=None, at=at)


def end_links(users: Iterable[User]) -> None:
    """Who has no password yet and has left cannot use the link that was sent: it hangs on this value."""
    for user in users:
        if not user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])


@transaction.atomic
def accept_invitation(*, user: User, token: str, password: str, at: datetime) -> None:
    """Choose a password with a link. The link ends with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not default_token_generator.check_token(user, token):
        no("This link has ended. Ask for a new one on the sign-in page.", kind="stale").require()
    user.set_password(password)
    user.save(update_fields=["password"])
    note("invitation.accepted", user, by=user, at=at)


@transaction.atomic
def change_password(*, user: User, old: str, password: str, at: datetime) -> User:
    """Choose another password, with the one in use."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.check_password(old):
        message = "This is not your password. Enter the one you signed in with."
        require_none([blocks("password-wrong", message, "", "old")])
    user.set_password(password)
    user.save(update_fields=["password"])
    note("account.password-changed", user, by=user, at=at)
    return user


def note(action: str, user: User, *, by: User | None, at: datetime, **codes: object) -> None:
    """An event of the service about an account."""
    record(
        SERVICE,
        action,
        actor=str(by.pk) if by else "",
        at=at,
        clock_at=at,
        object_kind="user",
        object_id=str(user.pk),
        codes=codes,
    )
