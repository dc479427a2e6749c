"""Asks the access table for a person in an inspection, and writes the trail of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.db import DatabaseError, transaction

from jtai.apps.accounts.models import User
from jtai.apps.accounts.password_first import require_password
from jtai.apps.audit import actions as audit
from jtai.apps.audit.models import Event
from jtai.apps.audit.trail import Traced
from jtai.apps.database.trouble import trouble_of
from jtai.apps.drafts.sending import mark_done
from jtai.apps.inspections.memory import by_inspection, forget, read_for_all
from jtai.apps.inspections.models import Departure, Inspection, Membership
from jtai.core.access import NOBODY, About, Held, decide
from jtai.core.moments import Moment
from jtai.core.results import Decision, Problem, refuse

NOT_RECORDED = (
    "This page is about children, so whoever opens it is recorded. The record cannot be written at the "
    "moment, so the page is not shown. You can open other pages. Try again in a minute."
)


def held_by(user: User, inspection: Inspection) -> list[Held]:
    """The roles a person holds in this inspection; none for local people before the call to the DCS."""
    rows = _memberships(inspection, user.pk)
    held = [Held(role, body) for role, body, side in rows if side != "local" or inspection.dcs_told_at]
    like = {role.code: role.like for role in inspection.edition.roles if role.like}
    # A role of another name has the rights of the one it is like, beside what the edition says of its own.
    return held + [Held(like[one.role], one.body) for one in held if one.role in like]


@read_for_all
def _memberships(inspections: Sequence[int], user: int) -> dict[int, list[tuple[str, str, str]]]:
    rows = Membership.objects.filter(inspection__in=inspections, user=user, ended_at=None).order_by("pk")
    return by_inspection(inspections, rows.values_list("inspection", "role", "body", "side"))


def may(
    user: User, action: str, material: str, inspection: Inspection, about: About | None = NOBODY
) -> Decision:
    """The table's answer for this person here. about=None asks for any such thing at all."""
    return decide(held_by(user, inspection), action, material, about)


def require(
    user: User, action: str, material: str, inspection: Inspection, about: About | None = NOBODY
) -> None:
    """Raise `Refused` unless the table says yes. Every action begins with this."""
    may(user, action, material, inspection, about).require()
    require_password(action, material)


def require_here(inspection: Inspection, *things: Any) -> None:
    """Raise unless these are things of this inspection: one of another is as good as none (ADR 0215)."""
    if any(thing is not None and thing.inspection_id != inspection.pk for thing in things):
        refuse("This does not exist in this inspection.", kind="hidden")


def require_part(inspection: Inspection, *users: User | None) -> None:
    """Raise unless these people take part in this inspection."""
    wanted = {user.pk for user in users if user is not None}
    here = Membership.objects.filter(inspection=inspection, user__in=wanted).values_list("user", flat=True)
    if wanted - set(here):
        refuse("There is no such person in this inspection.", kind="hidden")


def bodies_of(user: User, inspection: Inspection) -> frozenset[str]:
    """Codes of the inspectorates and agencies this person stands for here."""
    return frozenset(one.body for one in held_by(user, inspection) if one.body)


def has_role(user: User, inspection: Inspection, *roles: str) -> bool:
    """Does the person hold any of these roles here?"""
    return any(one.role in roles for one in held_by(user, inspection))


def record(
    of: Inspection | Traced,
    action: str,
    *,
    by: User | None,
    at: Moment,
    object_kind: str = "",
    object_id: object = "",
    codes: Mapping[str, object] | None = None,
    content: str | None = None,
) -> Event | None:
    """One event in the inspection's chain; the last step of an action, in its transaction.

    of: the row the event is about, which says its kind, key and inspection (ADR 0261), and object_kind if
    this event calls it otherwise. Where there is no such row: the inspection, with object_kind and object_id.
    """
    forget()
    mark_done()
    inspection, object_kind, object_id = _named(of, object_kind, object_id)
    return _event(
        inspection,
        action,
        by=by,
        at=at,
        object_kind=object_kind,
        object_id=object_id,
        codes=codes,
        content=content,
    )


def _named(of: Inspection | Traced, object_kind: str, object_id: object) -> tuple[Inspection, str, object]:
    """Inspection, kind and key of what is written about; a row says them itself (ADR 0261)."""
    if isinstance(of, Inspection):
        return of, object_kind, object_id
    if of.pk is None:
        raise RuntimeError(f"{of} has no key to be found by: record it before it goes, or in full.")
    return attrgetter(of.trail.inspection)(of), object_kind or of.trail.kind, of.pk


def _event(
    inspection: Inspection, action: str, *, by: User | None, at: Moment, object_id: object = "", **more: Any
) -> Event | None:
    return audit.record(
        inspection.ref,
        action,
        actor=str(by.pk) if by else "",
        at=at.real,
        clock_at=at.now,
        object_id=str(object_id),
        **more,
    )


def record_read(
    inspection: Inspection,
    material: str,
    *,
    by: User,
    at: Moment,
    object_id: object = "",
    codes: Mapping[str, object] | None = None,
) -> None:
    """Child-level material was opened: one event, in a short transaction of its own (ADR 0006).

    Refused when it cannot be written: nobody reads such material without a trace (ADR 0252).
    """
    with recorded_first():
        # Not `record`: reading changes nothing that the page has read.
        _event(
            inspection,
            f"{material}.read",
            by=by,
            at=at,
            object_kind=material,
            object_id=object_id,
            codes=codes,
        )


@contextmanager
def recorded_first() -> Iterator[None]:
    """A transaction with the event of opening something, before its first byte is shown."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if trouble_of(error) is None:
            raise
        refuse(NOT_RECORDED, kind="unavailable")


def keep_departures(
    of: Inspection | Traced,
    passed: Iterable[Problem],
    reasons: Mapping[str, str],
    *,
    material: str,
    body: str = "",
    object_kind: str = "",
    object_id: object = "",
    by: User,
    at: Moment,
) -> None:
    """Store the reasons with which warnings were passed (para 3).

    of, object_kind, object_id  as in `record`
    material, body              what they are about and who owns it: only its readers read them (ADR 0210)
    """
    inspection, object_kind, object_id = _named(of, object_kind, object_id)
    Departure.objects.bulk_create(
        Departure(
            inspection=inspection,
            rule=problem.code,
            source=problem.source,
            message=problem.message[:500],
            reason=reasons[problem.code].strip(),
            material=material,
            body=body,
            object_kind=object_kind,
            object_id=str(object_id),
            by=by,
            at=at.now,
        )
        for problem in passed
        if reasons.get(problem.code, "").strip()
    )
