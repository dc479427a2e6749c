"""An event of the trail in the words a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.inspections.memory import read_for_all
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.inspections.queries import role_words
from jtai.apps.workspace.event_titles import event_title


@dataclass(frozen=True, slots=True)
class EventLine:
    """What was done, by whom (their role), when by the inspection's clock and when in fact."""

    title: str
    by: str
    at: datetime
    real_at: datetime
    sequence: int


def event_words(inspection: Inspection, event: Event, people: Mapping[str, User]) -> EventLine:
    """ "Briefing issued" by "Senior analytical officer, Ofsted"."""
    return EventLine(
        event_title(event.action),
        _by(inspection, event.actor, people),
        event.clock_at,
        event.at,
        event.sequence,
    )


def _by(inspection: Inspection, actor: str, people: Mapping[str, User]) -> str:
    user = people.get(actor)
    if user is None:
        return "the software" if not actor else "somebody no longer in this inspection"
    role = _first_roles(inspection).get(user.pk)
    return role_words(inspection, *role) if role else user.full_name


@read_for_all
def _first_roles(inspections: Sequence[int]) -> dict[int, dict[int, tuple[str, str]]]:
    """Role and body each person joined in, by person."""
    rows = Membership.objects.filter(inspection__in=inspections).order_by("pk")
    found: dict[int, dict[int, tuple[str, str]]] = {pk: {} for pk in inspections}
    for pk, user, role, body in rows.values_list("inspection", "user", "role", "body"):
        found[pk].setdefault(user, (role, body))
    return found
