"""A scene that many tests begin with is built once in a process; afterwards its rows are put back.

@kept
def planned(edition: str = "2016-08") -> World: ...
@kept
def letter_at(world: World, step: str) -> Letter: ...

The first test builds the scene by the actions themselves. What that added to the database, and what it
changed there, is remembered as the database holds it. The next test that asks for the same scene, of a
database that holds the same, gets those rows, and a result whose rows are read anew. Where a test did
anything of its own before, the scene is built as ever. Numbers of rows go on: no test may count on the number
of one. Nothing outside the database comes back: a scene that keeps files is not for this.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
Contents = dict[str, dict[Any, tuple[Any, ...]]]


@dataclass(frozen=True)
class Scene:
    """Rows by table, as stored; the keys of those among them that were there before; what was given back."""

    rows: dict[str, Any]
    changed: dict[str, list[Any]]
    result: bytes


def kept(build: Callable[P, R]) -> Callable[P, R]:
    """The builder, which works only once in a process for the same words and the same database."""
    scenes: dict[Any, Scene | None] = {}

    @wraps(build)
    def scene(*args: P.args, **words: P.kwargs) -> R:
        worlds = [value for value in args if hasattr(value, "inspection")]
        before = _contents() if worlds else None
        key = (_written((args, words), []), _fullness() if before is None else _digest(before))
        if key not in scenes:
            before = _contents() if before is None else before
            result = build(*args, **words)
            scenes[key] = _scene(before, _contents(), _written(result, worlds), changes=bool(worlds))
            return result
        known = scenes[key]
        if known is None:
            return build(*args, **words)
        _put_back(known)
        for world in worlds:
            world.inspection.refresh_from_db()
        return _Reader(known.result, worlds).load()

    return scene


@cache
def _tables() -> dict[str, str]:
    """The name of every table and of its key."""
    models = apps.get_models(include_auto_created=True)
    return {m._meta.db_table: m._meta.pk.column for m in models if m._meta.managed}


def _fullness() -> tuple[int, ...]:
    """How many rows each table has: enough for a scene that changes none of them."""
    counts = " UNION ALL ".join(f'SELECT count(*) FROM "{table}"' for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return tuple(row[0] for row in cursor.fetchall())


def _contents() -> Contents:
    found = {}
    with connection.cursor() as cursor:
        for table, key in _tables().items():
            cursor.execute(f'SELECT "{key}", "{table}".* FROM "{table}" ORDER BY 1')
            found[table] = {row[0]: row[1:] for row in cursor.fetchall()}
    return found


def _digest(contents: Contents) -> str:
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def _scene(before: Contents, after: Contents, result: bytes, *, changes: bool) -> Scene | None:
    """None where a row is gone, or was changed by a scene that takes no world to change."""
    added, changed = {}, {}
    for table, rows in after.items():
        old = before[table]
        if old.keys() - rows.keys():
            return None
        added[table] = [key for key in rows if key not in old]
        changed[table] = [key for key, row in old.items() if rows[key] != row]
    if any(changed.values()) and not changes:
        return None
    read = _copy_out if connection.vendor == "postgresql" else _select_raw
    wanted = {table: added[table] + changed[table] for table in after}
    stored = {table: read(table, keys) for table, keys in wanted.items() if keys}
    return Scene(stored, {table: keys for table, keys in changed.items() if keys}, result)


def _copy_out(table: str, keys: list[Any]) -> bytes:
    wanted = f'SELECT * FROM "{table}" WHERE "{_tables()[table]}" = ANY(%s)'
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({wanted}) TO STDOUT", [keys]) as rows:
        return b"".join(bytes(part) for part in rows)


def _select_raw(table: str, keys: list[Any]) -> list[tuple[Any, ...]]:
    raw = connection.connection.cursor()
    names = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
    # "+" takes a column's declared type away, and with it the conversion to Python's types.
    columns = ", ".join(f'+"{name}"' for name in names)
    rows = raw.execute(f'SELECT "{_tables()[table]}", {columns} FROM "{table}"').fetchall()
    wanted = set(keys)
    return [row[1:] for row in rows if row[0] in wanted]


def _put_back(scene: Scene) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, keys in scene.changed.items():
            places = ", ".join(["%s"] * len(keys))
            # Past those who watch the order of locks: nobody else is here.
            cursor.cursor.execute(f'DELETE FROM "{table}" WHERE "{_tables()[table]}" IN ({places})', keys)
        for table, rows in scene.rows.items():
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                    into.write(rows)
            else:
                places = ", ".join("?" for _ in rows[0])
                connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)


class _Writer(pickle.Pickler):
    """A row of the database is written as its key, to be read anew; a world by its place among the words."""

    def __init__(self, into: io.BytesIO, worlds: list[Any]) -> None:
        super().__init__(into)
        self._worlds = worlds

    def persistent_id(self, obj: Any) -> tuple[str, Any] | None:
        if isinstance(obj, Model):
            return obj._meta.label, obj.pk
        found = [n for n, world in enumerate(self._worlds) if world is obj]
        return ("world", found[0]) if found else None


class _Reader(pickle.Unpickler):
    def __init__(self, result: bytes, worlds: list[Any]) -> None:
        super().__init__(io.BytesIO(result))
        self._worlds = worlds

    def persistent_load(self, pid: tuple[str, Any]) -> Any:
        label, key = pid
        return self._worlds[key] if label == "world" else apps.get_model(label)._default_manager.get(pk=key)


def _written(result: object, worlds: list[Any]) -> bytes:
    into = io.BytesIO()
    _Writer(into, worlds).dump(result)
    return into.getvalue()
