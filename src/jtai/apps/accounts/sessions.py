"""The sessions of a person: begun at sign-in, ended by them, by time or with the account (ADR 0224)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError, connection
from django.utils import timezone

from jtai.apps.accounts.browsers import address_of, browser_of
from jtai.apps.accounts.models import User, UserSession
from jtai.words import counted

log = logging.getLogger("jtai.accounts")
KEY = "session-row"
PASSWORD_AT = "password-at"
# How exact "last used" is: no more than one write a minute for each browser.
TOUCH = timedelta(minutes=1)
# A page is never held up by that write: whoever waits longer leaves it to the next page.
PATIENCE_MS = 100


def begin(sender: object, *, request: Any, user: User, **more: object) -> None:
    """Somebody has given their password: a row for this browser, and the time of the password."""
    now = timezone.now()
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    old = UserSession.objects.filter(user=user, started_at__lte=now - age)
    old.delete()
    UserSession.objects.filter(pk=request.session.get(KEY) or 0, user=user).delete()
    request.session[PASSWORD_AT] = now.timestamp()
    _add(request, user, now)


def _add(request: Any, user: User, now: datetime) -> UserSession:
    row = UserSession.objects.create(
        user=user, started_at=now, seen_at=now, browser=browser_of(request), address=address_of(request)
    )
    request.session[KEY] = row.pk
    return row


def end(sender: object, *, request: Any, user: User | None, **more: object) -> None:
    """Somebody has signed out."""
    UserSession.objects.filter(pk=getattr(request, "session", {}).get(KEY) or 0).delete()


def current(request: Any) -> int | None:
    """The number of this session."""
    return request.session.get(KEY)


def check(request: Any) -> str:
    """Go on with the session of this request, or end it; the sentence to say when it has ended."""
    now = timezone.now()
    pk = request.session.get(KEY)
    if pk is None:
        _add(request, request.user, now)
        return ""
    row = UserSession.objects.filter(pk=pk, user=request.user).first()
    why = _why_ended(row, now)
    if why:
        logout(request)
        return why
    assert row is not None
    if now - row.seen_at >= TOUCH:
        _touch(row, now)
    return ""


def _why_ended(row: UserSession | None, now: datetime) -> str:
    if row is None:
        return "You have been signed out of this browser."
    idle = settings.JTAI_SESSION_IDLE_MINUTES
    if now - row.seen_at > timedelta(minutes=idle):
        return f"You were signed out because no page was opened for {counted(idle, 'minute')}."
    if now - row.started_at > timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return "You were signed out because you signed in many hours ago."
    return ""


def _touch(row: UserSession, now: datetime) -> None:
    try:
        with _impatient():
            UserSession.objects.filter(pk=row.pk, seen_at__lt=now).update(seen_at=now)
    except DatabaseError as error:
        log.info("the last use of a session was not noted: %s", type(error).__name__)


class _impatient:
    """On SQLite a write waits for the one before it: here only for a moment."""

    def __enter__(self) -> None:
        self._set(PATIENCE_MS)

    def __exit__(self, *error: object) -> None:
        self._set(int(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5) * 1000))

    def _set(self, milliseconds: int) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
