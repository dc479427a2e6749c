"""Reads of the check of factual accuracy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jtai.apps.accounts.models import User
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import has_role
from jtai.apps.inspections.memory import rows_of
from jtai.apps.letters.models import AccuracyComment, AccuracyResponse, Dispatch, DraftOpening, Letter
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.publication import last_dispatch
from jtai.core.letter import ResponseWindow, response_window
from jtai.core.moments import Moment
from jtai.words import clock_on

_responses = rows_of(
    lambda: AccuracyResponse.objects.defer("content").order_by("pk"), "dispatch__letter__inspection"
)


def draft_sent(letter: Letter) -> Dispatch | None:
    """The last draft that went to the DCS, or None."""
    return last_dispatch(letter, Dispatch.Kind.ACCURACY)


def windows_of(letter: Letter, at: Moment) -> list[ResponseWindow]:
    """The readings of the response's days for a draft sent now, the inspection's own first (clash C07)."""
    inspection = letter.inspection
    receive = chain_of(letter).of_kind("receive", "accuracy")
    if receive is None:
        return []
    milestone = inspection.edition.milestone(receive.step.milestone)
    setting = inspection.edition.setting_for("response-window")
    chosen = dates.reading_for(inspection, "response-window") or "inclusive"
    return response_window(milestone, dates.calendar_of(inspection), at.today, setting, chosen)


def response_of(dispatch: Dispatch) -> AccuracyResponse | None:
    rows = _responses(dispatch.letter.inspection)
    return next((row for row in rows if row.dispatch_id == dispatch.pk), None)


def comments_sent(letter: Letter) -> list[AccuracyComment]:
    """What the inspectorates see: the comments of the response, never what the DCS kept back."""
    dispatch = draft_sent(letter)
    if dispatch is None or response_of(dispatch) is None:
        return []
    rows = dispatch.comments.filter(state__in=["sent", "decided"]).prefetch_related("joined")
    return list(rows.select_related("decided_by").order_by("number"))


def reply_to_partnership(letter: Letter) -> list[AccuracyComment]:
    """The decisions, once they go out with the pre-publication letter (paragraph 95); before that none."""
    if not letter.dispatches.filter(kind=Dispatch.Kind.PREPUBLICATION).exists():
        return []
    return [row for row in comments_sent(letter) if row.decision]


def comments_visible(dispatch: Dispatch, user: User) -> list[AccuracyComment]:
    """A leader's own comments; for the DCS all that were handed in, and the DCS's own."""
    rows = dispatch.comments.select_related("author", "joined_to").order_by("number")
    if has_role(user, dispatch.letter.inspection, "dcs"):
        found = [row for row in rows if row.state != "drafted" or row.author_id == user.pk]
    else:
        found = list(rows.filter(author=user))
    response = response_of(dispatch)
    for row in found:
        row.fate = fate(row, response)
    return found


NOT_GONE = "Not sent: the response was sent at {when}."
FATES = {
    "drafted": NOT_GONE,
    "with-dcs": NOT_GONE,
    "left-out": "Not sent: the director of children's services left it out.",
    "joined": "Sent together with another comment, at {when}.",
}


def fate(one: AccuracyComment, response: AccuracyResponse | None) -> str:
    """What became of a comment, once the response is sent; "" before. Decisions are not told here."""
    if response is None:
        return ""
    when = clock_on(response.sent_at)
    return FATES.get(one.state, "Sent with the response, at {when}.").format(when=when)


@dataclass(frozen=True, slots=True)
class SameComment:
    """Comments on one sentence of one kind, folded: "3 agencies say the same"."""

    sentence_text: str
    kind: str
    comments: tuple[AccuracyComment, ...]


def folded(comments: list[AccuracyComment]) -> list[SameComment]:
    """Comments grouped by sentence and kind, in the order they came."""
    groups: dict[tuple[str, str], list[AccuracyComment]] = defaultdict(list)
    for one in comments:
        groups[str(one.sentence or one.pk), one.kind].append(one)
    return [
        SameComment(rows[0].sentence_text, rows[0].get_kind_display(), tuple(rows))
        for rows in groups.values()
    ]


def openings_of(dispatch: Dispatch) -> list[DraftOpening]:
    return list(dispatch.openings.select_related("user").order_by("pk"))
