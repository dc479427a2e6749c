"""Gives each form an id, carries out each form once, and carries words through a sign-in (ADR 0230, 0231)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts.views import ask_to_sign_in
from jtai.apps.drafts import actions, carrying, form_ids, queries, sending
from jtai.apps.drafts.values import holds_words, pairs_of, shown_words

NOT_THEIRS = "The text on the page before belonged to another account. It was not carried over."


class FormsOnce:
    """Stands behind the check of tokens and before the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.new_form_id = lambda: _new_form_id(request)
        request.save_unsent = lambda stored: _save_unsent(request, stored)
        request.words_wait_at = lambda address: queries.waits_at(request.user, address)
        response = self.get_response(request)
        sending.finish(request, response)
        return _with_carried(request, response)

    def process_view(self, request: Any, view: Any, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "claims_no_form", False):
            return None
        if not request.user.is_authenticated:
            return None if getattr(view, "is_public", False) else ask_to_sign_in_with_words(request)
        # A view that streams files reads the body itself, and claims its form then (library.uploads).
        return None if getattr(view, "csrf_exempt", False) else sending.claim(request)


def ask_to_sign_in_with_words(request: Any) -> HttpResponse | None:
    """The sign-in page with what was typed; None when nothing was, and the usual way will do."""
    words = carrying.packed(request)
    return ask_to_sign_in(request, carried=words) if words else None


def _with_carried(request: Any, response: HttpResponse) -> HttpResponse:
    """After somebody has signed in: on to the page that their words belong to."""
    if request.method != "POST" or request.path != reverse("sign-in") or response.status_code != 303:
        return response
    text = request.POST.get(carrying.FIELD, "")
    if text and request.user.is_authenticated:
        found = carrying.unpacked(text, request.user, timezone.now())
        if found is None:
            messages.info(request, NOT_THEIRS)
        elif found.draft is not None:
            response["Location"] = found.draft.opens_at
        elif found.fields and holds_words(pairs_of(found.fields)):
            return render(request, "drafts/not_kept.html", {"words": shown_words(pairs_of(found.fields))})
    return response


def _save_unsent(request: Any, stored: bool) -> datetime | None:
    """The form comes again with something to put right; when its words were saved as a draft.

    stored  its words are in the thing itself already, as a draft of their author; there is no other then.
    """
    form_id = getattr(request, "form_id", None)
    if request.method != "POST" or form_id is None or not request.user.is_authenticated:
        return None
    if stored:
        actions.end_with(user=request.user, form_id=form_id, fields=request.POST)
        return None
    address = request.get_full_path()
    draft = actions.save_unsent(user=request.user, address=address, fields=request.POST, at=timezone.now())
    return draft.saved_at if draft else None


def _new_form_id(request: Any) -> str:
    """The value of the hidden field; the id of a restored draft goes on with it, so that one send ends it."""
    if not request.user.is_authenticated:
        return ""
    draft = getattr(request, "draft", None)
    # A form that comes back with what is to be put right goes on with its id, and with the draft of it.
    again = getattr(request, "form_id", None)
    if again is not None and draft is None:
        saved = queries.draft(request.user, again)
        request.draft_stamp = saved.stamp if saved else ""
    # What is typed into it from here on is a draft of this page.
    page = getattr(request, "draft_address", "") or request.path
    return form_ids.make(request.user, page, draft.pk if draft else again)
