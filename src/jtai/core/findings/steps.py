"""What a finding needs to become firmer: evidence, current practice, a decision on priority action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jtai.core.framework.model import Findings
from jtai.core.results import Problem, blocks, warns


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An SEA entry a finding rests on. historical: all the evidence behind it is older information."""

    number: int
    in_sea: bool
    historical: bool = False


def check_basis(entries: Sequence[EntryFacts], source: str) -> list[Problem]:
    """A finding without an SEA entry behind it stays proposed (paragraph 39, table day 12)."""
    if any(entry.in_sea for entry in entries):
        return []
    return [
        blocks(
            "rests-on-nothing",
            "It rests on no SEA entry, so it stays proposed. Link the entries it is drawn from.",
            source,
            "entries",
        )
    ]


def check_period(entries: Sequence[EntryFacts], paragraph: str = "59") -> list[Problem]:
    """Findings rest on current practice; older information only shows the journey (paragraph 59)."""
    counted = [entry for entry in entries if entry.in_sea]
    if not counted or not all(entry.historical for entry in counted):
        return []
    return [
        warns(
            "only-older-information",
            "It rests on older information only. Add evidence of current practice, or give the reason.",
            f"Guidance, paragraph {paragraph}",
        )
    ]


def check_decision(
    tests: Mapping[str, bool], is_priority: bool, reason: str, rules: Findings
) -> list[Problem]:
    """The answer has to agree with the tests of the guidance, each answered, with a reason."""
    source = f"Guidance, paragraph {rules.priority_tests[0].paragraph}"
    problems = [
        blocks(
            f"no-answer-{test.code}",
            f"Answer: {test.title}?",
            f"Guidance, paragraph {test.paragraph}",
            test.code,
        )
        for test in rules.priority_tests
        if test.code not in tests
    ]
    if not reason.strip():
        problems.append(blocks("no-reason", "Write the reason for your decision.", source, "reason"))
    if not problems and is_priority and not any(tests.values()):
        problems.append(
            blocks(
                "no-test-met",
                "Neither test is met, so this is no area for priority action. Change an answer, or say no.",
                source,
                "is_priority",
            )
        )
    if not problems and not is_priority and any(tests.values()):
        problems.append(
            warns(
                "test-met",
                "A test of the guidance is met. Decide for priority action, or say why it is none.",
                source,
            )
        )
    return problems


def check_priority(needs_trigger: bool, decided: bool | None, source: str) -> list[Problem]:
    """An area for priority action becomes firmer only when somebody decided that it is one."""
    if not needs_trigger or decided:
        return []
    if decided is None:
        sentence = "Nobody has decided whether it is an area for priority action. Decide that first."
    else:
        sentence = (
            "It was decided that this is no area for priority action. Choose another kind of finding first."
        )
    return [blocks("priority-undecided", sentence, source)]
