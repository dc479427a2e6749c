"""The set-up discussion: offered for the same day, answered in full, carried on where open (paragraph 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jtai.core.framework.model import AgendaItem
from jtai.core.results import Problem, blocks, warns

SOURCE = "Guidance, paragraph 15"


@dataclass(frozen=True, slots=True)
class AgendaState:
    """How a point of the agenda stands.

    note             what was said
    nothing_to_note  "no questions", or covered without a note
    done             for points that something else answers: shared, asked, an arrangement recorded
    """

    note: str = ""
    nothing_to_note: bool = False
    done: bool = False


def check_offer(
    *, starts_at: datetime | None, starts_on: date | None, told_at: datetime, day_zero: date | None
) -> list[Problem]:
    """Later than the call; usually on the same day (paragraph 12, timetable day 0)."""
    source = "Guidance, paragraph 12"
    if starts_at is None:
        return [blocks("offer-time", "Enter when the discussion begins.", source, "starts_at")]
    if starts_at <= told_at:
        message = "The set-up discussion follows the call to the director. Choose a time after the call."
        return [blocks("offer-before-call", message, source, "starts_at")]
    if starts_on != day_zero:
        message = (
            "The set-up discussion is offered for later the same day. Choose that day, or give a reason."
        )
        return [warns("offer-another-day", message, source, "starts_at")]
    return []


def check_closing(agenda: Sequence[AgendaItem], states: Mapping[str, AgendaState]) -> list[Problem]:
    """Each point of the agenda that has no answer yet, by its title (paragraph 15)."""
    problems = []
    for item in agenda:
        state = states.get(item.code, AgendaState())
        if not (state.note.strip() or state.nothing_to_note or state.done):
            message = f"“{item.title}” {_wanted(item.kind)}"
            problems.append(
                blocks(f"agenda-{item.code}", message, f"Guidance, paragraph {item.paragraph}", item.code)
            )
    return problems


def _wanted(kind: str) -> str:
    return {
        "question": "has no answer. Write a note, or tick “No questions”.",
        "outline": "is not covered. Write a note, or tick “Covered”.",
        "arrangement": "has not been dealt with. Record what is agreed, or leave it open.",
        "provide": "has not been shared. Share it, then close.",
        "ask": "has no answer. Record each incident, or answer “None”.",
    }.get(kind, "has no answer. Write a note.")


def check_arrangement(*, text: str, owner: str, agreed: bool) -> list[Problem]:
    """An agreed arrangement says what is agreed and whose it is; an open one need not yet (paragraph 15)."""
    if not agreed:
        return []
    problems = []
    if not text.strip():
        problems.append(
            blocks("arrangement-text", "Write what was agreed, or leave it open.", SOURCE, "text")
        )
    if not owner.strip():
        message = "Enter who is responsible, by job role."
        problems.append(blocks("arrangement-owner", message, SOURCE, "owner"))
    return problems


def check_confirmation(*, in_place: bool, action: str, owner: str, due: datetime | None) -> list[Problem]:
    """An arrangement that is not in place gets an action with an owner and a time (paragraph 28)."""
    if in_place:
        return []
    asked = {
        "action": (action.strip(), "Write what will be done about it."),
        "action_owner": (owner.strip(), "Enter who does it, by job role."),
        "action_due_at": (due, "Enter by when it will be done."),
    }
    return [
        blocks(f"confirm-{field}", message, "Guidance, paragraph 28", field)
        for field, (given, message) in asked.items()
        if not given
    ]


def check_link_person(*, has_access: bool, has_authority: bool) -> list[Problem]:
    """Both confirmations are needed: access to senior leaders, and enough authority (paragraph 15)."""
    problems = []
    if not has_access:
        message = (
            "Confirm that this person has access to the senior leaders of the agencies, or choose another."
        )
        problems.append(blocks("link-access", message, SOURCE, "has_access"))
    if not has_authority:
        message = "Confirm that this person can answer the lead inspector's requests, or choose another."
        problems.append(blocks("link-authority", message, SOURCE, "has_authority"))
    return problems


def check_incident(*, kind: str, status: str, agency: str) -> list[Problem]:
    """An incident says what it is, how it stands and whose it is (paragraph 15)."""
    asked = {
        "kind": (kind, "Choose what kind of incident this is."),
        "how_it_stands": (status, "Choose the status of the notification."),
        "agency": (agency, "Choose the agency concerned."),
    }
    return [
        blocks(f"incident-{field}", message, SOURCE, field)
        for field, (given, message) in asked.items()
        if not given
    ]
