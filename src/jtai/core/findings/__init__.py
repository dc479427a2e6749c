"""Rules of findings: what each kind has to say, what firmer states ask, the outline, what changed.

    check_content(facts, rules, criteria)    -> every problem of a finding that is submitted
    check_basis(facts), check_priority(...)  -> what a provisional or key finding needs
    check_decision(...)                      -> is it an area for priority action?
    outline(...), check_outline(...)         -> the feedback meeting, lead first, then theme by theme
    changes_between(before, after)           -> what was revised after the meeting

Nothing here adds up, weighs or ranks: weight and significance are a person's words (paragraph 39).
"""

from jtai.core.findings.changes import Change, changes_between
from jtai.core.findings.content import FindingFacts, check_content, kind_of
from jtai.core.findings.outline import MOST_LETTERS, MOST_POINTS, Point, Section, check_outline, outline
from jtai.core.findings.steps import EntryFacts, check_basis, check_decision, check_period, check_priority

__all__ = [
    "MOST_LETTERS",
    "MOST_POINTS",
    "Change",
    "EntryFacts",
    "FindingFacts",
    "Point",
    "Section",
    "changes_between",
    "check_basis",
    "check_content",
    "check_decision",
    "check_outline",
    "check_period",
    "check_priority",
    "kind_of",
    "outline",
]
