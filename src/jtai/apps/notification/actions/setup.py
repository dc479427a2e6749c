"""The set-up discussion: offered, noted, closed; its arrangements; incidents awaiting notification."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import keep_departures, record, require, require_here
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.notification import queries
from jtai.apps.notification.actions.inviting import invite_told_leaders
from jtai.apps.notification.models import (
    AgendaAnswer,
    Arrangement,
    IncidentAnswer,
    SeriousIncident,
    SetUp,
)
from jtai.core.framework.model import AgendaItem
from jtai.core.moments import Moment
from jtai.core.notification import (
    check_arrangement,
    check_closing,
    check_confirmation,
    check_incident,
    check_offer,
)
from jtai.core.results import refuse, require_none
from jtai.core.workflows.setup import ARRANGEMENT, SET_UP
from jtai.words import local

HELD, CONFIRMED_AT = "set-up-held", "arrangements-confirmed"
SOURCE = "Guidance, paragraph 15"


def _locked(inspection: Inspection) -> SetUp:
    row = lock(SetUp.objects.filter(inspection=inspection)).first()
    if row is None:
        refuse("The set-up begins with the call to the director.", "Guidance, paragraph 12", kind="moment")
    return row


def _arrangement(inspection: Inspection, code: str) -> Arrangement:
    row = lock(Arrangement.objects.filter(inspection=inspection, code=code)).first()
    if row is None:
        _locked(inspection)
        refuse("There is no such arrangement.", kind="hidden")
    return row


def item_of(inspection: Inspection, code: str) -> AgendaItem:
    """The edition's point of the agenda."""
    found = next((item for item in inspection.edition.setup_agenda if item.code == code), None)
    if found is None:
        refuse("The agenda has no such point.", kind="hidden")
    return found


@transaction.atomic
def offer_set_up(
    *,
    inspection: Inspection,
    starts_at: datetime | None,
    place: str,
    dial_in: str,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> SetUp:
    """Offer the discussion for later the same day; leaders are invited once they have been told (para 12)."""
    require(by, "write", "set-up", inspection)
    row = _locked(inspection)
    state = SET_UP.after(row.state, "offer")
    assert inspection.dcs_told_at is not None
    on = local(starts_at).date() if starts_at else None
    found = check_offer(
        starts_at=starts_at, starts_on=on, told_at=inspection.dcs_told_at, day_zero=inspection.day_zero
    )
    passed = require_none(found, reasons)
    row.state, row.offered_for, row.place, row.dial_in = state, starts_at, place.strip(), dial_in.strip()
    row.reply, row.replied_at = "", None
    row.version += 1
    row.save()
    keep_departures(row, passed, reasons, material="set-up", by=by, at=at)
    invite_told_leaders(inspection, at=at)
    record(row, "set-up.offered", by=by, at=at, content=row.dial_in)
    return row


@transaction.atomic
def reply_to_offer(*, inspection: Inspection, reply: str, by: User, at: Moment) -> SetUp:
    """The director accepts or declines; the lead may note an answer given by telephone (paragraph 12)."""
    require(by, "reply", "set-up", inspection)
    row = _locked(inspection)
    SET_UP.decide(row.state, "reply").require()
    if reply not in (SetUp.Reply.ACCEPTED, SetUp.Reply.DECLINED):
        refuse("Choose “Accepted” or “Declined”.", kind="moment")
    row.reply, row.replied_at = reply, at.now
    row.save(update_fields=["reply", "replied_at"])
    codes = {"reply": reply}
    record(row, "set-up.replied", by=by, at=at, codes=codes)
    return row


@transaction.atomic
def keep_attendance(
    *, inspection: Inspection, attendees: Sequence[Contact], others_present: str, by: User, at: Moment
) -> None:
    """Who took part: leaders from the contacts, others by job role."""
    require(by, "write", "set-up", inspection)
    require_here(inspection, *attendees)
    row = _locked(inspection)
    SET_UP.decide(row.state, "note").require()
    row.attendees.set(attendees)
    row.others_present = others_present.strip()
    row.save(update_fields=["others_present"])
    codes = {"contacts": [contact.pk for contact in attendees]}
    record(row, "set-up.attended", by=by, at=at, codes=codes)


@transaction.atomic
def note_agenda(
    *,
    inspection: Inspection,
    code: str,
    note: str,
    nothing_to_note: bool = False,
    version: int = 0,
    by: User,
    at: Moment,
) -> AgendaAnswer:
    """A note on a point of the agenda, or "no questions" or "covered" (paragraph 15)."""
    require(by, "write", "set-up", inspection)
    item_of(inspection, code)
    SET_UP.decide(_locked(inspection).state, "note").require()
    row, made = lock(AgendaAnswer.objects.all()).get_or_create(
        inspection=inspection, code=code, defaults={"by": by, "at": at.now, "version": 0}
    )
    if not made and row.version != version:
        refuse(
            "Somebody changed this point after you opened it. Check it and send yours again.", kind="stale"
        )
    row.note, row.nothing_to_note, row.by, row.at = note.strip(), nothing_to_note, by, at.now
    row.version += 1
    row.save()
    record(
        row, "set-up.noted", by=by, at=at, codes={"code": code, "nothing": nothing_to_note}, content=row.note
    )
    return row


@transaction.atomic
def write_arrangement(
    *,
    inspection: Inspection,
    code: str,
    text: str,
    owner: str,
    agreed: bool,
    version: int,
    by: User,
    at: Moment,
) -> Arrangement:
    """What is agreed, whose it is; what stays open is carried to the first meeting on site (paragraph 15)."""
    require(by, "write", "arrangement", inspection)
    row = _arrangement(inspection, code)
    if row.version != version:
        refuse(
            "Somebody changed this arrangement after you opened it. Check it and send again.", kind="stale"
        )
    require_none(check_arrangement(text=text, owner=owner, agreed=agreed))
    if agreed != (row.state == "agreed"):
        row.state = ARRANGEMENT.after(row.state, "agree" if agreed else "reopen")
        row.agreed_on = at.today if agreed else None
    row.text, row.owner = text.strip(), owner.strip()
    row.version += 1
    row.save()
    codes = {"code": code, "state": row.state}
    content = json.dumps([row.text, row.owner], ensure_ascii=False)
    record(row, "arrangement.written", by=by, at=at, codes=codes, content=content)
    return row


def agree_silently(inspection: Inspection, code: str, at: Moment) -> None:
    """An arrangement that another act brought about: naming the link person agrees theirs."""
    row = Arrangement.objects.filter(inspection=inspection, code=code, state="open").first()
    if row is not None:
        row.state, row.agreed_on = ARRANGEMENT.after(row.state, "agree"), at.today
        row.version += 1
        row.save(update_fields=["state", "agreed_on", "version"])


@transaction.atomic
def confirm_arrangement(
    *,
    inspection: Inspection,
    code: str,
    in_place: bool,
    action: str = "",
    action_owner: str = "",
    action_due_at: datetime | None = None,
    by: User,
    at: Moment,
) -> Arrangement:
    """On the first day on site leaders say whether it is in place; if not, what is done (paragraph 28)."""
    require(by, "confirm", "arrangement", inspection)
    row = _arrangement(inspection, code)
    first = dates.first_on(inspection, inspection.edition.code_for(CONFIRMED_AT))
    if first is None or at.today < first:
        refuse(
            "Arrangements are confirmed at the first meeting on site. Until then, change what is agreed.",
            "Guidance, paragraph 28",
            kind="moment",
        )
    ARRANGEMENT.decide(row.state, "confirm").require()
    require_none(check_confirmation(in_place=in_place, action=action, owner=action_owner, due=action_due_at))
    row.in_place, row.confirmed_at, row.confirmed_by = in_place, at.now, by
    row.action, row.action_owner, row.action_due_at = action.strip(), action_owner.strip(), action_due_at
    row.version += 1
    row.save()
    record(
        row,
        "arrangement.confirmed",
        by=by,
        at=at,
        codes={"code": code, "in_place": in_place},
        content=row.action,
    )
    return row


@transaction.atomic
def answer_no_incidents(*, inspection: Inspection, by: User, at: Moment) -> None:
    """The answer is that no serious incident awaits notification (paragraph 15)."""
    require(by, "write", "serious-incident", inspection)
    _locked(inspection)
    if inspection.serious_incidents.exists():
        refuse("Incidents are recorded, so the answer cannot be “None”.", SOURCE, kind="moment")
    IncidentAnswer.objects.get_or_create(inspection=inspection, defaults={"by": by, "at": at.now})
    record(inspection, "serious-incident.none", by=by, at=at, object_kind="set-up", object_id=inspection.ref)


@transaction.atomic
def add_incident(
    *, inspection: Inspection, kind: str, status: str, agency: str, text: str, by: User, at: Moment
) -> SeriousIncident:
    """One serious incident awaiting notification (paragraph 15)."""
    require(by, "write", "serious-incident", inspection)
    _locked(inspection)
    known = {a.code for a in inspection.edition.agencies}
    require_none(check_incident(kind=kind, status=status, agency=agency if agency in known else ""))
    IncidentAnswer.objects.filter(inspection=inspection).delete()
    row = SeriousIncident.objects.create(
        inspection=inspection, kind=kind, status=status, agency=agency, text=text.strip(), by=by, at=at.now
    )
    record(
        row,
        "serious-incident.recorded",
        by=by,
        at=at,
        codes={"kind": kind, "status": status, "agency": agency},
        content=row.text,
    )
    return row


@transaction.atomic
def close_set_up(*, inspection: Inspection, by: User, at: Moment) -> SetUp:
    """Close the set-up: every point of the agenda has an answer; open arrangements are carried on."""
    require(by, "write", "set-up", inspection)
    row = _locked(inspection)
    state = SET_UP.after(row.state, "close")
    require_none(check_closing(inspection.edition.setup_agenda, queries.agenda_states(inspection)))
    row.state, row.closed_at, row.closed_by = state, at.now, by
    row.save(update_fields=["state", "closed_at", "closed_by"])
    record_fact(inspection, inspection.edition.code_for(HELD), by=by, at=at)
    open_ones = [arrangement.code for arrangement in queries.open_arrangements(inspection)]
    record(row, "set-up.closed", by=by, at=at, codes={"carried": open_ones})
    return row
