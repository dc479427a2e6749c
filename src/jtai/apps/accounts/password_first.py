"""Asks for the password again before signing, publishing and administering (ADR 0225).

`require_password` is called where the access table is asked; it knows the request by itself. A command on the
machine has no request, and nobody who could be asked.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.accounts.queries import service_held
from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.core.access import asks_for_password, decide
from jtai.core.results import refuse

WORDS = "Enter your password again to continue."
_request: ContextVar[Any] = ContextVar("the request that is being answered", default=None)


def answering(request: Any) -> Token[Any]:
    """From here on this request is being answered."""
    return _request.set(request)


def answered(token: Token[Any]) -> None:
    """The request is answered."""
    _request.reset(token)


def is_fresh(request: Any) -> bool:
    """Was the password given a short time ago?"""
    given = request.session.get(PASSWORD_AT, 0)
    age = timezone.now().timestamp() - given
    return bool(0 <= age <= timedelta(minutes=settings.JTAI_PASSWORD_MINUTES).total_seconds())


def require_password(action: str, material: str) -> None:
    """Raise unless this needs no password, or it was given a short time ago."""
    request = _request.get()
    if asks_for_password(action, material) and request is not None and not is_fresh(request):
        refuse(WORDS, kind="password")


def require_service(by: User, action: str, material: str) -> None:
    """Raise unless a role for the whole service lets somebody do this, and the password was given."""
    decide(service_held(by), action, material).require()
    require_password(action, material)
