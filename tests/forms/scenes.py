"""One inspection, stopped at the moments at which different forms are open.

It is advanced by the actions of the demonstration.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jtai.apps.accounts.models import User
from jtai.apps.accounts.views import DEMONSTRATION_DOMAIN
from jtai.apps.letters.models import Letter
from jtai.apps.workspace.demonstration import before, children, fieldwork, letter
from jtai.apps.workspace.demonstration.cast import Cast, gather_cast, service_accounts


def stages(edition: str = "2016-08", theme: str = "domestic-abuse") -> Iterator[tuple[str, Cast]]:
    """The name of the moment, and the inspection at it; going on is what reaches the next moment."""
    zero = date(2016, 9, 6) if edition == "2016-08" else date(2016, 2, 9)
    service_accounts()
    cast = gather_cast(edition, "X00000003", "Westcombe", theme, zero)
    cast.people["administrator", ""] = [User.objects.get(email=f"administrator@{DEMONSTRATION_DOMAIN}")]
    yield from _before(cast)
    yield from _fieldwork(cast)
    yield from _letter(cast)


def _at(cast: Cast, name: str, day: int, clock: str) -> tuple[str, Cast]:
    cast.move_clock(day, clock)
    return name, cast


def _before(cast: Cast) -> Iterator[tuple[str, Cast]]:
    yield _at(cast, "planned", -8, "10:00")
    before.brief(cast)
    yield _at(cast, "briefed", 0, "09:05")
    yield "called", cast
    before.notify(cast)
    yield _at(cast, "notified", 0, "15:00")
    before.tell_board(cast)
    before.set_up(cast)
    yield _at(cast, "set up", 1, "10:00")
    children.send_requests(cast)
    yield _at(cast, "asked", 2, "10:00")
    yield "listed", cast
    children.choose(cast)
    children.write_note(cast)
    children.send_the_rest(cast)
    yield _at(cast, "sent", 7, "10:00")
    children.read_documents(cast)
    before.discuss(cast)
    fieldwork.plan_week(cast)
    yield _at(cast, "planned week", 8, "10:00")
    yield "prepared", cast


def _fieldwork(cast: Cast) -> Iterator[tuple[str, Cast]]:
    fieldwork.hold(cast, "team-briefing", 9, "08:45", "09:30")
    before.confirm_arrangements(cast)
    fieldwork.hold(cast, "leaders", 9, "10:00", "11:00")
    for number, day in enumerate((10, 11, 12), start=1):
        fieldwork.hold(cast, "team", day, "08:30", "09:10", number=number)
    for number, day in enumerate((11, 12), start=1):
        fieldwork.hold(cast, "kit", day, "09:30", "09:55", number=number)
    entries = fieldwork.gather_evidence(cast, until_day=12)
    proposed = fieldwork.propose(cast, entries)
    yield _at(cast, "on site", 12, "14:00")
    yield "key", cast
    fieldwork.agree(cast, proposed)
    yield _at(cast, "agreed", 13, "13:00")
    fieldwork.record_by_hand(cast)


def _letter(cast: Cast) -> Iterator[tuple[str, Cast]]:
    yield _at(cast, "evidence closed", 13, "18:00")
    yield _at(cast, "begun", 14, "11:00")
    yield "drafted", cast
    written = letter.write(cast)
    yield _at(cast, "submitted", 16, "10:00")
    yield from _walk(
        cast, written, "draft-agreed", "inspectorates-draft", "ofsted-draft", "editors-draft", "draft-sent"
    )
    letter.comment(cast, written, cast.moment(24, "11:00"))
    yield _at(cast, "commented", 25, "10:00")
    written.dispatches.get(kind="accuracy").comments.filter(state="with-dcs").update(state="included")
    yield "sorted", cast
    yield from _walk(cast, written, "response")
    yield "decided", cast
    yield "circulated", cast
    yield from _walk(cast, written, "comments-considered", "ofsted-final", "editors-final", "prepublication")
    letter.confirm_receipt(cast, written, cast.moment(41, "15:00"))
    letter.walk(cast, written, "published")
    yield _at(cast, "published", 43, "15:00")


def _walk(cast: Cast, written: Letter, *until: str) -> Iterator[tuple[str, Cast]]:
    """After each of these steps of the chain, an hour later than it was done."""
    for code in until:
        letter.walk(cast, written, code)
        step = next(one for one in cast.inspection.edition.letter.sign_off_chain if one.code == code)
        yield _at(cast, code, cast.inspection.edition.milestone(step.milestone).last_day or 0, "11:00")
