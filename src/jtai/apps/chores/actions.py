"""Does what is due, once, however many workers there are."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jtai.apps.chores.models import Chore, Worker
from jtai.apps.chores.registry import Work, works
from jtai.apps.database.locking import put

log = logging.getLogger("jtai.chores")
FORGOTTEN = timedelta(days=1)


def do_what_is_due(stop: Callable[[], bool] = lambda: False) -> list[str]:
    """Run every chore whose time has come and that no other worker is at. Gives back which were run."""
    done = []
    # One look at all of them; what seems due is asked for once more, with a lock.
    known = {row.name: row for row in Chore.objects.all()}
    for work in works():
        if stop():
            break
        if not _may_be_due(known.get(work.name), work, timezone.now()):
            continue
        if lease := _take(work, timezone.now()):
            _run(work, lease)
            done.append(work.name)
    return done


def _take(work: Work, now: datetime) -> uuid.UUID | None:
    """The chore for this worker alone, or None when it is not due or another worker has it."""
    lease = uuid.uuid4()
    with transaction.atomic():
        Chore.objects.get_or_create(name=work.name)
        taken = _is_due(Q(name=work.name), work, now).update(
            lease=lease, leased_until=now + work.longest, started_at=now
        )
    return lease if taken else None


def _may_be_due(row: Chore | None, work: Work, now: datetime) -> bool:
    if row is None or row.started_at is None:
        return True
    free = row.lease is None or row.leased_until is None or row.leased_until <= now
    return free and row.started_at <= now - work.every


def _is_due(which: Q, work: Work, now: datetime):  # type: ignore[no-untyped-def]
    free = Q(lease=None) | Q(leased_until__lte=now)
    long_ago = Q(started_at=None) | Q(started_at__lte=now - work.every)
    return Chore.objects.filter(which & free & long_ago)


def _run(work: Work, lease: uuid.UUID) -> None:
    error = ""
    try:
        work.run()
    except Exception as fault:
        # One chore that fails must not keep the others, or the messages, from being done.
        error = type(fault).__name__[:120]
        log.warning("the chore %s failed", work.name, exc_info=True)
    # Only while the lease is ours: a worker that was taken for gone changes nothing any more.
    mine = Chore.objects.filter(name=work.name, lease=lease)
    if error:
        mine.update(lease=None, leased_until=None, error=error)
    else:
        mine.update(lease=None, leased_until=None, error="", finished_at=timezone.now())


def say_alive(name: str, started_at: datetime) -> None:
    """Note that this worker is there; forget those not heard of for a day."""
    now = timezone.now()
    put(Worker, name=name, values={"started_at": started_at, "seen_at": now})
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def say_gone(name: str) -> None:
    """This worker ends as it should."""
    Worker.objects.filter(name=name).delete()
