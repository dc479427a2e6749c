"""For one agency only: messages of one inspectorate, and the separate meeting it may offer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.findings import actions, forms, queries
from jtai.apps.findings.models import AgencyMessage, SeparateOffer
from jtai.apps.findings.queries.agencies import may_read
from jtai.apps.inspections.access import bodies_of, require
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.inspections.tasks import About
from jtai.ui.forms import ConfirmForm


def _done(request: PageRequest) -> str:
    return reverse("one-agency", args=[request.inspection.ref])


def _message(request: PageRequest, pk: UUID) -> AgencyMessage:
    """The message; for every other agency it does not exist (paragraph 44)."""
    row = get_object_or_404(AgencyMessage, pk=pk, inspection=request.inspection)
    if not may_read(request.viewer, row):
        raise Http404
    return row


def _of(request: PageRequest, action: str, material: str, body: str) -> None:
    """A form is shown to whoever may send it: asked with the body whose thing it is."""
    require(request.user, action, material, request.inspection, About(body=body))


def _own(request: PageRequest) -> list[str]:
    """Inspectorates this person may write for."""
    known = [one.code for one in request.inspection.edition.inspectorates]
    held = bodies_of(request.user, request.inspection)
    return [c for c in known if c in held and request.viewer.may("write", "agency-message", About(body=c))]


@inspection_page("agency-message", "read")
def one_agency(request: PageRequest) -> HttpResponse:
    """What this person may read of it: not yet offered a meeting first."""
    rows = queries.messages_for(request.viewer)
    rows.sort(key=lambda row: (not (row.offer and row.offer.state in ("due", "offered")), row.message.number))
    context = {"rows": rows, "may_write": bool(_own(request)), "local": request.viewer.is_local}
    return show(request, "findings/one_agency.html", context, paragraphs=["9", "44"])


@inspection_page("agency-message", "write")
def message_new(request: PageRequest) -> HttpResponse:
    return _write(request, None)


@inspection_page("agency-message", "write")
def message_edit(request: PageRequest, pk: UUID) -> HttpResponse:
    row = _message(request, pk)
    _of(request, "write", "agency-message", row.inspectorate)
    return _write(request, row)


def _write(request: PageRequest, row: AgencyMessage | None) -> HttpResponse:
    own = [row.inspectorate] if row else _own(request)
    initial = (
        {name: getattr(row, name) for name in ("agency", "text", "own_action", "version")}
        if row
        else {"version": 0}
    )
    form = forms.MessageForm(
        posted(request),
        inspection=request.inspection,
        own=own,
        initial=initial,
    )

    def act() -> AgencyMessage:
        wanted = form.cleaned_data
        return actions.write_message(
            inspection=request.inspection,
            message=row,
            inspectorate=wanted.get("inspectorate") or own[0],
            agency=wanted["agency"],
            text=wanted["text"],
            own_action=wanted["own_action"],
            version=wanted["version"],
            by=request.user,
            at=request.at,
        )

    answer = submit(request, form, act, done=_done(request), message="Message saved. It is not shared yet.")
    offer_again(form, row, {"Message": "text"})
    return answer or show(request, "findings/message.html", {"row": row}, form=form, paragraphs=["9", "44"])


@inspection_page("agency-message", "share")
def message_share(request: PageRequest, pk: UUID) -> HttpResponse:
    """Check the words, then share them with that agency alone."""
    row = _message(request, pk)
    _of(request, "share", "agency-message", row.inspectorate)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.share_message(message=row, by=request.user, at=request.at),
        done=_done(request),
        message="Message shared with the agency.",
    )
    context = {"row": row, "agency": request.inspection.edition.agency(row.agency).name}
    return answer or show(request, "findings/share.html", context, form=form, paragraphs=["9"])


def _offer(request: PageRequest, pk: UUID) -> SeparateOffer:
    return get_object_or_404(SeparateOffer.objects.select_related("message"), message=_message(request, pk))


@inspection_page("separate-offer", "write")
def offer(request: PageRequest, pk: UUID) -> HttpResponse:
    """Offer the agency a separate meeting, or leave it."""
    row = _offer(request, pk)
    _of(request, "write", "separate-offer", row.message.inspectorate)
    form = forms.OfferForm(posted(request))

    def act() -> SeparateOffer:
        if "drop" in request.POST:
            return actions.drop_offer(offer=row, by=request.user, at=request.at)
        start = form.cleaned_data["proposed_start"]
        return actions.make_offer(offer=row, proposed_start=start, by=request.user, at=request.at)

    message = "No meeting will be offered." if "drop" in request.POST else "Offer sent."
    answer = submit(request, form, act, done=_done(request), message=message)
    context = {"row": row, "agency": request.inspection.edition.agency(row.message.agency).name}
    return answer or show(request, "findings/offer.html", context, form=form, paragraphs=["44"])


@inspection_page("separate-offer", "answer")
def answer(request: PageRequest, pk: UUID) -> HttpResponse:
    """The agency takes it up or not."""
    row = _offer(request, pk)
    _of(request, "answer", "separate-offer", row.message.agency)
    form = forms.AnswerForm(posted(request))
    done = submit(
        request,
        form,
        lambda: actions.answer_offer(
            offer=row, accept=form.cleaned_data["answer"] == "accept", by=request.user, at=request.at
        ),
        done=_done(request),
        message="Answer saved.",
    )
    context = {"row": row, "inspectorate": request.inspection.edition.inspectorate(row.message.inspectorate)}
    return done or show(request, "findings/answer.html", context, form=form, paragraphs=["44"])
