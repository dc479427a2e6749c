"""Editors and proof-readers after the approver has signed (clash C16).

A change that leaves the meaning keeps every signature and says who said so; one that changes it ends them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import lock, lock_row, put
from jtai.apps.inspections.access import held_by, record, require
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.actions.signing import add_sign_off, ask_table, record_sign_off, same_version
from jtai.apps.letters.actions.submitting import new_version, record_version
from jtai.apps.letters.models import Edit, Letter, LetterVersion, Point, Sentence
from jtai.apps.letters.queries.chain import Chain, chain_of, decide
from jtai.core.letter import Place, StepStanding, canonical, first_to_sign_again
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none


@transaction.atomic
def edit_sentence(
    *,
    letter: Letter,
    seen: int,
    sentence: str,
    after: str,
    changes_meaning: bool,
    reason: str,
    by: User,
    at: Moment,
) -> Edit:
    """Note a change of one sentence; it takes effect when the review is finished."""
    chain, _, _ = _reviewing(letter, by)
    version = same_version(chain, seen)
    before = _sentences(version.document).get(sentence)
    problems = []
    if before is None:
        problems.append(
            blocks("sentence-gone", "This sentence is no longer in the letter. Open the letter again.")
        )
    if not after.strip():
        problems.append(blocks("words-missing", "Write the sentence as it should be.", field="after"))
    if changes_meaning and not reason.strip():
        problems.append(blocks("reason-missing", "Explain why the meaning needs to change.", field="reason"))
    require_none(problems)
    edit = put(
        Edit,
        base=version,
        sentence=sentence,
        values={
            "letter": letter,
            "before": before or "",
            "after": " ".join(after.split()),
            "reason": reason.strip(),
            "changes_meaning": changes_meaning,
            "by": by,
            "at": at.now,
        },
    )
    record(
        edit,
        "letter.edit-noted",
        by=by,
        at=at,
        codes={"sentence": sentence, "changes_meaning": changes_meaning, "version": seen},
        content=edit.after,
    )
    return edit


@transaction.atomic
def undo_edit(*, edit: Edit, by: User, at: Moment) -> None:
    """Take a noted change back, as long as the review is not finished."""
    require(by, "write", "letter-edit", edit.letter.inspection)
    if edit.made_id:
        refuse("This change is already in a version. Change the sentence again instead.", kind="moment")
    record(edit, "letter.edit-undone", by=by, at=at)
    edit.delete()


@transaction.atomic
@events_last
def finish_review(*, letter: Letter, seen: int, by: User, at: Moment) -> LetterVersion:
    """Finish the review: without changes, or with minor ones, the step is done; otherwise all sign again."""
    chain, one, place = _reviewing(letter, by)
    version = same_version(chain, seen)
    edits = list(Edit.objects.filter(base=version, made=None))
    if edits:
        version = _version_of(letter, chain, one, edits, by, at)
        record_version(version, "letter.version-edited", by=by, at=at)
    if not version.reopens or not edits:
        done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Reviewed.")
        record_sign_off(done, "letter.reviewed", by=by, at=at)
    settle(letter, by=by, at=at)
    return version


def _reviewing(letter: Letter, by: User) -> tuple[Chain, StepStanding, Place]:
    """The step of the editors that is open now, if it is this person's."""
    require(by, "write", "letter-edit", letter.inspection)
    lock_row(letter)
    chain = chain_of(letter)
    steps = [one for one in chain.steps if one.step.minor_edits]
    one = next((one for one in steps if one.open), steps[0] if steps else None)
    if one is None:
        refuse("This edition has no review by editors.", kind="moment")
    ask_table(letter.inspection, one.step, by)
    answer, place = decide(chain, one, held_by(by, letter.inspection))
    answer.require()
    assert place is not None
    return chain, one, place


def _version_of(
    letter: Letter, chain: Chain, one: StepStanding, edits: list[Edit], by: User, at: Moment
) -> LetterVersion:
    assert chain.version is not None
    substantive = any(edit.changes_meaning for edit in edits)
    words = {str(edit.sentence): edit.after for edit in edits}
    made = new_version(
        letter,
        content=canonical(with_words(chain.version.document, words)),
        change=LetterVersion.Change.SUBSTANTIVE if substantive else LetterVersion.Change.MINOR,
        reopens=first_to_sign_again(letter.inspection.edition.letter.sign_off_chain, one.step.code)
        if substantive
        else "",
        reason="; ".join(edit.reason for edit in edits if edit.reason),
        confirmed=chain.version.confirmed,
        owner_statement=chain.version.owner_statement,
        by=by,
        at=at,
    )
    Edit.objects.filter(pk__in=[edit.pk for edit in edits]).update(made=made)
    # The points first, as whoever saves one locks it before its sentences.
    list(lock(Point.objects.filter(pk__in=_points_of(edits))))
    for edit in edits:
        # Words the lead has rewritten meanwhile are not overwritten; the lead sees the difference.
        Sentence.objects.filter(pk=edit.sentence, text=edit.before).update(text=edit.after)
    return made


def _points_of(edits: list[Edit]) -> list[uuid.UUID]:
    found = Sentence.objects.filter(pk__in=[edit.sentence for edit in edits])
    return list(found.values_list("point_id", flat=True))


def _sentences(document: dict[str, Any]) -> dict[str, str]:
    """Sentences of points, by id; what the edition or a decision words is not the editors'."""
    return {
        one["id"]: one["text"]
        for section in document["sections"]
        for point in section["points"]
        for one in point["sentences"]
        if _is_uuid(one["id"])
    }


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def with_words(document: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A copy of the letter with these sentences, by id, in the place of their old words."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for section in copy["sections"]:
        for point in section["points"]:
            for one in point["sentences"]:
                one["text"] = words.get(one["id"], one["text"])
    return copy
