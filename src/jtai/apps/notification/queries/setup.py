"""The set-up discussion: agenda, arrangements, sheets, link person, incidents (paragraph 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import rows_of, values_of
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.notification.models import (
    AgendaAnswer,
    Arrangement,
    IncidentAnswer,
    LinkPerson,
    SetUp,
    Sharing,
)
from jtai.apps.notification.queries.notices import team_contacts
from jtai.core.framework.model import AgendaItem
from jtai.core.moments import Moment
from jtai.core.notification import AgendaState
from jtai.core.results import Problem, warns

ARRANGEMENT = "arrangement"
LINK_PERSON_BY = "timetable-begun"


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    """An arrangement with the edition's words for it."""

    code: str
    title: str
    paragraph: str
    carried_to: str
    row: Arrangement

    @property
    def is_open(self) -> bool:
        return self.row.state == "open"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A point of the agenda and how it stands."""

    item: AgendaItem
    state: AgendaState
    answer: AgendaAnswer | None

    @property
    def is_done(self) -> bool:
        return bool(self.state.note.strip() or self.state.nothing_to_note or self.state.done)


_set_ups = rows_of(lambda: SetUp.objects.order_by("pk"))
_arrangements = rows_of(lambda: Arrangement.objects.order_by("pk"))
_named = values_of(lambda: LinkPerson.objects.filter(ended_at=None), "pk")
_link_people = rows_of(lambda: LinkPerson.objects.filter(ended_at=None).select_related("user").order_by("pk"))


def set_up_of(inspection: Inspection) -> SetUp | None:
    return next(iter(_set_ups(inspection)), None)


def arrangement_items(inspection: Inspection) -> list[AgendaItem]:
    return [item for item in inspection.edition.setup_agenda if item.kind == ARRANGEMENT]


def arrangement_rows(inspection: Inspection) -> list[ArrangementRow]:
    """All arrangements of the edition once the set-up is open, in its order."""
    rows = {row.code: row for row in _arrangements(inspection)}
    return [
        ArrangementRow(item.code, item.title, item.paragraph, item.carried_to, rows[item.code])
        for item in arrangement_items(inspection)
        if item.code in rows
    ]


def open_arrangements(inspection: Inspection, meeting: str = "") -> list[ArrangementRow]:
    """Arrangements not agreed yet: they stand on the agenda of the meeting they go to (paragraph 28)."""
    rows = [row for row in arrangement_rows(inspection) if row.is_open]
    return [row for row in rows if not meeting or row.carried_to == meeting]


def agenda_states(inspection: Inspection) -> dict[str, AgendaState]:
    """How every point stands, in the shape the rules ask for."""
    return {row.item.code: row.state for row in agenda_rows(inspection)}


def agenda_rows(inspection: Inspection) -> list[AgendaRow]:
    answers = {a.code: a for a in AgendaAnswer.objects.filter(inspection=inspection)}
    done = _done_elsewhere(inspection)
    rows = []
    for item in inspection.edition.setup_agenda:
        answer = answers.get(item.code)
        state = AgendaState(
            note=answer.note if answer else "",
            nothing_to_note=bool(answer and answer.nothing_to_note),
            done=item.code in done,
        )
        rows.append(AgendaRow(item, state, answer))
    return rows


def _done_elsewhere(inspection: Inspection) -> set[str]:
    """Points that a page of their own answers: arrangements, what was shared, what was asked."""
    arrangements = Arrangement.objects.filter(inspection=inspection)
    # Written once and left open is an answer too: it is carried on.
    done = {row.code for row in arrangements if row.state != "open" or row.version > 1}
    shared = set(Sharing.objects.filter(inspection=inspection).values_list("what", flat=True))
    provided = {Sharing.What.CONTACTS: "contact-sheet", Sharing.What.STAFF: "staff-information"}
    purposes = {purpose for what, purpose in provided.items() if what in shared}
    done |= {item.code for item in inspection.edition.setup_agenda if item.purpose in purposes}
    if incidents_answered(inspection):
        done |= {item.code for item in inspection.edition.setup_agenda if item.kind == "ask"}
    return done


def incidents_answered(inspection: Inspection) -> bool:
    """The director said that there are none, or named at least one."""
    return (
        IncidentAnswer.objects.filter(inspection=inspection).exists() or inspection.serious_incidents.exists()
    )


def is_link_person_named(inspection: Inspection) -> bool:
    """Is there one? Asked by pages that print nothing of them."""
    return bool(_named(inspection))


def link_person(inspection: Inspection) -> LinkPerson | None:
    """The one link person now, with access and authority confirmed."""
    return next(iter(_link_people(inspection)), None)


def link_person_problems(inspection: Inspection, at: Moment) -> list[Problem]:
    """A warning from the day the timetable begins, while nobody is named (paragraph 15)."""
    by = (
        dates.first_on(inspection, inspection.edition.code_for(LINK_PERSON_BY))
        if inspection.day_zero
        else None
    )
    if by is None or at.today < by or not inspection.dcs_told_at or link_person(inspection):
        return []
    message = "No link person is named. Agree one with the director: the timetable cannot be made without."
    return [warns("no-link-person", message, "Guidance, paragraph 15")]


def contact_sheet(inspection: Inspection) -> Sequence[Membership]:
    """Inspectors and the QA manager, for the leaders (paragraph 15)."""
    roles = {inspection.edition.team.qa_role, *_inspecting(inspection)}
    return [row for row in team_contacts(inspection) if row.role in roles]


def _inspecting(inspection: Inspection) -> tuple[str, ...]:
    return inspection.edition.body_for("inspectors").roles
