"""What every write of a meeting needs."""

from __future__ import annotations

from collections.abc import Mapping

from jtai.apps.accounts.models import User
from jtai.apps.inspections.access import keep_departures, require
from jtai.apps.meetings import queries
from jtai.apps.meetings.models import Meeting
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import Problem, refuse


def require_write(meeting: Meeting, by: User) -> None:
    """Raise `Refused` unless the person may write this meeting; separate ones belong to an inspectorate."""
    about = About(body=meeting.inspectorate)
    require(by, "write", queries.material_of(meeting), meeting.inspection, about)


def save(meeting: Meeting, version: int, values: Mapping[str, object]) -> None:
    found = Meeting.objects.filter(pk=meeting.pk, version=version).update(**values, version=version + 1)
    if not found:
        refuse(
            "Somebody changed this meeting after you opened it. Both texts are below: choose or join them.",
            kind="stale",
        )
    meeting.refresh_from_db()


def depart(meeting: Meeting, passed: list[Problem], reasons: Mapping[str, str], by: User, at: Moment) -> None:
    keep_departures(
        meeting,
        passed,
        reasons,
        material=queries.material_of(meeting),
        body=meeting.inspectorate,
        by=by,
        at=at,
    )
