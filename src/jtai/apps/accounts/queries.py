"""Reads of accounts."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.core.access import Held


def service_held(user: User) -> list[Held]:
    """The service-wide roles, in the shape the access table asks for."""
    return [Held(role) for role in sorted(user.service_roles)]


def demonstration_accounts(domain: str) -> list[User]:
    """The accounts of the demonstration, in the order they were made."""
    return list(User.objects.filter(email__endswith=f"@{domain}", is_active=True).order_by("pk"))
