"""The draft letter as the partnership reads it, and to whom the DCS opens it (paragraph 95)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.sending import LOCAL, may_read_draft, not_answered, was_opened
from jtai.apps.letters.models import Dispatch
from jtai.apps.letters.queries.accuracy import (
    comments_visible,
    draft_sent,
    folded,
    openings_of,
    reply_to_partnership,
    response_of,
)
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.views.shared import (
    DRAFT_NOT_OPEN,
    letter_or_none,
    require_reader,
    show_accuracy,
    the_draft,
)
from jtai.apps.letters.views.versions import pdf_response
from jtai.core.letter import as_draft
from jtai.words import clock_and_date

NOT_SENT = "The draft letter has not been sent yet. You get a message when it is sent."


def _nothing(request: PageRequest, why: str) -> HttpResponse:
    return show_accuracy(request, "letters/accuracy_none.html", {"empty": why})


@inspection_page("accuracy-draft", "read")
def accuracy(request: PageRequest) -> HttpResponse:
    letter = letter_or_none(request)
    dispatch = draft_sent(letter) if letter else None
    if letter is None or dispatch is None:
        return _nothing(request, NOT_SENT)
    dispatch.letter = letter
    response = response_of(dispatch)
    # Their own comments stay with those who wrote them; the draft itself is closed when the response goes.
    own_only = bool(response and request.viewer.is_local and was_opened(dispatch, request.user))
    if request.viewer.is_local and not own_only and not may_read_draft(dispatch, request.user):
        # Every page of a leader leads here: nothing is shown, and it is no refusal.
        return _nothing(request, DRAFT_NOT_OPEN)
    is_dcs = request.viewer.may("send", "accuracy-response")
    context = {
        "dispatch": dispatch,
        "sections": dispatch.version.document["sections"],
        "parts": parts_of(as_draft(dispatch.version.document)),
        "comments": folded(comments_visible(dispatch, request.user)) if request.viewer.is_local else [],
        "closed": own_only and not is_dcs,
        "response": response,
        "is_dcs": is_dcs,
        "is_local": request.viewer.is_local,
        "openings": openings_of(dispatch) if is_dcs else [],
        "mine_open": dispatch.openings.filter(user=request.user, finished_at=None).exists(),
        "decided": reply_to_partnership(letter) if is_dcs else [],
    }
    return show_accuracy(request, "letters/accuracy.html", context, turn_line=_line(request, dispatch))


def _line(request: PageRequest, dispatch: Dispatch) -> str:
    if response_of(dispatch):
        return "The lead inspector and the quality assurance manager decide on the comments in the response."
    by = f", by {clock_and_date(dispatch.due_at)}" if dispatch.due_at else ""
    if request.viewer.may("send", "accuracy-response"):
        return f"Your turn: send one response for the partnership{by}."
    return f"Waiting for the director of children's services: one response{by}."


@inspection_page("accuracy-draft", "read")
def accuracy_pdf(request: PageRequest) -> HttpResponse:
    dispatch = the_draft(request)
    require_reader(request, dispatch)
    return pdf_response(as_draft(dispatch.version.document), f"draft-letter-{request.inspection.ref}.pdf")


@inspection_page("accuracy-draft", "open")
def open_draft(request: PageRequest) -> HttpResponse:
    dispatch = the_draft(request)
    if request.method != "POST":
        not_answered(dispatch)
    people = _leaders(request)
    form = forms.OpenForm(posted(request), people=people)

    def act() -> None:
        for key in form.cleaned_data["people"]:
            user = User.objects.get(pk=key)
            actions.open_draft(dispatch=dispatch, user=user, by=request.user, at=request.at)

    page = reverse("accuracy", args=[request.inspection.ref])
    message = "Draft opened. They have been sent a message."
    if answer := submit(request, form, act, done=page, message=message):
        return answer
    return show_accuracy(request, "letters/accuracy_open.html", {"people": people}, form=form)


def _leaders(request: PageRequest) -> list[tuple[str, str]]:
    rows = request.inspection.memberships.filter(
        role__in=request.inspection.edition.roles_like(*LOCAL), ended_at=None
    ).exclude(user=request.user)
    edition = request.inspection.edition
    agencies = {one.code: one.name for one in edition.agencies}
    return [
        (
            str(row.user_id),
            f"{row.user.full_name}, {edition.role(row.role).title}, {agencies.get(row.body, row.body)}",
        )
        for row in rows.select_related("user").order_by("pk")
    ]
