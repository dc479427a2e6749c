"""Reads of accounts."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from jtai.apps.accounts.models import User
from jtai.core.access import Held


def service_held(user: User) -> list[Held]:
    """The service-wide roles, in the shape the access table asks for."""
    return [Held(role) for role in sorted(user.service_roles)]


def demonstration_accounts(domain: str) -> list[User]:
    """The accounts of the demonstration, in the order they were made."""
    return list(User.objects.filter(email__endswith=f"@{domain}", is_active=True).order_by("pk"))


def people(words: str = "") -> QuerySet[User]:
    """All accounts by name; with words, those whose name, address or job title holds them."""
    found = User.objects.prefetch_related("service_role_rows").order_by(Lower("full_name"), "pk")
    if words:
        found = found.filter(
            Q(full_name__icontains=words) | Q(email__icontains=words) | Q(job_title__icontains=words)
        )
    return found
