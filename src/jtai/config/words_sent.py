"""What somebody had typed when something stood in the way: on the error page, and saved as their draft."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.http import QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.drafts import actions, carrying, form_ids, queries
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import QUERY, pairs_of, shown_words
from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.words import EventLine, event_words
from jtai.core.results import Refused
from jtai.ui.typed import uuid_of

log = logging.getLogger("jtai.errors")
# A larger body is a file; it is not read to its end only to refuse it.
TYPED = "application/x-www-form-urlencoded"
LARGEST_READ = 64 * 1024 * 1024
# So much of a form with files is read even of somebody turned away: their part may have ended just now.
SMALL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Became:
    """What last happened to the thing that was being written, in words."""

    what: str
    line: EventLine


def of(request: Any) -> list[tuple[str, str]]:
    """Label and text of each field that holds words; empty unless the form was made for this person."""
    if not is_theirs(request):
        return []
    return shown_words(pairs_of(request.POST))


def is_theirs(request: Any) -> bool:
    """Was a form sent that this service had made for the person who is signed in?"""
    if request.method != "POST" or not _is_signed_in(request) or not _can_be_read(request):
        return False
    try:
        fields = carrying.read_words_only(request)
    except (UnreadablePostError, MultiPartParserError, OSError):
        return False
    return form_ids.belongs_to(fields.get(form_ids.FIELD, ""), request.user) is not None


def read_too_much(request: Any) -> None:
    """Read the words of a form that was longer than a page takes; those of a form with files are not read."""
    if hasattr(request, "_body") or not _can_be_read(request) or request.content_type != TYPED:
        return
    try:
        request._body = request.read(LARGEST_READ)
    except OSError:
        request._body = b""
    request._post, request._files = QueryDict(request._body), MultiValueDict()


def _is_signed_in(request: Any) -> bool:
    try:
        return bool(getattr(request, "user", None)) and request.user.is_authenticated
    except DatabaseError:
        return False


def _can_be_read(request: Any) -> bool:
    """Of a form that streams its files, no large one is read for whoever was turned away at the door."""
    if hasattr(request, "_post"):
        return True
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    match = getattr(request, "resolver_match", None)
    streams = match is not None and getattr(match.func, "csrf_exempt", False)
    return size <= (LARGEST_READ if not streams or getattr(request, "came_in", False) else SMALL)


def saved(request: Any, why: str = Draft.Why.NOT_DONE) -> Draft | None:
    """Save what was sent as this person's draft. None when that cannot be done either."""
    try:
        with transaction.atomic():
            address, now = request.get_full_path(), timezone.now()
            made = actions.carry(user=request.user, address=address, fields=request.POST, at=now, why=why)
    except (DatabaseError, Refused, OSError) as error:
        log.warning("words were not saved as a draft: %s", type(error).__name__)
        return None
    return made


def carry_stale(request: Any) -> str:
    """A page was open for too long: the address at which its words come back with it."""
    draft = saved(request, Draft.Why.OPEN_TOO_LONG) if is_theirs(request) else None
    return draft.opens_at if draft else str(request.get_full_path())


def what_became(request: Any) -> Became | None:
    """The last event of the thing at this address; only for somebody who had been shown its form.

    Where the page itself says that the thing has ended, it has looked who may read it (ADR 0235).
    """
    match, ended = getattr(request, "resolver_match", None), getattr(request, "ended", None)
    if match is None:
        return None
    if ended is not None:
        events = Event.objects.filter(chain=request.inspection.ref, object_kind=ended.kind)
        return _in_words(request.inspection, events.filter(object_id=ended.pk))
    if not form_ids.was_shown_at(request.POST.get(form_ids.FIELD, ""), request.user, request.path):
        return None
    ref = match.kwargs.get("ref", "")
    inspection = Inspection.objects.visible_to(request.user).filter(ref=ref).first()
    things = [str(value) for name, value in match.kwargs.items() if name != "ref"]
    if inspection is None or not things:
        return None
    return _in_words(inspection, Event.objects.filter(chain=ref, object_id__in=things))


def _in_words(inspection: Inspection, events: QuerySet[Event]) -> Became | None:
    # That somebody looked at it is not what became of it.
    event = events.exclude(action__endswith=".read").order_by("-sequence").first()
    if event is None:
        return None
    people = {str(person.pk): person for person in User.objects.filter(pk=event.actor or 0)}
    line = event_words(inspection, event, people)
    return Became(line.title, line)


def draft_asked_for(request: Any) -> Draft | None:
    """The draft of this person with which this page was to be opened."""
    if request.method != "GET" or not _is_signed_in(request):
        return None
    form_id = uuid_of(request.GET.get(QUERY, ""))
    found = queries.draft(request.user, form_id) if form_id else None
    return found if found is not None and found.address.partition("?")[0] == request.path else None


def page_above(request: Any) -> str:
    """The nearest page above this address: where to go on when the thing itself is gone."""
    path = request.path.rstrip("/")
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        for candidate in (path, f"{path}/"):
            try:
                resolve(candidate)
            except Resolver404:
                continue
            return candidate
    return "/"
