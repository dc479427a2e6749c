"""The quorum of a meeting: the lead, each inspectorate, each workstream (paragraphs 28, 34, 35, 40)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jtai.core.framework.model import Attendance
from jtai.core.results import Problem, warns
from jtai.words import counted, listed


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a meeting. One person may fill several places of the rule (paragraph 34)."""

    role: str
    body: str = ""
    workstreams: tuple[str, ...] = ()
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """The names behind the rule: code to words, in the edition's order.

    leaders  role and agency of each local person who holds one of the roles the rule invites
    """

    lead_role: str
    inspectorates: Mapping[str, str]
    workstreams: Mapping[str, str]
    agencies: Mapping[str, str]
    roles: Mapping[str, str]
    leaders: tuple[tuple[str, str], ...] = ()

    def words(self, role: str, body: str = "") -> str:
        """Who that is, without a name."""
        title = self.roles.get(role, role)
        return f"{title}, {self.agencies.get(body, body)}" if body else title


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a meeting, with who is missing from it in words."""

    code: str
    title: str
    missing: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Is nobody missing?"""
        return not self.missing

    @property
    def words(self) -> str:
        """The title inside a sentence."""
        return self.title[0].lower() + self.title[1:]


def attendance_tests(rule: Attendance, needs: Needs, people: Sequence[Person]) -> list[Test]:
    """The tests of the quorum, met or not, in the order of paragraph 34."""
    ours = [one for one in people if not one.is_local]
    tests = []
    if rule.lead:
        there = any(one.role == needs.lead_role for one in ours)
        tests.append(Test("lead", "The lead inspector", () if there else ("the lead inspector",)))
    if rule.each_inspectorate:
        bodies = Counter(one.body for one in ours)
        missing = [n for code, n in needs.inspectorates.items() if bodies[code] < rule.each_inspectorate]
        tests.append(Test("inspectorates", "Somebody from each inspectorate", tuple(missing)))
    if rule.each_workstream:
        streams = Counter(code for one in ours for code in one.workstreams)
        missing = [n for code, n in needs.workstreams.items() if streams[code] < rule.each_workstream]
        tests.append(Test("workstreams", "Somebody from each team within the team", tuple(missing)))
    return tests


def check_attendance(rule: Attendance, needs: Needs, people: Sequence[Person]) -> list[Problem]:
    """A problem for each test that is not met. A meeting is never lost for it: a reason passes it."""
    usual = rule.each_inspectorate_modality == "usually"
    source = f"Guidance, paragraph {rule.paragraph}" if rule.paragraph else ""
    problems = []
    for test in attendance_tests(rule, needs, people):
        if test.missing:
            expected = "usually comes" if usual and test.code == "inspectorates" else "has to be there"
            problems.append(
                warns(
                    f"absent-{test.code}",
                    f"Not there: {listed(test.missing)}. {test.title} {expected}. "
                    "Record who attended, or give the reason.",
                    source,
                )
            )
    return problems


def check_invitations(rule: Attendance, needs: Needs, people: Sequence[Person]) -> list[Problem]:
    """Each leader the rule names is to be invited, the chair of the LSCB above all (paragraph 40)."""
    invited = {(one.role, one.body) for one in people if one.is_local}
    roles = {role for role, _ in invited}
    missing = [(role, "") for role in rule.local if role not in roles]
    missing += [who for who in needs.leaders if who[0] in roles and who not in invited]
    return [
        warns(
            "-".join(filter(None, ("not-invited", role, body))),
            f"Not invited: {needs.words(role, body)}. Invite them, or give the reason why not.",
            f"Guidance, paragraph {rule.paragraph}",
        )
        for role, body in missing
    ]


def local_notes(needs: Needs, people: Sequence[Person], most: int) -> list[str]:
    """Local attendance is kept small: a note for each agency with more than `most` (paragraphs 38, 40)."""
    counts = Counter(one.body for one in people if one.is_local and one.body)
    return [
        f"{needs.agencies.get(code, code)}: {counted(count, 'person')}. "
        f"Local attendance is kept small, usually {most} for each agency."
        for code, count in counts.items()
        if most and count > most
    ]


def check_more_of_agency(needs: Needs, people: Sequence[Person], body: str, most: int) -> list[Problem]:
    """No more than `most` of an agency come unless the lead agrees to it, with the reason (paragraph 38)."""
    there = sum(1 for one in people if one.is_local and one.body == body)
    if not most or not body or there < most:
        return []
    return [
        warns(
            "more-of-one-agency",
            f"{needs.agencies.get(body, body)} is at this meeting already. Say why another person comes.",
            "Guidance, paragraph 38",
        )
    ]
