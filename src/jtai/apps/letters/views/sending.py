"""The draft to the DCS, the pre-publication letter and publication itself (paragraphs 90/91, 94/95)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.publishing import package_of
from jtai.apps.letters.models import Dispatch
from jtai.apps.letters.queries.accuracy import reply_to_partnership, windows_of
from jtai.apps.letters.queries.chain import Chain, chain_of
from jtai.apps.letters.queries.composing import accuracy_paragraph, recipients_of
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.queries.overview import due_of, may_act, sign_line
from jtai.apps.letters.queries.publication import current_publication, holds_on, prepublication_of
from jtai.apps.letters.views.shared import the_letter
from jtai.apps.letters.views.versions import pdf_response
from jtai.core.letter import as_draft
from jtai.ui.forms import ConfirmForm
from jtai.words import counted, day_date


def _newest(chain: Chain) -> int:
    if chain.version is None:
        raise Http404
    return chain.version.number


@inspection_page("accuracy-dispatch", "read", post="send")
def send_draft(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    chain = chain_of(letter)
    windows = windows_of(letter, request.at)
    form = forms.SendForm(
        posted(request),
        initial={"seen": _newest(chain), "reading": windows[0].reading if windows else ""},
        readings=[
            (row.reading, f"{day_date(row.due_on)}: {counted(row.clear_days, 'clear working day')}")
            for row in windows
        ],
    )
    if answer := submit(
        request,
        form,
        lambda: actions.send_draft(
            letter=letter, **form.cleaned_data, reasons=form.reasons, by=request.user, at=request.at
        ),
        done=lambda made: reverse("letter-sent", args=[request.inspection.ref, made.pk]),
    ):
        return answer
    offer_again(form, chain.version, carries="seen", version="number")
    step = chain.of_kind("send", "accuracy")
    context = {
        "chain": chain,
        "parts": parts_of(as_draft(chain.version.document)) if chain.version else [],
        "may_send": may_act(chain, request.viewer, "send", "accuracy"),
        "due": due_of(letter, step.step.milestone) if step else "",
    }
    return show(
        request,
        "letters/send.html",
        context,
        form=form,
        paragraphs=[accuracy_paragraph(request.inspection.edition)],
        turn_line=sign_line(chain),
    )


@inspection_page("letter", "read")
def sent(request: PageRequest, dispatch: UUID) -> HttpResponse:
    letter = the_letter(request)
    row = letter.dispatches.select_related("version").filter(pk=dispatch).first()
    if row is None:
        raise Http404
    titles = {role.code: role.title for role in request.inspection.edition.contact_roles}
    recipients = row.recipients.all()
    context = {
        "dispatch": row,
        "recipients": [(titles.get(one.contact_role, ""), one) for one in recipients],
        "draft": row.kind == Dispatch.Kind.ACCURACY,
    }
    return show(request, "letters/sent.html", context)


@inspection_page("pre-publication", "send")
def prepublish(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    chain = chain_of(letter)
    form = forms.SeenForm(posted(request), initial={"seen": _newest(chain)})
    if answer := submit(
        request,
        form,
        lambda: actions.send_prepublication(
            letter=letter,
            seen=form.cleaned_data["seen"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=lambda made: reverse("letter-sent", args=[request.inspection.ref, made.pk]),
    ):
        return answer
    offer_again(form, chain.version, carries="seen", version="number")
    context = {
        "chain": chain,
        "rows": recipients_of(request.inspection),
        "may_send": may_act(chain, request.viewer, "send", "publication"),
    }
    paragraph = request.inspection.edition.letter.recipients[0].paragraph
    return show(
        request,
        "letters/prepublish.html",
        context,
        form=form,
        paragraphs=[paragraph],
        turn_line=sign_line(chain),
    )


@inspection_page("pre-publication", "read", post="receive")
def prepublication_copy(request: PageRequest) -> HttpResponse:
    """The signed letter before it is public: the DCS says it has arrived."""
    letter = the_letter(request)
    dispatch = prepublication_of(letter)
    if dispatch is None:
        raise Http404
    dispatch.letter = letter
    form = ConfirmForm(posted(request))
    if answer := submit(
        request,
        form,
        lambda: actions.confirm_receipt(dispatch=dispatch, by=request.user, at=request.at),
        done=request.path,
        message="Receipt recorded.",
    ):
        return answer
    context = {
        "dispatch": dispatch,
        "parts": parts_of(dispatch.version.document),
        "may_receive": request.viewer.may("receive", "pre-publication") and dispatch.received_at is None,
        "published": current_publication(letter),
        "decided": reply_to_partnership(letter) if request.viewer.may("read", "accuracy-reply") else [],
    }
    return show(request, "letters/prepublication_copy.html", context, form=form)


@inspection_page("pre-publication", "read")
def prepublication_pdf(request: PageRequest) -> HttpResponse:
    dispatch = prepublication_of(the_letter(request))
    if dispatch is None:
        raise Http404
    return pdf_response(dispatch.version.document, f"letter-{request.inspection.ref}-before-publication.pdf")


@inspection_page("publication", "publish")
def publish(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    chain = chain_of(letter)
    form = forms.SeenForm(posted(request), initial={"seen": _newest(chain)})
    if answer := submit(
        request,
        form,
        lambda: actions.publish(
            letter=letter,
            seen=form.cleaned_data["seen"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter-published", args=[request.inspection.ref]),
    ):
        return answer
    offer_again(form, chain.version, carries="seen", version="number")
    step = chain.of_kind("publish")
    context = {
        "chain": chain,
        "holds": holds_on(request.inspection, request.at.today),
        "package": package_of(request.inspection),
        "may_publish": may_act(chain, request.viewer, "publish"),
        "due": due_of(letter, step.step.milestone) if step else "",
        "practice": request.inspection.kind == "practice",
    }
    return show(request, "letters/publish.html", context, form=form, turn_line=sign_line(chain))


@inspection_page("publication", "read")
def published(request: PageRequest) -> HttpResponse:
    """The published letter inside the workspace: the only place for what a practice inspection published."""
    letter = the_letter(request)
    current = current_publication(letter)
    if current is None:
        raise Http404
    context = {
        "publication": current,
        "parts": parts_of(current.document),
        "rows": letter.publications.order_by("-number"),
        "may_correct": request.viewer.may("publish", "publication") and current.withdrawn_at is None,
        "may_withdraw": request.viewer.may("withdraw", "publication") and current.withdrawn_at is None,
    }
    return show(request, "letters/published.html", context)


@inspection_page("publication", "read")
def published_pdf(request: PageRequest, number: int) -> HttpResponse:
    """A published version as a tagged PDF; a practice letter says on each page that it is one."""
    row = the_letter(request).publications.filter(number=number, withdrawn_at=None).first()
    if row is None:
        raise Http404
    return pdf_response(row.document, f"letter-{request.inspection.ref}-{row.number}.pdf")


@inspection_page("publication", "withdraw")
def withdraw(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    if request.method != "POST" and current_publication(letter) is None:
        raise Http404
    form = forms.WithdrawForm(posted(request))
    if answer := submit(
        request,
        form,
        lambda: actions.withdraw(
            letter=letter, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        done=reverse("letter-published", args=[request.inspection.ref]),
        message="Letter withdrawn. Its public page says so.",
    ):
        return answer
    return show(request, "letters/withdraw.html", {}, form=form)


@inspection_page("publication", "publish")
def correct(request: PageRequest) -> HttpResponse:
    """Put a corrected letter in the place of the published one, with a note."""
    letter = the_letter(request)
    current = current_publication(letter)
    if current is None:
        raise Http404
    sentences = [
        (one["id"], one["text"])
        for section in current.document["sections"]
        for point in section["points"]
        for one in point["sentences"]
    ]
    form = forms.CorrectForm(posted(request), sentences=sentences)
    if answer := submit(
        request,
        form,
        lambda: actions.replace_published(
            letter=letter,
            words={form.cleaned_data["sentence"]: " ".join(form.cleaned_data["after"].split())},
            note=form.cleaned_data["note"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter-published", args=[request.inspection.ref]),
        message="Correction published. The old version can still be read.",
    ):
        return answer
    return show(request, "letters/correct.html", {"publication": current}, form=form)
