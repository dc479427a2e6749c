"""What an edition says about each stage: notices, briefing, set-up, request, selection, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.core.framework.organisations import Modality


@dataclass(frozen=True, slots=True)
class NoticeField:
    """A place to be filled in a notice: its key in the wording, and what stands there.

    `required` false: the bracket may be left out of the message altogether.
    """

    code: str
    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """A message with fixed wording. `paragraphs` hold `{field}` places; `subject` too.

    attachments  titles by code, all needed before the message goes
    after        milestone code it may not be sent before
    """

    code: str
    title: str
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    fields: tuple[NoticeField, ...]
    attachments: tuple[NoticeAttachment, ...]
    after: str
    source: str
    attribution: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class NoticeAttachment:
    """Something appended to a notice."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class CallTick:
    """One thing said in the first call to the director (paragraph 12)."""

    code: str
    title: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class BriefingSection:
    """A section of the pre-inspection briefing (paragraph 10). `restricted`: closed until released."""

    code: str
    title: str
    paragraph: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point on an agenda. `kind`: question, outline, arrangement, provide, ask, or discuss."""

    code: str
    title: str
    kind: str
    paragraph: str
    carried_to: str = ""
    hint: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class InformationMilestone:
    """One of the dates by which information is asked for (Annex A)."""

    code: str
    title: str
    milestone: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class FrameworkItem:
    """Something the framework itself asks for, for every inspection (ADR 0308).

    agency        code of the agency that supplies it; "" means every agency of the inspection
    inspectorate  code of the inspectorate that asks for it; "" means the agency's own
    per_child     one for each tracked child
    """

    code: str
    title: str
    milestone: str
    paragraph: str
    agency: str = ""
    inspectorate: str = ""
    optional: bool = False
    child_level: bool = False
    per_child: bool = False
    kind: str = "document"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """Something the chosen children are balanced by (paragraph 54)."""

    code: str
    title: str
    paragraph: str
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """How many children, by when, balanced by what (paragraphs 19-21, 54)."""

    shortlist_size: int
    tracked_min: int
    tracked_max: int
    list_milestone: str
    shortlist_milestone: str
    data_milestone: str
    tracked_milestone: str
    evaluation_milestone: str
    evaluation_reuse_months: int
    characteristics: tuple[Characteristic, ...]
    probation_minimum: int
    probation_modality: Modality
    context_paragraph: str
    balance_paragraph: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is at a meeting. `each_inspectorate`: how many of every inspectorate, and how firmly."""

    lead: bool
    each_inspectorate: int
    each_inspectorate_modality: Modality
    each_workstream: int = 0
    local: tuple[str, ...] = ()
    local_per_agency_max: int = 0
    by_telephone: bool = True
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the edition. `milestones`: the dates it is tied to; `days`: usual day numbers.

    starts, ends  clock, clock word or time reading; "" where the guidance gives none
    """

    code: str
    title: str
    days: tuple[int, ...]
    attendance: Attendance
    agenda: tuple[AgendaItem, ...]
    paragraph: str
    milestones: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""
    modality: Modality = "must"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose from, with the words shown for it."""

    code: str
    title: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How evidence is recorded (paragraphs 46, 53, 75-80)."""

    methods: tuple[Choice, ...]
    routes: tuple[Choice, ...]
    judgements: tuple[Choice, ...]
    practice_labels: tuple[Choice, ...]
    sampling_purposes: tuple[Choice, ...]
    child_view_sources: tuple[Choice, ...]
    observed_meetings: tuple[Choice, ...]
    stop_milestone: str
    entries_before_milestone: str
    lock_milestone: str
    entry_milestone: str
    workforce_criteria: tuple[str, ...]
    paragraph: str
    workforce_paragraph: str
    interview_prompts: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingType:
    """A kind of finding and the words the letter prints for it (clash C43)."""

    code: str
    title: str
    judgement: str
    paragraph: str
    needs_trigger: bool = False
    needs_impact: bool = False
    subtypes: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Kinds of finding, targets, triggers of priority action, and the dates they become firmer."""

    types: tuple[FindingType, ...]
    targets: tuple[Choice, ...]
    target_required: bool
    priority_tests: tuple[Choice, ...]
    priority_triggers: tuple[Choice, ...]
    provisional_milestone: str
    key_milestone: str
    feedback_milestone: str
    submit_milestone: str
    paragraph: str
