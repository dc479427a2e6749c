"""Tells trouble with a database, a disk or a store from a mistake in the code (ADR 0252)."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter and what became of what was sent, in sentences; and when to try again."""

    code: str
    sentence: str
    retry_after: int = 60
    saved: str = "Nothing was saved."


NOBODY_KNOWS = "We cannot tell whether what you sent was saved: check before you send it again."
BUSY = Trouble("busy", "The database is busy.", 30)
AWAY = Trouble("away", "The database cannot be reached.")
LOST = Trouble("lost", "The connection to the database was lost.", saved=NOBODY_KNOWS)
FULL = Trouble("full", "The disk of the service is full.", 300)
BROKEN = Trouble("broken", "The database cannot be used just now.", 300, saved=NOBODY_KNOWS)
READ_ONLY = Trouble("read-only", "The database can be read but not changed just now.", 300)
STORE = Trouble("store", "The place where files are stored cannot be used just now.", 300)

# The first byte of SQLite's result codes; 1 (a mistake in the SQL) is not among them.
_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_NOMEM: BROKEN,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
}

# Codes of PostgreSQL, whole or by their class (the first two characters).
_POSTGRES = {
    "55P03": BUSY,  # a lock was not had in time
    "40P01": BUSY,  # deadlock
    "40001": BUSY,
    "57014": BUSY,  # a statement took too long
    "53300": BUSY,  # too many connections
    "53100": FULL,
    "53": BROKEN,
    "58": BROKEN,
    "25006": READ_ONLY,  # a standby
    "57P03": AWAY,  # starting or stopping: no connection was had
    "08": LOST,
    "57": LOST,  # shut down or crashed meanwhile
    "25P03": LOST,
}

# How psycopg begins when it could not connect in the first place.
_NO_CONNECTION = ("connection failed", "connection is bad", "connection timeout")

_DISK = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL} | dict.fromkeys(
    (
        errno.EROFS,
        errno.EIO,
        errno.ENODEV,
        errno.ENXIO,
        errno.ESTALE,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    ),
    STORE,
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What kind of trouble this error tells of; None when it is a mistake in the code or no error."""
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    if isinstance(error, OSError):
        return _of_disk(error)
    return None


def is_twin(error: BaseException | None) -> bool:
    """Was the same row made by somebody else at the same moment?"""
    cause = getattr(error, "__cause__", None)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
    return getattr(cause, "sqlstate", None) == "23505"


def _of_database(error: Exception) -> Trouble | None:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if isinstance(error, NoWriterFree):
        return BUSY
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    # Without a code: no connection was had, or the one that was had is gone.
    return AWAY if any(words in str(error) for words in _NO_CONNECTION) else LOST


def _of_disk(error: OSError) -> Trouble | None:
    found = _DISK.get(error.errno or 0)
    return found or (STORE if _is_ours(error) else None)


def _is_ours(error: OSError) -> bool:
    """Whatever is wrong with the folders of the service's own data is trouble, never a mistake."""
    names = [Path(str(name)) for name in (error.filename, error.filename2) if name]
    folders = [Path(getattr(settings, name)) for name in FOLDERS if hasattr(settings, name)]
    return any(name == folder or folder in name.parents for name in names for folder in folders)


FOLDERS = ("DATA_DIR", "JTAI_HEADS_DIR", "JTAI_FILES_DIR", "JTAI_OUTBOX_DIR")


class NoWriterFree(OperationalError):
    """Too many already wait for the one writer of SQLite: this one is not let in at all."""
