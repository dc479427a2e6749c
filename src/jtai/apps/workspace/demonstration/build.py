"""Puts the three inspections together."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration import before, children, fieldwork, letter
from jtai.apps.workspace.demonstration.cast import Cast, gather_cast, service_accounts

THEME = "example-moving-home"


def is_built() -> bool:
    """Is there a demonstration already?"""
    return Inspection.objects.filter(kind=Inspection.Kind.DEMONSTRATION).exists()


def build() -> list[Cast]:
    """One on day 11 of fieldwork (August), one at the check of the draft (January), one published (August).

    Each is built whole or not at all.
    """
    with transaction.atomic():
        service_accounts()
        return [_in_fieldwork(), _at_factual_accuracy(), _published()]


def _to_fieldwork(cast: Cast, *, leave_open: str = "", complete: bool = False) -> None:
    before.brief(cast)
    before.notify(cast)
    before.tell_board(cast)
    before.set_up(cast, leave_open=leave_open)
    children.send_requests(cast)
    children.choose(cast)
    children.write_note(cast)
    if complete:
        children.send_the_rest(cast)
    children.read_documents(cast)
    before.discuss(cast)
    fieldwork.plan_week(cast)


def _in_fieldwork() -> Cast:
    cast = gather_cast("2016-08", "X00000001", "Northmere", THEME, date(2016, 9, 6))
    _to_fieldwork(cast)
    fieldwork.hold(cast, "team-briefing", 9, "08:45", "09:30")
    before.confirm_arrangements(cast)
    fieldwork.hold(cast, "leaders", 9, "10:00", "11:00")
    fieldwork.hold(cast, "team", 10, "08:30", "09:10", number=1)
    fieldwork.hold(cast, "team", 11, "08:30", "09:10", number=2)
    fieldwork.hold(cast, "kit", 11, "09:30", "09:55", number=1)
    entries = fieldwork.gather_evidence(cast, until_day=11)
    fieldwork.propose(cast, entries)
    cast.move_clock(11, "14:00")
    return cast


def finish_fieldwork(cast: Cast) -> None:
    """Everything up to the evening of the last day on site."""
    _to_fieldwork(cast, complete=True)
    fieldwork.hold(cast, "team-briefing", 9, "08:45", "09:30")
    before.confirm_arrangements(cast)
    fieldwork.hold(cast, "leaders", 9, "10:00", "11:00")
    for number, day in enumerate((10, 11, 12), start=1):
        fieldwork.hold(cast, "team", day, "08:30", "09:10", number=number)
    for number, day in enumerate((11, 12), start=1):
        fieldwork.hold(cast, "kit", day, "09:30", "09:55", number=number)
    entries = fieldwork.gather_evidence(cast, until_day=12)
    fieldwork.agree(cast, fieldwork.propose(cast, entries))
    fieldwork.record_by_hand(cast)


def _at_factual_accuracy() -> Cast:
    cast = gather_cast("2016-01", "X00000002", "Eastvale", "cse-missing", date(2016, 2, 9))
    finish_fieldwork(cast)
    written = letter.write(cast)
    letter.walk(cast, written, "draft-sent")
    letter.comment(cast, written, cast.moment(24, "11:00"))
    cast.move_clock(25, "10:00")
    return cast


def _published() -> Cast:
    cast = gather_cast("2016-08", "X00000003", "Westcombe", "domestic-abuse", date(2016, 9, 13))
    finish_fieldwork(cast)
    written = letter.write(cast)
    letter.walk(cast, written, "prepublication")
    letter.confirm_receipt(cast, written, cast.moment(41, "15:00"))
    letter.walk(cast, written, "published")
    cast.move_clock(43, "15:00")
    return cast
