"""What stands between the plan and the call to the director (paragraphs 4, 8, 10, 11, 12, 92/93)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jtai.core.results import Problem, blocks
from jtai.words import day_date


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the gate looks at.

    theme            title of the theme, or ""
    day_zero, today  dates by the inspection's clock; day_zero None while none is set
    plan_problems    what the rules on day 0 found, warnings that were passed left out
    people_problems  roles that must be filled and are not
    briefing_issued  has the analyst issued the briefing
    reading_problems readings still missing, none where the lead recorded a reason
    has_director     is there a contact for the director, with a number
    """

    theme: str = ""
    day_zero: date | None = None
    today: date | None = None
    plan_problems: Sequence[Problem] = ()
    people_problems: Sequence[Problem] = ()
    briefing_issued: bool = False
    reading_problems: Sequence[Problem] = field(default=())
    has_director: bool = True


def check_gate(facts: GateFacts) -> list[Problem]:
    """Everything that keeps the call to the director closed, each with its paragraph."""
    problems = []
    if not facts.theme:
        problems.append(
            blocks(
                "no-theme", "No deep dive theme is chosen. Choose one in the plan.", "Guidance, paragraph 4"
            )
        )
    problems += [p for p in facts.people_problems if p.blocks]
    problems += _check_briefing(facts)
    problems += _check_day(facts)
    if not facts.has_director:
        message = "There is no telephone number of the director of children's services. Add the contact."
        problems.append(blocks("no-director", message, "Guidance, paragraph 12"))
    return problems


def _check_briefing(facts: GateFacts) -> list[Problem]:
    if facts.briefing_issued:
        return list(facts.reading_problems)
    message = "The pre-inspection briefing has not been issued. Ask the analyst to issue it."
    return [blocks("briefing-not-issued", message, "Guidance, paragraph 10")]


def _check_day(facts: GateFacts) -> list[Problem]:
    source = "Guidance, paragraph 12"
    if facts.day_zero is None:
        return [blocks("no-day-zero", "The day of notification is not set. Set it in the plan.", source)]
    problems = [p for p in facts.plan_problems if p.blocks]
    if facts.today != facts.day_zero:
        when = "is still to come" if facts.today and facts.today < facts.day_zero else "has passed"
        message = (
            f"Notification is planned for {day_date(facts.day_zero)}, "
            f"which {when}. Call on that day, or change the day in the plan."
        )
        problems.append(blocks("not-day-zero", message, source))
    return problems
