"""The one response of the partnership: the DCS sorts the comments and sends it (paragraph 95)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.sending import not_answered
from jtai.apps.letters.queries.accuracy import (
    comments_sent,
    comments_visible,
    draft_sent,
    openings_of,
    response_of,
)
from jtai.apps.letters.views.shared import show_accuracy, the_draft, the_letter


@inspection_page("accuracy-response", "send")
def sort(request: PageRequest, comment: UUID) -> HttpResponse:
    """The DCS sends a comment, joins it with another, or keeps it back."""
    dispatch = the_draft(request)
    visible = comments_visible(dispatch, request.user)
    row = next((one for one in visible if one.pk == comment), None)
    if row is None:
        raise Http404
    row.dispatch = dispatch
    if request.method != "POST":
        not_answered(dispatch)
    others = [one for one in visible if one.pk != row.pk and one.sentence == row.sentence]
    form = forms.SortForm(
        posted(request),
        initial={
            "choice": {"left-out": "keep", "joined": "join"}.get(row.state, "send"),
            "reason": row.kept_back_reason,
        },
        others=[(str(one.pk), f"Comment {one.number}: {one.should_say[:80]}") for one in others],
    )

    def act() -> None:
        choice = form.cleaned_data["choice"]
        if choice == "keep":
            actions.leave_out(
                existing=row, reason=form.cleaned_data["reason"], by=request.user, at=request.at
            )
        elif choice == "join":
            to = next((one for one in others if str(one.pk) == form.cleaned_data["joined_to"]), row)
            actions.join(existing=row, to=to, by=request.user, at=request.at)
        else:
            actions.include(existing=row, by=request.user, at=request.at)

    page = reverse("accuracy", args=[request.inspection.ref])
    if answer := submit(request, form, act, done=page, message=f"Decision on comment {row.number} saved."):
        return answer
    return show_accuracy(request, "letters/accuracy_sort.html", {"row": row}, form=form)


@inspection_page("accuracy-response", "send")
def send_response(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    dispatch = the_draft(request)
    visible = comments_visible(dispatch, request.user)
    form = forms.ResponseForm(posted(request))
    if answer := submit(
        request,
        form,
        lambda: actions.send_response(
            letter=letter, note=form.cleaned_data["note"], by=request.user, at=request.at
        ),
        done=reverse("accuracy-sent", args=[request.inspection.ref]),
    ):
        return answer
    context = {
        "going": [one for one in visible if one.state == "included"],
        "joined": [one for one in visible if one.state == "joined"],
        "staying": [one for one in visible if one.state == "left-out"],
        "waiting": [one for one in visible if one.state == "with-dcs"],
        "drafts": dispatch.comments.filter(state="drafted").select_related("author").order_by("number"),
        "unfinished": [one.user.full_name for one in openings_of(dispatch) if one.finished_at is None],
        "response": response_of(dispatch),
        "dispatch": dispatch,
    }
    return show_accuracy(request, "letters/accuracy_send.html", context, form=form)


@inspection_page("accuracy-response", "read")
def response_sent(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    dispatch = draft_sent(letter)
    response = response_of(dispatch) if dispatch else None
    if response is None:
        raise Http404
    context = {"response": response, "dispatch": dispatch, "count": len(comments_sent(letter))}
    return show(request, "letters/accuracy_sent.html", context)
