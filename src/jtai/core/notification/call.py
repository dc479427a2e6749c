"""The telephone call to the director, and those to the other leaders (paragraphs 12 and 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jtai.core.framework.model import CallTick
from jtai.core.results import Problem, blocks

SOURCE_CALL = "Guidance, paragraph 12"
SOURCE_LEADERS = "Guidance, paragraph 13"


@dataclass(frozen=True, slots=True)
class Call:
    """What the lead wrote down. called_at: aware, None while not filled in; is_today: on the present day."""

    ticks: frozenset[str] = frozenset()
    called_at: datetime | None = None
    is_today: bool = True
    has_contact: bool = False
    has_deputy: bool = False
    deputy_took_it: bool = False


def check_call(ticks: Sequence[CallTick], call: Call, *, now: datetime) -> list[Problem]:
    """Every tick of the edition, a time that has been, and who took the call (paragraph 12)."""
    problems = [
        blocks(
            f"tick-{tick.code}",
            f"“{tick.title}” is not ticked. All {len(ticks)} belong to the same call: say it, then tick it.",
            f"Guidance, paragraph {tick.paragraph}",
            "ticks",
        )
        for tick in ticks
        if tick.code not in call.ticks
    ]
    if not call.has_contact:
        problems.append(blocks("call-contact", "Choose who took the call.", SOURCE_CALL, "contact"))
    elif call.deputy_took_it and not call.has_deputy:
        message = "No deputy is recorded for this contact. Add the deputy to the contact first."
        problems.append(blocks("call-deputy", message, SOURCE_CALL, "deputy_took_it"))
    if call.called_at and not call.is_today:
        message = "This is another day. The call is made and logged on the day of notification."
        problems.append(blocks("call-day", message, SOURCE_CALL, "called_at"))
    return problems + _check_time(call.called_at, now, SOURCE_CALL)


def _check_time(called_at: datetime | None, now: datetime, source: str) -> list[Problem]:
    if called_at is None:
        return [blocks("call-time", "Enter when the call was made.", source, "called_at")]
    if called_at > now:
        return [
            blocks(
                "call-ahead", "This time is in the future. Enter when the call was made.", source, "called_at"
            )
        ]
    return []


def check_leader_call(
    *,
    outcome: str,
    called_at: datetime | None,
    reason: str,
    has_deputy: bool,
    director_told_at: datetime,
    now: datetime,
) -> list[Problem]:
    """A call after the director's, or a reason why none was made (paragraph 13).

    outcome  "spoken", "deputy" or "excused"
    """
    if outcome == "excused":
        message = "Explain why no call was made, for example that the post is vacant."
        return [] if reason.strip() else [blocks("call-reason", message, SOURCE_LEADERS, "reason")]
    problems = _check_time(called_at, now, SOURCE_LEADERS)
    if called_at and called_at < director_told_at:
        message = "The director had not been notified at that time. Leaders are called after the director."
        problems.append(blocks("call-before-director", message, SOURCE_LEADERS, "called_at"))
    if outcome == "deputy" and not has_deputy:
        message = "No deputy is recorded for this contact. Add the deputy to the contact first."
        problems.append(blocks("call-deputy", message, SOURCE_LEADERS, "outcome"))
    return problems


def minutes_late(called_at: datetime, due_at: datetime | None) -> int:
    """Whole minutes after the due time, 0 when in time."""
    if due_at is None or called_at <= due_at:
        return 0
    return int((called_at - due_at).total_seconds() // 60)
