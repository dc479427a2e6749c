"""Deciding the comments one by one, and the revision that follows (timetable, day 32 or 34)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.actions.sending import turn
from jtai.apps.letters.actions.signing import add_sign_off, record_sign_off, same_version
from jtai.apps.letters.actions.submitting import content_problems, new_version, record_version
from jtai.apps.letters.models import AccuracyComment, Letter, LetterVersion, Sentence
from jtai.apps.letters.queries.accuracy import comments_sent
from jtai.apps.letters.queries.composing import accuracy_paragraph, compose
from jtai.core.letter import canonical, differences
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.accuracy import ACCURACY_COMMENT

CHANGES = frozenset({AccuracyComment.Decision.ACCEPT, AccuracyComment.Decision.PART})


@transaction.atomic
def decide_comment(
    *,
    existing: AccuracyComment,
    version: int,
    decision: str,
    reason: str,
    new_text: str,
    by: User,
    at: Moment,
) -> AccuracyComment:
    """Accept, accept in part or not; always with a reason, and with the new sentence where it changes."""
    letter = existing.dispatch.letter
    require(by, "decide", "accuracy-decision", letter.inspection)
    turn(letter, "review", "accuracy", by)
    state = ACCURACY_COMMENT.after(existing.state, "decide")
    require_none(_check(existing, decision, reason, new_text))
    saved = AccuracyComment.objects.filter(pk=existing.pk, version=version).update(
        decision=decision,
        reason=reason.strip(),
        new_text=" ".join(new_text.split()),
        state=state,
        decided_by=by,
        decided_at=at.now,
        version=version + 1,
    )
    if not saved:
        refuse(
            "Somebody decided this comment before you. Both decisions are below. Choose one.", kind="stale"
        )
    existing.refresh_from_db()
    if decision in CHANGES and existing.sentence:
        Sentence.objects.filter(pk=existing.sentence, point__letter=letter).update(text=existing.new_text)
    record(
        existing,
        "accuracy.comment-decided",
        by=by,
        at=at,
        codes={"decision": decision, "number": existing.number},
        content=existing.reason,
    )
    return existing


def _check(existing: AccuracyComment, decision: str, reason: str, new_text: str) -> list[Problem]:
    source = f"Guidance, paragraph {accuracy_paragraph(existing.dispatch.letter.inspection.edition)}"
    found = []
    if decision not in AccuracyComment.Decision.values:
        found.append(
            blocks(
                "decision-missing", "Choose: accept, accept in part, or do not accept.", source, "decision"
            )
        )
    if not reason.strip():
        found.append(blocks("reason-missing", "Give the reason. The partnership reads it.", source, "reason"))
    if decision in CHANGES and existing.sentence and not new_text.strip():
        found.append(blocks("new-text-missing", "Write the new sentence.", source, "new_text"))
    return found


@transaction.atomic
@events_last
def circulate(
    *,
    letter: Letter,
    confirmed: Collection[str],
    owner_confirmed: bool,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> LetterVersion:
    """Send the revision to the inspectorates: every comment decided, the decision on the statement made."""
    inspection = letter.inspection
    require(by, "write", "letter", inspection)
    chain, one, place = turn(letter, "review", "accuracy", by)
    assert chain.version is not None
    undecided = [row for row in comments_sent(letter) if not row.decision]
    problems = content_problems(letter, confirmed, owner_confirmed)
    if undecided:
        numbers = ", ".join(str(row.number) for row in undecided)
        problems.insert(
            0, blocks("comments-undecided", f"Decide these comments first: {numbers}.", one.step.source)
        )
    passed = require_none(problems, reasons)
    document = compose(letter).data()
    version = chain.version
    if differences(version.document, document):
        version = new_version(
            letter,
            content=canonical(document),
            change=LetterVersion.Change.ACCURACY,
            reopens=one.step.code,
            confirmed=sorted(confirmed),
            owner_statement=inspection.edition.letter.owner_statement,
            by=by,
            at=at,
        )
        record_version(version, "letter.version-revised", by=by, at=at)
    keep_departures(version, passed, reasons, material="letter", by=by, at=at)
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Comments considered.")
    settle(letter, by=by, at=at)
    record_sign_off(done, "letter.comments-considered", by=by, at=at)
    return version


@transaction.atomic
def confirm_considered(*, letter: Letter, seen: int, by: User, at: Moment) -> None:
    """The second of the two says so too: the comments are considered and the revision may be agreed."""
    require(by, "decide", "accuracy-decision", letter.inspection)
    chain, one, place = turn(letter, "review", "accuracy", by)
    version = same_version(chain, seen)
    if any(not row.decision for row in comments_sent(letter)):
        require_none(
            [blocks("comments-undecided", "Comments are undecided. Decide them first.", one.step.source)]
        )
    if not one.signed:
        refuse("The lead inspector circulates the revision first.", one.step.source, kind="moment")
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Comments considered.")
    settle(letter, by=by, at=at)
    record_sign_off(done, "letter.comments-considered", by=by, at=at)
