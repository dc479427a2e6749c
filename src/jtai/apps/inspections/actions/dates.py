"""Day 0, closure days, holds on publication, and the practice clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import alone
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import keep_departures, record, require, require_here
from jtai.apps.inspections.facts import record_fact
from jtai.apps.inspections.models import ClosureDay, Inspection, PublicationHold
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none


@transaction.atomic
def record_milestone(
    *, inspection: Inspection, code: str, happened_at: datetime, by: User, at: Moment
) -> None:
    """Record when a milestone happened that no other page records. Late is marked, never refused."""
    require(by, "record", "timeline", inspection)
    if not inspection.edition.milestone(code).by_hand:
        refuse("This date is recorded when the step is carried out on its own page.", kind="moment")
    if happened_at > at.now:
        require_none(
            [blocks("not-yet", "This time is in the future. Enter when it happened.", "", "happened_at")]
        )
    record_fact(inspection, code, happened_at=happened_at, by=by, at=at)
    record(inspection, "milestone.recorded", by=by, at=at, object_kind="milestone", object_id=code)


@transaction.atomic
def schedule(
    *, inspection: Inspection, day_zero: date, reasons: Mapping[str, str], by: User, at: Moment
) -> None:
    """Set the day of notification (paragraphs 9, 12).

    Fieldwork that a holiday would split needs a reason, unless the reading of the inspection only warns.
    """
    require(by, "schedule", "inspection", inspection)
    if inspection.dcs_told_at:
        day = inspection.edition.notification_day.capitalize()
        refuse(
            f"The DCS has already been notified. {day} is the day of that call.",
            "Guidance, paragraph 12",
            kind="moment",
        )
    problems = dates.problems_of_day_zero(inspection, day_zero)
    passed = require_none(problems, reasons)
    notes = dates.notes_on_day_zero(inspection, day_zero)
    inspection.day_zero = day_zero
    inspection.save(update_fields=["day_zero"])
    keep_departures(
        inspection,
        passed,
        reasons,
        material="timeline",
        object_kind="inspection",
        object_id=inspection.ref,
        by=by,
        at=at,
    )
    record(
        inspection,
        "inspection.scheduled",
        by=by,
        at=at,
        codes={"day_zero": day_zero, "passed": [p.code for p in passed + notes]},
    )


@transaction.atomic
def add_closure_day(*, inspection: Inspection, on: date, reason: str, by: User, at: Moment) -> ClosureDay:
    """A day the inspectorates are closed. Later dates move; the page shows which before it is kept."""
    require(by, "write", "calendar", inspection)
    alone("calendar", inspection.ref)
    require_none(_check_closure(inspection, on, reason))
    row = ClosureDay.objects.create(inspection=inspection, on=on, reason=reason.strip(), by=by, at=at.now)
    record(row, "closure-day.added", by=by, at=at, codes={"on": on})
    return row


def _check_closure(inspection: Inspection, on: date, reason: str) -> list[Problem]:
    problems = []
    if not reason.strip():
        problems.append(
            blocks("closure-reason", "Say why the inspectorates are closed on this day.", "", "reason")
        )
    calendar = dates.calendar_of(inspection)
    if calendar.why_not(on):
        problems.append(blocks("closure-not-needed", f"{calendar.why_not_words(on)}.", "", "on"))
    return problems


@transaction.atomic
def remove_closure_day(*, inspection: Inspection, closure: ClosureDay, by: User, at: Moment) -> None:
    """Take a closure day back; the dates after it move back too."""
    require(by, "write", "calendar", inspection)
    require_here(inspection, closure)
    pk, on = closure.pk, closure.on
    closure.delete()
    record(
        inspection,
        "closure-day.removed",
        by=by,
        at=at,
        object_kind="closure-day",
        object_id=pk,
        codes={"on": on},
    )


@transaction.atomic
def add_hold(
    *, inspection: Inspection, first_on: date, last_on: date, reason: str, by: User, at: Moment
) -> PublicationHold:
    """Hold publication back, as before an election. Neither edition mentions it; real ones needed it."""
    require(by, "write", "hold", inspection)
    problems = []
    if last_on < first_on:
        problems.append(
            blocks("hold-order", "The last day of the hold is before its first day.", "", "last_on")
        )
    if not reason.strip():
        problems.append(blocks("hold-reason", "Say why publication is held back.", "", "reason"))
    require_none(problems)
    row = PublicationHold.objects.create(
        inspection=inspection, first_on=first_on, last_on=last_on, reason=reason.strip(), by=by, at=at.now
    )
    codes = {"first_on": first_on, "last_on": last_on}
    record(row, "hold.added", by=by, at=at, codes=codes)
    return row


@transaction.atomic
def lift_hold(*, inspection: Inspection, hold: PublicationHold, by: User, at: Moment) -> None:
    """End a hold before its last day."""
    require(by, "write", "hold", inspection)
    require_here(inspection, hold)
    if hold.lifted_at:
        refuse("This hold has already been lifted.", kind="stale")
    hold.lifted_at, hold.lifted_by = at.now, by
    hold.save(update_fields=["lifted_at", "lifted_by"])
    record(hold, "hold.lifted", by=by, at=at)


@transaction.atomic
def move_clock(*, inspection: Inspection, to: datetime, by: User, at: Moment) -> None:
    """Move the clock of a practice or demonstration inspection, forward or back; shown on every page."""
    if not inspection.has_moved_clock:
        refuse("A real inspection runs in real time. Its clock cannot be moved.", kind="role")
    require(by, "write", "clock", inspection)
    inspection.clock_at = to
    inspection.save(update_fields=["clock_at"])
    record(
        inspection, "clock.moved", by=by, at=Moment(now=to, real=at.real), codes={"from": at.now, "to": to}
    )


@transaction.atomic
def take_calendar(*, inspection: Inspection, version: str, by: User, at: Moment) -> None:
    """Pin another version of the calendar; a person confirms what it moves (ADR 0104)."""
    require(by, "write", "calendar", inspection)
    before = inspection.calendar_version
    if version == before:
        refuse("This inspection already has the newest calendar.", kind="stale")
    inspection.calendar_version = version
    inspection.save(update_fields=["calendar_version"])
    record(inspection, "calendar.taken", by=by, at=at, codes={"from": before, "to": version})
