"""The letter: written, signed, checked by the area, published. Days 14 on."""

from __future__ import annotations

from typing import Any

from jtai.apps.accounts.models import User
from jtai.apps.letters import actions as letters
from jtai.apps.letters.models import Letter
from jtai.apps.letters.queries.accuracy import comments_sent, draft_sent
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.facts import remarks_of, statement_readings
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.apps.workspace.demonstration.story import SUMMARY
from jtai.core.letter import StepStanding
from jtai.core.moments import Moment

REASON = "Weighed by the lead inspector and the quality assurance manager."


def write(cast: Cast) -> Letter:
    """Started on day 14 from the findings; the summary where the edition has one; submitted on day 16."""
    inspection, at = cast.inspection, cast.moment(14, "09:00")
    letter = letters.start(inspection=inspection, reasons={}, by=cast.lead, at=at)
    letters.bring_in_findings(letter=letter, by=cast.lead, at=at)
    section = next((s for s in inspection.edition.letter.sections if s.theme_point_expected), None)
    if section is not None:
        finding = inspection.findings.order_by("number").first()
        letters.add_point(
            letter=letter,
            section=section.code,
            values={"text": SUMMARY, "finding": finding, "about_theme": True},
            by=cast.lead,
            at=cast.moment(15, "10:00"),
        )
    _submit(cast, letter, cast.moment(16, "09:30"))
    return letter


def _confirmed(cast: Cast, letter: Letter) -> dict[str, Any]:
    return {
        "confirmed": [one.code for one in cast.inspection.edition.letter.confirmations],
        "owner_confirmed": True,
        "reasons": {remark.code: REASON for remark in remarks_of(letter)},
    }


def _submit(cast: Cast, letter: Letter, at: Moment) -> None:
    reason = "Words changed." if letter.versions.exists() else ""
    letters.submit_version(letter=letter, reason=reason, by=cast.lead, at=at, **_confirmed(cast, letter))


def walk(cast: Cast, letter: Letter, until: str) -> None:
    """Every step of the edition's chain up to and including `until`, each by the people whose step it is."""
    for step in cast.inspection.edition.letter.sign_off_chain:
        standing = chain_of(letter).step(step.code)
        if not standing.complete:
            last = cast.inspection.edition.milestone(step.milestone).last_day
            _do(cast, letter, standing, cast.moment(last or 0, "10:00"))
        if step.code == until:
            return


def _do(cast: Cast, letter: Letter, one: StepStanding, at: Moment) -> None:
    match one.step.kind:
        case "sign":
            for place in one.missing:
                user = _signer(cast, one, place)
                letters.sign(letter=letter, step=one.step.code, seen=_seen(letter), by=user, at=at)
        case "review":
            _review(cast, letter, one, at)
        case "send":
            _send(cast, letter, one, at)
        case "receive":
            letters.send_response(
                letter=letter, note="Thank you for the draft.", by=cast.person("dcs"), at=at
            )
        case "publish":
            letters.publish(letter=letter, seen=_seen(letter), reasons={}, by=cast.person("publisher"), at=at)


def _seen(letter: Letter) -> int:
    version = chain_of(letter).version
    assert version is not None
    return version.number


def _signer(cast: Cast, one: StepStanding, place: Any) -> User:
    roles = [place.role] if place.role else list(one.step.who)
    return next(
        cast.person(role, place.body)
        for role in roles
        if any(r == role and place.body in ("", b) for r, b in cast.people)
    )


def _review(cast: Cast, letter: Letter, one: StepStanding, at: Moment) -> None:
    if one.step.minor_edits:
        letters.finish_review(letter=letter, seen=_seen(letter), by=cast.person(one.step.who[0]), at=at)
        return
    for row in comments_sent(letter):
        letters.decide_comment(
            existing=row,
            version=row.version,
            decision="reject",
            reason="The records of the meetings observed say otherwise.",
            new_text="",
            by=cast.lead,
            at=at,
        )
    decide_statement(cast, letter, at)
    letters.circulate(letter=letter, by=cast.lead, at=at, **_confirmed(cast, letter))
    letters.confirm_considered(letter=letter, seen=_seen(letter), by=cast.person("qa-manager"), at=at)


def decide_statement(cast: Cast, letter: Letter, at: Moment) -> None:
    """A written statement is asked for, due by the edition's own reading."""
    by = cast.person("hmci")
    for code in cast.inspection.edition.statement.consulted:
        letters.consult(letter=letter, inspectorate=code, consulted_on=at.today, view="Agrees.", by=by, at=at)
    default = next(one for one in statement_readings(letter) if one.is_default)
    letters.decide_statement(
        letter=letter,
        version=0,
        asked=True,
        reason="",
        lead_agency=f"{cast.area} Council",
        cooperating=[f"{cast.area} Police", f"{cast.area} Clinical Commissioning Group"],
        reading=default.code,
        own_date=None,
        due_reason="",
        by=by,
        at=at,
    )


def _send(cast: Cast, letter: Letter, one: StepStanding, at: Moment) -> None:
    by = cast.person("publisher")
    if one.step.phase == "accuracy":
        reading = cast.inspection.edition.readings.get("fa.window")
        letters.send_draft(
            letter=letter,
            seen=_seen(letter),
            reading=reading.default if reading else "inclusive",
            reasons={},
            by=by,
            at=at,
        )
    else:
        letters.send_prepublication(letter=letter, seen=_seen(letter), reasons={}, by=by, at=at)


def confirm_receipt(cast: Cast, letter: Letter, at: Moment) -> None:
    """The director says that the pre-publication letter has come; the statement is counted from here."""
    copy = letter.dispatches.get(kind="prepublication")
    letters.confirm_receipt(dispatch=copy, by=cast.person("dcs"), at=at)


def comment(cast: Cast, letter: Letter, at: Moment) -> None:
    """The director opens the draft to the police, who comment once."""
    dispatch = draft_sent(letter)
    assert dispatch is not None
    police = cast.person("agency-leader", "police")
    letters.open_draft(dispatch=dispatch, user=police, by=cast.person("dcs"), at=at)
    row = letters.comment(
        dispatch=dispatch,
        existing=None,
        version=0,
        values={
            "kind": "fact",
            "should_say": "Officers wrote it down in most of the cases we looked at.",
            "evidence": "Our audit of June, page 4.",
        },
        by=police,
        at=at,
    )
    letters.offer_comment(existing=row, by=police, at=at)
