"""What follows a commit: it cannot fail what is committed, nor what else follows (ADR 0251)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import partial

from django.db import transaction

log = logging.getLogger("jtai.after_commit")


def after_commit(step: Callable[[], object], *, name: str, caught_up_by: str) -> None:
    """Carry out `step` once the transaction is committed; a failure is logged, and the next step goes on.

    name          what it is, for the log; ids at most
    caught_up_by  what does it later if it fails: there must be something
    """
    transaction.on_commit(partial(_carry_out, step, name, caught_up_by))


Catching = Callable[[], object]
_each_minute: dict[str, Catching] = {}


def each_minute(name: str, catch_up: Catching) -> None:
    """Have the worker do this every minute: it does later what could not be done after a commit."""
    _each_minute[name] = catch_up


def catch_up_all() -> None:
    """Everything that was registered; one that fails does not keep the others from being done."""
    for name, step in _each_minute.items():
        try:
            step()
        except Exception as error:
            log.warning("%s could not be caught up: %s", name, type(error).__name__)


def _carry_out(step: Callable[[], object], name: str, caught_up_by: str) -> None:
    try:
        step()
    except Exception as error:
        reference = secrets.token_hex(4)
        log.exception(
            "after the commit: %s failed (%s), reference %s; caught up by %s",
            name,
            type(error).__name__,
            reference,
            caught_up_by,
        )
