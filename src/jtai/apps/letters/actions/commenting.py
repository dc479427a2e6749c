"""Comments on the draft: leaders write them, the DCS sorts them and sends one response (paragraph 95)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.inspections.access import bodies_of, has_role, record, require
from jtai.apps.inspections.numbers import next_number
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.actions.sending import not_answered, require_opened, turn
from jtai.apps.letters.actions.signing import add_sign_off
from jtai.apps.letters.models import AccuracyComment, AccuracyResponse, Dispatch, Letter
from jtai.apps.letters.queries.composing import accuracy_paragraph
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.accuracy import ACCURACY_COMMENT
from jtai.words import counted


@transaction.atomic
def comment(
    *,
    dispatch: Dispatch,
    existing: AccuracyComment | None,
    version: int,
    values: Mapping[str, object],
    by: User,
    at: Moment,
) -> AccuracyComment:
    """Keep a comment: always kept, whatever is missing; only its author reads it until it is offered."""
    inspection = dispatch.letter.inspection
    require(by, "write", "accuracy-comment", inspection)
    require_opened(dispatch, by)
    if existing is not None:
        _require_own(existing, by)
        if existing.dispatch_id != dispatch.pk:
            refuse("This comment is not on this draft.", kind="hidden")
    not_answered(dispatch)
    if existing is None:
        body = next(iter(sorted(bodies_of(by, inspection))), "")
        existing = AccuracyComment.objects.create(
            id=uuid.uuid4(),
            dispatch=dispatch,
            number=next_number(inspection, "accuracy-comment", dispatch.pk),
            author=by,
            body=body,
            written_at=at.now,
            **values,
        )
    else:
        _keep(existing, version, values, by, at)
    _record(existing, "accuracy.comment-kept", by, at)
    return existing


def _require_own(existing: AccuracyComment, by: User) -> None:
    if existing.author_id != by.pk:
        refuse("Only its author can change a comment or send it to the director. Ask them.")


def _keep(
    existing: AccuracyComment, version: int, values: Mapping[str, object], by: User, at: Moment
) -> None:
    ACCURACY_COMMENT.decide(existing.state, "keep").require()
    kept = AccuracyComment.objects.filter(pk=existing.pk, version=version).update(
        **values, version=version + 1, written_at=at.now
    )
    if not kept:
        refuse("This comment was saved in another window. Both texts are below. Choose one.", kind="stale")
    existing.refresh_from_db()


@transaction.atomic
def offer_comment(*, existing: AccuracyComment, by: User, at: Moment) -> AccuracyComment:
    """Hand a comment to the DCS; the DCS's own is ready to send at once."""
    inspection = existing.dispatch.letter.inspection
    require(by, "write", "accuracy-comment", inspection)
    _require_own(existing, by)
    not_answered(existing.dispatch)
    action = "include" if has_role(by, inspection, "dcs") else "offer"
    state = ACCURACY_COMMENT.after(existing.state, action)
    require_none(_complete(existing))
    existing.state = state
    existing.save(update_fields=["state"])
    _record(existing, "accuracy.comment-offered", by, at)
    return existing


def _complete(one: AccuracyComment) -> list[Problem]:
    source = f"Guidance, paragraph {accuracy_paragraph(one.dispatch.letter.inspection.edition)}"
    found = []
    if not one.kind:
        found.append(
            blocks(
                "kind-missing",
                "Choose what is wrong: a typing mistake, a fact, or something left out.",
                source,
                "kind",
            )
        )
    if not one.should_say.strip():
        found.append(blocks("should-say-missing", "Write what the letter should say.", source, "should_say"))
    if one.kind in ("fact", "omission") and not one.evidence.strip():
        found.append(
            blocks("evidence-missing", "Give the evidence: a document, a record, a date.", source, "evidence")
        )
    return found


@transaction.atomic
def include(*, existing: AccuracyComment, by: User, at: Moment) -> None:
    """The DCS puts a comment into the response."""
    _sort(existing, "include", by, at, joined_to=None)


@transaction.atomic
def join(*, existing: AccuracyComment, to: AccuracyComment, by: User, at: Moment) -> None:
    """The DCS sends one comment together with another that says the same."""
    if to.dispatch_id != existing.dispatch_id or to.pk == existing.pk:
        require_none([blocks("join-elsewhere", "Choose another comment on this draft.", field="joined_to")])
    _sort(existing, "join", by, at, joined_to=to)


@transaction.atomic
def leave_out(*, existing: AccuracyComment, reason: str, by: User, at: Moment) -> None:
    """The DCS keeps a comment back; the reason is read by the DCS alone."""
    if not reason.strip():
        require_none(
            [
                blocks(
                    "reason-missing",
                    "Explain why you leave this comment out. Only you see this.",
                    field="reason",
                )
            ]
        )
    _sort(existing, "leave-out", by, at, kept_back_reason=reason.strip(), joined_to=None)


def _sort(existing: AccuracyComment, action: str, by: User, at: Moment, **fields: object) -> None:
    require(by, "send", "accuracy-response", existing.dispatch.letter.inspection)
    not_answered(existing.dispatch)
    existing.state = ACCURACY_COMMENT.after(existing.state, action)
    for name, value in fields.items():
        setattr(existing, name, value)
    existing.save()
    _record(existing, f"accuracy.comment-{action}", by, at)


@transaction.atomic
def send_response(*, letter: Letter, note: str, by: User, at: Moment) -> AccuracyResponse:
    """Send the one response of the partnership; only what the DCS chose goes to the inspectorates."""
    inspection = letter.inspection
    require(by, "send", "accuracy-response", inspection)
    dispatch = letter.dispatches.filter(kind=Dispatch.Kind.ACCURACY).order_by("-sent_at").first()
    if dispatch:
        not_answered(dispatch)
    _, one, place = turn(letter, "receive", "accuracy", by)
    assert dispatch is not None
    require_none(_undecided_by_dcs(dispatch))
    going = list(dispatch.comments.filter(state="included"))
    content = json.dumps([_as_sent(row) for row in going], ensure_ascii=False, sort_keys=True)
    late = at.now - dispatch.due_at if dispatch.due_at and at.now > dispatch.due_at else None
    response = AccuracyResponse.objects.create(
        dispatch=dispatch,
        note=note.strip(),
        content=content,
        sent_at=at.now,
        by=by,
        late_seconds=int(late.total_seconds()) if late else 0,
    )
    for row in going:
        row.state = ACCURACY_COMMENT.after(row.state, "send")
        row.save(update_fields=["state"])
    done = add_sign_off(letter, one.step, dispatch.version, place, by=by, at=at, statement="Sent.")
    settle(letter, by=by, at=at)
    record(
        response,
        "accuracy.response-sent",
        by=by,
        at=at,
        codes={"comments": [row.number for row in going], "sign_off": done.pk},
        content=content,
    )
    return response


def _undecided_by_dcs(dispatch: Dispatch) -> list[Problem]:
    waiting = dispatch.comments.filter(state="with-dcs").count()
    if not waiting:
        return []
    return [
        blocks(
            "comments-unsorted",
            f"{counted(waiting, 'comment', 'waits')} for you: send, join or leave out each of them first.",
            f"Guidance, paragraph {accuracy_paragraph(dispatch.letter.inspection.edition)}",
        )
    ]


def _as_sent(one: AccuracyComment) -> dict[str, object]:
    joined = [other.body for other in one.joined.all()]
    return {
        "number": one.number,
        "sentence": str(one.sentence or ""),
        "text": one.sentence_text,
        "kind": one.kind,
        "should_say": one.should_say,
        "evidence": one.evidence,
        "from": sorted({one.body, *joined}),
    }


def _record(one: AccuracyComment, action: str, by: User, at: Moment) -> None:
    record(
        one,
        action,
        by=by,
        at=at,
        codes={"state": one.state, "number": one.number},
        content=f"{one.should_say}\n{one.evidence}",
    )
