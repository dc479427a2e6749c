"""Deciding the comments one by one, and circulating the revision."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.queries.accuracy import comments_sent, draft_sent, response_of
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.composing import accuracy_paragraph, compose
from jtai.apps.letters.queries.overview import may_act, sign_line
from jtai.apps.letters.views.shared import the_letter
from jtai.core.letter import differences


@inspection_page("accuracy-decision", "read", post="decide")
def decide(request: PageRequest) -> HttpResponse:
    """Every comment with its decision; the second of the two confirms on this page."""
    letter = the_letter(request)
    chain = chain_of(letter)
    dispatch = draft_sent(letter)
    rows = comments_sent(letter)
    form = forms.SeenForm(
        posted(request),
        initial={"seen": chain.version.number if chain.version else 0},
    )
    if answer := submit(
        request,
        form,
        lambda: actions.confirm_considered(
            letter=letter, seen=form.cleaned_data["seen"], by=request.user, at=request.at
        ),
        done=request.path,
        message="You have confirmed that the comments are considered.",
    ):
        return answer
    offer_again(form, chain.version, carries="seen", version="number")
    review = chain.of_kind("review", "accuracy")
    acts = may_act(chain, request.viewer, "review", "accuracy")
    context = {
        "rows": rows,
        "undecided": [row for row in rows if not row.decision],
        "response": response_of(dispatch) if dispatch else None,
        "dispatch": dispatch,
        "may_decide": acts,
        "may_circulate": acts and request.viewer.may("write", "letter"),
        "may_confirm": acts and not request.viewer.may("write", "letter") and bool(review and review.signed),
        "changes": differences(dispatch.version.document, compose(letter).data()) if dispatch else [],
    }
    return show(
        request,
        "letters/decide.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
        turn_line=sign_line(chain),
    )


@inspection_page("accuracy-decision", "decide")
def decide_one(request: PageRequest, comment: UUID) -> HttpResponse:
    letter = the_letter(request)
    row = next((one for one in comments_sent(letter) if one.pk == comment), None)
    if row is None:
        raise Http404
    row.dispatch.letter = letter
    form = forms.DecideForm(
        posted(request),
        initial={
            "version": row.version,
            "decision": row.decision,
            "reason": row.reason,
            "new_text": row.new_text or row.should_say,
        },
    )
    if answer := submit(
        request,
        form,
        lambda: actions.decide_comment(existing=row, **form.cleaned_data, by=request.user, at=request.at),
        done=reverse("accuracy-decide", args=[request.inspection.ref]),
        message=f"Decision on comment {row.number} recorded.",
    ):
        return answer
    words = {"Decision": lambda now: now.get_decision_display(), "Reason": "reason", "New text": "new_text"}
    offer_again(form, row, words)
    context = {"row": row}
    return show(
        request,
        "letters/decide_one.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
    )


@inspection_page("letter", "write")
def circulate(request: PageRequest) -> HttpResponse:
    """Check the revision, then send it to the inspectorates."""
    letter = the_letter(request)
    rules = request.inspection.edition.letter
    form = forms.ConfirmationsForm(
        posted(request),
        confirmations=[(one.code, one.title) for one in rules.confirmations],
        statement=rules.owner_statement,
        reason=False,
    )
    if answer := submit(
        request,
        form,
        lambda: actions.circulate(
            letter=letter,
            confirmed=form.cleaned_data["confirmed"],
            owner_confirmed=form.cleaned_data["owner"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=lambda made: reverse("letter-submitted", args=[request.inspection.ref, made.number]),
    ):
        return answer
    chain = chain_of(letter)
    changes = differences(chain.version.document, compose(letter).data()) if chain.version else []
    context = {"changes": changes, "rows": comments_sent(letter), "chain": chain}
    return show(
        request,
        "letters/circulate.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
        turn_line=sign_line(chain),
    )
