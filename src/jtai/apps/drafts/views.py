"""One's own unsent words: saved by the page's script, listed, opened again, discarded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from jtai.apps.drafts import actions, form_ids, queries
from jtai.apps.drafts.values import shown_words
from jtai.core.results import Refused, refuse
from jtai.words import clock


def _save(request: Any) -> HttpResponse:
    """Save a draft for the script of a page. Only an answer with the same id and count means saved."""
    text, address = request.POST.get(form_ids.FIELD, ""), request.POST.get("draft-address", "")
    form_id = form_ids.belongs_to(text, request.user)
    if form_id is None:
        return _told(409, "other-person", "This page was opened by somebody else")
    try:
        if not form_ids.was_shown_at(text, request.user, address.partition("?")[0]):
            refuse("This address does not belong to this form.", kind="hidden")
        made = actions.save_typed(
            user=request.user,
            form_id=form_id,
            address=address,
            title=request.POST.get("draft-title", ""),
            page=request.POST.get("draft-page", "")[:40],
            seen=request.POST.get("draft-seen", ""),
            fields=request.POST,
            at=timezone.now(),
        )
    except Refused as refused:
        status, error = REFUSALS[refused.decision.kind]
        more = {"form_id": form_ids.other(request.POST[form_ids.FIELD])} if error == "other-window" else {}
        return _told(status, error, refused.decision.reason, **more)
    count = sum(len(values) for _, values in request.POST.lists())
    answer = {"form_id": request.POST[form_ids.FIELD], "count": count}
    return JsonResponse({**answer, "saved": clock(made.saved_at) if made else ""})


# What the script is told when nothing was saved, by the kind of the refusal.
REFUSALS = {
    "hidden": (404, "unknown"),
    "too-large": (413, "too-long"),
    "moment": (409, "being-sent"),
    "stale": (409, "other-window"),
}


def _told(status: int, error: str, message: str, **more: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message, **more}, status=status)


def token(request: Any) -> HttpResponse:
    """A fresh token against forged forms, for a page that has been open for long."""
    return JsonResponse({"token": get_token(request)})


def drafts(request: Any) -> HttpResponse:
    """Everything typed and not sent. The script of a page posts here what is being typed."""
    if request.method == "POST":
        return _save(request)
    return render(request, "drafts/drafts.html", {"drafts": list(queries.drafts_of(request.user))})


drafts.claims_no_form = True  # type: ignore[attr-defined]


def draft(request: Any, form_id: UUID) -> HttpResponse:
    """The words of one draft, to read and to copy, whatever became of the page they were typed on."""
    row = queries.draft(request.user, form_id)
    if row is None:
        raise Http404
    # Led here from its page, which is no more.
    gone = request.GET.get("page") == "gone"
    context = {"draft": row, "words": shown_words(row.fields), "page_gone": gone}
    return render(request, "drafts/draft.html", context)


def discard(request: Any, form_id: UUID) -> HttpResponse:
    """Delete one's own draft; asks first."""
    row = queries.draft(request.user, form_id)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "drafts/discard.html", {"draft": row})
    actions.discard(user=request.user, form_id=form_id)
    messages.success(request, "Draft discarded.")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("drafts")
    return HttpResponseRedirect(back, status=303)
