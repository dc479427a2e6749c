"""Day 0 by the actions a person uses: the call, the calls after it, the confirmations, the set-up."""

from __future__ import annotations

from jtai.apps.audit.actions import sha256
from jtai.apps.inspections.models import Contact
from jtai.apps.notification import actions, queries
from jtai.core.moments import Moment
from tests.factories.briefing import briefed
from tests.factories.kept import kept
from tests.factories.world import World


def fill_call_sheet(
    world: World, clock: str = "09:12", *, leave_out: str = "", deputy: bool = False, at: Moment | None = None
) -> int:
    """Keep the call sheet with every tick but one; gives back its version."""
    moment = at or world.moment(0, clock)
    ticks = [tick.code for tick in world.inspection.edition.call_ticks if tick.code != leave_out]
    call = actions.keep_call(
        inspection=world.inspection,
        ticks=ticks,
        contact=queries.director(world.inspection),
        deputy_took_it=deputy,
        called_at=moment.now,
        note="",
        version=0,
        by=world.lead,
        at=moment,
    )
    return call.version


def call_director(world: World, clock: str = "09:12", *, deputy: bool = False) -> World:
    """The director is told at this time of day 0 of an inspection that is briefed."""
    version = fill_call_sheet(world, clock, deputy=deputy)
    actions.close_call(inspection=world.inspection, version=version, by=world.lead, at=world.moment(0, clock))
    world.inspection.refresh_from_db()
    return world


@kept
def notified(world: World, clock: str = "09:12") -> World:
    """Briefed and notified."""
    world.move_clock(0, clock)
    return call_director(briefed(world), clock)


def call_leaders(world: World, body: str, clock: str = "10:00") -> None:
    """One other inspectorate calls everybody on its list."""
    for row in queries.call_rows(world.inspection, body):
        actions.log_leader_call(
            inspection=world.inspection,
            body=body,
            contact_role=row.contact_role,
            contact=row.contact,
            outcome="spoken",
            called_at=world.moment(0, clock).now,
            by=world.person("call-lead", body),
            at=world.moment(0, clock),
        )


def send_confirmation(world: World, contact: Contact, clock: str = "09:50") -> None:
    """Send Annex B as previewed, by whoever writes to this leader."""
    body = queries.sender_of(world.inspection, contact)
    leads = body == world.inspection.edition.lead_inspectorate.code
    sender, moment = world.lead if leads else world.person("call-lead", body), world.moment(0, clock)
    text = queries.preview(world.inspection, contact, sender=sender, at=moment).letter.text
    actions.send_notice(inspection=world.inspection, contact=contact, seen=sha256(text), by=sender, at=moment)


@kept
def everybody_told(world: World) -> World:
    """Notified, every leader called and written to."""
    notified(world)
    for row in world.inspection.edition.notify_lists:
        call_leaders(world, row.inspectorate)
    for entry in queries.notice_rows(world.inspection):
        send_confirmation(
            world,
            entry.contact,
            "09:50" if entry.contact.contact_role == queries.director_role(world.inspection) else "10:30",
        )
    return world


@kept
def set_up(world: World, *, leave_open: str = "", leave_out: str = "") -> World:
    """The set-up discussion held on day 0 with every point answered, and closed.

    leave_open: an arrangement that stays open. leave_out: a kind of point left unanswered: not closed then.
    """
    inspection, lead, at = world.inspection, world.lead, world.moment(0, "15:30")
    actions.offer_set_up(
        inspection=inspection,
        starts_at=world.moment(0, "14:00").now,
        place="",
        dial_in="01632 960123, code 4711",
        reasons={},
        by=lead,
        at=world.moment(0, "09:30"),
    )
    actions.reply_to_offer(inspection=inspection, reply="accepted", by=world.person("dcs"), at=at)
    for item in inspection.edition.setup_agenda:
        if item.kind in ("question", "outline") and item.kind != leave_out:
            actions.note_agenda(
                inspection=inspection, code=item.code, note="", nothing_to_note=True, by=lead, at=at
            )
    for row in queries.arrangement_rows(inspection):
        actions.write_arrangement(
            inspection=inspection,
            code=row.code,
            text="" if row.code == leave_open else "As discussed; details follow by telephone.",
            owner="" if row.code == leave_open else "Link person",
            agreed=row.code != leave_open,
            version=row.row.version,
            by=lead,
            at=at,
        )
    actions.share_contact_sheet(inspection=inspection, by=lead, at=at)
    actions.share_staff_information(inspection=inspection, by=lead, at=at)
    actions.answer_no_incidents(inspection=inspection, by=world.person("dcs"), at=at)
    if not leave_out:
        actions.close_set_up(inspection=inspection, by=lead, at=at)
    return world


def name_link_person(world: World, clock: str = "16:00", day: int = 0) -> None:
    """The link person of the world, with access and authority confirmed."""
    person = world.person("link-person")
    actions.name_link_person(
        inspection=world.inspection,
        full_name=person.full_name,
        job_title="Head of quality",
        body="local-authority",
        phone=person.phone,
        email=person.email,
        has_access=True,
        has_authority=True,
        by=world.lead,
        at=world.moment(day, clock),
    )
