"""An evidence record before it is submitted (paras 53, 59, 75; the timetable's end of evidence)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jtai.core.evidence.codes import Framework, check_criteria, check_judgement, check_scope
from jtai.core.framework.model import Choice
from jtai.core.results import Problem, blocks
from jtai.words import clock_on

WHAT_A_RECORD_SAYS = "Guidance, paragraph 75"


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a record says. observed_at is aware; codes are the edition's; "" means not answered."""

    text: str = ""
    outcome: str = ""
    judgement: str = ""
    practice_label: str = ""
    method: str = ""
    route: str = ""
    child_ref: str = ""
    sector: str = ""
    source_kind: str = ""
    source_role: str = ""
    source_reference: str = ""
    period: str = ""
    criteria: tuple[str, ...] = ()
    scope_elements: tuple[str, ...] = ()
    observed_at: datetime | None = None
    clarifies: bool = False
    clarification_reason: str = ""


def check_record(
    facts: RecordFacts, framework: Framework, *, now: datetime, closes_at: datetime | None
) -> list[Problem]:
    """Everything that keeps a record from being submitted, each problem beside its field.

    now        the inspection's clock; closes_at   when evidence collection ends, None while not planned
    """
    evidence = framework.edition.evidence
    return [
        *_check_words(facts),
        *check_judgement(facts.judgement, framework, WHAT_A_RECORD_SAYS),
        *_check_choice("method", facts.method, evidence.methods, "how you obtained this", "46", needed=True),
        *_check_choice(
            "practice_label", facts.practice_label, evidence.practice_labels, "the practice", "86"
        ),
        *_check_source(facts),
        *_check_route(facts, framework),
        *_check_sector(facts, framework),
        *check_criteria(facts.criteria, framework),
        *check_scope(facts.scope_elements, framework),
        *_check_observed(facts, framework, now, closes_at),
    ]


def _check_words(facts: RecordFacts) -> list[Problem]:
    found = []
    if not facts.text.strip():
        found.append(_missing("text", "Enter what you saw, heard or read, and what you make of it."))
    if not facts.outcome.strip():
        found.append(
            _missing("outcome", "Enter the effect on the child or on children, even if there was none.")
        )
    if not facts.period:
        found.append(
            blocks(
                "period-missing",
                "Say whether this is current practice or older information.",
                "Guidance, paragraph 59",
                "period",
            )
        )
    return found


def _check_source(facts: RecordFacts) -> list[Problem]:
    if not facts.source_kind:
        return [_missing("source_kind", "Choose what kind of source this comes from.")]
    if not (facts.source_role.strip() or facts.source_reference.strip()):
        return [_missing("source_role", "Enter the job role of the person, or a reference of what you read.")]
    return []


def _check_route(facts: RecordFacts, framework: Framework) -> list[Problem]:
    routes = framework.edition.evidence.routes
    if facts.child_ref and not facts.route:
        return [
            blocks(
                "route-missing",
                f"This is about child {facts.child_ref}. Choose why this child was looked at.",
                "Guidance, paragraph 53",
                "route",
            )
        ]
    if facts.route and not facts.child_ref:
        return [
            blocks(
                "child-missing",
                "A route belongs to a record about a child. Enter the child's reference, or choose no route.",
                "Guidance, paragraph 53",
                "child_ref",
            )
        ]
    return _check_choice("route", facts.route, routes, "the route", "53")


def _check_sector(facts: RecordFacts, framework: Framework) -> list[Problem]:
    known = {group.code for group in framework.edition.agency_groups} | {"", "partnership"}
    if facts.sector in known:
        return []
    return [
        blocks("sector-unknown", "Choose one of the sectors listed.", "Guidance, paragraph 30", "sector"),
    ]


def _check_observed(
    facts: RecordFacts, framework: Framework, now: datetime, closes_at: datetime | None
) -> list[Problem]:
    seen = facts.observed_at
    if seen is None:
        return [_missing("observed_at", "Enter the time you observed this. You can leave the day as today.")]
    if seen > now:
        return [
            blocks(
                "observed-in-future",
                f"This time has not come yet: it is {clock_on(now)} now. Enter when you observed this.",
                WHAT_A_RECORD_SAYS,
                "observed_at",
            )
        ]
    if closes_at is None or seen <= closes_at:
        return []
    return _check_late_collection(facts, framework, closes_at)


def _check_late_collection(facts: RecordFacts, framework: Framework, closes_at: datetime) -> list[Problem]:
    stop = framework.edition.milestone(framework.edition.evidence.stop_milestone)
    if not facts.clarifies:
        return [
            blocks(
                "evidence-closed",
                f"Evidence closed at {clock_on(closes_at)}. You can save this and tell the lead inspector, "
                "or submit it as a clarification with a reason.",
                stop.source,
                "observed_at",
            )
        ]
    if not facts.clarification_reason.strip():
        return [
            blocks(
                "clarification-reason-missing",
                "Say what this clarifies and why it comes after evidence closed.",
                stop.source,
                "clarification_reason",
            )
        ]
    return []


def _check_choice(
    field: str, code: str, choices: tuple[Choice, ...], what: str, paragraph: str, *, needed: bool = False
) -> list[Problem]:
    if (not code and not needed) or code in {row.code for row in choices}:
        return []
    return [
        blocks(f"{field}-missing", f"Choose {what} from the list.", f"Guidance, paragraph {paragraph}", field)
    ]


def _missing(field: str, message: str) -> Problem:
    return blocks(f"{field.replace('_', '-')}-missing", message, WHAT_A_RECORD_SAYS, field)
