"""What one inspectorate writes to one agency, and the separate meeting it may offer (day 13, para 44)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row
from jtai.apps.findings.models import AgencyMessage, SeparateOffer
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import held_by, record, require, require_here
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.separate_offer import PARA_44, SEPARATE_OFFER

LEADERS = ("agency-leader", "dcs", "chief-executive")


@transaction.atomic
def write_message(
    *,
    inspection: Inspection,
    message: AgencyMessage | None,
    inspectorate: str,
    agency: str,
    text: str,
    own_action: bool,
    version: int,
    by: User,
    at: Moment,
) -> AgencyMessage:
    """Write a message of one's own inspectorate. With own action in mind, an offer of a meeting is due."""
    owner = message.inspectorate if message else inspectorate
    require(by, "write", "agency-message", inspection, About(body=owner))
    require_here(inspection, message)
    problems = []
    if agency not in {one.code for one in inspection.edition.agencies}:
        problems.append(blocks("no-agency", "Choose the agency it is for.", PARA_44, "agency"))
    if not text.strip():
        problems.append(blocks("no-text", "Write the message.", "", "text"))
    require_none(problems)
    if message is None:
        message = _new_message(inspection, inspectorate, by, at, agency, text, own_action)
    else:
        _change_message(message, agency, text, own_action, version)
    _offer_due(message, by, at)
    _event(message, "agency_message.written", by, at, text)
    return message


def _new_message(
    inspection: Inspection, inspectorate: str, by: User, at: Moment, agency: str, text: str, own_action: bool
) -> AgencyMessage:
    return AgencyMessage.objects.create(
        inspection=inspection,
        number=next_number(inspection, "agency-message"),
        inspectorate=inspectorate,
        agency=agency,
        text=text.strip(),
        own_action=own_action,
        written_by=by,
        written_at=at.now,
    )


def _change_message(message: AgencyMessage, agency: str, text: str, own_action: bool, version: int) -> None:
    if message.state == AgencyMessage.State.SHARED:
        refuse("The agency already has this message, so it cannot change. Write another one.", kind="moment")
    found = AgencyMessage.objects.filter(pk=message.pk, version=version).update(
        agency=agency, text=text.strip(), own_action=own_action, version=version + 1
    )
    if not found:
        refuse(
            "Somebody changed this message after you opened it. Both texts are below; choose or join them.",
            kind="stale",
        )
    message.refresh_from_db()


def _offer_due(message: AgencyMessage, by: User, at: Moment) -> None:
    """The flag makes an offer due; without it an offer not made yet is dropped."""
    offer = SeparateOffer.objects.filter(message=message).first()
    if message.own_action and offer is None:
        SeparateOffer.objects.create(message=message)
    elif message.own_action and offer and offer.state == SeparateOffer.State.LAPSED:
        SeparateOffer.objects.filter(pk=offer.pk).update(state=SeparateOffer.State.DUE)
    elif not message.own_action and offer and offer.state == SeparateOffer.State.DUE:
        SeparateOffer.objects.filter(pk=offer.pk).update(state=SEPARATE_OFFER.after(offer.state, "drop"))


@transaction.atomic
def share_message(*, message: AgencyMessage, by: User, at: Moment) -> AgencyMessage:
    """Release it to the agency; nobody at another agency learns that it exists."""
    require(by, "share", "agency-message", message.inspection, About(body=message.inspectorate))
    if message.state == AgencyMessage.State.SHARED:
        refuse("The agency already has this message.", kind="moment")
    AgencyMessage.objects.filter(pk=message.pk).update(
        state=AgencyMessage.State.SHARED, shared_by=by, shared_at=at.now
    )
    message.refresh_from_db()
    _notify(message, "agency-message-shared", "There is a message for your agency", at)
    _event(message, "agency_message.shared", by, at, message.text)
    return message


@transaction.atomic
def make_offer(
    *, offer: SeparateOffer, proposed_start: datetime | None, by: User, at: Moment
) -> SeparateOffer:
    """Offer the agency a meeting apart from the others."""
    message = offer.message
    require(by, "write", "separate-offer", message.inspection, About(body=message.inspectorate))
    after = SEPARATE_OFFER.after(offer.state, "offer")
    if message.state != AgencyMessage.State.SHARED:
        refuse("Share the message with the agency first, then offer the meeting.", PARA_44, kind="moment")
    SeparateOffer.objects.filter(pk=offer.pk).update(
        state=after, offered_by=by, offered_at=at.now, proposed_start=proposed_start
    )
    offer.refresh_from_db()
    _notify(message, "separate-meeting-offered", "A separate meeting is offered to your agency", at)
    _event(message, "separate_offer.made", by, at)
    return offer


@transaction.atomic
def drop_offer(*, offer: SeparateOffer, by: User, at: Moment) -> SeparateOffer:
    """The inspectorate does not offer the meeting after all."""
    message = offer.message
    require(by, "write", "separate-offer", message.inspection, About(body=message.inspectorate))
    after = SEPARATE_OFFER.after(offer.state, "drop")
    SeparateOffer.objects.filter(pk=offer.pk).update(state=after)
    offer.refresh_from_db()
    _event(message, "separate_offer.dropped", by, at)
    return offer


@transaction.atomic
def answer_offer(*, offer: SeparateOffer, accept: bool, by: User, at: Moment) -> SeparateOffer:
    """The agency takes it up, and a meeting is made, or it does not (R-044-2)."""
    message = offer.message
    inspection = message.inspection
    require(by, "answer", "separate-offer", inspection, About(body=message.agency))
    lock_row(offer)
    offer.refresh_from_db()
    after = SEPARATE_OFFER.after(offer.state, "accept" if accept else "decline")
    role = next(one.role for one in held_by(by, inspection) if one.body == message.agency)
    meeting = _separate_meeting(offer, by, at) if accept else None
    SeparateOffer.objects.filter(pk=offer.pk).update(
        state=after, answered_by=by, answered_role=role, answered_at=at.now, meeting=meeting
    )
    offer.refresh_from_db()
    _event(message, f"separate_offer.{after}", by, at)
    return offer


def _separate_meeting(offer: SeparateOffer, by: User, at: Moment) -> Meeting:
    message = offer.message
    starts = offer.proposed_start
    on = Moment(now=starts, real=at.real).today if starts else at.today
    meeting = Meeting.objects.create(
        inspection=message.inspection,
        code=Meeting.SEPARATE,
        number=next_number(message.inspection, "meeting", Meeting.SEPARATE),
        on=on,
        scheduled_start=starts,
        scheduled_end=starts + timedelta(hours=1) if starts else None,
        inspectorate=message.inspectorate,
        agency=message.agency,
        invited_at=at.now,
        planned_by=by,
        planned_at=at.now,
    )
    for user, role, body, local in (
        (offer.offered_by, "", message.inspectorate, False),
        (by, "", message.agency, True),
    ):
        if user is not None:
            held = next((one.role for one in held_by(user, message.inspection) if one.body == body), role)
            Attendance.objects.create(meeting=meeting, user=user, role=held, body=body, is_local=local)
    return meeting


def _notify(message: AgencyMessage, kind: str, title: str, at: Moment) -> None:
    inspection = message.inspection
    for leader in messages.holders(inspection, *LEADERS, body=message.agency):
        messages.send(
            inspection,
            key=f"{kind}:{message.pk}:{leader.pk}",
            kind=kind,
            title=title,
            heading=title,
            body="Sign in to read it. Only your agency and the inspectors see it.",
            link=reverse("one-agency", args=[inspection.ref]),
            to=leader,
            to_body=message.agency,
            at=at,
        )


def _event(message: AgencyMessage, action: str, by: User, at: Moment, content: str | None = None) -> None:
    record(
        message,
        action,
        by=by,
        at=at,
        codes={"inspectorate": message.inspectorate, "agency": message.agency},
        content=content,
    )
