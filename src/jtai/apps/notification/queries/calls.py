"""The calls of day 0: the director's, those of the other inspectorates, the LSCB task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jtai.apps.accounts.models import User
from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of, values_of
from jtai.apps.inspections.messages import holders
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.inspections.queries import contact_for, contacts_of
from jtai.apps.notification.models import CallList, CallToDirector, LeaderCall, LscbTold
from jtai.core.moments import Moment
from jtai.core.notification import Spoken, minutes_late

NOTIFY = "first-call"


def director_role(inspection: Inspection) -> str:
    """The code of the contact to whom the first call goes."""
    return inspection.edition.contact_for("director").code


def call_of(inspection: Inspection) -> CallToDirector | None:
    return CallToDirector.objects.filter(inspection=inspection).select_related("contact").first()


def director(inspection: Inspection) -> Contact | None:
    """The director of children's services among the contacts."""
    return contact_for(inspection, director_role(inspection))


def lead(inspection: Inspection) -> User | None:
    """The lead inspector, whose details the director passes on (paragraph 14)."""
    return next(iter(holders(inspection, inspection.edition.team.lead_role)), None)


def minutes_late_of_call(inspection: Inspection) -> int:
    """By how many minutes the call came after the edition's time; 0 in time or not made."""
    call = call_of(inspection)
    if call is None or call.called_at is None:
        return 0
    return minutes_late(call.called_at, dates.due_at(inspection, inspection.edition.code_for(NOTIFY)))


def spoken_to_director(call: CallToDirector) -> Spoken:
    """Who took the lead's call, as the notices name them."""
    assert call.contact is not None
    return spoken_of(call.contact, deputy=call.deputy_took_it)


def spoken_of(contact: Contact, *, deputy: bool) -> Spoken:
    title = contact.local_title or contact.inspection.edition.contact_role(contact.contact_role).title
    if deputy:
        return Spoken(contact.deputy_name, f"deputy to the {title[:1].lower()}{title[1:]}", "them")
    return Spoken(contact.name, title, contact.pronoun)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A leader on an inspectorate's list. contact None: nobody is recorded for this role yet."""

    contact_role: str
    title: str
    contact: Contact | None
    call: LeaderCall | None

    @property
    def contact_id(self) -> int:
        return self.contact.pk if self.contact else 0

    @property
    def is_done(self) -> bool:
        return self.call is not None


_contact_roles = values_of(lambda: Contact.objects.order_by("pk"), "contact_role", "pk")
_lists = values_of(lambda: CallList.objects.order_by("pk"), "body")
_called = values_of(LeaderCall.objects.all, "body", "contact_role", "contact")


def key_of_director(inspection: Inspection) -> int | None:
    """The director among the contacts, for pages that print nothing of them."""
    wanted = director_role(inspection)
    return next((pk for role, pk in _contact_roles(inspection) if role == wanted), None)


def calls_left(inspection: Inspection) -> list[tuple[str, int]]:
    """Each inspectorate whose list was released, and how many of its leaders were not called yet."""
    called = set(_called(inspection))
    people: dict[str, list[int | None]] = {}
    for role, pk in _contact_roles(inspection):
        people.setdefault(role, []).append(pk)
    return [
        (body, sum((body, code, pk) not in called for code in codes for pk in people.get(code, [None])))
        for body in _lists(inspection)
        for codes in [inspection.edition.notify_list(body).contacts]
    ]


_leader_calls = rows_of(lambda: LeaderCall.objects.select_related("contact", "by").order_by("pk"))
call_lists = rows_of(lambda: CallList.objects.order_by("pk"))


def call_rows(inspection: Inspection, body: str) -> list[CallRow]:
    """The list of one inspectorate in the edition's order; a row for each contact (paragraph 13)."""
    edition = inspection.edition
    calls = {(c.contact_role, c.contact_id): c for c in _leader_calls(inspection) if c.body == body}
    everybody = contacts_of(inspection)
    rows = []
    for code in edition.notify_list(body).contacts:
        title = edition.contact_role(code).title
        people = [one for one in everybody if one.contact_role == code]
        for contact in people or [None]:  # type: ignore[list-item]
            call = calls.get((code, contact.pk if contact else None))
            rows.append(CallRow(code, (contact.local_title if contact else "") or title, contact, call))
    return rows


def call_list_done(inspection: Inspection, body: str) -> bool:
    """Released, and every leader told or excused."""
    released = any(one.body == body for one in call_lists(inspection))
    return released and all(row.is_done for row in call_rows(inspection, body))


@dataclass(frozen=True, slots=True)
class LscbTask:
    """What the director was asked to do about the LSCB (paragraph 14).

    rows         role code, title, when told or None
    highlighted  open for longer than the setting; never "late" on day 0
    """

    opened_at: datetime | None
    rows: tuple[tuple[str, str, datetime | None], ...]
    highlighted: bool

    @property
    def is_done(self) -> bool:
        return all(told for _, _, told in self.rows)

    @property
    def state(self) -> str:
        if self.opened_at is None:
            return "closed"
        return "done" if self.is_done else "open"


@read_for_all
def _lscb_told(inspections: Sequence[int]) -> dict[int, list[tuple[str, datetime]]]:
    rows = LscbTold.objects.filter(inspection__in=inspections)
    return by_inspection(inspections, rows.values_list("inspection", "contact_role", "told_at"))


def lscb_task(inspection: Inspection, at: Moment) -> LscbTask:
    edition = inspection.edition
    told = dict(_lscb_told(inspection))
    contacts = edition.safeguarding_board.contacts
    rows = tuple((code, edition.contact_role(code).title, told.get(code)) for code in contacts)
    opened = inspection.dcs_told_at
    hours = timedelta(hours=float(dates.reading_for(inspection, "hours-to-tell-board")))
    waiting = any(when is None for _, _, when in rows)
    return LscbTask(opened, rows, highlighted=bool(opened and waiting and at.now > opened + hours))
