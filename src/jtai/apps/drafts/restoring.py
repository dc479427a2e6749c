"""Shows a form with the words somebody typed into it before."""

from __future__ import annotations

from typing import Any

from jtai.apps.drafts import queries
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import QUERY, Restored, restored, without_query
from jtai.ui.typed import uuid_of

EMPTY = "none"


def words_for(request: Any) -> Restored | None:
    """The saved words of this page, for a form that is being opened; None when there are none.

    `?draft=none` opens the page as it is; the draft stays where it is.
    """
    draft = _draft(request)
    if draft is None:
        return None
    request.draft = draft
    return restored(draft.fields)


def _draft(request: Any) -> Draft | None:
    asked = request.GET.get(QUERY, "")
    if asked == EMPTY:
        return None
    address = without_query(request.get_full_path(), QUERY)
    if not asked:
        return queries.draft_for(request.user, address)
    form_id = uuid_of(asked)
    found = queries.draft(request.user, form_id) if form_id else None
    # Of its own page alone: another form may ask for something else under the same name.
    return found if found is not None and found.address == address else None
