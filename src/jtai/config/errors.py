"""Error pages: a sentence, what to do, the words that were sent, and a reference; never a traceback."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.http import urlencode

from jtai.apps.accounts.views import ask_to_sign_in, ask_to_sign_in_again
from jtai.apps.accounts.views_password import password_page
from jtai.apps.database.trouble import NOBODY_KNOWS, Trouble, trouble_of
from jtai.apps.drafts import form_ids
from jtai.apps.drafts.middleware import ask_to_sign_in_with_words
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.sending import of_another
from jtai.config import refused, words_sent
from jtai.config.unavailable import answer
from jtai.core.framework import FrameworkFaults, UnknownEdition
from jtai.core.results import Refused
from jtai.words import file_size

log = logging.getLogger("jtai.errors")
NOT_FROM_HERE = (
    "We could not check who sent this form. Switch cookies on, open the page again and send the form."
)
COPY = "Your text is still here. You can copy it into another page."
PAGE_GONE = f"The page of this text is no longer there, or you can no longer open it. {COPY}"
TOO_MUCH = "A page takes {limit} of text at once, and this was more. Nothing was changed."
SHORTEN = (
    "Shorten it, or send it in parts. One box takes 20,000 characters; a point of the letter and a section "
    "of the briefing take 40,000. What is longer can be sent as a document."
)
NOT_READ = (
    "The edition or the theme of this inspection cannot be read, because a file of the service has faults. "
    "What was saved is still there."
)
OPEN_TOO_LONG = "This page had been open for too long, so nothing was done. Check it and send it again."


def page(
    request: HttpRequest,
    status: int,
    reason: str = "",
    what_to_do: str = "",
    source: str = "",
    template: str = "",
) -> HttpResponse:
    """The error page for `status` with a reference that also stands in the log."""
    ended = getattr(request, "ended", None)
    if status in (403, 404, 409) and (draft := words_sent.draft_asked_for(request)):
        # A draft never leads nowhere: its words, and that its page is no more (ADR 0235).
        messages.warning(request, f"{ended.what}. {COPY}" if ended else PAGE_GONE)
        return HttpResponseRedirect(f"{reverse('draft', args=[draft.pk])}?page=gone", status=303)
    reference = reference_of(request)
    if source:
        reason = f"{reason} ({source})" if reason else source
    request.error_reference, request.was_refused = reference, True  # type: ignore[attr-defined]
    if status not in (*refused.ALWAYS, 409):
        log.warning("answered %s reference %s", status, reference)
    sent = words_sent.of(request)
    context: dict[str, object] = {"reference": reference, "reason": reason, "what_to_do": what_to_do}
    # A reason says what to do itself; what is said without one could be the opposite.
    context["advised"] = bool(reason) and status in (403, 409)
    context["words"] = sent
    context["ended"] = ended
    if sent or ended:
        context |= _what_became(request, status)
    if sent:
        context |= {"saved": words_sent.saved(request)}
    return render(request, template or f"errors/{status}.html", context, status=status)


def reference_of(request: HttpRequest) -> str:
    """The one that stands in the log's line of this request."""
    return getattr(request, "reference", "") or secrets.token_hex(4)


def ask_for_password(request: Any) -> HttpResponse:
    """The password is asked for first; what was sent comes back with the page that it was sent from."""
    if request.method != "POST":
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('password-again')}?{query}", status=303)
    draft = words_sent.saved(request, Draft.Why.PASSWORD) if words_sent.is_theirs(request) else None
    target = draft.opens_at if draft else request.get_full_path()
    return password_page(request, target, nothing_done=True, saved=draft is not None)


def _what_became(request: HttpRequest, status: int) -> dict[str, object]:
    """For somebody who was writing: what happened to the thing meanwhile, and where to go on."""
    try:
        became = words_sent.what_became(request) if status in (403, 404, 409) else None
        return {"became": became, "onwards": words_sent.page_above(request)}
    except DatabaseError:
        return {}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        limit = file_size(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        # Read once more, past the limit, so that what was typed is on the page and can be copied.
        words_sent.read_too_much(request)
        return page(request, 413, TOO_MUCH.format(limit=limit), SHORTEN, template="errors/too_much.html")
    return page(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """503 when this is trouble with a database, a disk, a store or a file of the framework.

    None when it is a mistake in the code.
    """
    trouble = trouble_of(error)
    if isinstance(error, Refused):
        trouble = Trouble("refused", error.decision.reason, saved="")
    if isinstance(error, FrameworkFaults | UnknownEdition):
        # A released file is never changed (ADR 0102): somebody did, and can put it back (ADR 0284).
        log.error("the framework cannot be read: %s", error)
        trouble = Trouble("framework", NOT_READ, 300, saved=NOBODY_KNOWS)
    return None if trouble is None or error is None else answer(request, trouble, error)


def failed(request: HttpRequest) -> HttpResponse:
    """An error nobody foresaw: the log keeps it under the reference the person is shown."""
    if response := unavailable(request, sys.exc_info()[1]):
        return response
    reference = reference_of(request)
    log.error("failed, reference %s", reference, exc_info=True)
    # Without the request: whatever failed, the database perhaps, must not fail the error page too.
    words = words_sent.of(request)
    context = {"reference": reference, "words": words, "saved": bool(words) and words_sent.saved(request)}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def csrf_failed(request: Any, reason: str = "") -> HttpResponse:
    """A stale token: the form again, with the words and a fresh token (ADR 0230)."""
    if request.headers.get("Accept", "").startswith("application/json"):
        # The script of a page fetches a fresh token and asks once more (ADR 0242).
        error, status = ("stale-token", 403) if request.user.is_authenticated else ("signed-out", 401)
        return JsonResponse({"error": error}, status=status)
    if getattr(resolve(request.path).func, "is_public", False):
        return _public_form_again(request)
    if not request.user.is_authenticated:
        return ask_to_sign_in_with_words(request) or ask_to_sign_in(request)
    if not words_sent.is_theirs(request):
        # Not from a page that this person was shown: nothing of what was sent is shown to them.
        if form_ids.is_ours(request.POST.get(form_ids.FIELD, "")):
            return of_another(request)
        return page(request, 403, NOT_FROM_HERE)
    address = words_sent.carry_stale(request)
    messages.warning(request, OPEN_TOO_LONG)
    return HttpResponseRedirect(address, status=303)


def _public_form_again(request: HttpRequest) -> HttpResponse:
    """Sign-in and the like: the page again, with the address that was typed and never with a password.

    Words that were on their way through the sign-in stay on it.
    """
    messages.warning(request, OPEN_TOO_LONG)
    if request.path == reverse("sign-in"):
        return ask_to_sign_in_again(request)
    email = request.POST.get("email", "")[:254]
    query = f"?{urlencode({'email': email})}" if email else ""
    return HttpResponseRedirect(f"{request.path}{query}", status=303)
