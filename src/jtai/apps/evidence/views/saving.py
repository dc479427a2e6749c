"""What pages of records, SEA entries and notes share: they are saved at any time (ADR 0234, ADR 0301)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID, uuid4

from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.drafts import own_saves
from jtai.apps.inspections.page import PageRequest, offer_again, try_action
from jtai.core.moments import Moment
from jtai.ui.components import saved_at
from jtai.ui.forms import VersionForm

Row = TypeVar("Row", bound=Model)


class Saved(Protocol):
    """A row, or somebody's own draft of one, with the time of its last save."""

    kept_at: datetime


def identity(row: Any) -> dict[str, Any]:
    """Id and version that the form carries; whoever opens an empty page makes the id (ADR 0307)."""
    return {"id": row.pk, "version": row.version} if row else {"id": uuid4(), "version": 0}


def save_line(row: Saved | None, at: Moment) -> str:
    """ "Saved at 14:02", or "" where nothing is saved yet."""
    return saved_at(row.kept_at, at.real) if row else ""


def save(
    form: VersionForm, write: Callable[[UUID, int], Row], rows: QuerySet[Row], words: Mapping[str, Any]
) -> Row | None:
    """Write by id and version. None: the page is shown again, with both texts where somebody saved first.

    rows, words  where the row with the other text is found, and what to show of it as `offer_again` takes it
    """
    if not form.is_valid():
        # What cannot be read is not half saved: all of it is one draft meanwhile (ADR 0234).
        return None
    key = form.cleaned_data["id"]
    version = own_saves.on_top(key, form.cleaned_data["version"])
    made = try_action(form, lambda: write(key, version))
    if made is None:
        offer_again(form, rows.filter(pk=key).first(), words)
        return None
    return made.result


def go_on_top(form: VersionForm, row: Any) -> None:
    """The row is as this form has saved it: what is sent next goes on top of that."""
    own_saves.remember(row.pk, row.version)
    form.renew_version(row.version)


def saved_only(
    request: PageRequest, form: VersionForm, *, refused: str, thing: str, shared: bool, page: str
) -> None:
    """What was asked for beyond saving was refused: say where the words are, and go on from there.

    refused  "Not submitted"
    thing    "evidence 7"; `shared` when others read it already, so that only the changes are one's own
    """
    own = "your changes to" if shared else "the draft of"
    form.stored_as = f"{refused}. What you wrote is saved in {own} {thing}. Only you can read it."
    request.draft_address = page


def to_page(request: PageRequest, name: str, row: Model) -> HttpResponse:
    """Off to the page of the row (303)."""
    return HttpResponseRedirect(reverse(name, args=[request.inspection.ref, row.pk]), status=303)
