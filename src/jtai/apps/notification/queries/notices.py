"""The written confirmation as its reader will get it, and the log of what went out (Annex B)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from jtai.apps.accounts.models import User
from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import rows_of, values_of
from jtai.apps.inspections.messages import holders
from jtai.apps.inspections.models import Contact, Inspection, Membership
from jtai.apps.inspections.queries import contacts_of, role_words
from jtai.apps.notices.models import Message
from jtai.apps.notification.attachments import portal_guidance
from jtai.apps.notification.models import LeaderCall, WrittenNotice
from jtai.apps.notification.queries.calls import (
    call_of,
    director,
    director_role,
    spoken_of,
    spoken_to_director,
)
from jtai.apps.notification.queries.sheets import staff_information
from jtai.core.framework.model import Notice
from jtai.core.moments import Moment
from jtai.core.notification import (
    Letter,
    Spoken,
    check_fieldwork_start,
    check_letter,
    check_moment,
    fill,
    minutes_late,
    spoken_words,
)
from jtai.core.results import Problem, blocks
from jtai.words import day_date, local

CONFIRMATION = "confirm-call"
CONTACT_ROLES = ("lead-inspector", "team-inspector", "analyst", "qa-manager")


@dataclass(frozen=True, slots=True)
class Preview:
    """A notice as it would be received now, and what keeps it from going."""

    contact: Contact
    notice: Notice
    body: str
    values: dict[str, str]
    letter: Letter
    problems: tuple[Problem, ...]


def sender_of(inspection: Inspection, contact: Contact) -> str:
    """Code of the inspectorate that writes to this leader: the one whose list names them, or the lead's."""
    edition = inspection.edition
    for row in edition.notify_lists:
        if contact.contact_role in row.contacts:
            return row.inspectorate
    return edition.lead_inspectorate.code


def team_contacts(inspection: Inspection) -> list[Membership]:
    """Inspectors, the analyst and the QA manager now, each once, in the edition's order of roles."""
    order = {role.code: n for n, role in enumerate(inspection.edition.roles)}
    bodies = {i.code: n for n, i in enumerate(inspection.edition.inspectorates)}
    rows = inspection.memberships.filter(
        ended_at=None, role__in=inspection.edition.roles_like(*CONTACT_ROLES)
    ).select_related("user")
    return sorted(
        {row.user_id: row for row in rows.order_by("-pk")}.values(),
        key=lambda r: (order[r.role], bodies.get(r.body, len(bodies)), r.pk),
    )


def team_contacts_text(inspection: Inspection) -> str:
    """The second attachment of Annex B: names and contact details of the inspection team."""
    lines = [
        ", ".join(
            filter(
                None, [r.user.full_name, role_words(inspection, r.role, r.body), r.user.phone, r.user.email]
            )
        )
        for r in team_contacts(inspection)
    ]
    return "\n".join(lines)


def attachments_of(inspection: Inspection, notice: Notice) -> dict[str, str]:
    """Text of each attachment by its code."""
    made = {
        "portal-guidance": portal_guidance,
        "team-contacts": team_contacts_text,
        "staff-information": staff_information,
    }
    return {a.code: made[a.code](inspection) for a in notice.attachments if a.code in made}


def shared_values(inspection: Inspection, sender: User | None) -> dict[str, str]:
    """What every notice of the inspection may name."""
    edition, theme = inspection.edition, dates.theme_of(inspection)
    link = theme.link_for(edition.id) if theme else None
    first = dates.day(inspection, edition.fieldwork.first_day) if inspection.day_zero else None
    qa = next(iter(holders(inspection, edition.team.qa_role)), None)
    lead = next(iter(holders(inspection, edition.team.lead_role)), None)
    return {
        "area_name": inspection.area_name,
        "fieldwork_start": day_date(first) if first else "",
        "theme": _within_a_sentence(theme.title) if theme else "",
        "framework_link": edition.links.framework,
        "theme_guidance_link": link.checked if link else "",
        "legal_basis": edition.legal_basis,
        **_person("qa", qa),
        **_person("lead", lead),
        "signatory": sender.full_name if sender else "",
    }


def _within_a_sentence(title: str) -> str:
    """A title after "will be": an ordinary first word loses its capital, an abbreviation keeps it."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _person(prefix: str, user: User | None) -> dict[str, str]:
    return {
        f"{prefix}_name": user.full_name if user else "",
        f"{prefix}_phone": user.phone if user else "",
        f"{prefix}_email": user.email if user else "",
    }


def preview(inspection: Inspection, contact: Contact, *, sender: User, at: Moment) -> Preview:
    """The confirmation to this leader, built from the edition and the inspection alone."""
    notice, body = inspection.edition.notice_for(CONFIRMATION), sender_of(inspection, contact)
    spoken, is_reader = _spoken(inspection, contact, body)
    values = shared_values(inspection, sender) | {"recipient_name": contact.name}
    values |= spoken_words(spoken, to_them=is_reader) if spoken else {"spoken_to": "", "pronoun": ""}
    appended = attachments_of(inspection, notice)
    letter = fill(notice, values, appended)
    problems = [*check_letter(notice, values, letter, appended), *_check_dates(inspection, at)]
    if not contact.email:
        who = contact.name or "this leader"
        message = f"There is no e-mail address of {who}. Add it to the contact, then send."
        problems.append(blocks("recipient-email", message, notice.source))
    return Preview(contact, notice, body, values, letter, tuple(problems))


def _check_dates(inspection: Inspection, at: Moment) -> list[Problem]:
    if inspection.day_zero is None:
        return check_fieldwork_start(None, None)
    edition, call = inspection.edition, call_of(inspection)
    computed = dates.calendar_of(inspection).add(inspection.day_zero, edition.notice_days)
    said = dates.day(inspection, edition.fieldwork.first_day)
    called_at = call.called_at if call and call.closed_at else None
    called_on = local(called_at).date() if called_at else None
    return [
        *check_fieldwork_start(said, computed),
        *check_moment(called_at=called_at, now=at.now, called_on=called_on, today=at.today),
    ]


def _spoken(inspection: Inspection, contact: Contact, body: str) -> tuple[Spoken | None, bool]:
    """Whom the sender spoke to, and whether that is the reader."""
    if body == inspection.edition.lead_inspectorate.code:
        call = call_of(inspection)
        if call is None or call.contact is None:
            return None, False
        return spoken_to_director(call), call.contact_id == contact.pk and not call.deputy_took_it
    calls = (
        LeaderCall.objects.filter(inspection=inspection, body=body)
        .select_related("contact")
        .order_by("called_at")
    )
    had = [c for c in calls if c.contact is not None and c.outcome != LeaderCall.Outcome.EXCUSED]
    own = next((c for c in had if c.contact_id == contact.pk), None)
    told = own or next(iter(had), None)
    if told is None or told.contact is None:
        return None, False
    deputy = told.outcome == LeaderCall.Outcome.DEPUTY
    return spoken_of(told.contact, deputy=deputy), told is own and not deputy


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A leader who gets a confirmation, and what became of it."""

    contact: Contact
    title: str
    body: str
    inspectorate: str
    sent: WrittenNotice | None
    message: Message | None

    @property
    def failed(self) -> bool:
        return self.message is not None and self.message.state == Message.State.FAILED


confirmed_to = values_of(lambda: WrittenNotice.objects.filter(code=CONFIRMATION), "contact")
written_notices = rows_of(lambda: WrittenNotice.objects.order_by("pk"))


def notice_rows(inspection: Inspection, bodies: set[str] | None = None) -> list[NoticeRow]:
    """Every leader to write to: the director, then each inspectorate's list; failures first."""
    edition = inspection.edition
    roles = [director_role(inspection), *(code for row in edition.notify_lists for code in row.contacts)]
    sent = {n.contact_id: n for n in written_notices(inspection) if n.code == CONFIRMATION}
    keys = [n.message_key for n in sent.values()]
    messages = {m.key: m for m in Message.objects.filter(key__in=keys)}
    rows = []
    for contact in [one for one in contacts_of(inspection) if one.contact_role in roles]:
        body = sender_of(inspection, contact)
        if bodies is not None and body not in bodies:
            continue
        notice = sent.get(contact.pk)
        title = contact.local_title or edition.contact_role(contact.contact_role).title
        message = messages.get(notice.message_key) if notice else None
        rows.append(NoticeRow(contact, title, body, edition.inspectorate(body).short_name, notice, message))
    return sorted(rows, key=lambda r: (not r.failed, roles.index(r.contact.contact_role)))


def minutes_late_of_confirmation(inspection: Inspection) -> int:
    """By how many minutes the written confirmation to the director came after the setting; 0 in time."""
    call, who = call_of(inspection), director(inspection)
    sent = WrittenNotice.objects.filter(inspection=inspection, code=CONFIRMATION, contact=who).first()
    if call is None or call.called_at is None or sent is None:
        return 0
    due = confirmation_due_at(inspection)
    return minutes_late(sent.sent_at, due)


def confirmation_due_at(inspection: Inspection) -> datetime | None:
    """When the written confirmation is late: the setting counts from the call."""
    call = call_of(inspection)
    if call is None or call.called_at is None or call.closed_at is None:
        return None
    return call.called_at + timedelta(minutes=float(dates.reading_for(inspection, "minutes-to-confirm")))


def content_of_notice(object_id: str) -> str | None:
    """What was sent, for the check of the trail."""
    return WrittenNotice.objects.filter(pk=object_id).values_list("content", flat=True).first()
