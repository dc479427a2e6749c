"""Signing a version, or sending it back with comments (paragraph 95; timetable, days 16 to 39)."""

from __future__ import annotations

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock_row
from jtai.apps.findings.actions.letter import finalise
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import held_by, record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.models import Letter, LetterVersion, Refusal, SignOff
from jtai.apps.letters.queries.chain import Chain, chain_of, decide, last_signed
from jtai.apps.letters.queries.composing import prints_statement, statement_paragraph
from jtai.core.access import About
from jtai.core.framework.model import SignOffStep
from jtai.core.letter import Place, StepStanding
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.words import clock, clock_on

# What is done to the material of a step; signed where it is not named here.
_ACTIONS = {"letter-edit": "write", "accuracy-decision": "decide"}


@transaction.atomic
@events_last
def sign(*, letter: Letter, step: str, seen: int, by: User, at: Moment) -> SignOff:
    """Sign one version for one step. `seen` is the number of the version the person has read."""
    chain, one, place = _turn(letter, step, by)
    version = same_version(chain, seen)
    if one.step.kind != "sign":
        refuse("This step is not a signature. Open its own page.", one.step.source, kind="moment")
    _final_needs_decision(chain, one)
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement=statement_words(chain, one))
    if one.step.phase == "final" and chain_of(letter).complete(step):
        finalise(inspection=letter.inspection, by=by, at=at)
    settle(letter, by=by, at=at)
    record_sign_off(done, "letter.signed", by=by, at=at)
    return done


@transaction.atomic
def refuse_to_sign(*, letter: Letter, step: str, seen: int, comments: str, by: User, at: Moment) -> Refusal:
    """Do not sign, and say why: the letter goes back to the lead inspector."""
    chain, one, place = _turn(letter, step, by)
    version = same_version(chain, seen)
    if one.step.kind != "sign" and not one.step.minor_edits:
        refuse(
            "Only somebody who signs or reviews the letter can send it back.", one.step.source, kind="moment"
        )
    if not comments.strip():
        require_none(
            [
                blocks(
                    "comments-missing", "Explain what needs to change before you can sign.", field="comments"
                )
            ]
        )
    refusal = Refusal.objects.create(
        version=version,
        step=step,
        role=place.role,
        body=place.body,
        comments=comments.strip(),
        by=by,
        at=at.now,
    )
    settle(letter, by=by, at=at)
    record(
        refusal,
        "letter.refused",
        by=by,
        at=at,
        codes={"step": step, "version": version.number},
        content=refusal.comments,
    )
    return refusal


def _turn(letter: Letter, step: str, by: User) -> tuple[Chain, StepStanding, Place]:
    """Is it this person's turn? First the access table, then the chain of the edition."""
    lock_row(letter)
    chain = chain_of(letter)
    one = chain.step(step)
    ask_table(letter.inspection, one.step, by)
    _said_already(letter, one, by)
    answer, place = decide(chain, one, held_by(by, letter.inspection))
    answer.require()
    assert place is not None
    return chain, one, place


def _said_already(letter: Letter, one: StepStanding, by: User) -> None:
    mine = last_signed(letter, by)
    standing = (
        any(mark.step == one.step.code and mark.version == mine.version.number for mark in one.signed)
        if mine
        else False
    )
    if mine and standing and mine.step == one.step.code:
        refuse(
            f"You signed version {mine.version.number} at {at_words(mine)}. Nothing was signed again.",
            one.step.source,
            kind="moment",
        )


def at_words(done: SignOff) -> str:
    """When somebody signed, by the inspection's clock."""
    return clock_on(done.at)


def table_cell(step: SignOffStep) -> tuple[str, str]:
    """The line of the access table a step is asked by: action and material.

    A step with a page of its own (sending, publishing) is asked as a signature here: what refuses it is
    its kind.
    """
    material = step.asks or "letter-signature"
    return _ACTIONS.get(material, "sign"), material


def ask_table(inspection: Inspection, step: SignOffStep, by: User) -> None:
    """Raise unless the access table lets one of the person's roles do this kind of step."""
    action, material = table_cell(step)
    owners = step.each_inspectorate or (inspection.edition.lead_inspectorate.code,)
    require(by, action, material, inspection, About(bodies=frozenset(owners)))


def same_version(chain: Chain, seen: int) -> LetterVersion:
    """The version read must be the newest: what has changed is shown, then it can be signed."""
    version = chain.version
    assert version is not None
    if version.number != seen:
        refuse(
            f"The letter changed at {clock(version.at)}, after you opened it: version {version.number} is "
            "the newest. Read the changed sentences, then sign.",
            kind="stale",
        )
    return version


def statement_words(chain: Chain, one: StepStanding) -> str:
    """What a signature says, in the words of the edition; "" for a step that nobody signs."""
    assert chain.version is not None
    return one.step.says.format(number=chain.version.number)


def _final_needs_decision(chain: Chain, one: StepStanding) -> None:
    """The final letter says whether a statement is asked for (paragraph 95 or 96)."""
    assert chain.version is not None
    edition = chain.letter.inspection.edition
    undecided = prints_statement(edition) and chain.version.document.get("statement") is None
    if one.step.phase == "final" and undecided:
        require_none(
            [
                blocks(
                    "statement-undecided",
                    "This version does not say whether a statement of proposed action is asked for. "
                    "Record the decision and submit a new version.",
                    f"Guidance, paragraph {statement_paragraph(edition)}",
                )
            ]
        )


def add_sign_off(
    letter: Letter,
    step: SignOffStep,
    version: LetterVersion,
    place: Place,
    *,
    by: User,
    at: Moment,
    statement: str = "",
) -> SignOff:
    """A step done on a version, with by how much it was late; time never refuses (ADR 0300)."""
    late = dates.late_by(letter.inspection, step.milestone, at.now)
    return SignOff.objects.create(
        letter=letter,
        version=version,
        step=step.code,
        role=place.role,
        body=place.body,
        digest=version.digest,
        statement=statement,
        late_seconds=int(late.total_seconds()) if late else 0,
        by=by,
        at=at.now,
    )


def record_sign_off(done: SignOff, action: str, *, by: User, at: Moment) -> None:
    """The event of a step: who stands for whom, on which words."""
    record(
        done,
        action,
        by=by,
        at=at,
        codes={
            "step": done.step,
            "role": done.role,
            "body": done.body,
            "version": done.version.number,
            "digest": done.digest,
        },
    )
