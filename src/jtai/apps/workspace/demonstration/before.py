"""From the briefing to the set-up discussion: days -2 to 0."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import sha256
from jtai.apps.briefing import actions as briefing
from jtai.apps.briefing import queries as briefings
from jtai.apps.inspections.models import Contact
from jtai.apps.library.files import Incoming
from jtai.apps.notification import actions as notification
from jtai.apps.notification import queries as notices
from jtai.apps.workspace.demonstration.cast import Cast

TEXTS = [
    "The last inspection of children’s services asked for better planning. The force inspection of last year "
    "found that officers recognise risk well and record it unevenly.",
    "Referrals have risen by a fifth in two years. Repeat referrals are above those of similar areas.",
]


def brief(cast: Cast) -> None:
    """The analyst writes nine sections, issues the briefing, and everybody reads it."""
    inspection, analyst = cast.inspection, cast.person("analyst")
    at = cast.moment(-2, "11:00")
    holder = inspection.edition.other_inspectorates[0].code
    for number, section in enumerate(inspection.edition.briefing_sections):
        text = TEXTS[number] if number < len(TEXTS) else ""
        briefing.keep_section(
            inspection=inspection,
            code=section.code,
            answer="included" if text or section.restricted else "none-found",
            text=text,
            parts={holder: "One letter about waiting times at a clinic."} if section.restricted else None,
            by=analyst,
            at=at,
        )
    _add_performance_data(cast)
    briefing.issue(inspection=inspection, by=analyst, at=cast.moment(-2, "15:00"))
    issue = briefings.last_issue(inspection)
    assert issue is not None
    for reader in [*_team(cast), *_with(cast, "call-lead")]:
        briefing.mark_read(inspection=inspection, number=issue.number, by=reader, at=cast.moment(-1, "14:00"))


def _with(cast: Cast, role: str) -> list[User]:
    return [user for (one, _), users in cast.people.items() if one == role for user in users]


def _team(cast: Cast) -> list[User]:
    return [cast.lead, *_with(cast, "team-inspector")]


def _add_performance_data(cast: Cast) -> None:
    """What the analyst makes of the published figures, with the figures."""
    analyst, at = cast.person("analyst"), cast.moment(-2, "13:00")
    figures = Incoming(name="referrals.csv", claimed_type="text/csv")
    figures.write(b"year,referrals per 10000,repeat referrals %\n2014,498,19\n2015,543,22\n2016,602,25\n")
    draft = briefing.keep_performance_data(
        inspection=cast.inspection,
        values={
            "title": "Referrals and repeat referrals",
            "source": "Invented for the demonstration",
            "period": "2014 to 2016",
            "measures": "Referrals per 10,000 children; share referred again within a year",
            "note": "Referrals rise each year and more are repeated. Ask what happens to the first one.",
        },
        incoming=figures,
        by=analyst,
        at=at,
    )
    briefing.submit_performance_data(inspection=cast.inspection, draft=draft, by=analyst, at=at)


def discuss(cast: Cast) -> None:
    """On day 8 the inspectors agree how to gather evidence together (paragraph 11)."""
    at = cast.moment(8, "15:00")
    briefing.record_discussion(
        inspection=cast.inspection,
        held_at=cast.moment(8, "14:00").now,
        text="Two inspectorates at each meeting observed. The front door team asks who is missing there.",
        criteria=[row.code for row in cast.inspection.edition.criteria][:4],
        present=_team(cast),
        by=cast.lead,
        at=at,
    )


def notify(cast: Cast) -> None:
    """The call to the director, the other inspectorates' calls, and a letter to every leader."""
    inspection = cast.inspection
    at = cast.moment(0, "09:12")
    call = notification.keep_call(
        inspection=inspection,
        ticks=[tick.code for tick in inspection.edition.call_ticks],
        contact=notices.director(inspection),
        deputy_took_it=False,
        called_at=at.now,
        note="",
        version=0,
        by=cast.lead,
        at=at,
    )
    notification.close_call(inspection=inspection, version=call.version, by=cast.lead, at=at)
    inspection.refresh_from_db()
    for row in inspection.edition.notify_lists:
        _call_leaders(cast, row.inspectorate)
    for entry in notices.notice_rows(inspection):
        _write_to(cast, entry.contact)


def tell_board(cast: Cast) -> None:
    """The director tells the chair of the board and its business manager (paragraph 14)."""
    notification.tell_lscb(
        inspection=cast.inspection,
        told=list(cast.inspection.edition.safeguarding_board.contacts),
        by=cast.person("dcs"),
        at=cast.moment(0, "13:00"),
    )


def _call_leaders(cast: Cast, body: str) -> None:
    at = cast.moment(0, "10:00")
    for row in notices.call_rows(cast.inspection, body):
        notification.log_leader_call(
            inspection=cast.inspection,
            body=body,
            contact_role=row.contact_role,
            contact=row.contact,
            outcome="spoken",
            called_at=at.now,
            by=cast.person("call-lead", body),
            at=at,
        )


def _write_to(cast: Cast, contact: Contact) -> None:
    body = notices.sender_of(cast.inspection, contact)
    leads = body == cast.inspection.edition.lead_inspectorate.code
    sender = cast.lead if leads else cast.person("call-lead", body)
    at = cast.moment(0, "09:40" if leads else "10:30")
    text = notices.preview(cast.inspection, contact, sender=sender, at=at).letter.text
    notification.send_notice(inspection=cast.inspection, contact=contact, seen=sha256(text), by=sender, at=at)


def set_up(cast: Cast, *, leave_open: str = "") -> None:
    """The set-up discussion on day 0; one arrangement may stay open until day 9."""
    inspection, lead, at = cast.inspection, cast.lead, cast.moment(0, "15:30")
    notification.offer_set_up(
        inspection=inspection,
        starts_at=cast.moment(0, "14:00").now,
        place="Council offices",
        dial_in="01632 960123, code 4711",
        reasons={},
        by=lead,
        at=cast.moment(0, "09:45"),
    )
    director = cast.person("dcs")
    notification.reply_to_offer(
        inspection=inspection, reply="accepted", by=director, at=cast.moment(0, "10:15")
    )
    for item in inspection.edition.setup_agenda:
        if item.kind in ("question", "outline"):
            notification.note_agenda(
                inspection=inspection, code=item.code, note="Answered; no open question.", by=lead, at=at
            )
    for row in notices.arrangement_rows(inspection):
        is_open = row.code == leave_open
        notification.write_arrangement(
            inspection=inspection,
            code=row.code,
            text="" if is_open else "As discussed; the link person has the details.",
            owner="" if is_open else "Link person",
            agreed=not is_open,
            version=row.row.version,
            by=lead,
            at=at,
        )
    _name_link_person(cast)
    leaders = list(inspection.contacts.exclude(user=None).order_by("pk"))
    notification.keep_attendance(
        inspection=inspection, attendees=leaders, others_present="Data officer, council", by=lead, at=at
    )
    notification.share_contact_sheet(inspection=inspection, by=lead, at=at)
    notification.share_staff_information(inspection=inspection, by=lead, at=at)
    notification.answer_no_incidents(inspection=inspection, by=director, at=at)
    notification.close_set_up(inspection=inspection, by=lead, at=cast.moment(0, "16:00"))


def _name_link_person(cast: Cast) -> None:
    inspection, lead, at = cast.inspection, cast.lead, cast.moment(0, "15:30")
    person = cast.person("link-person")
    notification.name_link_person(
        inspection=inspection,
        full_name=person.full_name,
        job_title="Head of quality",
        body="local-authority",
        phone=person.phone,
        email=person.email,
        has_access=True,
        has_authority=True,
        by=lead,
        at=at,
    )


def confirm_arrangements(cast: Cast) -> None:
    """On day 9 local leaders say that what was agreed is in place (paragraph 28)."""
    at = cast.moment(9, "10:20")
    for row in notices.arrangement_rows(cast.inspection):
        if row.row.state == "open":
            notification.write_arrangement(
                inspection=cast.inspection,
                code=row.code,
                text="Agreed this morning.",
                owner="Link person",
                agreed=True,
                version=row.row.version,
                by=cast.lead,
                at=at,
            )
        notification.confirm_arrangement(
            inspection=cast.inspection, code=row.code, in_place=True, by=cast.lead, at=at
        )
