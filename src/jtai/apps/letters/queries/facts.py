"""Assembles what the checks of the letter look at, and says what they find."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from jtai.apps.inspections import dates
from jtai.apps.letters.models import Letter
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.composing import (
    fieldwork_of,
    next_steps_text,
    opening_text,
    recipients_of,
    statement_of,
)
from jtai.apps.letters.queries.evidence import point_facts, points_of
from jtai.core.letter import LetterFacts, Remark, StatementFacts, check
from jtai.core.timeline import StatementDue, statement_due


def facts_of(
    letter: Letter, *, confirmed: Collection[str] = (), owner_confirmed: bool = False
) -> LetterFacts:
    """The letter as the checks see it."""
    inspection = letter.inspection
    return LetterFacts(
        edition=inspection.edition,
        calendar=dates.calendar_of(inspection),
        opening=opening_text(letter),
        points=tuple(point_facts(point) for point in points_of(letter)),
        fieldwork=fieldwork_of(inspection),
        statement=_statement(letter),
        final=is_final(letter),
        confirmed=frozenset(confirmed),
        owner_confirmed=owner_confirmed,
        missing_recipients=tuple(row.role_title for row in recipients_of(inspection) if row.missing),
        next_steps=next_steps_text(letter),
    )


def is_final(letter: Letter) -> bool:
    """Is what would be submitted now the final letter? True once the draft has gone to the DCS."""
    steps = [one for one in chain_of(letter).steps if one.step.phase == "accuracy"]
    return all(one.complete for one in steps[:1])


def remarks_of(letter: Letter) -> list[Remark]:
    """Everything the checks say of the working copy, without what is confirmed only when submitting."""
    rules = letter.inspection.edition.letter
    facts = facts_of(letter, confirmed=[one.code for one in rules.confirmations], owner_confirmed=True)
    return check(facts)


def _statement(letter: Letter) -> StatementFacts | None:
    decision = statement_of(letter)
    if decision is None:
        return None
    return StatementFacts(
        decision.asked,
        decision.lead_agency,
        decision.due_on,
        decision.due_reason,
        tuple((row["code"], date.fromisoformat(row["due_on"])) for row in decision.readings),
    )


def statement_readings(letter: Letter) -> tuple[StatementDue, ...]:
    """Both readings of the statement's due date with how they came about, the default first (ADR 0109)."""
    inspection = letter.inspection
    if inspection.day_zero is None:
        return ()
    return statement_due(dates.timeline_of(inspection), _sent(letter))


def _sent(letter: Letter) -> dict:
    edition, found = letter.inspection.edition, {}
    copy = letter.dispatches.filter(kind="prepublication").order_by("-sent_at").first()
    if copy:
        sending = chain_of(letter).of_kind("send", "publication")
        assert sending is not None, "a pre-publication letter was sent by a step of the chain"
        found[sending.step.milestone] = copy.sent_at
        if copy.received_at:
            found[edition.event_for("letter-received")] = copy.received_at
    published = letter.publications.order_by("number").first()
    if published:
        found[edition.publishing_step.milestone] = published.published_at
    return found
