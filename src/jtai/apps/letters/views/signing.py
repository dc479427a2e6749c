"""Signing, sending back, and the review by editors."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.accounts.password_first import require_password
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.signing import ask_table, statement_words, table_cell
from jtai.apps.letters.models import SignOff
from jtai.apps.letters.queries.accuracy import draft_sent
from jtai.apps.letters.queries.chain import Chain, chain_of, last_signed, step_for
from jtai.apps.letters.queries.composing import accuracy_paragraph
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.queries.overview import sign_line
from jtai.apps.letters.views.shared import seen_of, since, the_letter
from jtai.core.letter import StepStanding


def _standing(request: PageRequest) -> tuple[Chain, StepStanding, dict[str, int]]:
    """The chain, its step on this page, and the version on it; 404 while there is nothing to sign.

    The step a form names, otherwise what is open for this person, or the current one.
    """
    chain = chain_of(the_letter(request))
    named = request.POST.get("step", "")
    one = step_for(chain, request.user) or chain.current
    if named:
        one = next((row for row in chain.steps if row.step.code == named), None)
    if one and request.method == "POST":
        # Who may comes before what is missing in the form.
        ask_table(request.inspection, one.step, request.user)
    elif one and step_for(chain, request.user) == one:
        require_password(*table_cell(one.step))
    if chain.version is None or one is None:
        raise Http404
    return chain, one, {"seen": chain.version.number}


@inspection_page("letter", "read")
def sign(request: PageRequest) -> HttpResponse:
    """The whole letter, what has changed, the statement, one button."""
    chain, one, seen = _standing(request)
    form = forms.SeenForm(posted(request), initial=seen)
    if answer := submit(
        request,
        form,
        lambda: actions.sign(
            letter=chain.letter,
            step=one.step.code,
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=request.at,
        ),
        done=lambda done: reverse("letter-signed", args=[request.inspection.ref, done.pk]),
    ):
        return answer
    return _show(request, chain, one, form, "letters/sign.html")


def _show(
    request: PageRequest, chain: Chain, one: StepStanding, form: forms.SeenForm, template: str
) -> HttpResponse:
    assert chain.version is not None
    base = seen_of(form) if form.refused else _known_before(chain, request.user)
    if not form.is_restored:
        form.renew("seen", chain.version.number)
    may = step_for(chain, request.user)
    own = may is not None and may.step.code == one.step.code
    context = {
        "letter": chain.letter,
        "chain": chain,
        "step": one,
        "parts": parts_of(chain.version.document),
        "changes": since(chain.letter, base, chain.version),
        "changes_since": base,
        "may_sign": own and one.step.kind == "sign",
        "may_refuse": own and (one.step.kind == "sign" or one.step.minor_edits),
        "words": statement_words(chain, one),
    }
    return show(
        request,
        template,
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
        turn_line=sign_line(chain),
    )


def _known_before(chain: Chain, reader: User) -> int | None:
    """The newest earlier version that this person signed or that went to the DCS."""
    mine, sent = last_signed(chain.letter, reader), draft_sent(chain.letter)
    known = [one.version.number for one in (mine, sent) if one]
    return max((number for number in known if chain.version and number < chain.version.number), default=None)


@inspection_page("letter", "read")
def refuse(request: PageRequest) -> HttpResponse:
    chain, one, seen = _standing(request)
    form = forms.RefuseForm(posted(request), initial=seen)
    if answer := submit(
        request,
        form,
        lambda: actions.refuse_to_sign(
            letter=chain.letter,
            step=one.step.code,
            seen=form.cleaned_data["seen"],
            comments=form.cleaned_data["comments"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter", args=[request.inspection.ref]),
        message="Letter sent back to the lead inspector with your comments.",
    ):
        return answer
    return _show(request, chain, one, form, "letters/refuse.html")


@inspection_page("letter", "read")
def signed(request: PageRequest, done: int) -> HttpResponse:
    letter = the_letter(request)
    row = SignOff.objects.filter(letter=letter, pk=done, by=request.user).select_related("version").first()
    if row is None:
        raise Http404
    step = request.inspection.edition.letter.step(row.step)
    context = {"done": row, "step": step, "line": sign_line(chain_of(letter))}
    return show(request, "letters/signed.html", context)


@inspection_page("letter-edit", "read", post="write")
def edit(request: PageRequest) -> HttpResponse:
    """The letter sentence by sentence, with the changes noted so far."""
    letter = the_letter(request)
    chain = chain_of(letter)
    if chain.version is None:
        raise Http404
    form = forms.SeenForm(posted(request), initial={"seen": chain.version.number})
    if answer := submit(
        request,
        form,
        lambda: actions.finish_review(
            letter=letter, seen=form.cleaned_data["seen"], by=request.user, at=request.at
        ),
        done=lambda made: reverse("letter-reviewed", args=[request.inspection.ref, made.number]),
    ):
        return answer
    edits = list(chain.version.edits_of.filter(made=None).select_related("by"))
    review = next((one for one in chain.steps if one.step.minor_edits and one.open), None)
    form.renew("seen", chain.version.number)
    context = {
        "version": chain.version,
        "sections": chain.version.document["sections"],
        "edits": {str(row.sentence): row for row in edits},
        "edit_rows": edits,
        "ends": _signatures(chain) if any(row.changes_meaning for row in edits) else 0,
        "may_edit": bool(review and request.viewer.has_role(*review.step.who)),
    }
    return show(request, "letters/edit.html", context, form=form, turn_line=sign_line(chain))


def _signatures(chain: Chain) -> int:
    """How many signatures of this phase a change of meaning ends."""
    current = chain.current
    phase = current.step.phase if current else ""
    return sum(len(one.signed) for one in chain.steps if one.step.phase == phase and one.step.kind == "sign")


@inspection_page("letter-edit", "write")
def edit_sentence(request: PageRequest, sentence: UUID) -> HttpResponse:
    letter = the_letter(request)
    chain = chain_of(letter)
    if chain.version is None:
        raise Http404
    text = _sentence(chain, str(sentence))
    earlier = chain.version.edits_of.filter(sentence=sentence, made=None).first()
    initial = {"seen": chain.version.number, "after": earlier.after if earlier else text}
    form = forms.EditForm(posted(request), initial=initial)
    if answer := submit(
        request,
        form,
        lambda: actions.edit_sentence(
            letter=letter,
            seen=form.cleaned_data["seen"],
            sentence=str(sentence),
            after=form.cleaned_data["after"],
            changes_meaning=form.cleaned_data["meaning"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter-edit", args=[request.inspection.ref]),
        message="Change recorded. It takes effect when you finish the review.",
    ):
        return answer
    offer_again(form, chain.version, carries="seen", version="number")
    context = {"before": text, "ends": _signatures(chain)}
    return show(request, "letters/edit_sentence.html", context, form=form)


def _sentence(chain: Chain, key: str) -> str:
    assert chain.version is not None
    for section in chain.version.document["sections"]:
        for point in section["points"]:
            for one in point["sentences"]:
                if one["id"] == key:
                    return str(one["text"])
    raise Http404


@inspection_page("letter-edit", "write")
def undo_edit(request: PageRequest, edit: int) -> HttpResponse:
    letter = the_letter(request)
    row = letter.edits.filter(pk=edit).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.undo_edit(edit=row, by=request.user, at=request.at)
    return HttpResponseRedirect(reverse("letter-edit", args=[request.inspection.ref]), status=303)


@inspection_page("letter-edit", "read")
def reviewed(request: PageRequest, number: int) -> HttpResponse:
    letter = the_letter(request)
    row = letter.versions.filter(number=number).first()
    if row is None:
        raise Http404
    context = {"version": row, "line": sign_line(chain_of(letter))}
    return show(request, "letters/reviewed.html", context)
