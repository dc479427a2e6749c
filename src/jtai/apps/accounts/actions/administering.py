"""What an administrator does with accounts. Roles in an inspection are given in its team (ADR 0001)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.actions.creating import create_account
from jtai.apps.accounts.actions.passwords import note, write_link
from jtai.apps.accounts.models import ServiceRole, User
from jtai.apps.accounts.password_first import require_service
from jtai.apps.accounts.tokens import invitation_link
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock_row
from jtai.core.results import Problem, blocks, refuse, require_none

ADMINISTRATOR = ServiceRole.Role.ADMINISTRATOR.value


def _require(by: User) -> None:
    require_service(by, "write", "service-people")


def _check_address(email: str, user: User | None = None) -> list[Problem]:
    others = User.objects.filter(email__iexact=email.strip())
    if user is not None:
        others = others.exclude(pk=user.pk)
    if not others.exists():
        return []
    return [blocks("address-taken", "Somebody already has an account with this address.", "", "email")]


@transaction.atomic
@events_last
def add_person(
    *,
    email: str,
    full_name: str,
    body: str = "",
    job_title: str = "",
    phone: str = "",
    is_social_care_hmi: bool = False,
    is_senior_hmi: bool = False,
    service_roles: Iterable[str] = (),
    is_local: bool,
    by: User,
    at: datetime,
) -> User:
    """Make an account and write to its owner.

    Nobody of a local area is written to, and their account stays closed, until the call to the director is
    logged (ADR 0005): a letter from this address would be the notification.
    """
    _require(by)
    require_none(_check_address(email))
    user = create_account(
        email=email,
        full_name=full_name,
        body=body,
        job_title=job_title,
        phone=phone,
        is_social_care_hmi=is_social_care_hmi,
        is_senior_hmi=is_senior_hmi,
        service_roles=service_roles,
        is_active=not is_local,
        by=by,
        at=at,
    )
    if user.is_active:
        write_link(user, by=by, at=at)
    return user


@transaction.atomic
def change_person(
    *, user: User, service_roles: Iterable[str] = (), by: User, at: datetime, **values: object
) -> None:
    """Keep changed particulars: email, full_name, body, job_title, phone, the two qualifications, roles."""
    _require(by)
    user = lock_row(user)
    wanted = frozenset(service_roles)
    problems = _check_address(str(values.get("email", user.email)), user)
    if user.pk == by.pk and ADMINISTRATOR not in wanted:
        message = "You cannot take this role from yourself. Ask another administrator."
        problems.append(blocks("own-role", message, "", "service_roles"))
    if wanted and user.confined_to:
        message = (
            "An invitation created this account, and its owner has not confirmed the address. Send a link "
            "first."
        )
        problems.append(blocks("address-unproved", message, "", "service_roles"))
    require_none(problems)
    changed = sorted(field for field, value in values.items() if getattr(user, field) != value)
    for field in changed:
        setattr(user, field, values[field])
    user.email = user.email.strip().lower()
    if "email" in changed:
        # Whose the new address is, its owner shows with a link that goes there.
        user.proved_at = None
    user.save()
    held = set(user.service_role_rows.values_list("role", flat=True))
    user.service_role_rows.exclude(role__in=wanted).delete()
    ServiceRole.objects.bulk_create(ServiceRole(user=user, role=role) for role in sorted(wanted - held))
    note("account.changed", user, by=by, at=at, fields=changed, service_roles=sorted(wanted))


@transaction.atomic
def send_link(*, user: User, by: User, at: datetime) -> str:
    """Write to somebody with a link to choose a password; the link, for where no mail leaves the machine."""
    _require(by)
    if not user.is_active:
        refuse("This account is closed. Open it first, or wait for the call to the director.", kind="moment")
    return write_link(user, by=by, at=at)


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> None:
    """Nobody signs in with it from now on. What the person wrote stays, under their name."""
    _require(by)
    if user.pk == by.pk:
        refuse("You cannot close your own account. Ask another administrator.", kind="moment")
    rows = User.objects.filter(pk=user.pk, is_active=True)
    if not rows.update(is_active=False, closed_at=at):
        refuse("This account is already closed.", kind="stale")
    user.sessions.all().delete()
    note("account.closed", user, by=by, at=at)


@transaction.atomic
def open_again(*, user: User, by: User, at: datetime) -> None:
    """Open an account that an administrator closed. One that waits for the call cannot be opened here."""
    _require(by)
    rows = User.objects.exclude(closed_at=None).filter(pk=user.pk)
    if not rows.update(is_active=True, closed_at=None):
        refuse("No administrator closed this account: it opens with the call to the director.", kind="moment")
    note("account.opened", user, by=by, at=at)


@transaction.atomic
@events_last
def make_administrator(*, email: str, full_name: str, at: datetime) -> str:
    """Make the first administrator, or another one, from the machine itself; the link to choose a password.

    Whoever can run this can read the database: there is no role to ask for.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = create_account(email=email, full_name=full_name, by=None, at=at)
    if user.confined_to:
        message = "An invitation created this account, and its owner has not confirmed the address."
        refuse(message, kind="moment")
    ServiceRole.objects.get_or_create(user=user, role=ADMINISTRATOR)
    note("account.made-administrator", user, by=None, at=at)
    return invitation_link(user)
