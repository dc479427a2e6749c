"""What the actions of this app share: canonical words, numbers, text saved by version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.db.models import Model
from django.utils.dateparse import parse_datetime

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import instant
from jtai.apps.database.limits import require_fit
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.models import Inspection
from jtai.core.results import refuse


def canonical(values: Mapping[str, Any]) -> str:
    """The values as one text: sorted keys, instants in UTC. This is what is hashed and kept."""
    return json.dumps(plain(values), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON takes them."""
    return {key: instant(v) if isinstance(v, datetime) else v for key, v in values.items()}


def read_instant(text: str | None) -> datetime | None:
    """An instant written by `plain`."""
    return parse_datetime(text) if text else None


def save_version(row: Model, version: int, what: str, **changes: Any) -> None:
    """Write `changes` if nobody has saved since `version`; otherwise refuse, everything typed stays (409)."""
    require_fit(type(row), changes)
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(**changes, version=version + 1):
        refuse_stale(what)
    row.refresh_from_db()


def refuse_stale(what: str) -> NoReturn:
    refuse(
        f"Somebody, or another window of yours, saved {what} after you opened this page. "
        "Both texts are below; choose or join them.",
        kind="stale",
    )


def inspectorate_of(user: User, inspection: Inspection) -> str:
    """The inspectorate for which the person records: that of their first role here."""
    return next((one.body for one in held_by(user, inspection) if one.body), user.body)
