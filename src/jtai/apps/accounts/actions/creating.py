"""Making accounts, and opening those that wait for the call to the director."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.models import ServiceRole, User
from jtai.apps.audit.actions import SERVICE, record
from jtai.apps.database.locking import lock


@transaction.atomic
def create_account(
    *,
    email: str,
    full_name: str,
    body: str = "",
    job_title: str = "",
    phone: str = "",
    password: str | None = None,
    password_hash: str = "",
    service_roles: Iterable[str] = (),
    is_social_care_hmi: bool = False,
    is_senior_hmi: bool = False,
    is_active: bool = True,
    made_for: str = "",
    by: User | None,
    at: datetime,
) -> User:
    """Make an account. Local accounts are made with is_active=False until the DCS was called (ADR 0005).

    made_for is the reference of the inspection whose invitation makes the account.
    password_hash is for many accounts with one known password (the demonstration): hashing is slow by design.
    """
    user = User.objects.create_user(
        email=email,
        full_name=full_name,
        password=password,
        body=body,
        job_title=job_title,
        phone=phone,
        is_social_care_hmi=is_social_care_hmi,
        is_senior_hmi=is_senior_hmi,
        is_active=is_active,
        made_for=made_for,
    )
    if password_hash:
        user.password = password_hash
        user.save(update_fields=["password"])
    ServiceRole.objects.bulk_create(ServiceRole(user=user, role=role) for role in service_roles)
    record(
        SERVICE,
        "account.created",
        actor=str(by.pk) if by else "",
        at=at,
        clock_at=at,
        object_kind="user",
        object_id=str(user.pk),
        codes={"body": body, "service_roles": sorted(service_roles)},
    )
    return user


def open_accounts(users: Iterable[User]) -> None:
    """Let these people sign in from now on; an account that an administrator closed stays closed."""
    shut = User.objects.filter(pk__in=[user.pk for user in users], is_active=False, closed_at=None)
    list(lock(shut))
    shut.update(is_active=True)
