"""The one order in which rows are locked, and the only place that locks them (ADR 0250).

A transaction takes its locks in one order: what it wants to be `alone` with, then the things of a
later stage before those of an earlier one, then the inspection's own rows (its counters and milestones among
them), people, messages, and the head of the audit trail last. Within an app the thing comes before its parts,
and several rows of one table in the order of their keys. Whoever keeps to it can wait for others but never in
a circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# Rows that nobody but their own request locks, or that are waited for by somebody who holds nothing: the row
# of a form that was sent, a person's unsent words, sessions, failed sign-ins. They may come anywhere.
APART = ("drafts", "sessions", "axes")


def order() -> list[str]:
    """App labels, first to last: as installed, backwards. A stage declares its place once (ADR 0013).

    That is the order of imports (.importlinter) too: an action that calls one of an earlier stage goes on in
    the same direction.
    """
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("jtai.apps.")]
    return [label for label in reversed(ours) if label not in APART]


def lock(rows: QuerySet[M]) -> QuerySet[M]:
    """These rows, locked until the transaction ends, in the order of their keys.

    Not FOR UPDATE: that would make everybody wait who only points to a row with a foreign key. And of these
    rows alone, not of those that `select_related` brings along. SQLite has one writer and needs no lock.
    """
    return rows.order_by("pk").select_for_update(no_key=True, of=("self",))


def lock_row(row: M) -> M:
    """The row as it is now, locked. DoesNotExist when it is gone."""
    return lock(row.__class__._default_manager.filter(pk=row.pk)).get()


def alone(*what: object) -> None:
    """Until the transaction ends nobody else is alone with this: the first lock of all, before any row.

    For what may be done once only and has no row yet to lock, before looking whether it was done.
    """
    if connection.vendor == "postgresql":
        name = " ".join(str(part) for part in what)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


@transaction.atomic(savepoint=False)
def put(model: type[M], *, values: Mapping[str, object], **key: object) -> M:
    """The one row with this key, with these values: changed if it is there, otherwise made.

    In the place of Django's `update_or_create`, which locks with FOR UPDATE.
    """
    rows = model._default_manager.filter(**key)
    row = lock(rows).first()
    if row is None:
        row, made = model._default_manager.get_or_create(**key, defaults=values)
        if made:
            return row
        row = lock(rows).get()
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


def check_keys_now() -> None:
    """Have PostgreSQL check the foreign keys written so far, which it would do at the commit.

    The check locks the rows pointed to. Done before the head of a trail is locked, that head is the last
    lock of the transaction in truth.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def check_keys_at_the_end() -> None:
    """Have PostgreSQL check foreign keys at the commit again: rows may go in any order until then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
