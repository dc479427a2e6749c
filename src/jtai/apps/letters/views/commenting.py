"""A comment of the partnership on one sentence of the draft letter."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.sending import not_answered, was_opened
from jtai.apps.letters.models import AccuracyComment, Dispatch
from jtai.apps.letters.queries.accuracy import fate, response_of
from jtai.apps.letters.views.shared import require_reader, show_accuracy, the_draft


@inspection_page("accuracy-comment", "write")
def comment_new(request: PageRequest, sentence: str) -> HttpResponse:
    dispatch = the_draft(request)
    if not (request.method == "POST" and was_opened(dispatch, request.user)):
        require_reader(request, dispatch)
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
    dispatch = the_draft(request)
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
    return show_accuracy(request, "letters/accuracy_comment.html", context, form=form)


@inspection_page("accuracy-comment", "write")
def finish(request: PageRequest) -> HttpResponse:
    dispatch = the_draft(request)
    if request.method == "POST":
        actions.finish_comments(dispatch=dispatch, by=request.user, at=request.at)
    return HttpResponseRedirect(reverse("accuracy", args=[request.inspection.ref]), status=303)
