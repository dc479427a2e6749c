"""The calls of day 0 (paragraphs 12 to 14)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from jtai.apps.accounts.actions import open_accounts
from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock, put
from jtai.apps.inspections.access import record, require, require_here
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.messages import holders, write_first_links
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.notification import queries
from jtai.apps.notification.actions.inviting import invite_told_leaders
from jtai.apps.notification.actions.releasing import open_set_up, release_lists, tell_director_about_lscb
from jtai.apps.notification.models import CallList, CallToDirector, LeaderCall, LscbTold
from jtai.core.access import About
from jtai.core.moments import Moment
from jtai.core.notification import Call, check_call, check_leader_call
from jtai.core.results import refuse, require_none
from jtai.core.workflows.notification import CALL_LIST, CALL_TO_DIRECTOR

# Purposes of milestones.
NOTIFY, OTHERS, LSCB = "first-call", "leaders-called", "board-told"


@transaction.atomic
def keep_call(
    *,
    inspection: Inspection,
    ticks: Sequence[str],
    contact: Contact | None,
    deputy_took_it: bool,
    called_at: datetime | None,
    note: str,
    version: int,
    by: User,
    at: Moment,
) -> CallToDirector:
    """Keep the call sheet as far as it is filled in. version: the one that was open, 0 if none."""
    require(by, "write", "call-to-dcs", inspection)
    require_here(inspection, contact)
    call = _locked(inspection, version)
    CALL_TO_DIRECTOR.decide(call.state, "keep").require()
    known = {tick.code for tick in inspection.edition.call_ticks}
    call.ticks = [code for code in ticks if code in known]
    call.contact, call.deputy_took_it = contact, deputy_took_it
    call.called_at, call.note = called_at, note
    call.version += 1
    call.save()
    record(call, "call-to-dcs.kept", by=by, at=at, codes={"ticks": call.ticks}, content=note)
    return call


def _locked(inspection: Inspection, version: int) -> CallToDirector:
    call, made = lock(CallToDirector.objects.all()).get_or_create(
        inspection=inspection, defaults={"version": 0}
    )
    if not made and call.version != version:
        if call.state == "draft":
            refuse(
                "Somebody changed the call sheet after you opened it. Check it and send again.", kind="stale"
            )
        CALL_TO_DIRECTOR.decide(call.state, "close").require()
    return call


@transaction.atomic
@events_last
def close_call(*, inspection: Inspection, version: int, by: User, at: Moment) -> CallToDirector:
    """The director has been notified: log the kept sheet and open all that waited for it (paragraphs 12-14).

    Local accounts open, the other inspectorates' lists are released, the director is asked to tell the LSCB,
    and the set-up begins. Later than the edition's time is marked, never refused.
    """
    require(by, "write", "call-to-dcs", inspection)
    call = _locked(inspection, version)
    state = CALL_TO_DIRECTOR.after(call.state, "close")
    _require_open_gate(inspection, at)
    require_none(check_call(inspection.edition.call_ticks, _facts(call, at), now=at.now))
    assert call.called_at is not None
    call.state, call.closed_at, call.closed_by = state, at.now, by
    call.version += 1
    call.save()
    Inspection.objects.filter(pk=inspection.pk).update(dcs_told_at=call.called_at)
    inspection.dcs_told_at = call.called_at
    record_fact(inspection, inspection.edition.code_for(NOTIFY), happened_at=call.called_at, by=by, at=at)
    local = inspection.memberships.filter(side="local", ended_at=None).select_related("user")
    open_accounts(row.user for row in local)
    write_first_links(inspection, holders(inspection, "dcs"), at=at)
    codes = {"ticks": call.ticks, "minutes_late": queries.minutes_late_of_call(inspection)}
    content = json.dumps([call.called_at.isoformat(), call.deputy_took_it, call.note], ensure_ascii=False)
    record(call, "call-to-dcs.closed", by=by, at=at, codes=codes, content=content)
    release_lists(inspection, by=by, at=at)
    tell_director_about_lscb(inspection, by=by, at=at)
    open_set_up(inspection, by=by, at=at)
    return call


def _facts(call: CallToDirector, at: Moment) -> Call:
    contact = call.contact
    return Call(
        ticks=frozenset(call.ticks),
        called_at=call.called_at,
        is_today=bool(call.called_at and call.called_at.astimezone(at.local.tzinfo).date() == at.today),
        has_contact=contact is not None,
        has_deputy=bool(contact and contact.deputy_name),
        deputy_took_it=call.deputy_took_it,
    )


def _require_open_gate(inspection: Inspection, at: Moment) -> None:
    standing = queries.gate_problems(inspection, at)
    if standing:
        more = f" {len(standing) - 1} more are shown above." if len(standing) > 1 else ""
        refuse(
            f"The director cannot be called yet. {standing[0].message}{more}",
            standing[0].source,
            kind="moment",
        )


@transaction.atomic
def log_leader_call(
    *,
    inspection: Inspection,
    body: str,
    contact_role: str,
    contact: Contact | None,
    outcome: str,
    called_at: datetime | None,
    reason: str = "",
    by: User,
    at: Moment,
) -> LeaderCall:
    """A leader was told, or excused with a reason; only after the director (paragraph 13)."""
    require(by, "write", "calls", inspection, About(body=body))
    require_here(inspection, contact)
    told_at = _require_released(inspection, body)
    row = _row(inspection, body, contact_role, contact)
    found = check_leader_call(
        outcome=outcome,
        called_at=called_at,
        reason=reason,
        has_deputy=bool(contact and contact.deputy_name),
        director_told_at=told_at,
        now=at.now,
    )
    require_none(found)
    values = {
        "outcome": outcome,
        "called_at": None if outcome == LeaderCall.Outcome.EXCUSED else called_at,
        "reason": reason.strip(),
        "by": by,
        "at": at.now,
    }
    whose = {"body": body, "contact_role": row.contact_role, "contact": contact}
    call = put(LeaderCall, inspection=inspection, **whose, values=values)
    _note_all_told(inspection, by, at)
    if contact and contact.email and values["called_at"]:
        told = User.objects.filter(email__iexact=contact.email, memberships__inspection=inspection)
        write_first_links(inspection, told, at=at)
    invite_told_leaders(inspection, at=at)
    codes = {"body": body, "role": contact_role, "outcome": outcome}
    record(call, "leader-call.logged", by=by, at=at, codes=codes, content=reason)
    return call


def _require_released(inspection: Inspection, body: str) -> datetime:
    """When the director was told; a list waits for that (paragraph 13)."""
    released = CallList.objects.filter(inspection=inspection, body=body).exists()
    if not released or inspection.dcs_told_at is None:
        refuse(
            "Wait: the lead inspector has not logged the call to the DCS. Leaders are called after that.",
            "Guidance, paragraph 13",
            kind="moment",
        )
    CALL_LIST.decide(
        "complete" if queries.call_list_done(inspection, body) else "released", "log-call"
    ).require()
    return inspection.dcs_told_at


def _row(inspection: Inspection, body: str, contact_role: str, contact: Contact | None) -> queries.CallRow:
    wanted = (contact_role, contact.pk if contact else 0)
    rows = queries.call_rows(inspection, body)
    found = next((row for row in rows if (row.contact_role, row.contact_id) == wanted), None)
    if found is None:
        refuse("This leader is not on your list.", kind="hidden")
    return found


def _note_all_told(inspection: Inspection, by: User, at: Moment) -> None:
    bodies = [row.inspectorate for row in inspection.edition.notify_lists]
    if happened_at(inspection, inspection.edition.code_for(OTHERS)) is None and all(
        queries.call_list_done(inspection, b) for b in bodies
    ):
        record_fact(inspection, inspection.edition.code_for(OTHERS), by=by, at=at)


@transaction.atomic
def tell_lscb(*, inspection: Inspection, told: Collection[str], by: User, at: Moment) -> None:
    """The director ticks who of the LSCB has been told, one after the other (paragraph 14)."""
    require(by, "write", "lscb-task", inspection)
    if inspection.dcs_told_at is None:
        refuse("The director has not been notified yet.", "Guidance, paragraph 14", kind="moment")
    known = set(inspection.edition.safeguarding_board.contacts)
    for code in sorted(known.intersection(told)):
        LscbTold.objects.get_or_create(
            inspection=inspection, contact_role=code, defaults={"told_at": at.now, "by": by}
        )
    if (
        queries.lscb_task(inspection, at).is_done
        and happened_at(inspection, inspection.edition.code_for(LSCB)) is None
    ):
        record_fact(inspection, inspection.edition.code_for(LSCB), by=by, at=at)
    record(
        inspection,
        "lscb.told",
        by=by,
        at=at,
        object_kind="lscb-task",
        object_id=inspection.ref,
        codes={"told": sorted(known.intersection(told))},
    )
