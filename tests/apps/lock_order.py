"""Watches the SQL of a test and says where a transaction takes its locks in another order than ADR 0250's.

Every test of an app is watched, so every action is, on both databases: what locks is read from the statements
themselves. The order of two rows of one table is not seen here; `tests/apps/database/test_mixed_writes.py`
has many people write at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps

from jtai.apps.database.locking import APART, order

_WRITES = re.compile(r'^(?:UPDATE|DELETE FROM|INSERT INTO) "(\w+)"')
_LOCKS = re.compile(r'FOR (?:NO KEY )?UPDATE OF "(\w+)"')
_MADE_IN_THIS_TRANSACTION = re.compile(r'^INSERT INTO "(\w+)"')
# A new row locks nobody out, unless others may be making the same one.
_MADE_BY_SEVERAL = frozenset(
    {"inspections_milestonefact", "inspections_counter", "notices_message", "audit_head"}
)


def rank_of(table: str) -> int | None:
    """The place of a table in the order; None for one that stands apart or is not ours."""
    labels = _labels()
    for label in sorted(labels, key=len, reverse=True):
        if table.startswith(f"{label}_"):
            return labels.index(label)
    return None


@cache
def _labels() -> list[str]:
    return order()


class LockOrder:
    """What the transactions of one connection have locked, and what they did wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._depth = 0
        self._forget()

    def _forget(self) -> None:
        self._highest, self._by = -1, ""
        self._touched: set[str] = set()

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        result = execute(sql, params, many, context)
        # A statement that found no row has locked none.
        self._look(sql, found_rows=sql.startswith("INSERT") or context["cursor"].rowcount != 0)
        return result

    def _look(self, sql: str, *, found_rows: bool) -> None:
        if sql.startswith("SAVEPOINT"):
            self._depth += 1
        elif sql.startswith("RELEASE SAVEPOINT"):
            self._depth -= 1
        if self._depth <= 0:
            self._forget()
            return
        if "pg_advisory_xact_lock" in sql and self._highest >= 0:
            self.faults.append(f"`alone` comes after {self._by}")
        found = _WRITES.match(sql) or _LOCKS.search(sql)
        if found and found_rows:
            self._take(found[1], is_new=bool(_MADE_IN_THIS_TRANSACTION.match(sql)))

    def _take(self, table: str, *, is_new: bool) -> None:
        rank = rank_of(table)
        if rank is None or table == "audit_event" or table in self._touched:
            return
        self._touched.add(table)
        if is_new and table not in _MADE_BY_SEVERAL:
            return
        if rank < self._highest:
            self.faults.append(f"{table} is locked after {self._by}")
        elif rank >= self._highest:
            self._highest, self._by = rank, table


def tables_without_a_place() -> list[str]:
    """Tables of our own apps that have no place in the order."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("jtai.")]
    tables = [m._meta.db_table for m in ours if m._meta.app_label not in APART]
    return sorted(table for table in tables if rank_of(table) is None)
