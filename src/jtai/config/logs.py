"""How a line of the log looks: ISO 8601 with its offset, and a fault without the values it met (ADR 0257)."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from datetime import UTC, datetime
from types import TracebackType


class PlainFormatter(logging.Formatter):
    """`2026-11-29T03:02:59.123+00:00 WARNING jtai.errors answered 404 reference 1f2e3d4c`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatException(self, ei: object) -> str:
        _, error, trace = ei  # type: ignore[misc]
        return _told(error, trace) if error is not None else ""  # type: ignore[has-type]


def _told(error: BaseException, trace: TracebackType | None) -> str:
    """Where it happened and what kind it was. Its words may repeat what somebody typed: they are left out."""
    parts = []
    if error.__cause__ or (error.__context__ and not error.__suppress_context__):
        earlier = error.__cause__ or error.__context__
        assert earlier is not None
        parts += [_told(earlier, earlier.__traceback__), "", "which led to:", ""]
    parts += ["".join(traceback.format_tb(trace)).rstrip("\n"), _kind(error)]
    return "\n".join(parts)


def _kind(error: BaseException) -> str:
    """The class of the fault, with what a database says of it that holds no value."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, sqlite3.Error):
        return f"{name}: {error}"  # names tables and columns, never a value
    if told := getattr(error, "sqlstate", None):
        diagnosis = getattr(error, "diag", None)
        constraint = getattr(diagnosis, "constraint_name", None) or ""
        return f"{name}: state {told} {constraint}".rstrip()
    return name
