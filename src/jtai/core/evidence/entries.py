"""An SEA entry before it is entered (paras 76 to 78)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from jtai.core.evidence.codes import Framework, check_criteria, check_judgement, check_scope
from jtai.core.results import Problem, blocks

# Words that weigh practice. A text without any of them is perhaps only a description; the hint never blocks.
WEIGHING = re.compile(
    r"\b(effective|ineffective|strong|weak|good|poor|timely|late|delay|because|therefore|so that|as a result|"
    r"impact|improv|not enough|insufficient|sufficient|robust|consistent|inconsistent|well|too|safe|safer|"
    r"protected|risk|quality|better|worse|leads? to|helps?|fails?|lack|clear|unclear)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry says.

    evidence            how many evidence records stand behind it, submitted and not withdrawn
    evidence_not_there  numbers of those chosen that do not count: drafts, withdrawn, of another inspection
    first_entry         not in the SEA yet: a revision is not a new entry
    """

    evaluation: str = ""
    judgement: str = ""
    criteria: tuple[str, ...] = ()
    scope_elements: tuple[str, ...] = ()
    evidence: int = 0
    evidence_not_there: tuple[str, ...] = ()
    first_entry: bool = True
    after_meeting_reason: str = ""


def check_entry(
    facts: EntryFacts, framework: Framework, *, now: datetime, meeting_at: datetime | None
) -> list[Problem]:
    """Everything that keeps an entry out of the SEA, each problem beside its field.

    now         the inspection's clock
    meeting_at  start of the provisional findings meeting, None while not planned
    """
    found = []
    if not facts.evaluation.strip():
        found.append(
            blocks(
                "evaluation-missing",
                "Enter your evaluation: how good the practice is and what difference it makes.",
                "Guidance, paragraph 77",
                "evaluation",
            )
        )
    found += check_judgement(facts.judgement, framework, "Guidance, paragraph 77")
    found += check_criteria(facts.criteria, framework)
    found += check_scope(facts.scope_elements, framework)
    found += _check_evidence(facts)
    found += _check_meeting(facts, now, meeting_at)
    return found


def _check_evidence(facts: EntryFacts) -> list[Problem]:
    found = []
    if facts.evidence_not_there:
        which = ", ".join(facts.evidence_not_there)
        found.append(
            blocks(
                "evidence-not-submitted",
                f"Evidence {which} does not count: a draft, or withdrawn. Untick it, or submit it first.",
                "Guidance, paragraph 76",
                "evidence",
            )
        )
    if not facts.evidence:
        found.append(
            blocks(
                "evidence-missing",
                "Choose at least one submitted evidence record that this rests on.",
                "Guidance, paragraph 76",
                "evidence",
            )
        )
    return found


def _check_meeting(facts: EntryFacts, now: datetime, meeting_at: datetime | None) -> list[Problem]:
    """A new entry after the findings meeting has begun asks for a reason; it is not refused (ADR 0300)."""
    if not facts.first_entry or meeting_at is None or now <= meeting_at or facts.after_meeting_reason.strip():
        return []
    return [
        blocks(
            "after-meeting-reason-missing",
            "The meeting on provisional findings has begun. Say why this entry comes after it.",
            "Guidance, paragraph 78",
            "after_meeting_reason",
        )
    ]


def looks_descriptive(evaluation: str) -> bool:
    """A longer text without one word that weighs: a hint for the author, never a refusal (para 77)."""
    return len(evaluation.split()) > SHORT and not WEIGHING.search(evaluation)


SHORT = 8
