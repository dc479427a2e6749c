"""What team inspectors contribute, and the lead's answer (paragraph 82)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections.access import bodies_of, record, require, require_here
from jtai.apps.letters.actions.writing import add_point
from jtai.apps.letters.models import Contribution, Letter, Point
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none
from jtai.core.workflows.letter import CONTRIBUTION


@transaction.atomic
def contribute(
    *,
    letter: Letter,
    contribution: Contribution | None,
    version: int,
    values: Mapping[str, object],
    by: User,
    at: Moment,
) -> Contribution:
    """Keep a contribution: a draft is always kept, whatever is missing in it (ADR 0301)."""
    require(by, "contribute", "letter", letter.inspection)
    require_here(letter.inspection, values.get("finding"), contribution and contribution.letter)
    if contribution is None:
        body = next(iter(sorted(bodies_of(by, letter.inspection))), "")
        contribution = Contribution.objects.create(
            id=uuid.uuid4(), letter=letter, author=by, inspectorate=body, written_at=at.now, **values
        )
    else:
        _mine(contribution, by)
        state = CONTRIBUTION.after(contribution.state, "keep")
        kept = Contribution.objects.filter(pk=contribution.pk, version=version).update(
            **values, state=state, version=version + 1, written_at=at.now
        )
        if not kept:
            refuse(
                "This was saved in another window. Both texts are below. Choose one or join them.",
                kind="stale",
            )
        contribution.refresh_from_db()
    _record(contribution, "letter.contribution-kept", by, at)
    return contribution


@transaction.atomic
def offer(*, contribution: Contribution, by: User, at: Moment) -> Contribution:
    """Hand a contribution to the lead inspector."""
    require(by, "contribute", "letter", contribution.letter.inspection)
    _mine(contribution, by)
    contribution.state = CONTRIBUTION.after(contribution.state, "offer")
    if not contribution.text.strip():
        require_none(
            [
                blocks(
                    "text-missing", "Write the words before you offer them.", "Guidance, paragraph 82", "text"
                )
            ]
        )
    contribution.offered_at = at.now
    contribution.save(update_fields=["state", "offered_at"])
    _record(contribution, "letter.contribution-offered", by, at)
    return contribution


@transaction.atomic
@events_last
def merge(*, contribution: Contribution, by: User, at: Moment) -> Point:
    """Take a contribution into the letter as a point; it keeps showing whose it was."""
    require(by, "write", "letter", contribution.letter.inspection)
    contribution = lock_row(contribution)
    state = CONTRIBUTION.after(contribution.state, "merge")
    finding = contribution.finding
    values: dict[str, object] = {"text": contribution.text, "finding": finding, "contribution": contribution}
    point = add_point(letter=contribution.letter, section=contribution.section, values=values, by=by, at=at)
    _answer(contribution, state, "", by, at)
    _record(contribution, "letter.contribution-merged", by, at)
    return point


@transaction.atomic
def give_back(*, contribution: Contribution, answer: str, by: User, at: Moment) -> Contribution:
    """Give a contribution back with what is to be done."""
    require(by, "write", "letter", contribution.letter.inspection)
    state = CONTRIBUTION.after(contribution.state, "give-back")
    if not answer.strip():
        require_none(
            [blocks("answer-missing", "Explain what needs to change.", "Guidance, paragraph 82", "answer")]
        )
    _answer(contribution, state, answer.strip(), by, at)
    _record(contribution, "letter.contribution-given-back", by, at)
    return contribution


def _mine(contribution: Contribution, by: User) -> None:
    if contribution.author_id != by.pk:
        refuse("Only its author can change a contribution. Ask them, or write a point of your own.")


def _answer(contribution: Contribution, state: str, answer: str, by: User, at: Moment) -> None:
    contribution.state, contribution.answer = state, answer
    contribution.answered_by, contribution.answered_at = by, at.now
    contribution.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _record(contribution: Contribution, action: str, by: User, at: Moment) -> None:
    record(
        contribution, action, by=by, at=at, codes={"section": contribution.section}, content=contribution.text
    )
