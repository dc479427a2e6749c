"""Who takes part, as an edition says: inspectorates, agencies, roles, the usual team, who notifies whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["inspectorate", "local", "service"]
Modality = Literal["must", "usually"]


@dataclass(frozen=True, slots=True)
class Inspectorate:
    """One of the inspectorates of the edition (paragraph 1). `usual_inspectors` is a warning, not a limit."""

    code: str
    name: str
    short_name: str
    usual_inspectors: int
    leads: bool = False
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A kind of local agency. `inspectorate` is the one that asks it and notifies its leaders."""

    code: str
    name: str
    group: str
    inspectorate: str


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A heading under which agencies and recipients stand: local authority, health, police ..."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Qualification:
    """What a person is, as far as a role asks for it ("Ofsted social care HMI")."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role in an inspection (never a flag of an account, ADR 0001).

    inspectorates   codes this role may belong to; empty: not constrained (or not of an inspectorate)
    qualification   code the holder must have, or ""
    exactly_one     an inspection has one holder at a time
    agencies        for local roles: the kinds of agency the holder may stand for; empty: any
    like            the role of the access table whose rights it has, where its own code is none of them;
                    "nobody": it has no rights here (ADR 0283)
    """

    code: str
    title: str
    side: Side
    inspectorates: tuple[str, ...] = ()
    qualification: str = ""
    exactly_one: bool = False
    agencies: tuple[str, ...] = ()
    like: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who owns a milestone without being one role: "all inspectorates", "local agencies".

    `roles` are the role codes whose holders act for the body.
    """

    code: str
    title: str
    roles: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """The usual team (paragraphs 8, 11 and the one on quality assurance). Usual numbers stand with
    each inspectorate."""

    lead_role: str
    lead_inspectorate: str
    qa_role: str
    preparation_days: int
    preparation_first_day: int
    preparation_last_day: int
    paragraph: str
    qa_paragraph: str
    preparation_paragraph: str


@dataclass(frozen=True, slots=True)
class Workstream:
    """A mixed group that coordinates the findings of one aspect (paragraph 30). Not an access boundary.

    local_name  what areas usually call the aspect, where each has a name of its own (footnote 2: "MASH")
    """

    code: str
    title: str
    local_name: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ContactRole:
    """A person outside the inspectorates who is called, written to or met, or the local equivalent."""

    code: str
    title: str
    agency: str
    per_agency: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class NotifyList:
    """The leaders one inspectorate calls once the director has been told (paragraph 13)."""

    inspectorate: str
    contacts: tuple[str, ...]
    paragraph: str


@dataclass(frozen=True, slots=True)
class SafeguardingBoard:
    """The board of the local partnership, whom the director informs (paragraph 14).

    short_name  as it stands in a sentence after "the"
    contacts    codes of the contact roles who are informed
    """

    short_name: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonToMeet:
    """A person, or the local equivalent, whom inspectors will meet (paragraph 67).

    `agency` is "" where the person may stand anywhere; `per_agency`: one for each agency of that kind.
    """

    code: str
    title: str
    agency: str
    theme_specific: bool = False
    per_agency: bool = False
    paragraph: str = ""
