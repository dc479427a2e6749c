"""The gate before the call to the director, each problem with the page that puts it right."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from jtai.apps.briefing import queries as briefing
from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Departure, Inspection
from jtai.apps.inspections.queries import members_of
from jtai.apps.notification.queries.calls import director
from jtai.core.moments import Moment
from jtai.core.notification import GateFacts, check_gate
from jtai.core.planning import missing_people
from jtai.core.results import Problem

PLACES = {
    "no-theme": "plan-theme",
    "no-day-zero": "plan-day-zero",
    "not-day-zero": "plan-day-zero",
    "briefing-not-issued": "briefing",
    "briefing-reading": "briefing-readers",
    "no-director": "contacts",
}


@dataclass(frozen=True, slots=True)
class GateRow:
    """A problem and where it is put right."""

    problem: Problem
    href: str


def gate_problems(inspection: Inspection, at: Moment) -> list[Problem]:
    """Everything that keeps the call to the director closed now; empty when it may be made."""
    theme = dates.theme_of(inspection)
    who = director(inspection)
    facts = GateFacts(
        theme=theme.title if theme else "",
        day_zero=inspection.day_zero,
        today=at.today,
        plan_problems=_plan_problems(inspection),
        people_problems=missing_people(inspection.edition, members_of(inspection)),
        briefing_issued=briefing.is_issued(inspection),
        reading_problems=briefing.reading_problems(inspection),
        has_director=bool(who and who.phone),
    )
    return check_gate(facts)


def _plan_problems(inspection: Inspection) -> list[Problem]:
    if inspection.day_zero is None:
        return []
    # What the lead passed with a reason when setting the day stays passed.
    passed = set(Departure.objects.filter(inspection=inspection).values_list("rule", flat=True))
    found = dates.problems_of_day_zero(inspection, inspection.day_zero)
    return [problem for problem in found if problem.code not in passed]


def gate_rows(inspection: Inspection, at: Moment) -> list[GateRow]:
    """The problems as the call sheet lists them."""
    return [GateRow(p, reverse(_place(p.code), args=[inspection.ref])) for p in gate_problems(inspection, at)]


def _place(code: str) -> str:
    if code in PLACES:
        return PLACES[code]
    return "team" if code.startswith("no-") else "plan-day-zero"
