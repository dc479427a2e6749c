"""A form that arrives twice is carried out once (ADR 0231).

The id is claimed before the view runs, marked as done in the transaction of the action itself, and given the
place its answer led to afterwards. The same id with other values is another sending: somebody went back,
changed their words and sent again. Exactly the same words on a page that was opened anew are asked about
first: a second one is made only if it is meant (ADR 0233).
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from jtai.apps.drafts import actions, form_ids, values
from jtai.apps.drafts.models import Draft, Sending
from jtai.core.results import Refused, refuse

# Who claimed a form as long ago as this and has not finished is no longer there.
GIVEN_UP = timedelta(seconds=90)
WAIT_SECONDS = 15.0
TWICE = "This was sent twice. It was recorded once."
# For so long exactly the same words are asked about.
AGAIN = timedelta(hours=1)

_current: ContextVar[Sending | None] = ContextVar("the form that is being carried out", default=None)


def claim(request: Any) -> HttpResponse | None:
    """Take the form of this request; an answer when the same was sent before."""
    text = request.POST.get(form_ids.FIELD, "")
    form_id = form_ids.belongs_to(text, request.user)
    if form_id is None:
        # A form without an id was made by no page of ours; only the token against forgery speaks for it.
        return of_another(request) if text else None
    request.form_id = form_id
    print_of = values.digest(request.get_full_path(), request.POST, request.FILES.items())
    words = values.words_digest(request.get_full_path(), request.POST, request.FILES.items())
    before = _sent_before(request, print_of, words)
    if before is not None and (asked := _ask(request, before)) is not None:
        return asked
    until = time.monotonic() + WAIT_SECONDS
    while not _taken(request, form_id, print_of, words):
        same = Sending.objects.filter(form_id=form_id, digest=print_of, user_id=request.user.pk)
        earlier = same.first()
        if earlier is not None and (earlier.location or earlier.done_at):
            messages.success(request, TWICE)
            return HttpResponseRedirect(earlier.location or request.get_full_path(), status=303)
        if time.monotonic() > until:
            refuse("This was sent already and is still being recorded. Wait a moment.", kind="moment")
        time.sleep(0.1)
    return None


def _sent_before(request: Any, print_of: str, words: str) -> Sending | None:
    """The sending in which this person sent exactly these words to the same address a short time ago."""
    if not words or request.POST.get(values.SECOND):
        return None
    if Sending.objects.filter(form_id=request.form_id, digest=print_of).exists():
        return None
    now = timezone.now()
    same = Sending.objects.filter(user_id=request.user.pk, words=words, started_at__gt=now - AGAIN)
    # Whoever goes back before the answer came: what is being recorded this moment is waited for.
    running = same.filter(location="", started_at__gt=now - timedelta(seconds=WAIT_SECONDS))
    until = time.monotonic() + WAIT_SECONDS
    while running.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return same.exclude(done_at=None).order_by("started_at").last()


def _ask(request: Any, before: Sending) -> HttpResponse | None:
    """Nothing is done: the form again with the words, and the question whether a second one is meant."""
    try:
        draft = actions.carry(
            user=request.user,
            address=request.get_full_path(),
            fields=request.POST,
            why=Draft.Why.SENT_BEFORE,
            before=before,
            at=timezone.now(),
        )
    except Refused:
        # Too long for a draft: rather two of it than lost words.
        return None
    return HttpResponseRedirect(draft.opens_at, status=303) if draft else None


def of_another(request: Any) -> HttpResponse:
    """Whoever opened this page is not who is signed in now: their words become nobody else's."""
    return render(request, "drafts/of_another.html", status=403)


def _taken(request: Any, form_id: Any, print_of: str, words: str) -> bool:
    now = timezone.now()
    row = Sending(form_id=form_id, digest=print_of, words=words, user_id=request.user.pk, started_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        left = Sending.objects.filter(
            form_id=form_id, digest=print_of, done_at=None, location="", started_at__lt=now - GIVEN_UP
        )
        if not left.update(started_at=now):
            return False
        row = Sending.objects.get(form_id=form_id, digest=print_of)
    request.sending = row
    request.sending_token = _current.set(row)
    return True


def current_form() -> UUID | None:
    """The id of the form that is being carried out."""
    row = _current.get()
    return row.form_id if row is not None else None


def mark_done() -> None:
    """The action of this form is carried out; called in its transaction."""
    row = _current.get()
    if row is not None:
        # A transaction that is taken back takes the mark back too.
        Sending.objects.filter(pk=row.pk).update(done_at=timezone.now())


def finish(request: Any, response: HttpResponse) -> None:
    """After the answer: remember where it led to, or let the form be sent again."""
    row: Sending | None = getattr(request, "sending", None)
    if row is None:
        return
    _current.reset(request.sending_token)
    if 300 <= response.status_code < 400:
        Sending.objects.filter(pk=row.pk).update(location=response.get("Location", "")[:600])
        if request.user.is_authenticated:
            actions.end_with(user=request.user, form_id=row.form_id, fields=request.POST)
    else:
        # Shown again with what is to be put right, or not carried out: it may be sent once more. What was
        # carried out before something else failed stays marked.
        again = Sending.objects.filter(pk=row.pk)
        (again if response.status_code < 500 else again.filter(done_at=None)).delete()
