"""The check of the draft letter, by the partnership; and the decisions on its comments."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.sending import LOCAL, may_read_draft, not_answered, was_opened
from jtai.apps.letters.models import AccuracyComment, Dispatch
from jtai.apps.letters.queries.accuracy import (
    comments_sent,
    comments_visible,
    draft_sent,
    fate,
    folded,
    openings_of,
    reply_to_partnership,
    response_of,
)
from jtai.apps.letters.queries.composing import accuracy_paragraph
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.views.shared import the_letter
from jtai.apps.letters.views.versions import pdf_response
from jtai.core.results import refuse
from jtai.words import clock_and_date, day_date

NOT_OPEN = "The draft letter is not open to you. The director of children's services decides who reads it."
NOT_SENT = "The draft letter has not been sent yet. You get a message when it is sent."


def _draft(request: PageRequest) -> Dispatch:
    letter = the_letter(request)
    dispatch = draft_sent(letter)
    if dispatch is None:
        raise Http404
    dispatch.letter = letter
    return dispatch


def _reader(request: PageRequest, dispatch: Dispatch) -> None:
    """Local people read the draft only when the DCS opened it to them, until the response is sent."""
    if request.viewer.is_local and not may_read_draft(dispatch, request.user):
        if was_opened(dispatch, request.user):
            not_answered(dispatch)
        refuse(NOT_OPEN)


def _nothing(request: PageRequest, why: str) -> HttpResponse:
    paragraphs = [accuracy_paragraph(request.inspection.edition)]
    return show(request, "letters/accuracy_none.html", {"empty": why}, paragraphs=paragraphs)


@inspection_page("accuracy-draft", "read")
def accuracy(request: PageRequest) -> HttpResponse:
    letter = the_letter_or_none(request)
    dispatch = draft_sent(letter) if letter else None
    if letter is None or dispatch is None:
        return _nothing(request, NOT_SENT)
    dispatch.letter = letter
    response = response_of(dispatch)
    # Their own comments stay with those who wrote them; the draft itself is closed when the response goes.
    own_only = bool(response and request.viewer.is_local and was_opened(dispatch, request.user))
    if request.viewer.is_local and not own_only and not may_read_draft(dispatch, request.user):
        # Every page of a leader leads here: nothing is shown, and it is no refusal.
        return _nothing(request, NOT_OPEN)
    is_dcs = request.viewer.may("send", "accuracy-response")
    context = {
        "dispatch": dispatch,
        "sections": dispatch.version.document["sections"],
        "parts": parts_of(dispatch.version.document),
        "comments": folded(comments_visible(dispatch, request.user)) if request.viewer.is_local else [],
        "closed": own_only and not is_dcs,
        "response": response,
        "is_dcs": is_dcs,
        "is_local": request.viewer.is_local,
        "openings": openings_of(dispatch) if is_dcs else [],
        "mine_open": dispatch.openings.filter(user=request.user, finished_at=None).exists(),
        "due_words": day_date(dispatch.due_at) if dispatch.due_at else "",
        "decided": reply_to_partnership(letter) if is_dcs else [],
    }
    return show(
        request,
        "letters/accuracy.html",
        context,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
        turn_line=_line(request, dispatch),
    )


def the_letter_or_none(request: PageRequest):  # type: ignore[no-untyped-def]
    from jtai.apps.letters.queries.chain import letter_of

    letter = letter_of(request.inspection)
    if letter:
        letter.inspection = request.inspection
    return letter


def _line(request: PageRequest, dispatch: Dispatch) -> str:
    response = response_of(dispatch)
    if response:
        return (
            "The response is sent. The lead inspector and the quality assurance manager decide the comments."
        )
    if dispatch.due_at is None:
        return "Waiting for the director of children's services: one response."
    due = clock_and_date(dispatch.due_at)
    return f"Waiting for the director of children's services: one response, by {due}."


@inspection_page("accuracy-draft", "read")
def accuracy_pdf(request: PageRequest) -> HttpResponse:
    dispatch = _draft(request)
    _reader(request, dispatch)
    return pdf_response(dispatch.version, f"draft-letter-{request.inspection.ref}.pdf")


@inspection_page("accuracy-draft", "open")
def open_draft(request: PageRequest) -> HttpResponse:
    dispatch = _draft(request)
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
    return show(
        request,
        "letters/accuracy_open.html",
        {"people": people},
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
    )


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


@inspection_page("accuracy-comment", "write")
def comment_new(request: PageRequest, sentence: str) -> HttpResponse:
    dispatch = _draft(request)
    if not (request.method == "POST" and was_opened(dispatch, request.user)):
        _reader(request, dispatch)
    place = _place(dispatch, sentence)
    if request.method != "POST":
        not_answered(dispatch)
    return _comment(request, dispatch, None, place)


def _place(dispatch: Dispatch, sentence: str) -> dict[str, object]:
    for section in dispatch.version.document["sections"]:
        for point in section["points"]:
            for one in point["sentences"]:
                if one["id"] == sentence:
                    return {
                        "sentence": _uuid(one["id"]),
                        "point": _uuid(point["id"]),
                        "sentence_text": one["text"],
                    }
    raise Http404


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@inspection_page("accuracy-comment", "write")
def comment(request: PageRequest, comment: UUID) -> HttpResponse:
    dispatch = _draft(request)
    row = dispatch.comments.filter(pk=comment, author=request.user).first()
    if row is None:
        raise Http404
    row.dispatch = dispatch
    return _comment(request, dispatch, row, {"sentence_text": row.sentence_text})


def _initial(row: AccuracyComment | None, place: dict[str, object]) -> dict[str, object]:
    initial: dict[str, object] = {"version": row.version if row else 0, "should_say": place["sentence_text"]}
    if row:
        initial |= {
            "kind": row.kind,
            "should_say": row.should_say,
            "evidence": row.evidence,
            "disputes_judgement": row.disputes_judgement,
        }
    return initial


def _comment(
    request: PageRequest, dispatch: Dispatch, row: AccuracyComment | None, place: dict[str, object]
) -> HttpResponse:
    form = forms.CommentForm(posted(request), initial=_initial(row, place))

    def act() -> AccuracyComment:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if row is None:
            values |= place
        kept = actions.comment(
            dispatch=dispatch,
            existing=row,
            version=form.cleaned_data["version"],
            values=values,
            by=request.user,
            at=request.at,
        )
        if "offer" in request.POST:
            return actions.offer_comment(existing=kept, by=request.user, at=request.at)
        return kept

    offered = "offer" in request.POST
    page = reverse("accuracy", args=[request.inspection.ref])
    message = "Comment sent to the director of children's services." if offered else "Comment saved."
    if answer := submit(request, form, act, done=page, message=message):
        return answer
    offer_again(form, row, {"What it should say": "should_say", "Evidence": "evidence"})
    context = {
        "place": place,
        "row": row,
        "is_dcs": request.viewer.may("send", "accuracy-response"),
        "fate": fate(row, response_of(dispatch)) if row else "",
        "response": response_of(dispatch),
    }
    return show(
        request,
        "letters/accuracy_comment.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
    )


@inspection_page("accuracy-comment", "write")
def finish(request: PageRequest) -> HttpResponse:
    dispatch = _draft(request)
    if request.method == "POST":
        actions.finish_comments(dispatch=dispatch, by=request.user, at=request.at)
    return HttpResponseRedirect(reverse("accuracy", args=[request.inspection.ref]), status=303)


@inspection_page("accuracy-response", "send")
def sort(request: PageRequest, comment: UUID) -> HttpResponse:
    """The DCS sends a comment, joins it with another, or keeps it back."""
    dispatch = _draft(request)
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
    return show(
        request,
        "letters/accuracy_sort.html",
        {"row": row},
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
    )


@inspection_page("accuracy-response", "send")
def send_response(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    dispatch = _draft(request)
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
        "unfinished": [one for one in openings_of(dispatch) if one.finished_at is None],
        "response": response_of(dispatch),
        "dispatch": dispatch,
    }
    return show(
        request,
        "letters/accuracy_send.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
    )


@inspection_page("accuracy-response", "read")
def response_sent(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    dispatch = draft_sent(letter)
    response = response_of(dispatch) if dispatch else None
    if response is None:
        raise Http404
    context = {"response": response, "dispatch": dispatch, "count": len(comments_sent(letter))}
    return show(request, "letters/accuracy_sent.html", context)
