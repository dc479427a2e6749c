"""Choosing a password: with a link that works once, or with the old one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jtai.apps.accounts.models import LinkRequest, User, UserSession
from jtai.apps.accounts.password_first import require_password
from jtai.apps.accounts.signals import password_chosen
from jtai.apps.accounts.slowing import forget_tries
from jtai.apps.accounts.tokens import invitation_link, is_link_good, proves_address
from jtai.apps.audit.actions import SERVICE, events_last, record
from jtai.apps.database.locking import lock_row
from jtai.apps.notices.actions import queue
from jtai.apps.notices.models import Message
from jtai.core.results import blocks, refuse, require_none

TITLE = "Choose a password"
KIND = "password"
BETWEEN_LINKS = timedelta(minutes=5)
MOST_AT_ONCE = 200


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
        body=(
            "Open the link to choose a password, then sign in. The link works once, and for three "
            "days. If you did not ask for it, you do not need to do anything."
        ),
        link=link,
        written_at=at,
    )
    note("account.link-sent", user, by=by, at=at)
    return link


def ask_for_link(*, email: str, at: datetime) -> None:
    """Somebody has no password or has forgotten it.

    Here nothing is looked up: neither the words nor the time of the answer tell who has an account.
    """
    LinkRequest.objects.create(email=email.strip(), asked_at=at)


def answer_link_requests() -> int:
    """Write to those who asked and have an open account; done by the worker. How many were written to."""
    written = 0
    for pk in list(LinkRequest.objects.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]):
        written += _answer(pk, timezone.now())
    return written


@transaction.atomic
@events_last
def _answer(pk: int, at: datetime) -> bool:
    """Who asks again at once is not written to twice: nobody's letter box is filled by asking."""
    asked = LinkRequest.objects.filter(pk=pk).first()
    # Whoever deletes it answers it.
    if asked is None or not LinkRequest.objects.filter(pk=pk).delete()[0]:
        return False
    user = User.objects.filter(email__iexact=asked.email, is_active=True).first()
    if user is None:
        return False
    lately = Message.objects.filter(kind=KIND, to_user_id=user.pk, written_at__gt=at - BETWEEN_LINKS)
    if lately.exists():
        return False
    write_link(user, by=None, at=at)
    return True


def forget_old() -> None:
    """Delete sessions that have lasted their hours, and tries that count no more."""
    now = timezone.now()
    forget_tries(now)
    UserSession.objects.filter(started_at__lte=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()


@transaction.atomic
def accept_invitation(*, user: User, token: str, password: str, at: datetime) -> None:
    """Choose a password with a link. The link ends with it.

    A link that went to the address shows whose it is; one handed over in a practice inspection does not.
    """
    # Later stages first (ADR 0250); a link that turns out to have ended takes it back.
    password_chosen.send(User, user=user, at=at)
    user = lock_row(user)
    if not is_link_good(user, token):
        refuse("This link no longer works. Ask for a new one on the sign-in page.", kind="stale")
    if proves_address(user, token):
        user.proved_at = at
    user.set_password(password)
    user.save(update_fields=["password", "proved_at"])
    user.sessions.all().delete()
    note("invitation.accepted", user, by=user, at=at)


@transaction.atomic
def change_password(*, user: User, old: str, password: str, session: int | None = None, at: datetime) -> User:
    """Choose another password, with the one in use. Every session but this one ends."""
    user = lock_row(user)
    if not user.check_password(old):
        message = "This is not your password. Enter the one you signed in with."
        require_none([blocks("password-wrong", message, "", "old")])
    user.set_password(password)
    user.save(update_fields=["password"])
    user.sessions.exclude(pk=session or 0).delete()
    note("account.password-changed", user, by=user, at=at)
    return user


@transaction.atomic
def end_session(*, user: User, pk: int, at: datetime) -> None:
    """End a session of one's own, in whatever browser it is."""
    require_password("end", "own-sessions")
    if not user.sessions.filter(pk=pk).delete()[0]:
        refuse("This session has already ended.", kind="stale")
    note("session.ended", user, by=user, at=at, session=pk)


@transaction.atomic
def end_other_sessions(*, user: User, session: int | None, at: datetime) -> int:
    """End every session of one's own but this one; how many."""
    require_password("end", "own-sessions")
    ended, _ = user.sessions.exclude(pk=session or 0).delete()
    note("session.others-ended", user, by=user, at=at, ended=ended)
    return ended


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
