"""What pages and later stages ask of the briefing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jtai.apps.accounts.models import User
from jtai.apps.briefing.models import Attachment, Briefing, Issue, PerformanceData, ReadMark, Section
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of, values_of
from jtai.apps.inspections.models import Departure, Inspection, Membership
from jtai.apps.inspections.tasks import Viewer
from jtai.core.access import About
from jtai.core.briefing import Draft, Reader, check_preparation, check_readings, check_sections
from jtai.core.framework.model import BriefingSection
from jtai.core.results import Problem
from jtai.words import counted

READING_RULE = "briefing-reading"


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as one person may see it. `hidden`: its words are closed to this person."""

    code: str
    title: str
    paragraph: str
    restricted: bool
    answer: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    hidden: bool = False

    @property
    def answer_title(self) -> str:
        return str(Section.Answer(self.answer).label) if self.answer else ""


@dataclass(frozen=True, slots=True)
class Readings:
    """Who of the inspectors has read the issue that counts."""

    read: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.read) + len(self.missing)

    @property
    def words(self) -> str:
        return f"{len(self.read)} of {counted(self.total, 'inspector')} have read it"


def briefing_of(inspection: Inspection) -> Briefing | None:
    return Briefing.objects.filter(inspection=inspection).first()


_issues = rows_of(lambda: Issue.objects.order_by("-number"), "briefing__inspection")
_issue_keys = values_of(lambda: Issue.objects.order_by("-number"), "pk", through="briefing__inspection")
_marks = values_of(ReadMark.objects.all, "issue", "user", through="issue__briefing__inspection")
_readers = values_of(
    lambda: Membership.objects.filter(ended_at=None).order_by("pk"),
    "user",
    "user__full_name",
    "role",
    "body",
    "preparation_days",
)
_going_on = values_of(lambda: Departure.objects.filter(rule=READING_RULE), "object_id")


@read_for_all
def _issues_read(inspections: Sequence[int], user: int) -> dict[int, list[int]]:
    rows = ReadMark.objects.filter(issue__briefing__inspection__in=inspections, user=user)
    return by_inspection(inspections, rows.values_list("issue__briefing__inspection", "issue"))


def last_issue(inspection: Inspection) -> Issue | None:
    """The issue that readers see, or None before the first."""
    return next(iter(_issues(inspection)), None)


def is_issued(inspection: Inspection) -> bool:
    """Gate "briefing-issued" (paragraph 10)."""
    return _last_key(inspection) is not None


def _last_key(inspection: Inspection) -> int | None:
    """The number of the row of the last issue, for whoever prints nothing of it."""
    return next(iter(_issue_keys(inspection)), None)


def drafts(inspection: Inspection) -> dict[str, Section]:
    return {s.code: s for s in Section.objects.filter(briefing__inspection=inspection)}


def draft_values(inspection: Inspection) -> dict[str, Draft]:
    """The drafts in the shape the rules ask for."""
    return {
        code: Draft(row.answer, "\n".join([row.text, *row.parts.values()]).strip())
        for code, row in drafts(inspection).items()
    }


def problems_of_drafts(inspection: Inspection) -> list[Problem]:
    """What keeps the briefing from being issued now."""
    return check_sections(inspection.edition.briefing_sections, draft_values(inspection))


def issued_sections(viewer: Viewer) -> list[SectionText]:
    """The sections of the last issue, restricted words closed to whom they are closed."""
    issue = last_issue(viewer.inspection)
    if issue is None:
        return []
    content = {row["code"]: row for row in json.loads(issue.content)["sections"]}
    return [
        _shown(viewer, s, content[s.code])
        for s in viewer.inspection.edition.briefing_sections
        if s.code in content
    ]


def _shown(viewer: Viewer, section: BriefingSection, row: Mapping[str, object]) -> SectionText:
    parts = _open_parts(viewer, row["parts"]) if section.restricted else ()  # type: ignore[arg-type]
    every = section.restricted and may_read_all_restricted(viewer)
    return SectionText(
        code=section.code,
        title=section.title,
        paragraph=section.paragraph,
        restricted=section.restricted,
        answer=str(row["answer"]) if every or not section.restricted or parts else "",
        text=str(row["text"]) if every or not section.restricted else "",
        parts=parts,
        attachments=_open_attachments(viewer, section, row.get("attachments", [])),  # type: ignore[arg-type]
        hidden=section.restricted and not every and not parts,
    )


def _open_parts(viewer: Viewer, parts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    edition = viewer.inspection.edition
    every = may_read_all_restricted(viewer)
    return tuple(
        (i.short_name, parts[i.code])
        for i in edition.inspectorates
        if parts.get(i.code) and (every or viewer.may("read", "briefing-restricted", About(body=i.code)))
    )


def _open_attachments(viewer: Viewer, section: BriefingSection, ids: Sequence[int]) -> tuple[Attachment, ...]:
    rows = Attachment.objects.filter(pk__in=ids).select_related("stored", "section").order_by("pk")
    return tuple(row for row in rows if may_read_attachment(viewer, row, restricted=section.restricted))


def may_read_attachment(viewer: Viewer, row: Attachment, *, restricted: bool) -> bool:
    """A document of a restricted section is as closed as the words of its inspectorate."""
    if not restricted or may_read_all_restricted(viewer):
        return viewer.may("read", "briefing")
    return viewer.may("read", "briefing-restricted", About(body=row.body))


def may_read_all_restricted(viewer: Viewer) -> bool:
    """After release all who read the briefing; before it the lead and the analyst (paragraph 10)."""
    briefing = briefing_of(viewer.inspection)
    if briefing is not None and briefing.released_at:
        return viewer.may("read", "briefing")
    return viewer.may("read", "briefing-restricted", About(body=""))


def inspecting_roles(inspection: Inspection) -> tuple[str, ...]:
    """The roles of those the edition calls all inspectors."""
    return inspection.edition.body_for("inspectors").roles


def readers(inspection: Inspection) -> list[Reader]:
    """Inspectors, and those who make their inspectorate's calls, with their reading of the last issue."""
    last = _last_key(inspection)
    marked = {user for issue, user in _marks(inspection) if issue == last}
    roles = {*inspecting_roles(inspection), "call-lead"}
    return [
        Reader(name, role, body, has_read=user in marked, preparation_days=days)
        for user, name, role, body, days in _readers(inspection)
        if role in roles
    ]


def inspectors(inspection: Inspection) -> list[Reader]:
    """All inspectors, each once."""
    roles = inspecting_roles(inspection)
    return list({r.name: r for r in readers(inspection) if r.role in roles}.values())


def readings(inspection: Inspection) -> Readings:
    """The dashboard of paragraph 11: who has read the briefing, and who is missing by name."""
    everybody = inspectors(inspection)
    return Readings(
        read=tuple(r.name for r in everybody if r.has_read),
        missing=tuple(r.name for r in everybody if not r.has_read),
    )


def reading_override(inspection: Inspection) -> Departure | None:
    """The lead's reason for going on without some readings of the last issue."""
    issue = last_issue(inspection)
    if issue is None:
        return None
    rows = Departure.objects.filter(inspection=inspection, rule=READING_RULE, object_id=str(issue.pk))
    return rows.order_by("-pk").first()


def reading_problems(inspection: Inspection) -> list[Problem]:
    """Readings that keep notification closed; none once the lead recorded a reason (day -1)."""
    if str(_last_key(inspection)) in _going_on(inspection):
        return []
    return check_readings(inspection.edition, readers(inspection))


def preparation_problems(inspection: Inspection) -> list[Problem]:
    """Inspectors with too little time to prepare, each named (paragraph 11)."""
    return check_preparation(inspection.edition, inspectors(inspection))


def has_read(inspection: Inspection, user: User) -> bool:
    return _last_key(inspection) in _issues_read(inspection, user.pk)


def performance_data(viewer: Viewer) -> Sequence[PerformanceData]:
    """Data in the briefing, and the analyst's own drafts."""
    rows = (
        PerformanceData.objects.filter(inspection=viewer.inspection).select_related("author").order_by("pk")
    )
    return [row for row in rows if row.state == "submitted" or row.author_id == viewer.user.pk]


def criteria_choices(inspection: Inspection) -> list[tuple[str, str]]:
    """Criteria of the edition to link a discussion to."""
    return [(c.code, f"{c.code}: {c.title}") for c in inspection.edition.criteria]


def content_of_issue(object_id: str) -> str | None:
    """What was issued, for the check of the trail."""
    return Issue.objects.filter(pk=object_id).values_list("content", flat=True).first()
