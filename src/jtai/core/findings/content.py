"""What each kind of finding has to say before it is submitted (paragraphs 39, 85 to 89)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from jtai.core.framework.model import Findings, FindingType
from jtai.core.results import Problem, blocks

AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding as its author wrote it. Codes as in the edition; "" and () mean not said yet.

    multi_agency  whether multi-agency work was effective; None while unanswered
    agencies      codes of the agencies it may name, in this inspection
    """

    type: str = ""
    target: str = ""
    agency: str = ""
    title: str = ""
    text: str = ""
    rationale: str = ""
    weight: str = ""
    significance: str = ""
    criteria: tuple[str, ...] = ()
    positive_impact: str = ""
    multi_agency: bool | None = None
    subtype: str = ""
    guidance_breach: str = ""
    practice_weakness: str = ""
    outcome_effect: str = ""
    risk_statement: str = ""
    triggers: tuple[str, ...] = ()
    trigger_other: str = ""


def kind_of(rules: Findings, code: str) -> FindingType | None:
    """The kind with this code, or None."""
    return next((one for one in rules.types if one.code == code), None)


def check_content(
    facts: FindingFacts, rules: Findings, criteria: Set[str], agencies: Set[str]
) -> list[Problem]:
    """Every problem of a finding that somebody submits; a draft is kept all the same (ADR 0301).

    `criteria` and `agencies` are the codes known in this inspection.
    """
    problems = list(_always(facts, rules, criteria, agencies))
    kind = kind_of(rules, facts.type)
    if kind is not None:
        problems += _check_kind(kind)(facts, kind, rules)
    return problems


Check = Callable[[FindingFacts, FindingType, Findings], Iterator[Problem]]


def _check_kind(kind: FindingType) -> Check:
    if kind.needs_impact:
        return _strength
    return _priority if kind.needs_trigger else _development


def _always(
    facts: FindingFacts, rules: Findings, criteria: Set[str], agencies: Set[str]
) -> Iterator[Problem]:
    source = f"Guidance, paragraph {rules.paragraph}"
    if kind_of(rules, facts.type) is None:
        yield blocks("no-type", "Choose the kind of finding.", source, "type")
    yield from _target(facts, rules, agencies, source)
    for field, sentence in (
        ("title", "Enter a short title, so that others can find it."),
        ("text", "Write the finding."),
        ("rationale", "Write why the evidence leads to this finding."),
        ("weight", "Choose how much weight the evidence bears."),
        ("significance", "Choose how significant it is."),
    ):
        if not getattr(facts, field).strip():
            yield blocks(f"no-{field}", sentence, source, field)
    if not facts.criteria:
        yield blocks(
            "no-criterion", "Choose at least one criterion it is judged against.", source, "criteria"
        )
    for code in facts.criteria:
        if code not in criteria:
            yield blocks(
                "unknown-criterion",
                f"“{code}” is no criterion of this inspection. Take it out.",
                source,
                "criteria",
            )


def _target(facts: FindingFacts, rules: Findings, agencies: Set[str], source: str) -> Iterator[Problem]:
    known = {one.code for one in rules.targets}
    if facts.target not in known and (facts.target or rules.target_required):
        yield blocks(
            "no-target", "Say whether it is about the partnership or about one agency.", source, "target"
        )
    if facts.target == AGENCY and facts.agency not in agencies:
        yield blocks("no-agency", "Choose the agency it is about.", source, "agency")


def _strength(facts: FindingFacts, kind: FindingType, rules: Findings) -> Iterator[Problem]:
    source = f"Guidance, paragraph {kind.paragraph}"
    if not facts.positive_impact.strip():
        yield blocks(
            "no-impact",
            "Write what the evidence shows of a positive effect on children. Without it this is no strength.",
            source,
            "positive_impact",
        )
    if facts.multi_agency is None:
        yield blocks(
            "no-multi-agency", "Say whether agencies worked together effectively.", source, "multi_agency"
        )
    yield from _subtype(facts, kind, source)


def _development(facts: FindingFacts, kind: FindingType, rules: Findings) -> Iterator[Problem]:
    source = f"Guidance, paragraph {kind.paragraph}"
    if not (facts.guidance_breach.strip() or facts.practice_weakness.strip()):
        yield blocks(
            "no-breach-or-weakness",
            "Write which statutory guidance is not followed, or where practice is weak.",
            source,
            "guidance_breach",
        )
    if not facts.outcome_effect.strip():
        yield blocks(
            "no-outcome-effect", "Write what it means for outcomes for children.", source, "outcome_effect"
        )


def _priority(facts: FindingFacts, kind: FindingType, rules: Findings) -> Iterator[Problem]:
    source = f"Guidance, paragraph {kind.paragraph}"
    if not facts.risk_statement.strip():
        yield blocks(
            "no-risk-statement",
            "Write which serious weakness places children at what risk.",
            source,
            "risk_statement",
        )
    if not facts.subtype:
        yield blocks("no-extent", "Say whether it is a localised or a systematic failing.", source, "subtype")
    yield from _subtype(facts, kind, source)
    yield from _triggers(facts, rules)


def _subtype(facts: FindingFacts, kind: FindingType, source: str) -> Iterator[Problem]:
    if facts.subtype and facts.subtype not in {one.code for one in kind.subtypes}:
        yield blocks("unknown-subtype", f"Choose a form of “{kind.title}”, or none.", source, "subtype")


def _triggers(facts: FindingFacts, rules: Findings) -> Iterator[Problem]:
    other = rules.priority_triggers[-1]
    source = f"Guidance, paragraph {rules.priority_triggers[0].paragraph}"
    known = {one.code for one in rules.priority_triggers}
    if not facts.triggers or set(facts.triggers) - known:
        yield blocks(
            "no-trigger", "Choose at least one situation that led to it, or “another”.", source, "triggers"
        )
    if other.code in facts.triggers and not facts.trigger_other.strip():
        open_list = f"Guidance, paragraph {other.paragraph}"
        yield blocks(
            "no-trigger-text",
            "Describe the other practice that puts children at risk.",
            open_list,
            "trigger_other",
        )
