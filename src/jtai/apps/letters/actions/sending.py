"""The draft goes to the DCS, and by the DCS to leaders of the partnership (paragraph 95)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import has_role, held_by, keep_departures, record, require
from jtai.apps.inspections.messages import holders, send
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.actions.signing import add_sign_off, record_sign_off, same_version
from jtai.apps.letters.models import AccuracyResponse, Dispatch, DispatchRecipient, DraftOpening, Letter
from jtai.apps.letters.queries.accuracy import windows_of
from jtai.apps.letters.queries.chain import Chain, chain_of, decide
from jtai.apps.letters.queries.composing import accuracy_paragraph, recipients_of
from jtai.core.letter import Place, ResponseWindow, StepStanding, check_window
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.words import clock_on

NOT_OPENED = "The director of children's services has not opened the draft letter to you. Ask the director."
LOCAL = ("dcs", "agency-leader", "lscb-chair", "chief-executive")


def turn(letter: Letter, kind: str, phase: str, by: User) -> tuple[Chain, StepStanding, Place]:
    """The step of this kind and phase, if it is open and this person's."""
    lock_row(letter)
    chain = chain_of(letter)
    one = chain.of_kind(kind, phase)
    if one is None:
        refuse("This edition has no such step.", kind="moment")
    answer, place = decide(chain, one, held_by(by, letter.inspection))
    answer.require()
    assert place is not None
    return chain, one, place


@transaction.atomic
def send_draft(
    *, letter: Letter, seen: int, reading: str, reasons: Mapping[str, str], by: User, at: Moment
) -> Dispatch:
    """Send one version to the DCS for the whole partnership; the days of the response begin."""
    inspection = letter.inspection
    require(by, "send", "accuracy-dispatch", inspection)
    chain, one, place = turn(letter, "send", "accuracy", by)
    version = same_version(chain, seen)
    receive = chain.of_kind("receive", "accuracy")
    window = next((row for row in windows_of(letter, at) if row.reading == reading), None)
    if window is None:
        require_none([blocks("reading-missing", "Choose how the days are counted.", field="reading")])
    assert window is not None
    problems = [*_dcs_there(letter), *_window_problems(letter, one, window, at)]
    passed = require_none(problems, reasons)
    dispatch = Dispatch.objects.create(
        letter=letter,
        version=version,
        kind=Dispatch.Kind.ACCURACY,
        sent_at=at.now,
        by=by,
        reading=reading,
        due_at=dates.end_of_day(inspection, window.due_on) if receive else None,
    )
    keep_departures(dispatch, passed, reasons, material="letter", by=by, at=at)
    _count_by(inspection, reading)
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Sent.")
    settle(letter, by=by, at=at)
    _to_dcs(dispatch, at)
    record_sign_off(done, "letter.draft-sent", by=by, at=at)
    return dispatch


def _count_by(inspection: Inspection, reading: str) -> None:
    """What the sender chose becomes the inspection's own reading, so that every date follows it."""
    setting = inspection.edition.setting_for("response-window")
    if not setting or dates.reading_for(inspection, "response-window") == reading:
        return
    inspection.readings = {**inspection.readings, setting: reading}
    inspection.save(update_fields=["readings"])


def _dcs_there(letter: Letter) -> list[Problem]:
    if holders(letter.inspection, "dcs"):
        return []
    return [
        blocks(
            "dcs-missing", "Nobody is recorded as director of children's services. Add the DCS, then send."
        )
    ]


def _window_problems(letter: Letter, one: StepStanding, window: ResponseWindow, at: Moment) -> list[Problem]:
    """On the normal plan nothing is said; a warning stands only below the timetable's own window (C07)."""
    inspection, receive = letter.inspection, chain_of(letter).of_kind("receive", "accuracy")
    if inspection.day_zero is None or receive is None:
        return []
    timeline = dates.timeline_of(inspection)
    sending, last = timeline.row(one.step.milestone), timeline.row(receive.step.milestone)
    printed = timeline.calendar.count(sending.due_on, last.due_on)
    return check_window(window, printed, at.now, sending.due_at)


def _to_dcs(dispatch: Dispatch, at: Moment) -> None:
    inspection = dispatch.letter.inspection
    director = inspection.edition.contact_for("director").code
    group = next(row.group for row in recipients_of(inspection) if row.role == director)
    for person in holders(inspection, "dcs"):
        DispatchRecipient.objects.create(
            dispatch=dispatch,
            group=group,
            contact_role=director,
            delivery="sent",
            name=person.full_name,
            email=person.email,
            user=person,
            delivered_at=at.now,
        )
        send(
            inspection,
            key=f"letter-draft:{dispatch.pk}:{person.pk}",
            kind="letter.draft-sent",
            to=person,
            title="The draft letter is ready for your check",
            body="Sign in to read it, to open it to leaders of your partnership, and to send one response.",
            link=reverse("accuracy", args=[inspection.ref]),
            at=at,
        )


@transaction.atomic
def open_draft(*, dispatch: Dispatch, user: User, by: User, at: Moment) -> DraftOpening:
    """The DCS lets a leader of the partnership read the draft and comment (ADR 0304)."""
    inspection = dispatch.letter.inspection
    require(by, "open", "accuracy-draft", inspection)
    if not has_role(user, inspection, *LOCAL):
        require_none(
            [
                blocks(
                    "not-a-leader",
                    "The draft can be opened to leaders of the partnership only.",
                    field="user",
                )
            ]
        )
    not_answered(dispatch)
    opening, made = DraftOpening.objects.get_or_create(
        dispatch=dispatch, user=user, defaults={"opened_at": at.now, "by": by}
    )
    if made:
        send(
            inspection,
            key=f"letter-opened:{dispatch.pk}:{user.pk}",
            kind="letter.draft-opened",
            to=user,
            title="The draft letter is open to you",
            body="The director of children's services asks for your comments. Your comments go to the DCS.",
            link=reverse("accuracy", args=[inspection.ref]),
            at=at,
        )
    record(opening, "accuracy.draft-opened", by=by, at=at, codes={"user": user.pk})
    return opening


@transaction.atomic
def finish_comments(*, dispatch: Dispatch, by: User, at: Moment) -> None:
    """A leader says they have no more comments."""
    require(by, "write", "accuracy-comment", dispatch.letter.inspection)
    mine = DraftOpening.objects.filter(dispatch=dispatch, user=by)
    if not mine.exists():
        refuse(NOT_OPENED)
    mine.update(finished_at=at.now)
    record(dispatch, "accuracy.comments-finished", by=by, at=at)


def was_opened(dispatch: Dispatch, user: User) -> bool:
    """Did the DCS open this draft to them, whether or not it is still open?"""
    return dispatch.openings.filter(user=user).exists()


def require_opened(dispatch: Dispatch, user: User) -> None:
    """Raise unless this is the DCS, or somebody the DCS opened the draft to."""
    if not (
        has_role(user, dispatch.letter.inspection, "dcs") or dispatch.openings.filter(user=user).exists()
    ):
        refuse(NOT_OPENED)


def may_read_draft(dispatch: Dispatch, user: User) -> bool:
    """The DCS, and those the DCS opened it to until the response is sent."""
    if has_role(user, dispatch.letter.inspection, "dcs"):
        return True
    opened = dispatch.openings.filter(user=user).exists()
    return opened and not AccuracyResponse.objects.filter(dispatch=dispatch).exists()


def not_answered(dispatch: Dispatch) -> None:
    """One response, once: nothing more can be added or sent afterwards (R-095-2)."""
    response = AccuracyResponse.objects.filter(dispatch=dispatch).first()
    if response:
        refuse(
            f"The response was sent at {clock_on(response.sent_at)}. It can be sent only once. "
            "Tell the lead inspector anything you still have to say.",
            f"Guidance, paragraph {accuracy_paragraph(dispatch.letter.inspection.edition)}",
            kind="moment",
        )
