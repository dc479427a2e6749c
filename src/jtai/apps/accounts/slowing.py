"""Slows down whoever tries many names from one address (ADR 0222). It never locks an address out."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max

from jtai.apps.accounts.browsers import hash_of_name
from jtai.apps.accounts.models import SignInTry


def seconds_to_wait(kind: str, address: str, at: datetime) -> int:
    """How long this address has to wait before the next name is looked at; 0: not at all."""
    since = at - timedelta(minutes=settings.JTAI_SIGN_IN_MINUTES)
    found = SignInTry.objects.filter(kind=kind, address=address, at__gt=since).aggregate(
        names=Count("name", distinct=True), last=Max("at")
    )
    beyond = found["names"] - settings.JTAI_SIGN_IN_NAMES
    if beyond < 0 or found["last"] is None:
        return 0
    wait = min(2 ** min(beyond + 1, 20), settings.JTAI_SIGN_IN_LONGEST_WAIT)
    return max(0, math.ceil((found["last"] + timedelta(seconds=wait) - at).total_seconds()))


def note_try(kind: str, address: str, email: str, at: datetime) -> None:
    """Note a name that was tried; what is older than the window is deleted with it."""
    since = at - timedelta(minutes=settings.JTAI_SIGN_IN_MINUTES)
    SignInTry.objects.filter(address=address, at__lte=since).delete()
    SignInTry.objects.create(kind=kind, address=address, name=hash_of_name(email), at=at)


def forget_tries(at: datetime) -> None:
    """Delete the tries of addresses that do not come back."""
    SignInTry.objects.filter(at__lte=at - timedelta(minutes=settings.JTAI_SIGN_IN_MINUTES)).delete()
