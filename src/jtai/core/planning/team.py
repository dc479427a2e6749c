"""Who may hold which role, and how the team compares with the usual one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jtai.core.framework.model import Edition
from jtai.core.results import Problem, blocks, warns
from jtai.words import counted

INSPECTING = ("lead-inspector", "team-inspector")


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a role.

    body            inspectorate or agency code the role is held for
    qualifications  codes such as "social-care-hmi"
    label           how messages name the person
    """

    role: str
    body: str = ""
    qualifications: frozenset[str] = frozenset()
    workstreams: tuple[str, ...] = ()
    label: str = ""


def title_of(edition: Edition, role: str) -> str:
    """The words for a role; an unknown code is shown as it is."""
    return next((r.title for r in edition.roles if r.code == role), role)


def check_member(edition: Edition, member: Member, *, kept: Iterable[Member] = ()) -> list[Problem]:
    """May this person hold this role? Hard rules: paragraph 8 (lead) and that on the QA manager."""
    try:
        role = edition.role(member.role)
    except KeyError:
        return [
            blocks(
                "role-unknown", f"The {edition.published} edition has no role “{member.role}”.", "", "role"
            )
        ]
    source = f"Guidance, paragraph {role.paragraph}" if role.paragraph else ""
    who, title = member.label or "This person", role.title
    problems = []
    if role.side == "inspectorate" and role.inspectorates and member.body not in role.inspectorates:
        names = " or ".join(edition.inspectorate(code).short_name for code in role.inspectorates)
        message = f"{who} cannot be {title}: the role belongs to {names}. Choose somebody from there."
        problems.append(blocks(f"{role.code}-inspectorate", message, source, "person"))
    if role.side == "inspectorate" and not role.inspectorates and member.body not in _codes(edition):
        problems.append(
            blocks("member-inspectorate", f"Say for which inspectorate {who} takes part.", source, "body")
        )
    if role.qualification and role.qualification not in member.qualifications:
        wanted = next(q.title for q in edition.qualifications if q.code == role.qualification)
        message = f"{who} is not recorded as {wanted}, which the {title} must be. Choose another person."
        problems.append(blocks(f"{role.code}-qualification", message, source, "person"))
    if role.exactly_one and any(other.role == role.code for other in kept):
        message = f"There is already a {title}. End that role first, or replace the person."
        problems.append(blocks(f"{role.code}-twice", message, source, "role"))
    return problems


def _codes(edition: Edition) -> set[str]:
    return {inspectorate.code for inspectorate in edition.inspectorates}


def check_team(edition: Edition, members: Sequence[Member]) -> list[Problem]:
    """Is the team the usual one? A different one is a warning that names who is short (paragraph 8)."""
    inspectors = Counter(m.body for m in members if m.role in INSPECTING)
    source = f"Guidance, paragraph {edition.team.paragraph}"
    problems = []
    for inspectorate in edition.inspectorates:
        there, usual = inspectors[inspectorate.code], inspectorate.usual_inspectors
        if there == usual:
            continue
        change = f"short by {usual - there}" if there < usual else f"{there - usual} more than usual"
        message = (
            f"{inspectorate.short_name} is {change}: {there} of the usual {counted(usual, 'inspector')}. "
            "Add or remove somebody, or give a reason."
        )
        problems.append(warns(f"team-{inspectorate.code}", message, source))
    problems += _check_workstreams(edition, members)
    return problems


def _check_workstreams(edition: Edition, members: Sequence[Member]) -> list[Problem]:
    problems = []
    for stream in edition.workstreams:
        inside = {m.body for m in members if stream.code in m.workstreams}
        if len(inside) < min(2, len(edition.inspectorates)):
            message = (
                f"The {stream.title} workstream is not mixed yet: it has people of "
                f"{counted(len(inside), 'inspectorate')}. Put inspectors of different inspectorates in it."
            )
            problems.append(
                warns(f"workstream-{stream.code}", message, f"Guidance, paragraph {stream.paragraph}")
            )
    return problems


def missing_people(edition: Edition, members: Sequence[Member]) -> list[Problem]:
    """Roles that must be filled before notification: a lead, a QA manager, a voice for each inspectorate."""
    held = Counter(m.role for m in members)
    problems = []
    for role in (edition.team.lead_role, edition.team.qa_role):
        if held[role] != 1:
            title = title_of(edition, role)
            paragraph = edition.role(role).paragraph
            problems.append(
                blocks(
                    f"no-{role}",
                    f"There is no {title}. Add one to the team.",
                    f"Guidance, paragraph {paragraph}",
                )
            )
    for inspectorate in edition.other_inspectorates:
        if not any(m.role in ("call-lead", "signatory") and m.body == inspectorate.code for m in members):
            message = (
                f"{inspectorate.short_name} has nobody who makes its calls. Add its call lead to the team."
            )
            problems.append(blocks(f"no-call-lead-{inspectorate.code}", message, "Guidance, paragraph 13"))
    return problems
