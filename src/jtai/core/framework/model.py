"""The shape of one edition of the framework, and of one theme. Values only; the files say what they are.

The parts stand in `organisations`, `schedule`, `stages` and `outputs`; all can be imported from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from jtai.core.framework.organisations import (
    Agency,
    AgencyGroup,
    Body,
    ContactRole,
    Inspectorate,
    Modality,
    NotifyList,
    PersonToMeet,
    Qualification,
    Role,
    SafeguardingBoard,
    Side,
    Team,
    Workstream,
)
from jtai.core.framework.outputs import (
    ComplaintRules,
    LetterConfirmation,
    LetterRules,
    LetterSection,
    Links,
    Outline,
    OutlineEntry,
    Recipient,
    RecipientGroup,
    SignOffStep,
    StatementReading,
    StatementRules,
)
from jtai.core.framework.schedule import (
    Clash,
    ClockWord,
    Event,
    Fieldwork,
    Gate,
    Milestone,
    Reading,
    Stage,
    Track,
    When,
)
from jtai.core.framework.stages import (
    AgendaItem,
    Attendance,
    BriefingSection,
    CallTick,
    Characteristic,
    Choice,
    Evidence,
    Findings,
    FindingType,
    FrameworkItem,
    InformationMilestone,
    Meeting,
    Notice,
    NoticeAttachment,
    NoticeField,
    Selection,
)
from jtai.core.framework.themes import Theme, ThemeCriterion, ThemeItem, ThemeLink

__all__ = [
    "Agency",
    "AgencyGroup",
    "AgendaItem",
    "Attendance",
    "Body",
    "BriefingSection",
    "CallTick",
    "Characteristic",
    "Choice",
    "Clash",
    "ClockWord",
    "ComplaintRules",
    "ContactRole",
    "Criterion",
    "CriterionParent",
    "Edition",
    "Event",
    "Evidence",
    "Fieldwork",
    "FindingType",
    "Findings",
    "FrameworkItem",
    "Gate",
    "InformationMilestone",
    "Inspectorate",
    "LetterConfirmation",
    "LetterRules",
    "LetterSection",
    "Links",
    "Meeting",
    "Milestone",
    "Modality",
    "Notice",
    "NoticeAttachment",
    "NoticeField",
    "NotifyList",
    "Outline",
    "OutlineEntry",
    "PersonToMeet",
    "Qualification",
    "Reading",
    "Recipient",
    "RecipientGroup",
    "Role",
    "SafeguardingBoard",
    "ScopeElement",
    "Selection",
    "Side",
    "SignOffStep",
    "Stage",
    "StatementReading",
    "StatementRules",
    "Team",
    "Theme",
    "ThemeCriterion",
    "ThemeItem",
    "ThemeLink",
    "Track",
    "When",
    "Workstream",
]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ScopeElement:
    """One of the elements the inspection covers (paragraph 5)."""

    code: str
    title: str
    paragraph: str
    short_title: str = ""


@dataclass(frozen=True, slots=True)
class CriterionParent:
    """A heading above some criteria (paragraph 7: management oversight)."""

    code: str
    title: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """An evaluation criterion: "ESN 01" and a short title in our own words.

    `scope_element` is our own assignment, for the coverage view; the guidance makes none.
    """

    code: str
    title: str
    group: str
    scope_element: str
    paragraph: str
    parent: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """One published edition of the framework; an inspection pins its `id` and never changes it.

    `challenge_route` says, step by step, how inspected bodies raise a problem with the inspection.
    """

    id: str
    title: str
    reference_no: str
    published: str
    publisher: str
    legal_basis: str
    day_origin: int
    notice_days: int
    information_note: str
    approver_role: str
    links: Links
    fieldwork: Fieldwork
    stages: tuple[Stage, ...]
    inspectorates: tuple[Inspectorate, ...]
    agency_groups: tuple[AgencyGroup, ...]
    agencies: tuple[Agency, ...]
    contact_roles: tuple[ContactRole, ...]
    qualifications: tuple[Qualification, ...]
    roles: tuple[Role, ...]
    bodies: tuple[Body, ...]
    team: Team
    workstreams: tuple[Workstream, ...]
    scope_elements: tuple[ScopeElement, ...]
    criterion_parents: tuple[CriterionParent, ...]
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...]
    events: tuple[Event, ...]
    clock_words: Mapping[str, ClockWord]
    tracks: Mapping[str, Track]
    readings: Mapping[str, Reading]
    clashes: tuple[Clash, ...]
    notify_lists: tuple[NotifyList, ...]
    safeguarding_board: SafeguardingBoard
    notices: tuple[Notice, ...]
    call_ticks: tuple[CallTick, ...]
    briefing_sections: tuple[BriefingSection, ...]
    setup_agenda: tuple[AgendaItem, ...]
    information_milestones: tuple[InformationMilestone, ...]
    framework_items: tuple[FrameworkItem, ...]
    selection: Selection
    people_to_meet: tuple[PersonToMeet, ...]
    meetings: tuple[Meeting, ...]
    evidence: Evidence
    findings: Findings
    letter: LetterRules
    statement: StatementRules
    outline: Outline
    challenge_route: tuple[Choice, ...] = ()
    complaints: ComplaintRules | None = None
    published_on: date | None = None

    @property
    def lead_inspectorate(self) -> Inspectorate:
        """The inspectorate that leads."""
        return next(i for i in self.inspectorates if i.leads)

    @property
    def notification_day(self) -> str:
        """The day every other is counted from, inside a sentence: "day 0" (paragraph 9)."""
        return f"day {self.day_origin}"

    @property
    def other_inspectorates(self) -> tuple[Inspectorate, ...]:
        """All but the one that leads, in the edition's order."""
        return tuple(i for i in self.inspectorates if not i.leads)

    @property
    def named_locally(self) -> Workstream | None:
        """The part of the inspection for which each area has a name of its own (footnote 2), if any."""
        return next((row for row in self.workstreams if row.local_name), None)

    @property
    def finding_types(self) -> tuple[FindingType, ...]:
        """The kinds of finding."""
        return self.findings.types

    @property
    def priority_triggers(self) -> tuple[Choice, ...]:
        """What may lead to an area for priority action, "other" last."""
        return self.findings.priority_triggers

    @property
    def statement_days(self) -> int:
        """Working days for the statement of proposed action (paragraph 97 or 98), as its track says."""
        return self.milestone_of_any_track(self.statement.milestone).offset or 0

    def milestone_of_any_track(self, code: str) -> Milestone:
        """The milestone with this code on whichever track has it; KeyError with a sentence when none has."""
        return _find(
            tuple(row for track in self.tracks.values() for row in track.milestones),
            code,
            "milestone",
            self.id,
        )

    def milestone(self, code: str, track: str = "inspection") -> Milestone:
        """The milestone with this code on this track; KeyError with a sentence when there is none."""
        if track not in self.tracks:
            raise KeyError(f"The edition {self.id} has no track “{track}”.")
        return self.tracks[track].milestone(code)

    def gate_titles(self, milestone: Milestone) -> list[str]:
        """What comes before this milestone of the inspection track, in words."""
        titles = {gate.code: gate.title for gate in self.gates}
        titles |= {row.code: row.title for row in self.tracks["inspection"].milestones}
        return [titles[code] for code in milestone.gates if code in titles]

    def roles_like(self, *words: str) -> frozenset[str]:
        """The codes of the roles that have the rights of any of these roles of the access table."""
        return frozenset(role.code for role in self.roles if role.code in words or role.like in words)

    def milestone_for(self, purpose: str) -> Milestone:
        """The milestone of the inspection track with this purpose."""
        return _for_purpose(self.tracks["inspection"].milestones, purpose, self.id)

    def code_for(self, purpose: str) -> str:
        """The code of that milestone, by which dates and facts are asked for."""
        return self.milestone_for(purpose).code

    def notice_for(self, purpose: str) -> Notice:
        """The notice with this purpose."""
        return _for_purpose(self.notices, purpose, self.id)

    def contact_for(self, purpose: str) -> ContactRole:
        """The contact role with this purpose."""
        return _for_purpose(self.contact_roles, purpose, self.id)

    def body_for(self, purpose: str) -> Body:
        """The body with this purpose."""
        return _for_purpose(self.bodies, purpose, self.id)

    def clock_word_for(self, purpose: str) -> ClockWord:
        """The word for a time with this purpose."""
        return _for_purpose(tuple(self.clock_words.values()), purpose, self.id)

    def setting_for(self, purpose: str) -> str:
        """The setting of the reading with this purpose; "" where the edition leaves nothing to choose."""
        return next((key for key, row in self.readings.items() if row.purpose == purpose), "")

    def section_for(self, purpose: str) -> str:
        """The code of the section of the letter with this purpose, or ""."""
        return next((row.code for row in self.letter.sections if row.purpose == purpose), "")

    def event_for(self, purpose: str) -> str:
        """The code of the event with this purpose, or ""."""
        return next((row.code for row in self.events if row.purpose == purpose), "")

    @property
    def publishing_step(self) -> SignOffStep:
        """The step of sign-off that publishes the letter."""
        return next(step for step in self.letter.sign_off_chain if step.kind == "publish")

    def inspectorate(self, code: str) -> Inspectorate:
        """The inspectorate with this code."""
        return _find(self.inspectorates, code, "inspectorate", self.id)

    def agency(self, code: str) -> Agency:
        """The kind of agency with this code."""
        return _find(self.agencies, code, "agency", self.id)

    def role(self, code: str) -> Role:
        """The role with this code."""
        return _find(self.roles, code, "role", self.id)

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code, as "ESN 07"."""
        return _find(self.criteria, code, "criterion", self.id)

    def contact_role(self, code: str) -> ContactRole:
        """The contact role with this code."""
        return _find(self.contact_roles, code, "contact role", self.id)

    def meeting(self, code: str) -> Meeting:
        """The meeting with this code."""
        return _find(self.meetings, code, "meeting", self.id)

    def notice(self, code: str) -> Notice:
        """The notice with this code."""
        return _find(self.notices, code, "notice", self.id)

    def notify_list(self, inspectorate: str) -> NotifyList:
        """The leaders this inspectorate calls."""
        for row in self.notify_lists:
            if row.inspectorate == inspectorate:
                return row
        raise KeyError(f"In the edition {self.id} “{inspectorate}” has no list of leaders to call.")

    def owner_title(self, code: str) -> str:
        """The words for whoever owns a milestone: a role, a body or an inspectorate."""
        titles = {body.code: body.title for body in self.bodies}
        titles |= {role.code: role.title for role in self.roles}
        return titles[code] if code in titles else self.inspectorate(code).short_name


def _find(rows: tuple[Row, ...], code: str, what: str, edition_id: str) -> Row:
    for row in rows:
        if getattr(row, "code", None) == code:
            return row
    raise KeyError(f"The edition {edition_id} has no {what} “{code}”.")


def _for_purpose(rows: tuple[Row, ...], purpose: str, edition_id: str) -> Row:
    for row in rows:
        if getattr(row, "purpose", "") == purpose:
            return row
    raise KeyError(f"The edition {edition_id} has nothing for the purpose “{purpose}”.")
